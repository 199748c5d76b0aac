/// What a genuine token says of its request.
package struct WebhookClaims: Hashable, Sendable {
    /// The id of the token; nil for one without.
    package var tokenID: String?

    /// When it was made, Unix seconds.
    package var issuedAt: Int
    package var apiKey: String?
    package var applicationID: String?

    /// Whether the body is covered by the signature.
    package var coversBody: Bool
}
