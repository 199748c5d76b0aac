internal import FileAccess
package import VonageAPI

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Credentials {
    /// What the environment and `~/.vonage/config.json` say about the account.
    package static func ofProcess() throws(CredentialError) -> Credentials {
        let environment = ProcessInfo.processInfo.environment
        var file: [UInt8]?
        if let home = environment["HOME"], !home.isEmpty {
            // No file is the usual case; one that cannot be read counts as none: the environment may do.
            file = try? readFile("\(home)/.vonage/config.json", limit: 1 << 16)
        }
        return try load(environment: environment, configFile: file)
    }

    /// Signs requests to routes as the platform would; nil where no secret is set.
    package var signer: WebhookSigner? { signatureSecret.map { WebhookSigner($0, apiKey: api?.key) } }
}

extension WebhookSigner {
    /// Signs by the clock of this machine.
    ///
    /// - Parameters:
    ///   - secret: The account's signature secret.
    ///   - apiKey: Tells the host which secret it is; nil when no account is known.
    ///   - applicationID: Of the application that is called; nil when it is not known.
    package init(_ secret: Secret, apiKey: String?, applicationID: String? = nil) {
        self.init(
            secret: secret.reveal(),
            apiKey: apiKey,
            applicationID: applicationID,
            now: { Int(Date().timeIntervalSince1970) },
            makeID: { UUID().uuidString.lowercased() }
        )
    }
}
