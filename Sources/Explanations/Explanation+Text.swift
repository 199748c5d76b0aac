internal import Diagnostics

extension Explanation {
    /// "an error", as a line under the headline says it.
    fileprivate var grade: String {
        switch severity {
        case .error: "an error"
        case .warning: "a warning"
        case .either: "an error or a warning"
        }
    }

    /// The parts of the page below its headline: a heading and text each.
    fileprivate var parts: [(heading: String, text: String)] {
        [("What it means", meaning), ("On the telephone", onTheTelephone), ("How to mend it", mending)]
    }

    /// The page for a terminal, wrapped at `width` columns, with a line end.
    package func text(width: Int = 80) -> String {
        let headline = "\(code): \(title)"
        var page = wrapped(headline, width: width) + "\n\n\(code.text) is \(grade).\n"
        for part in parts {
            page += "\n\(part.heading)\n\n"
            page += wrapped(part.text, width: width, indentation: "  ") + "\n"
        }
        page += "\nExample\n\n"
        page += example.lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n") + "\n"
        return page
    }

    /// The page as a section of `docs/diagnostics.md`, with a line end.
    package var markdown: String {
        var page = "### \(code): \(title)\n\n"
        page += "\(severity == .either ? "Error or warning" : severity == .error ? "Error" : "Warning").\n"
        for part in parts {
            page += "\n" + wrapped("**\(part.heading).** \(part.text)", width: 120) + "\n"
        }
        return page + "\n```yaml\n\(example.lines.joined(separator: "\n"))\n```\n"
    }
}

extension Explanation.Example {
    /// What is printed of the example: its YAML, and in comments what else belongs to it.
    fileprivate var lines: [String] {
        var lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if isMade { lines = lines.map { "# \($0)" } }
        for file in files {
            lines += ["# \(file.path):"] + file.text.split(separator: "\n").map { "#   \($0)" }
        }
        if let account { lines += account.lines.map { "# \($0)" } }
        return lines
    }
}

extension Explanation.ExampleAccount {
    /// What the account has, in sentences.
    fileprivate var lines: [String] {
        guard !applications.isEmpty || !numbers.isEmpty else { return ["The account has nothing in it."] }
        return ["The account has:"]
            + applications.map { "  application '\($0.name)' (\($0.id))" }
            + numbers.map { number in
                let link = number.applicationID.map { ", linked to application \($0)" } ?? ""
                return "  number +\(number.digits) (\(number.features.joined(separator: ", ")))\(link)"
            }
    }
}

/// Paragraphs with their lines joined and broken anew; lines that begin with four blanks stay.
///
/// - Parameters:
///   - text: Paragraphs, an empty line between two.
///   - width: The most columns of a line; a longer word stands alone.
///   - indentation: What each line begins with.
/// - Returns: The lines, without a line end behind the last.
func wrapped(_ text: String, width: Int, indentation: String = "") -> String {
    var lines: [String] = []
    var current = ""
    func flush() {
        guard !current.isEmpty else { return }
        lines.append(indentation + current)
        current = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        guard !line.isEmpty, !line.hasPrefix("    ") else {
            flush()
            lines.append(line.isEmpty ? "" : indentation + line)
            continue
        }
        for word in line.split(separator: " ") {
            let isFull = indentation.count + current.count + 1 + word.count > width
            if isFull { flush() }
            current += current.isEmpty ? String(word) : " \(word)"
        }
    }
    flush()
    return lines.joined(separator: "\n")
}
