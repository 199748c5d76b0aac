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

    /// How values are compared, and what of them is shown.
    enum Comparison: Sendable {
        case plain
        /// A URL: spellings of the same one are equal.
        case url
        /// A public key: compared by content, shown as a digest.
        case publicKey
        /// Channels of a user: compared in any order, shown without secrets.
        case channels(ignoringSecrets: Bool)
    }

    var comparison = Comparison.plain

    init(
        _ path: String...,
        value: JSONValue,
        part: Part = .settings,
        assumed: JSONValue? = nil,
        comparison: Comparison = .plain
    ) {
        self.path = path
        self.value = value
        self.part = part
        self.assumed = assumed
        self.comparison = comparison
    }

    var pathText: String { path.joined(separator: ".") }

    /// The value as plans show it.
    var shownValue: JSONValue { shown(value) }

    /// What the object has, as plans show it; nil when it has nothing, or an empty text.
    func liveValue(in body: JSONObject) -> JSONValue? {
        rawValue(in: body).map(shown)
    }

    /// The value as fingerprints hold it.
    var digestedValue: JSONValue { digested(value) }

    /// What the object has, as fingerprints hold it; nil when it has nothing, or an empty text.
    func digestedLiveValue(in body: JSONObject) -> JSONValue? {
        rawValue(in: body).map(digested)
    }

    private func digested(_ value: JSONValue) -> JSONValue {
        if case .channels = comparison { value.digestedChannels } else { shown(value) }
    }

    private func rawValue(in body: JSONObject) -> JSONValue? {
        guard let found = JSONValue.object(body)[path], !found.isNull, found != .string("") else { return nil }
        return found
    }

    /// Whether what the object has was hidden from whoever compares, in whole or in part.
    func isHidden(in body: JSONObject) -> Bool {
        hidesWhole(in: body) || rawValue(in: body)?.holdsHidden == true
    }

    /// Whether the field itself, or what it stands in, was hidden.
    private func hidesWhole(in body: JSONObject) -> Bool {
        var place: JSONValue? = .object(body)
        for key in path {
            place = place?[key]
            if place == .string(Redaction.mark) { return true }
        }
        return false
    }

    /// The change that makes the object's field as declared; nil when it is so already, or hidden.
    func change(in body: JSONObject) -> FieldChange? {
        guard !hidesWhole(in: body) else { return nil }
        let live = rawValue(in: body)
        // What is hidden on one side is hidden on both: the rest can be compared.
        let wanted = live?.holdsHidden == true ? redacted : value
        guard (live ?? assumed).map(compared) != compared(wanted) else { return nil }
        let before = live.map(shown)
        var after = shownValue
        // Only what is hidden differs.
        if case .channels = comparison, before == after { after = value.maskedChannels("(hidden, changed)") }
        return FieldChange(path: pathText, before: before, after: .value(after))
    }

    private var redacted: JSONValue {
        guard case .channels = comparison else { return Redaction.redacted(value, under: path.last) }
        return Redaction.redacted(value.maskedChannels(Redaction.mark))
    }

    private func compared(_ value: JSONValue) -> JSONValue {
        switch comparison {
        case .plain: value
        case .url: value.stringValue.map { .string(canonicalURL($0)) } ?? value
        case .publicKey: shown(value)
        case .channels(let ignoringSecrets):
            value.normalizedChannels(ignoringSecrets: ignoringSecrets).withNumbersAsText
        }
    }

    private func shown(_ value: JSONValue) -> JSONValue {
        switch comparison {
        case .plain, .url: return value
        case .publicKey:
            guard let text = value.stringValue else { return value }
            return .string((try? ApplicationPublicKey(pem: text))?.digest ?? "not a public key")
        case .channels: return value.maskedChannels().normalizedChannels(ignoringSecrets: false)
        }
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
