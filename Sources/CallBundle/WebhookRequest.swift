internal import JSONTree

/// What a webhook request tells a decision, in whatever form it came.
///
/// JSON posted, query parameters of which objects are JSON text, and the legacy flat form mean the same
/// (Voice API webhook reference; captures in the official SDKs).
package struct WebhookRequest: Hashable, Sendable {
    /// The called number, or what an app user dialled, as it came.
    package var to: String?

    /// The calling number, as it came; absent for app users.
    package var from: String?

    /// The app user who calls.
    package var fromUser: String?

    /// The keys pressed, when they are 1 to 20 of `0-9*#`; nil else, `timed_out` whatever it says.
    package var digits: String?

    /// What the caller may have said, likeliest first: the texts of the first `mostResults` results; empty for nothing.
    package var speech: [String] = []

    /// The state of a leg, such as `busy`.
    package var status: String?
    package var conversationUUID: String?

    package init(
        to: String? = nil,
        from: String? = nil,
        fromUser: String? = nil,
        digits: String? = nil,
        speech: [String] = [],
        status: String? = nil,
        conversationUUID: String? = nil
    ) {
        self.to = to
        self.from = from
        self.fromUser = fromUser
        self.digits = digits
        self.speech = speech
        self.status = status
        self.conversationUUID = conversationUUID
    }
}

/// Why a webhook request cannot be read.
package enum WebhookRequestError: Error, Hashable, Sendable {
    /// The body is not a JSON object.
    case bodyNotAnObject
}

extension WebhookRequest {
    /// How many results of speech recognition are read.
    package static let mostResults = 10

    /// Reads a request: the members of the JSON body first, then query parameters for what the body lacks.
    ///
    /// A value of an unexpected type counts as absent, numbers are not taken for texts. Of a repeated query key the
    /// first counts. An empty body is allowed.
    ///
    /// - Parameters:
    ///   - query: The decoded pairs in the order of the URL.
    ///   - body: The bytes of the body; empty for GET.
    /// - Throws: When the body is there and not a JSON object.
    package init(query: [(name: String, value: String)], body: some Collection<UInt8>) throws(WebhookRequestError) {
        self.init()
        if !body.isEmpty {
            guard let value = try? JSONValue(parsing: body, depth: 32), let object = value.objectValue else {
                throw .bodyNotAnObject  // What is wrong in detail helps nobody: the sender is the platform.
            }
            read { name in object[name] }
        }
        guard !query.isEmpty else { return }
        read { name in
            guard let text = query.first(where: { $0.name == name })?.value else { return nil }
            if name == "to", let number = Self.unencodedPlus(text) { return .string(number) }
            if name == "dtmf" || name == "speech", text.utf8.first == UInt8(ascii: "{") {
                return (try? JSONValue(parsing: text, depth: 32)) ?? .null  // Not JSON: no usable digit or word.
            }
            return .string(text)
        }
    }

    private mutating func read(_ member: (String) -> JSONValue?) {
        to = to ?? member("to")?.stringValue
        from = from ?? member("from")?.stringValue
        fromUser = fromUser ?? member("from_user")?.stringValue
        status = status ?? member("status")?.stringValue
        conversationUUID = conversationUUID ?? member("conversation_uuid")?.stringValue
        if digits == nil, let dtmf = member("dtmf") {
            let text = dtmf.objectValue == nil ? dtmf.stringValue : dtmf["digits"]?.stringValue
            digits = text.flatMap(Self.usableDigits)
        }
        if speech.isEmpty, let results = member("speech")?["results"]?.arrayValue {
            speech = results.prefix(Self.mostResults).compactMap { $0["text"]?.stringValue }
        }
    }

    /// The number with its `+` back, which a query string that does not encode it turns into a blank.
    ///
    /// Nil for what begins otherwise, as a national number with its 0. Without the `+` a foreign number could be taken for a
    /// national one of the same length.
    private static func unencodedPlus(_ text: String) -> String? {
        guard text.utf8.first == UInt8(ascii: " "), let second = text.utf8.dropFirst().first,
            UInt8(ascii: "1")...UInt8(ascii: "9") ~= second
        else { return nil }
        return "+\(text.dropFirst())"
    }

    private static func usableDigits(_ text: String) -> String? {
        let isUsable = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "#"): true
            default: false
            }
        }
        return isUsable && (1...20).contains(text.utf8.count) ? text : nil
    }
}
