internal import Provisioning

extension Receipt {
    /// A table for a pull request or a pipeline's summary; ends with a line end.
    ///
    /// Names and messages may come from anywhere: none of them is read as Markdown or HTML, none calls anybody.
    package var markdown: String {
        var lines = ["**\(cell(summaryLine))**", ""]
        lines += warnings.flatMap { ["⚠️ \(code($0))", ""] }
        guard !steps.isEmpty else { return lines.dropLast().joined(separator: "\n") + "\n" }
        lines += ["| | object | action | |", "| --- | --- | --- | --- |"]
        lines += steps.map { step in
            let words = [step.detail] + (step.help.map { ["help: \($0)"] } ?? [])
            let detail = words.filter { !$0.isEmpty }.map(code).joined(separator: "<br>")
            return "| \(step.status.sign) \(step.status.rawValue) | \(code(step.address)) | \(step.action.rawValue) "
                + "| \(detail) |"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension StepReceipt.Status {
    fileprivate var sign: String {
        switch self {
        case .done: "✅"
        case .skipped: "☑️"
        case .failed: "❌"
        case .unknown: "❓"
        case .blocked: "⏸️"
        }
    }
}

/// Text as code: there `@name`, `#1` and addresses are no links either.
private func code(_ text: String) -> String { text.isEmpty ? "" : "<code>\(cell(text))</code>" }

/// Text with everything but letters, digits and harmless signs as character references, which neither end a cell nor
/// begin anything.
private func cell(_ text: String) -> String {
    var safe = ""
    for scalar in printable(text).unicodeScalars {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "/", "-", "(", ")": safe.unicodeScalars.append(scalar)
        default:
            if scalar.isASCII {
                safe += "&#\(scalar.value);"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
    }
    return safe
}
