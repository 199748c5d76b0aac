internal import Crypto
internal import JSONTree

/// Tells webhooks of the platform from those of strangers (V§f): HS256 with one of the secrets of the account.
///
/// A value without clock and network: what it says follows from its arguments alone. The same rules are in
/// `Tests/Fixtures/signatures/webhooks.json` as data, for implementations in other languages.
package struct WebhookVerifier: Sendable {
    private let keys: [SymmetricKey]
    private let maxAge: Int
    private let clockSkew: Int

    /// A token longer than this is nobody's, in bytes.
    private static let tokenLimit = 8_192

    /// Takes the secrets that are good at the moment.
    ///
    /// - Parameters:
    ///   - secrets: Any of them will do, so that one can be replaced by another while both are in use.
    ///   - maxAge: How old a token may be, in seconds.
    ///   - clockSkew: How far the platform's clock may differ, in seconds.
    package init(secrets: [String], maxAge: Int = 300, clockSkew: Int = 60) {
        keys = secrets.map { SymmetricKey(data: Array($0.utf8)) }
        self.maxAge = maxAge
        self.clockSkew = clockSkew
    }

    /// Tells whether a webhook is genuine.
    ///
    /// - Parameters:
    ///   - authorization: The values of all `Authorization` fields of the request.
    ///   - body: The bytes as they came, empty for a GET.
    ///   - now: Unix seconds.
    /// - Returns: What its token says.
    /// - Throws: The first thing that is wrong; the token itself is in no error.
    /// - Complexity: O(token × secrets + body).
    package func verify(authorization: [String], body: [UInt8], now: Int) throws(SignatureFault) -> WebhookClaims {
        let token = try bearerToken(authorization)
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = object(parts[0]), let signature = base64URLDecoded(parts[2]) else {
            throw .malformed
        }
        // An extension that must be understood is not understood here (RFC 7515, 4.1.11).
        guard header["alg"] == "HS256", header["crit"] == nil else { throw .wrongAlgorithm }
        let signed = Array(token.utf8.dropLast(parts[2].count + 1))
        guard isSigned(signed, signature) else { throw .wrongKey }
        guard let claims = object(parts[1]), let issuedAt = claims["iat"]?.intValue else { throw .malformed }
        guard claims["iss"] == "Vonage" else { throw .wrongIssuer }
        try checkTimes(claims, issuedAt: issuedAt, now: now)
        if let hash = claims["payload_hash"] {
            guard hash.stringValue == payloadHash(of: body) else { throw .changedBody }
        }
        return WebhookClaims(
            tokenID: claims["jti"]?.stringValue,
            issuedAt: issuedAt,
            apiKey: claims["api_key"]?.stringValue,
            applicationID: claims["application_id"]?.stringValue,
            coversBody: claims["payload_hash"] != nil
        )
    }

    private func bearerToken(_ authorization: [String]) throws(SignatureFault) -> Substring {
        guard let field = authorization.first else { throw .unsigned }
        guard authorization.count == 1, field.utf8.count <= Self.tokenLimit else { throw .malformed }
        let words = field.split(separator: " ")
        guard words.first?.lowercased() == "bearer" else { throw .unsigned }
        guard words.count == 2 else { throw .malformed }
        return words[1]
    }

    private func object(_ part: Substring.UTF8View) -> JSONObject? {
        // What is wrong with a stranger's text in detail helps nobody.
        base64URLDecoded(part).flatMap { try? JSONValue(parsing: $0, depth: 8) }?.objectValue
    }

    /// Tries every secret, each in constant time.
    private func isSigned(_ signed: [UInt8], _ signature: [UInt8]) -> Bool {
        var matches = 0
        for key in keys {
            let isValid = HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
            matches += isValid ? 1 : 0
        }
        return matches > 0
    }

    private func checkTimes(_ claims: JSONObject, issuedAt: Int, now: Int) throws(SignatureFault) {
        // Subtracting what a token says must not overflow.
        guard (0...1 << 40).contains(issuedAt) else { throw .malformed }
        guard issuedAt <= now + clockSkew else { throw .notYetValid }
        guard now - issuedAt <= maxAge else { throw .expired }
        if let expiry = claims["exp"] {
            guard let expiry = expiry.intValue, (0...1 << 40).contains(expiry) else { throw .malformed }
            guard now < expiry + clockSkew else { throw .expired }
        }
        if let start = claims["nbf"] {
            guard let start = start.intValue, (0...1 << 40).contains(start) else { throw .malformed }
            guard start <= now + clockSkew else { throw .notYetValid }
        }
    }
}

/// The value of the claim `payload_hash`: the SHA-256 of a body in lower-case hex digits.
package func payloadHash(of body: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hash = SHA256.hash(data: body).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hash, as: UTF8.self)
}

/// The secrets in a text: separated by commas or line ends, without blanks around them.
package func signatureSecrets(in text: String) -> [String] {
    text.split { $0 == "," || $0.isNewline }.compactMap { part in
        var part = part
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return part.isEmpty ? nil : String(part)
    }
}
