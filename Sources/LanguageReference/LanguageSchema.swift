internal import ContactCenter
package import JSONTree

/// Which files of a project a schema is for.
package enum SchemaScope: Sendable {
    /// The root file.
    case root

    /// The files that `include` names: the same keys, but for those that stand in the root file alone, and none required.
    case included
}

/// A JSON Schema of the language, for editors and for those who check files without the compiler.
///
/// Draft 7, the newest that the common YAML language servers know. It is made from the decoder's tables. Whatever the
/// compiler accepts fits it, read by the rules of YAML 1.2 or by those of 1.1, where `yes` is no text and `+44` a number;
/// the compiler refuses more.
package func languageSchema(for scope: SchemaScope) -> JSONValue {
    var writer = SchemaWriter()
    return writer.document(for: scope)
}

/// Turns tables into definitions, each once, as they are first met.
struct SchemaWriter {
    /// A table, whole or as an overlay of an environment: there nothing is required and null removes.
    struct Form: Hashable {
        let subject: String
        let isOverlay: Bool
    }

    private var met: Set<Form> = []
    private var waiting: [(table: KeyTable, form: Form)] = []

    mutating func document(for scope: SchemaScope) -> JSONValue {
        guard let root = KeyTable.all.first else { preconditionFailure("the root table is the first one") }
        var keys = root.keys
        if scope == .included { keys.removeAll { rootOnlyKeys.contains($0.name) } }
        var members: [(String, JSONValue)] = [
            ("$schema", "http://json-schema.org/draft-07/schema#"),
            ("title", scope == .root ? "A contact center" : "A part of a contact center"),
            (
                "description",
                "Made by 'ccplan schema' from the tables of the compiler, which checks more: run 'ccplan validate'."
            ),
        ]
        members += object(keys, of: root, isOverlay: false, requires: scope == .root)
        if scope == .root { members.append(("allOf", .array(requiredOfRoot(root)))) }
        members.append(("definitions", .object(definitions())))
        return .object(JSONObject(members))
    }

    /// All that the properties lead to, and what those lead to.
    private mutating func definitions() -> JSONObject {
        var definitions: [(String, JSONValue)] = [("variable", variableSchema)]
        var next = 0
        while next < waiting.count {
            let (table, form) = waiting[next]
            next += 1
            let members = object(table.keys, of: table, isOverlay: form.isOverlay, requires: !form.isOverlay)
            definitions.append((form.name, .object(JSONObject(members))))
        }
        return JSONObject(definitions)
    }

    /// A mapping with the keys of a table.
    private mutating func object(
        _ keys: [KeyTable.Key],
        of table: KeyTable,
        isOverlay: Bool,
        requires: Bool
    ) -> [(String, JSONValue)] {
        var properties: [(String, JSONValue)] = []
        for key in keys {
            var schema = value(key.shape, isOverlay: isOverlay)
            if key.name == "numbers", let number = KeyTable.all.first(where: { $0.subject == "the default number" }) {
                let special = union([reference(number, isOverlay: isOverlay)] + nulls(isOverlay))
                schema["properties"] = .object(JSONObject([("default", .object(special)), mergeKey]))
            }
            properties.append((key.name, .object(JSONObject([("description", .string(key.summary))] + schema.pairs))))
        }
        var members: [(String, JSONValue)] = [
            ("type", "object"), ("properties", .object(JSONObject(properties + [mergeKey]))),
            ("additionalProperties", false),
        ]
        let required = keys.filter { $0.isRequired && !isRelaxed(table) }.map { JSONValue.string($0.name) }
        if requires, !required.isEmpty { members.append(("required", .array(required))) }
        return members + rules(for: table, isOverlay: isOverlay)
    }

    // MARK: - Values

    /// What may stand as a value of a shape.
    private mutating func value(_ shape: ValueShape, isOverlay: Bool) -> JSONObject {
        union(alternatives(shape, isOverlay: isOverlay) + nulls(isOverlay))
    }

    /// Each form that a value of the shape may have.
    private mutating func alternatives(_ shape: ValueShape, isOverlay: Bool) -> [JSONObject] {
        switch shape {
        case .table(let table): return [reference(table(), isOverlay: isOverlay)]
        case .named(let format, let shape):
            var members: [(String, JSONValue)] = [
                ("type", ["object", "null"]), ("properties", .object(JSONObject([mergeKey]))),
                ("additionalProperties", .object(value(shape, isOverlay: isOverlay))),
            ]
            if let names = keySchema(format) { members.append(("propertyNames", .object(names))) }
            return [JSONObject(members)]
        case .list(let shape, let atLeast):
            // An overlay's list replaces the whole one.
            var list: JSONObject = ["type": ["array"], "items": .object(value(shape, isOverlay: false))]
            if atLeast > 0 {
                list.appendNew("minItems", .integer(atLeast))
            } else {
                list["type"] = ["array", "null"]
            }
            return [list]
        case .anyOf(let shapes): return shapes.flatMap { alternatives($0, isOverlay: isOverlay) }
        case .orNothing(let shape): return alternatives(shape, isOverlay: isOverlay) + [nullSchema]
        case .actions: return [["type": "array", "items": ["type": "object"]]]
        case .text, .boolean, .integer, .amount, .duration, .choice, .format: return scalarSchemas(shape)
        }
    }

    private func nulls(_ isOverlay: Bool) -> [JSONObject] { isOverlay ? [nullSchema] : [] }

    private mutating func reference(_ table: KeyTable, isOverlay: Bool) -> JSONObject {
        let isLaidOver = isOverlay && !isReplacedWhole(table) || table.subject == "an environment"
        let form = Form(subject: table.subject, isOverlay: isLaidOver)
        if met.insert(form).inserted { waiting.append((table, form)) }
        return ["$ref": .string("#/definitions/\(form.name)")]
    }
}

extension SchemaWriter.Form {
    /// `menu`, `the-place-of-an-agent`, `menu-overlay`; "a voice" is not "the voice".
    var name: String {
        var words = subject.split(separator: " ")
        if let first = words.first, ["a", "an"].contains(first) { words.removeFirst() }
        return words.joined(separator: "-") + (isOverlay && subject != "an environment" ? "-overlay" : "")
    }
}

/// YAML's merge key, which some readers leave to the application.
private let mergeKey: (String, JSONValue) = ("<<", ["type": ["object", "array"]])

private let nullSchema: JSONObject = ["type": "null"]

/// One schema for all of them, each once.
private func union(_ schemas: [JSONObject]) -> JSONObject {
    var different: [JSONObject] = []
    for schema in schemas where !different.contains(schema) {
        // A list or mapping that may be null already needs no null beside it.
        if schema == nullSchema, different.contains(where: { $0["type"]?.arrayValue?.contains("null") == true }) {
            continue
        }
        different.append(schema)
    }
    if different.count == 1, let only = different.first { return only }
    return ["anyOf": .array(different.map { .object($0) })]
}

extension JSONObject {
    fileprivate var pairs: [(String, JSONValue)] { members.map { ($0.key, $0.value) } }
}
