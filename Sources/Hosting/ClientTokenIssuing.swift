/// Makes the tokens with which an app user logs in.
package protocol ClientTokenIssuing: Sendable {
    /// A signed token for one user of one application.
    ///
    /// The lifetime is in seconds, `now` in seconds since 1970. Throws when the application's private key cannot be used; the
    /// error must not show it.
    func clientToken(
        applicationID: String,
        privateKeyPEM: String,
        user: String,
        lifetime: Int,
        now: Int
    ) throws -> String
}

/// Issues nothing: every request for a token is answered 503.
package struct NoTokenIssuer: ClientTokenIssuing {
    package struct Unavailable: Error, CustomStringConvertible {
        package let description = "this host signs no tokens"
    }

    package init() {}

    package func clientToken(
        applicationID: String,
        privateKeyPEM: String,
        user: String,
        lifetime: Int,
        now: Int
    ) throws -> String {
        throw Unavailable()
    }
}
