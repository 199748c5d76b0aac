internal import CryptoExtras
internal import FoundationEssentials
internal import JSONTree

/// Why a token does not open the Users API: the platform's error code and a sentence.
struct TokenRefusal: Error, Hashable {
    let status: Int
    let code: String
    let detail: String

    static func invalid(_ detail: String) -> TokenRefusal {
        TokenRefusal(status: 401, code: "system:error:invalid-token", detail: detail)
    }
}

/// Tokens that were found good, so that a signature is verified once and not with every request.
struct TokenCache: Sendable {
    private struct Entry {
        let applicationID: String
        let publicKeyPEM: String
        let expiry: Int
    }

    private var entries: [String: Entry] = [:]

    init() {}

    /// The id of the application that the request's token belongs to.
    ///
    /// The rules: RS256 by the application's own key; `application_id`, `iat` and `jti` present; `exp` an integer, at
    /// least 30 s and at most 24 h behind `iat`, 15 minutes when absent; no `sub`, which makes it a client's token.
    mutating func verify(
        _ request: SandboxRequest,
        state: SandboxState,
        now: Int
    ) throws(TokenRefusal) -> String {
        let values = request.headers.filter { $0.name == "authorization" }.map(\.value)
        guard values.count + (request.hasKeyInParameters ? 1 : 0) <= 1 else {
            throw TokenRefusal(
                status: 401,
                code: "system:error:multiple-auth-methods",
                detail: "Provide exactly one authentication method."
            )
        }
        guard let token = values.first?.credentials(of: "bearer") else {
            throw TokenRefusal(
                status: 401,
                code: "system:error:missing-token",
                detail: "A Bearer token is required."
            )
        }
        if let entry = entries[token], let index = state.applicationIndex(entry.applicationID),
            state.applications[index].publicKeyPEM == entry.publicKeyPEM
        {
            guard now < entry.expiry else { throw .expired }
            return entry.applicationID
        }
        let claims = try Claims(token)
        guard let index = state.applicationIndex(claims.applicationID),
            let publicKeyPEM = state.applications[index].publicKeyPEM
        else { throw .invalid("The application of the token does not exist.") }
        guard claims.isSigned(by: publicKeyPEM) else {
            throw .invalid("The signature does not match the application's public key.")
        }
        try claims.check(now: now)
        if entries.count >= 1000 { entries = [:] }
        let id = state.applications[index].id
        entries[token] = Entry(applicationID: id, publicKeyPEM: publicKeyPEM, expiry: claims.expiry)
        return id
    }
}

extension TokenRefusal {
    fileprivate static let expired = TokenRefusal(
        status: 401,
        code: "system:error:expired-token",
        detail: "The token has expired."
    )
}

/// The readable part of a token, not yet trusted.
private struct Claims {
    let applicationID: String
    let issued: Int
    let expiry: Int
    let notBefore: Int?
    let hasSubject: Bool
    let signedText: [UInt8]
    let signature: Data

    init(_ token: String) throws(TokenRefusal) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = decodeBase64URL(parts[0]),
            let claimBytes = decodeBase64URL(parts[1]), let signature = decodeBase64URL(parts[2]),
            let header = try? JSONValue(parsing: headerBytes),  // no JSON: no token
            let claims = try? JSONValue(parsing: claimBytes)
        else { throw .invalid("The token is malformed.") }
        guard header["alg"]?.stringValue == "RS256" else { throw .invalid("The token must be signed with RS256.") }
        guard let applicationID = claims["application_id"]?.stringValue else {
            throw .invalid("The claim application_id is missing.")
        }
        guard let issued = claims["iat"]?.intValue else { throw .invalid("The claim iat must be an integer.") }
        guard claims["jti"]?.stringValue?.isEmpty == false else { throw .invalid("The claim jti is missing.") }
        if let stated = claims["exp"] {
            guard let seconds = stated.intValue else { throw .invalid("The claim exp must be an integer.") }
            expiry = seconds
        } else {
            expiry = issued + 900
        }
        self.applicationID = applicationID
        self.issued = issued
        notBefore = claims["nbf"]?.intValue
        hasSubject = claims["sub"] != nil
        signedText = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    func isSigned(by publicKeyPEM: String) -> Bool {
        guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: publicKeyPEM) else { return false }  // no key
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature),
            for: Data(signedText),
            padding: .insecurePKCS1v1_5
        )
    }

    func check(now: Int) throws(TokenRefusal) {
        // A minute of grace, since two clocks are never one.
        guard issued <= now + 60 else { throw .invalid("The claim iat lies in the future.") }
        guard (notBefore ?? issued) <= now + 60 else { throw .invalid("The token is not valid yet.") }
        guard now < expiry else { throw .expired }
        guard (30...86_400).contains(expiry - issued) else {
            throw .invalid("The claim exp must lie 30 seconds to 24 hours behind iat.")
        }
        guard !hasSubject else {
            throw TokenRefusal(
                status: 403,
                code: "system:error:permission",
                detail: "A token with a sub claim cannot manage users."
            )
        }
    }
}

/// Whether the text is the PEM of an RSA public key of at least 2048 bits.
func isPublicKeyPEM(_ pem: String) -> Bool {
    pem.contains("PUBLIC KEY") && (try? _RSA.Signing.PublicKey(pemRepresentation: pem)) != nil
}

private func decodeBase64URL(_ text: Substring) -> Data? {
    var standard = text.utf8.map { byte -> UInt8 in
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }
    while standard.count % 4 != 0 { standard.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: Data(standard))
}
