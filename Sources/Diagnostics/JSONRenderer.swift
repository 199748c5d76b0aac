internal import JSONTree

/// Prints findings for programs: one JSON object with a version, lines and columns from 1, offsets in bytes from 0.
package struct JSONRenderer: Sendable {
    package init() {}

    /// The text of the object, with a line end.
    package func render(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
        var places = Places(sources: sources)
        let errors = diagnostics.count { $0.severity == .error }
        let value: JSONValue = [
            "version": 1,
            "diagnostics": .array(diagnostics.map { places.json($0) }),
            "errors": .integer(errors),
            "warnings": .integer(diagnostics.count - errors),
        ]
        return String(decoding: value.serializedBytes(.pretty), as: UTF8.self)
    }
}

/// The files of a run with their lines, looked up when first wanted.
private struct Places {
    let sources: SourceMap
    private var indexes: [FileID: LineIndex] = [:]

    init(sources: SourceMap) {
        self.sources = sources
    }

    mutating func json(_ diagnostic: Diagnostic) -> JSONValue {
        var object = JSONObject()
        object["code"] = .string(diagnostic.code.text)
        object["severity"] = .string(diagnostic.severity.rawValue)
        object["message"] = .string(diagnostic.message)
        add(diagnostic.span, to: &object)
        object["notes"] = .array(
            diagnostic.notes.map { note in
                var object = JSONObject([("message", .string(note.message))])
                add(note.span, to: &object)
                return .object(object)
            }
        )
        if let witness = diagnostic.witness { object["witness"] = .string(witness) }
        if let help = diagnostic.help { object["help"] = .string(help) }
        object["fixes"] = .array(
            diagnostic.fixIts.map { fix in
                var object = JSONObject()
                add(fix.span, to: &object)
                object["replacement"] = .string(fix.replacement)
                return .object(object)
            }
        )
        return .object(object)
    }

    private mutating func add(_ span: Span?, to object: inout JSONObject) {
        guard let span else { return }
        object["file"] = .string(sources[span.file].path)
        object["start"] = json(Int(span.start), in: span.file)
        object["end"] = json(Int(span.end), in: span.file)
    }

    private mutating func json(_ offset: Int, in file: FileID) -> JSONValue {
        let index = indexes[file] ?? LineIndex(sources[file])
        indexes[file] = index
        let position = index.position(of: offset)
        return ["line": .integer(position.line), "column": .integer(position.column), "offset": .integer(offset)]
    }
}
