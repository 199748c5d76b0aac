internal import CallBundle
internal import JSONTree
package import ReleaseRecords

/// Whether text for a terminal carries colours.
package enum Colouring: Sendable {
    case plain
    case coloured

    /// `text` in a colour, or as it is.
    package func paint(_ text: String, _ colour: Colour) -> String {
        self == .plain || text.isEmpty ? text : "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }

    /// What colours mean.
    package enum Colour: String, Sendable {
        case heading = "1"
        case faint = "2"
        case bad = "31"
        case good = "32"
        case changed = "33"
        case pointer = "36"
    }
}

extension Plan {
    /// The plan for people; ends with a line end.
    ///
    /// - Parameters:
    ///   - colouring: Whether it has colours.
    ///   - now: For the age of a snapshot; only its time is told without.
    /// - Returns: Lines, each with its end.
    package func text(_ colouring: Colouring = .plain, now: UTCTime? = nil) -> String {
        let place = applicationID.map { "application \($0)" } ?? "application not there yet"
        let against = live.words(now: now).map { ", against \($0)" } ?? ""
        var lines = [
            colouring.paint("ccplan: \(printable(project))", .heading) + " (\(printable(place)))\(against)", "",
        ]
        let addressWidth = max(22, steps.map { columns($0.address) }.max() ?? 0)
        for step in steps {
            lines += step.lines(addressWidth: addressWidth, colouring)
        }
        if !steps.isEmpty { lines.append("") }
        if !unmanaged.isEmpty {
            lines.append("  Unmanaged, left alone:")
            lines += unmanaged.map { "      " + printable($0.address) }
            lines.append("")
        }
        if case .snapshot(_, let notCompared) = live, !notCompared.isEmpty {
            lines.append("  Not compared, since the snapshot does not have it:")
            lines += notCompared.map { "      " + printable($0) }
            lines.append("")
        }
        if let costs { lines += ["  \(costs.sentence)", ""] }
        lines.append(colouring.paint(printable(summaryLine), .heading))
        return lines.joined(separator: "\n") + "\n"
    }

    /// The steps alone, as `text` tells them.
    package var stepLines: String {
        let width = steps.map { columns($0.address) }.max() ?? 0
        return steps.flatMap { $0.lines(addressWidth: width, .plain) }.map { $0 + "\n" }.joined()
    }

    /// The last line: how much there is to do, and what was not looked at.
    package var summaryLine: String {
        var line: String
        if isEmpty {
            line = "No changes. The account is as the project says."
        } else {
            let counts = PlanStep.Action.allCases.compactMap { action -> String? in
                let count = steps.filter { $0.action == action }.count
                return count == 0 || action == .held ? nil : "\(count) to \(action.rawValue)"
            }
            line = "Plan: \(counts.joined(separator: ", "))."
        }
        let held = steps.filter { $0.action == .held }.count
        if held > 0 { line += " Held: \(held)." }
        line += " Unmanaged: \(unmanaged.isEmpty ? "none" : "\(unmanaged.count)")."
        if case .notCompared(let reason) = users { line += " Users: not compared (\(reason))." }
        return line
    }
}

extension PlanStep {
    fileprivate func lines(addressWidth: Int, _ colouring: Colouring) -> [String] {
        let (mark, colour) = action.mark
        let head =
            "  \(colouring.paint(mark, colour)) \(padded(printable(address), addressWidth)) \(padded(action.rawValue, 7))"
            + (summary.isEmpty ? "" : "  \(printable(summary))")
        var lines = [head.trimmingTrailingBlanks()]
        let pathWidth = changes.map { columns($0.path) }.max() ?? 0
        lines += changes.map { change in
            "      \(padded(printable(change.path), pathWidth))  \(change.values(colouring))"
        }
        if let reason { lines.append("      " + colouring.paint("because: \(printable(reason))", .faint)) }
        lines += dangers.map { "      " + colouring.paint("! \(printable($0.sentence))", .bad) }
        return lines
    }
}

extension PlanStep.Action {
    fileprivate var mark: (String, Colouring.Colour) {
        switch self {
        case .publish, .verify: (">", .pointer)
        case .create, .buy: ("+", .good)
        case .update, .move, .link: ("~", .changed)
        case .unlink, .cancel, .delete: ("-", .bad)
        case .held: ("=", .faint)
        }
    }
}

extension FieldChange {
    fileprivate func values(_ colouring: Colouring) -> String {
        let new = printable(afterText)
        let shown =
            switch after {
            case .value: colouring.paint(new, .good)
            case .absent: colouring.paint(new, .bad)
            case .knownAfterApply: new
            }
        return beforeText.map { "\(colouring.paint(printable($0), .bad)) → \(shown)" } ?? shown
    }
}

/// `text` on one line and without what terminals act upon: it may come from the account.
package func printable(_ text: String) -> String {
    // Looking up what a scalar is takes its time, and most names are plain.
    guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format: shown += "\u{FFFD}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

private func columns(_ text: String) -> Int { text.count }

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
}

extension String {
    fileprivate func trimmingTrailingBlanks() -> String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
