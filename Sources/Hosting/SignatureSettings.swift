package import CallBundle

/// How webhooks are told from those of strangers.
package struct SignatureSettings: Sendable {
    /// Where the account's signature secrets stand, any number in each; none for a host that does not look.
    package var secrets: [TextSource] = []

    /// What is done with webhooks that are not genuine; nil for what each release says.
    package var policy: SignaturePolicy?

    package init() {}

    /// From `VONAGE_SIGNATURE_SECRET`.
    package init(environment: [String: String]) {
        if let text = environment["VONAGE_SIGNATURE_SECRET"], !text.isEmpty { secrets = [.fixed(text)] }
    }
}
