internal import JSONTree

/// Prints findings as a code quality report of GitLab: a JSON list, shown in merge requests.
///
/// A finding keeps its fingerprint while the lines around it move, so that GitLab tells new findings from old ones.
/// GitLab wants a place for everything: what is about none stands on line 1 of the root file.
package struct GitLabRenderer: Sendable {
    private let paths: ReportPaths

    package init(paths: ReportPaths) {
        self.paths = paths
    }

    /// The text of the list, with a line end.
    package func render(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
        var indexes = LineIndexes(sources: sources)
        var fingerprints = Fingerprints()
        let issues = diagnostics.map { diagnostic -> JSONValue in
            let file = diagnostic.span?.file ?? FileID(index: 0)
            let path = sources.files.isEmpty ? "." : paths.path(of: sources[file])
            let lines = diagnostic.span.map { indexes.lines(of: $0.file) }
            var place: JSONObject = JSONObject([("begin", 1)])
            if let span = diagnostic.span, let lines {
                let begin = lines.lineNumber(of: Int(span.start))
                // The last byte's line: a block's place ends at the start of the line behind it.
                let end = lines.lineNumber(of: max(Int(span.start), Int(span.end) - 1))
                place = JSONObject([("begin", .integer(begin)), ("end", .integer(end))])
            }
            return [
                "description": .string(diagnostic.text(with: .all, &indexes, paths)),
                "check_name": .string(diagnostic.code.text),
                "fingerprint": .string(fingerprints.next(diagnostic, path: path, lines: lines)),
                "severity": .string(diagnostic.severity == .error ? "critical" : "minor"),
                "location": ["path": .string(path), "lines": .object(place)],
            ]
        }
        return String(decoding: JSONValue.array(issues).serializedBytes(.pretty), as: UTF8.self)
    }
}
