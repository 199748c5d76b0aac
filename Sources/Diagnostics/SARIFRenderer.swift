internal import JSONTree

/// What a report says of a code besides its findings.
package struct RuleDescription: Sendable {
    /// One line.
    package var title: String

    /// What the code means and how its findings are mended, as plain text.
    package var help: String

    package init(title: String, help: String) {
        self.title = title
        self.help = help
    }
}

/// Prints findings as SARIF 2.1.0, the format of code scanning services.
///
/// Columns are UTF-16 code units from 1, the end is the column behind the last one; a byte-order mark is no column, a tab
/// is one. Files are named from the root of the repository, `%SRCROOT%`. Certain replacements are fixes.
package struct SARIFRenderer: Sendable {
    private let paths: ReportPaths
    private let toolVersion: String
    private let rule: @Sendable (DiagnosticCode) -> RuleDescription?

    /// - Parameters:
    ///   - paths: How files are named.
    ///   - toolVersion: The version of this program.
    ///   - rule: What to say of a code.
    package init(
        paths: ReportPaths,
        toolVersion: String,
        rule: @escaping @Sendable (DiagnosticCode) -> RuleDescription? = { _ in nil }
    ) {
        self.paths = paths
        self.toolVersion = toolVersion
        self.rule = rule
    }

    /// The text of the log, with a line end.
    package func render(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
        let codes = Set(diagnostics.map(\.code)).sorted { $0.text < $1.text }
        let places = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var writer = SARIFWriter(paths: paths, indexes: LineIndexes(sources: sources))
        let results = diagnostics.map { writer.result($0, ruleIndex: places[$0.code] ?? 0) }
        let log: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "ccplan",
                            "version": .string(toolVersion),
                            "rules": .array(codes.map(description)),
                        ]
                    ],
                    "columnKind": "utf16CodeUnits",
                    "results": .array(results),
                ]
            ],
        ]
        return String(decoding: log.serializedBytes(.pretty), as: UTF8.self)
    }

    private func description(_ code: DiagnosticCode) -> JSONValue {
        var object = JSONObject([("id", .string(code.text))])
        if let rule = rule(code) {
            object["shortDescription"] = ["text": .string(messageText(rule.title))]
            object["help"] = ["text": .string(messageText(rule.help))]
        }
        return .object(object)
    }
}

/// The work in hand.
private struct SARIFWriter {
    let paths: ReportPaths
    var indexes: LineIndexes
    private var fingerprints = Fingerprints()

    init(paths: ReportPaths, indexes: LineIndexes) {
        self.paths = paths
        self.indexes = indexes
    }

    mutating func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONValue {
        var object = JSONObject()
        object["ruleId"] = .string(diagnostic.code.text)
        object["ruleIndex"] = .integer(ruleIndex)
        object["level"] = .string(diagnostic.severity.rawValue)
        object["message"] = ["text": .string(messageText(diagnostic.text(with: .placeless, &indexes, paths)))]
        var path = ""
        var lines: LineIndex?
        if let span = diagnostic.span {
            object["locations"] = [["physicalLocation": physicalLocation(span)]]
            path = paths.path(of: indexes.sources[span.file])
            lines = indexes.lines(of: span.file)
        }
        let related = diagnostic.notes.compactMap { note in
            note.span.map { span -> JSONValue in
                [
                    "physicalLocation": physicalLocation(span),
                    "message": ["text": .string(messageText(note.message))],
                ]
            }
        }
        if !related.isEmpty { object["relatedLocations"] = .array(related) }
        let name = fingerprints.next(diagnostic, path: path, lines: lines)
        object["partialFingerprints"] = ["ccplan/v1": .string(name)]
        if let fix = fix(diagnostic) { object["fixes"] = [fix] }
        return .object(object)
    }

    /// All replacements of a finding are one fix.
    private mutating func fix(_ diagnostic: Diagnostic) -> JSONValue? {
        guard let first = diagnostic.fixIts.first else { return nil }
        var changes: [(file: FileID, replacements: [JSONValue])] = []
        for fix in diagnostic.fixIts {
            let replacement: JSONValue = [
                "deletedRegion": region(fix.span), "insertedContent": ["text": .string(fix.replacement)],
            ]
            if let index = changes.firstIndex(where: { $0.file == fix.span.file }) {
                changes[index].replacements.append(replacement)
            } else {
                changes.append((fix.span.file, [replacement]))
            }
        }
        return [
            "description": ["text": .string(messageText(diagnostic.help ?? "replace by \(first.replacement)"))],
            "artifactChanges": .array(
                changes.map { change in
                    [
                        "artifactLocation": artifactLocation(change.file),
                        "replacements": .array(change.replacements),
                    ]
                }
            ),
        ]
    }

    private mutating func physicalLocation(_ span: Span) -> JSONValue {
        ["artifactLocation": artifactLocation(span.file), "region": region(span)]
    }

    private func artifactLocation(_ file: FileID) -> JSONValue {
        let uri = paths.uri(of: indexes.sources[file])
        guard !uri.hasPrefix("file:") else { return ["uri": .string(uri)] }
        return ["uri": .string(uri), "uriBaseId": "%SRCROOT%"]
    }

    private mutating func region(_ span: Span) -> JSONValue {
        let lines = indexes.lines(of: span.file)
        let start = lines.utf16Position(of: Int(span.start))
        let end = lines.utf16Position(of: Int(span.end))
        return [
            "startLine": .integer(start.line), "startColumn": .integer(start.column),
            "endLine": .integer(end.line), "endColumn": .integer(end.column),
        ]
    }
}

/// A text as SARIF writes it: braces would be taken for placeholders (SARIF 2.1.0, §3.11.5), and a bracket before
/// a parenthesis for a link (§3.11.6).
private func messageText(_ text: String) -> String {
    let braced = text.replacing("{", with: "{{").replacing("}", with: "}}")
    guard braced.contains("](") else { return braced }
    return braced.replacing("[", with: "\\[").replacing("]", with: "\\]")
}
