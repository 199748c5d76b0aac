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
