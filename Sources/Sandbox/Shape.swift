internal import JSONTree

/// What a JSON value of a request must look like, as a value that can be checked and read aloud.
indirect enum Shape: Sendable {
    case any
    case bool
    case text
    /// A text of at least one character that is no blank.
    case name
    case integer(ClosedRange<Int>)
    case oneOf([String])
    /// The address of a webhook, http or https; an empty one is what the dashboard writes for "none".
    case webAddress
    /// A text that begins with one of these.
    case prefixed([String])
    case digits
    case list(Shape)
    /// An object whose values all have one shape, or `any`.
    case map(Shape)
    /// An object with these fields and no others.
    case object([Field])

    struct Field: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
    }
}

extension Shape.Field {
    static func optional(_ name: String, _ shape: Shape) -> Shape.Field {
        Shape.Field(name: name, shape: shape, isRequired: false)
    }

    static func required(_ name: String, _ shape: Shape) -> Shape.Field {
        Shape.Field(name: name, shape: shape, isRequired: true)
    }
}

/// One entry of `invalid_parameters`: the dotted path of a value, and what it must be.
struct InvalidParameter: Sendable, Hashable {
    let name: String
    let reason: String

    var json: JSONValue { ["name": .string(name), "reason": .string(reason)] }
}

extension Shape {
    /// All that is wrong with the value, in the order in which it is written.
    func problems(in value: JSONValue, at path: String = "") -> [InvalidParameter] {
        switch self {
        case .any: return []
        case .bool: return expect(value.boolValue != nil, path, "must be a boolean")
        case .text: return expect(value.stringValue != nil, path, "must be a string")
        case .name:
            return expect(value.stringValue?.contains { $0 != " " } == true, path, "must be a non-empty string")
        case .integer(let range):
            return expect(
                value.intValue.map { range.contains($0) } == true,
                path,
                "must be an integer between \(range.lowerBound) and \(range.upperBound)"
            )
        case .oneOf(let words):
            return expect(
                value.stringValue.map { words.contains($0) } == true,
                path,
                "must be one of: \(words.joined(separator: ", "))"
            )
        case .webAddress:
            return expect(value.stringValue.map(isWebAddress) == true, path, "must be a valid URL")
        case .prefixed(let prefixes):
            return expect(
                value.stringValue.map { text in prefixes.contains { text.hasPrefix($0) && text != $0 } } == true,
                path,
                "must begin with \(prefixes.joined(separator: " or "))"
            )
        case .digits:
            return expect(value.stringValue.map(isDigits) == true, path, "must be a number in E.164 digits")
        case .list(let element):
            guard let values = value.arrayValue else { return expect(false, path, "must be an array") }
            return values.enumerated().flatMap { element.problems(in: $1, at: "\(path)[\($0)]") }
        case .map(let element):
            guard let object = value.objectValue else { return expect(false, path, "must be an object") }
            return object.members.flatMap { element.problems(in: $0.value, at: join(path, $0.key)) }
        case .object(let fields):
            guard let object = value.objectValue else { return expect(false, path, "must be an object") }
            var problems = object.members.flatMap { key, value in
                fields.first { $0.name == key }.map { $0.shape.problems(in: value, at: join(path, key)) }
                    ?? expect(false, join(path, key), "is not an allowed property")
            }
            for field in fields where field.isRequired && object[field.name] == nil {
                problems += expect(false, join(path, field.name), "is required")
            }
            return problems
        }
    }

    private func expect(_ holds: Bool, _ path: String, _ reason: String) -> [InvalidParameter] {
        holds ? [] : [InvalidParameter(name: path.isEmpty ? "body" : path, reason: reason)]
    }

    private func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}

private func isWebAddress(_ text: String) -> Bool {
    guard !text.isEmpty else { return true }
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        guard let first = rest.first, first != UInt8(ascii: "/"), first != UInt8(ascii: ":") else { return false }
        return rest.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
    return false
}

/// Whether the text is a number in E.164 form, without a plus.
func isDigits(_ text: String) -> Bool {
    (7...15).contains(text.utf8.count) && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        && text.utf8.first != UInt8(ascii: "0")
}
