/// Why the release is not served.
package struct DeploymentFailure: Error, Hashable, Sendable {
    package let message: String
    package let help: String?

    package init(message: String, help: String?) {
        self.message = message
        self.help = help
    }
}

/// Brings a release to where it is served, and sees that it is.
package struct Deployment: Sendable {
    /// Publishes where that is planned, verifies in any case; gives a few words on what it did.
    package var run: @Sendable () async throws(DeploymentFailure) -> String

    package init(run: @escaping @Sendable () async throws(DeploymentFailure) -> String) {
        self.run = run
    }
}
