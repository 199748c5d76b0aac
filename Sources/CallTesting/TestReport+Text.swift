internal import ContactCenter
package import Diagnostics
internal import Simulator

extension TestReport {
    /// The report for a terminal: failures with their calls, then what was not covered or noticed where that is asked for, then
    /// a line that counts.
    ///
    /// - Parameters:
    ///   - style: Of the findings.
    ///   - listsCoverage: Whether each place is listed that no test takes.
    /// - Returns: Lines, the last with its end.
    package func text(style: TextRenderer.Style = .plain, listsCoverage: Bool = false) -> String {
        var places = SourcePlaces(sources)
        let renderer = TextRenderer(style: style)
        var text = ""
        for test in tests {
            guard let diagnostic = test.diagnostic else { continue }
            text += "FAIL: \(displayText(test.test.name.value))\n"
            text += renderer.render(diagnostic, sources: sources) + "\n\n"
            text += test.transcriptText(&places) + "\n"
        }
        if let host { text += host.text(renderer, sources, &places) }
        if listsCoverage { text += coverageText(&places) }
        if let mutations { text += mutations.text(&places) }
        text += summary + "\n"
        if let coverage, !coverage.counts.isEmpty { text += coverageSummary(coverage, isListed: listsCoverage) + "\n" }
        if let mutations { text += mutations.summary + "\n" }
        return text
    }

    /// "12 tests: 10 passed, 1 failed, 1 failed as expected"; through a real host with where that is.
    package var summary: String {
        let parts: [(PlayedTest.Verdict, String)] = [
            (.passed, "passed"), (.failed, "failed"), (.unexpectedPass, "passed that should fail"),
            (.expectedFailure, "failed as expected"),
        ]
        var counts = parts.compactMap { verdict, words -> String? in
            let count = tests.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(words)"
        }
        let unplayed = host?.unplayed.count ?? 0
        if unplayed > 0 { counts.append("\(unplayed) not played") }
        let count = tests.count + unplayed
        var total = count == 1 ? "1 test" : "\(count) tests"
        if let host { total += " through \(displayText(host.answerURL))" }
        return counts.isEmpty ? total : "\(total): \(counts.joined(separator: ", "))"
    }

    private func coverageSummary(_ coverage: Coverage, isListed: Bool) -> String {
        let counts = coverage.counts.map { "\($0.taken) of \($0.total) \($0.kind.plural)" }
        let hint = isListed || coverage.missed.isEmpty ? "" : " (--coverage lists the others)"
        return "coverage: \(counts.joined(separator: ", "))\(hint)"
    }

    private func coverageText(_ places: inout SourcePlaces) -> String {
        let missed = coverage?.missed ?? []
        guard !missed.isEmpty else { return "" }
        let rows = missed.map { (places.place(of: $0.point.span).shown, $0.name) }
        return "no test takes:\n" + table(rows) + "\n"
    }
}

extension TestReport.HostReport {
    /// Why nothing was played, or what was not; empty when everything was.
    fileprivate func text(
        _ renderer: TextRenderer,
        _ sources: SourceMap,
        _ places: inout SourcePlaces
    ) -> String {
        if let fault { return renderer.render(fault, sources: sources) + "\n\n" }
        var text = ""
        for reason in UnplayedTest.Reason.allCases {
            let tests = unplayed.filter { $0.reason == reason }
            guard !tests.isEmpty else { continue }
            text += "not played, since \(reason.clause):\n"
            text += table(tests.map { (places.place(of: $0.test.name.span).shown, $0.test.name.value) }) + "\n"
        }
        return text
    }
}

extension UnplayedTest.Reason {
    /// Behind "since".
    fileprivate var clause: String {
        switch self {
        case .otherHours: "they expect other hours than it is"
        case .hostDown: "the host cannot be taken down"
        case .outOfTime: "the time for all tests was over"
        case .wrongHost: "the host does not serve the release"
        }
    }
}

/// Rows of two columns.
func table(_ rows: [(String, String)]) -> String {
    let width = rows.reduce(0) { max($0, $1.0.count) }
    return rows.map { left, right in
        "  \(left)\(String(repeating: " ", count: width - left.count))  \(displayText(right))\n"
    }.joined()
}

extension PlayedTest {
    /// The call up to the difference, with the line that made each thing happen.
    func transcriptText(_ places: inout SourcePlaces) -> String {
        let lines = transcript.lines().compactMap { line -> (entry: Int, text: String)? in
            guard line.entry <= differingEntry ?? .max else { return nil }
            // The target says as much.
            if case .notifies = transcript.entries[line.entry].event { return nil }
            return (line.entry, line.text.count <= 90 ? line.text : "\(line.text.prefix(89))…")
        }
        let width = lines.reduce(0) { max($0, $1.text.count) }
        var text = "  \(transcript.heading)\n"
        for line in lines {
            let mark = line.entry == differingEntry ? ">" : " "
            var row = "\(mark) \(line.text)"
            if line.entry < origins.count, let origin = origins[line.entry], isMade(line.entry) {
                row += String(repeating: " ", count: max(0, width - line.text.count) + 2)
                row += places.place(of: origin).shown
            }
            text += row + "\n"
        }
        return text
    }

    /// Whether the project made it happen, rather than somebody in the call.
    private func isMade(_ entry: Int) -> Bool {
        switch transcript.entries[entry].event {
        case .hears, .hearsSound, .calleeHears, .rings, .joins, .records: true
        case .ends(let ending): ending == .finished
        default: false
        }
    }
}
