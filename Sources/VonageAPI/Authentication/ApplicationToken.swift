package import FoundationEssentials
internal import JSONTree

extension ApplicationKey {
    /// A token for the REST APIs of one application (V§a): RS256, without `sub` and `acl`.
    ///
    /// - Parameters:
    ///   - applicationID: as the platform writes it.
    ///   - now: Unix seconds.
    ///   - lifetime: seconds, 30 to 86,400.
    ///   - jti: unique for each token.
    /// - Returns: The token in its compact form.
    /// - Throws: When the key cannot sign.
    package func adminToken(
        applicationID: ApplicationID,
        now: Int,
        lifetime: Int = 900,
        jti: UUID = UUID()
    ) throws -> String {
        try token(claims(applicationID, now, lifetime, jti))
    }

    /// A token with which a Client SDK user logs in, may make and take calls, and nothing else.
    ///
    /// - Parameters:
    ///   - applicationID: as the platform writes it.
    ///   - user: the user's name, not its id.
    ///   - now: Unix seconds.
    ///   - lifetime: seconds, 30 to 86,400.
    ///   - jti: unique for each token.
    /// - Returns: The token in its compact form.
    /// - Throws: When the key cannot sign.
    package func clientToken(
        applicationID: ApplicationID,
        user: String,
        now: Int,
        lifetime: Int = 900,
        jti: UUID = UUID()
    ) throws -> String {
        var claims = claims(applicationID, now, lifetime, jti)
        claims["sub"] = .string(user)
        claims["acl"] = .object(JSONObject([("paths", .object(JSONObject(clientPaths.map { ($0, [:]) })))]))
        return try token(claims)
    }

    private func claims(_ id: ApplicationID, _ now: Int, _ lifetime: Int, _ jti: UUID) -> JSONObject {
        JSONObject([
            ("application_id", .string(id.text)),
            ("iat", .integer(now)),
            ("jti", .string(jti.uuidString.lowercased())),
            ("exp", .integer(now + min(max(lifetime, 30), 86_400))),
        ])
    }

    private func token(_ claims: JSONObject) throws -> String {
        let header: JSONValue = ["alg": "RS256", "typ": "JWT"]
        let signed =
            base64URL(header.serializedBytes()) + "." + base64URL(JSONValue.object(claims).serializedBytes())
        return signed + "." + base64URL(try signature(of: Array(signed.utf8)))
    }
}

/// The paths that a Client SDK user needs (V§a, the tutorial's token): push certificates, images and media left out.
private let clientPaths = [
    "/*/rtc/**", "/*/users/**", "/*/conversations/**", "/*/sessions/**", "/*/devices/**", "/*/push/**",
    "/*/knocking/**", "/*/legs/**",
]
