package import CallBundle

/// A folder that another host serves the way out from; it is held only while that is written.
package struct FallbackFolder: ReleasePublishing {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func publish(_ release: Release) async throws(PublishingError) -> PublishingOutcome {
        try PublishDirectory(path: path).publish(release)
    }

    package func publishFallback(of release: Release) async throws(PublishingError) -> PublishingOutcome {
        try PublishDirectory(path: path).publishFallback(of: release)
    }
}
