internal import HTTPTransport

/// A request to an answer webhook, as the platform makes it for an incoming call (Webhooks reference, "Answer").
package struct AnswerRequest: Sendable {
    package let url: String

    /// How long the platform waits for an answer.
    package static let deadline = Duration.seconds(5)

    /// The most that is read of an answer, in bytes.
    package static let limit = 1 << 20

    /// Makes the request.
    ///
    /// Nil when the address is no http or https URL, or holds a user or a fragment.
    ///
    /// - Parameters:
    ///   - address: Of the webhook; may have a query.
    ///   - called: The digits of the number that is called.
    ///   - caller: The digits of the number that calls.
    ///   - conversation: `CON-` and a UUID.
    ///   - leg: A UUID.
    package init?(_ address: String, to called: String, from caller: String, conversation: String, leg: String) {
        guard let scheme = ["https://", "http://"].first(where: address.hasPrefix) else { return nil }
        let rest = address.dropFirst(scheme.count)
        let isPlain = rest.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, !rest.contains("#"), !rest.prefix(while: { $0 != "/" && $0 != "?" }).contains("@"),
            rest.first.map({ !"/?:".contains($0) }) == true
        else { return nil }
        let parameters = [("to", called), ("from", caller), ("conversation_uuid", conversation), ("uuid", leg)]
        let query = parameters.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
        let mark = !rest.contains("?") ? "?" : address.hasSuffix("?") || address.hasSuffix("&") ? "" : "&"
        url = address + mark + query
    }
}
