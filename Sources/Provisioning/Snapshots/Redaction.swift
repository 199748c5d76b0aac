internal import Diagnostics
package import JSONTree

/// Puts a mark in place of what may be secret, so that an object of the account can be kept in a file.
///
/// The mark tells nothing of what it stands for, not even whether two are equal: whoever compares says "not compared".
package enum Redaction {
    /// What stands in place of a secret.
    package static let mark = "(hidden by ccplan)"

    /// Parts of keys that tell that a value is secret, beside those that the compiler refuses in projects: better too much
    /// is hidden here than too little.
    private static let secretParts = ["password", "passwd", "secret", "token", "authorization", "cookie"]

    /// Whether the value of a member, or of a query's parameter, may be secret.
    package static func isSecretKey(_ key: String) -> Bool {
        let key = key.lowercased()
        return SecretText.isSecretName(key) || ["key", "auth", "sig", "signature", "pwd", "pass"].contains(key)
            || secretParts.contains { key.contains($0) }
    }

    /// A value without what may be secret in it.
    ///
    /// - Parameters:
    ///   - value: Any JSON.
    ///   - key: The key that it stands behind, if any.
    /// - Returns: The value, with `mark` in some places.
    package static func redacted(_ value: JSONValue, under key: String? = nil) -> JSONValue {
        if let key, isSecretKey(key) { return holdsNothing(value) ? value : .string(mark) }
        switch value {
        case .null, .bool, .number: return value
        case .string(let text): return .string(redacted(text))
        case .array(let elements): return .array(elements.map { redacted($0) })
        case .object(let object):
            return .object(JSONObject(object.members.map { ($0.key, redacted($0.value, under: $0.key)) }))
        }
    }

    private static func holdsNothing(_ value: JSONValue) -> Bool { value.isNull || value == .string("") }

    // MARK: Texts

    private static func redacted(_ text: String) -> String {
        if SecretText.isSecret(text) { return mark }
        guard let scheme = text.firstRange(of: ":"), text[..<scheme.lowerBound].utf8.allSatisfy(isSchemeByte) else {
            return text
        }
        let hasSlashes = text[scheme.upperBound...].hasPrefix("//")
        guard hasSlashes || text.hasPrefix("sip:") || text.hasPrefix("sips:") else { return text }
        let start = text.index(scheme.upperBound, offsetBy: hasSlashes ? 2 : 0)
        let authorityEnd = text[start...].firstIndex { "/?#".contains($0) } ?? text.endIndex
        var authority = String(text[start..<authorityEnd])
        if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
            authority = authority[...colon] + mark + authority[at...]
        }
        return text[..<start] + authority + redactedQuery(text[authorityEnd...])
    }

    private static func redactedQuery(_ rest: Substring) -> String {
        guard let question = rest.firstIndex(of: "?") else { return String(rest) }
        let parts = rest[rest.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false)
        let redacted = parts.map { part -> String in
            guard let equals = part.firstIndex(of: "="), isSecretKey(String(part[..<equals])) else {
                return String(part)
            }
            return part[...equals] + mark
        }
        return rest[...question] + redacted.joined(separator: "&")
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }
}

extension JSONValue {
    /// Whether a part of the value was hidden.
    var holdsHidden: Bool {
        switch self {
        case .null, .bool, .number: false
        case .string(let text): text.contains(Redaction.mark)
        case .array(let elements): elements.contains(where: \.holdsHidden)
        case .object(let object): object.members.contains { $0.value.holdsHidden }
        }
    }
}

extension JSONObject {
    /// An application as snapshots hold it.
    var redactedApplication: JSONObject {
        var body = self
        body["_links"] = nil
        if var keys = body["keys"]?.objectValue {
            keys["private_key"] = nil
            body["keys"] = .object(keys)
        }
        return Redaction.redacted(.object(body)).objectValue ?? JSONObject()
    }

    /// What tells one application from another, and nothing else of it.
    var applicationOutline: JSONObject {
        var outline = JSONObject()
        outline["id"] = self["id"]
        outline["name"] = self["name"]
        if let key = self["keys"]?["public_key"] { outline["keys"] = ["public_key": key] }
        return outline
    }

    /// What plans need of a number: who it is, what it can do, and where its calls go.
    var redactedNumber: JSONObject {
        let kept = ["country", "msisdn", "type", "features", "app_id", "voiceCallbackType", "voiceCallbackValue"]
        let members = kept.compactMap { key in self[key].map { (key, $0) } }
        return Redaction.redacted(.object(JSONObject(members))).objectValue ?? JSONObject()
    }

    /// A user as snapshots hold it: also the names that SIP endpoints register with are hidden, and what headers of
    /// websockets say.
    var redactedUser: JSONObject {
        var body = self
        body["_links"] = nil
        if var channels = body["channels"]?.objectValue {
            for kind in ["sip", "websocket"] { channels[kind] = channels[kind]?.maskedChannels(Redaction.mark) }
            body["channels"] = .object(channels)
        }
        return Redaction.redacted(.object(body)).objectValue ?? JSONObject()
    }
}
