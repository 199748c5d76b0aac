package import CallBundle

/// What it takes for a release to be served: where its files go, and how it is looked at there.
package struct ReleasePublication: Sendable {
    package let release: Release

    /// Where the main host's files go; nil when somebody else puts them there.
    package let target: (any ReleasePublishing)?

    /// Where the way out goes for another host; nil when it has none of its own.
    package let fallback: (any ReleasePublishing)?

    /// How its URLs are looked at.
    package let verification: Verification

    package init(
        _ release: Release,
        to target: (any ReleasePublishing)?,
        fallback: (any ReleasePublishing)?,
        verification: Verification
    ) {
        self.release = release
        self.target = target
        self.fallback = fallback
        self.verification = verification
    }

    /// What was done with the files; nil for what somebody else does.
    package struct Outcome: Hashable, Sendable {
        package var target: PublishingOutcome?
        package var fallback: PublishingOutcome?
    }

    /// Puts the files where they are served; nothing points at them by that.
    package func publish() async throws(PublishingError) -> Outcome {
        var outcome = Outcome()
        if let target { outcome.target = try await target.publish(release) }
        if let fallback { outcome.fallback = try await fallback.publishFallback(of: release) }
        return outcome
    }

    /// Checks that the public URLs serve exactly the release.
    ///
    /// - Throws: Which URLs do not serve it in the end.
    package func verify() async throws(PublishingError) -> Verification.Outcome { try await verification.run(release) }
}
