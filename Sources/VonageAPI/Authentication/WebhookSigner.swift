internal import Crypto
internal import JSONTree
internal import WebhookSignatures

/// Makes the token by which a host knows that a webhook comes from the platform (V§f): HS256 with the account's signature
/// secret.
package struct WebhookSigner: Sendable {
    private let key: SymmetricKey
    private let apiKey: String?
    private let applicationID: String?
    private let now: @Sendable () -> Int
    private let makeID: @Sendable () -> String

    /// Takes all that the claims say.
    ///
    /// - Parameters:
    ///   - secret: the account's signature secret, which is neither the API secret nor a private key; of several the first
    ///     signs, since the others are on their way out.
    ///   - apiKey: tells the host which secret it is; nil when the call knows no account.
    ///   - applicationID: of the application that is called.
    ///   - now: Unix seconds.
    ///   - makeID: gives each token an id of its own.
    package init(
        secret: String,
        apiKey: String?,
        applicationID: String?,
        now: @escaping @Sendable () -> Int,
        makeID: @escaping @Sendable () -> String
    ) {
        key = SymmetricKey(data: Array((signatureSecrets(in: secret).first ?? secret).utf8))
        self.apiKey = apiKey
        self.applicationID = applicationID
        self.now = now
        self.makeID = makeID
    }

    /// A token for one request; a body is in it as its hash, which a request without one does not have.
    package func token(for body: [UInt8]) -> String {
        let header: JSONValue = ["alg": "HS256", "typ": "JWT"]
        var claims = JSONObject([("iat", .integer(now())), ("jti", .string(makeID())), ("iss", "Vonage")])
        if !body.isEmpty { claims["payload_hash"] = .string(payloadHash(of: body)) }
        if let apiKey { claims["api_key"] = .string(apiKey) }
        if let applicationID { claims["application_id"] = .string(applicationID) }
        let signed =
            base64URL(header.serializedBytes()) + "." + base64URL(JSONValue.object(claims).serializedBytes())
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key)
        return signed + "." + base64URL(Array(code))
    }
}
