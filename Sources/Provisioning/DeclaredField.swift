internal import JSONTree
internal import VonageAPI

/// A field of a live object that the project sets, and how it is compared with what the platform shows.
struct DeclaredField: Sendable {
    /// Which write of the object sets the field.
    enum Part: Sendable {
        /// What calls need to be there.
        case settings
        /// Where calls go: moved only when everything else is in place.
        case pointer
    }

    var path: [String]
    var value: JSONValue
    var part = Part.settings

    /// What a missing member means to the platform; nil when missing is just missing.
    var assumed: JSONValue?

    /// A public key: compared by content, shown as a digest.
    var isPublicKey = false

    init(
        _ path: String...,
        value: JSONValue,
        part: Part = .settings,
        assumed: JSONValue? = nil,
        isPublicKey: Bool = false
    ) {
        self.path = path
        self.value = value
        self.part = part
        self.assumed = assumed
        self.isPublicKey = isPublicKey
    }

    var pathText: String { path.joined(separator: ".") }

    /// The value as plans show it.
    var shownValue: JSONValue { shown(value) }

    /// What the object has; nil when it has nothing, or an empty text.
    func liveValue(in body: JSONObject) -> JSONValue? {
        let found = JSONValue.object(body)[path]
        guard let found, !found.isNull, found != .string("") else { return nil }
        return shown(found)
    }

    /// The change that makes the object's field as declared; nil when it is so already.
    func change(in body: JSONObject) -> FieldChange? {
        let live = liveValue(in: body)
        guard (live ?? assumed) != shownValue else { return nil }
        return FieldChange(path: pathText, before: live, after: .value(shownValue))
    }

    private func shown(_ value: JSONValue) -> JSONValue {
        guard isPublicKey, let text = value.stringValue else { return value }
        return .string((try? ApplicationPublicKey(pem: text))?.digest ?? "not a public key")
    }
}

extension JSONValue {
    /// The value at a path of object keys.
    subscript(path: [String]) -> JSONValue? {
        path.reduce(Optional(self)) { value, key in value?[key] }
    }

    /// This value with another one at a path; whatever on the way is no object becomes one.
    func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        var object = objectValue ?? JSONObject()
        object[key] = (object[key] ?? .object(JSONObject())).setting(path.dropFirst(), to: value)
        return .object(object)
    }
}

extension JSONObject {
    mutating func set(_ field: DeclaredField) {
        guard case .object(let changed) = JSONValue.object(self).setting(field.path[...], to: field.value) else {
            return
        }
        self = changed
    }
}
