/// Prints findings as workflow commands of GitHub Actions, which show them as annotations of the changed files.
///
/// One line a finding, `::error file=a.yaml,line=3,…,title=CC1004::message`. Lines and columns count from 1; columns are
/// Unicode scalars as in the text output (GitHub names no unit), the last one is part of the place, and both stand there
/// only when the place is on one line, as GitHub wants it. GitHub shows the first ten errors and ten warnings of a step.
package struct GitHubRenderer: Sendable {
    private let paths: ReportPaths

    package init(paths: ReportPaths) {
        self.paths = paths
    }

    /// The lines, each with its line end; empty when nothing was found.
    package func render(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
        var indexes = LineIndexes(sources: sources)
        return diagnostics.map { command(for: $0, &indexes) + "\n" }.joined()
    }

    private func command(for diagnostic: Diagnostic, _ indexes: inout LineIndexes) -> String {
        var properties: [(name: String, value: String)] = []
        if let span = diagnostic.span {
            let lines = indexes.lines(of: span.file)
            properties.append(("file", paths.path(of: indexes.sources[span.file])))
            let start = lines.position(of: Int(span.start))
            let last = lines.lastPosition(of: span)
            properties.append(("line", String(start.line)))
            properties.append(("endLine", String(last.line)))
            if start.line == last.line {
                properties.append(("col", String(start.column)))
                properties.append(("endColumn", String(last.column)))
            }
        }
        properties.append(("title", diagnostic.code.text))
        let list = properties.map { "\($0.name)=\(escaped($0.value, alsoSeparators: true))" }.joined(separator: ",")
        let message = diagnostic.text(with: .all, &indexes, paths)
        return "::\(diagnostic.severity.rawValue) \(list)::\(escaped(message, alsoSeparators: false))"
    }

    /// What would end a command, or a property of it, written as its bytes in hexadecimal.
    private func escaped(_ text: String, alsoSeparators: Bool) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            case ":" where alsoSeparators: "%3A"
            case "," where alsoSeparators: "%2C"
            default: String(scalar)
            }
        }.joined()
    }
}

extension LineIndex {
    /// The place of the last scalar of a span; that of the start when the span is empty.
    fileprivate func lastPosition(of span: Span) -> Position {
        guard span.end > span.start else { return position(of: Int(span.start)) }
        var end = min(Int(span.end), bytes.count)
        // A line end behind the place is no part of it for people.
        while end > Int(span.start) + 1, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
            end -= 1
        }
        var last = end - 1
        while last > Int(span.start), bytes[last] & 0xC0 == 0x80 { last -= 1 }
        return position(of: last)
    }
}
