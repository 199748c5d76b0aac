package import CallBundle

/// What a plan depends on besides the project and the account.
package struct PlanOptions: Sendable {
    /// Whether what is neither named nor removed goes, too: numbers are unlinked and users deleted.
    package var prunes = false

    /// Seconds since 1970.
    package var now = 0

    /// What took calls before.
    package var releases: any ReleaseHistory = NoReleaseHistory()

    package init() {}
}

/// What is known of releases that took calls before: `releases.jsonl` and the manifests at the publish target.
package protocol ReleaseHistory: Sendable {
    /// Which release took calls from when on, in any order; empty where nobody wrote it down.
    var log: [ReleaseLogEntry] { get }

    /// Names of the users that calls on a release may ring; nil where its manifest is not at hand.
    func users(of release: ReleaseID) -> Set<String>?
}

/// From a moment on, calls were answered with a release.
package struct ReleaseLogEntry: Hashable, Sendable {
    /// Nil: calls went to no release.
    package var release: ReleaseID?

    /// Seconds since 1970.
    package var time: Int

    package init(release: ReleaseID?, time: Int) {
        self.release = release
        self.time = time
    }
}

/// Where nothing is known of earlier releases.
package struct NoReleaseHistory: ReleaseHistory {
    package init() {}

    package var log: [ReleaseLogEntry] { [] }

    package func users(of release: ReleaseID) -> Set<String>? { nil }
}
