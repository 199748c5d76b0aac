internal import CallBundle
internal import NIOCore
internal import Synchronization

/// What published releases want of the signatures of their webhooks, by their manifests.
///
/// A release never changes, so what was read once stays true. One whose manifest is not there (yet) wants nothing special, and
/// is looked up again after a while. While a manifest that is there cannot be read or makes no sense, and while the store of the
/// releases cannot be reached, what the release wants is not known, and its webhooks are not served unseen.
final class ReleasePolicies: Sendable {
    private struct Entry {
        var policy: SignaturePolicy
        /// Until when that holds, in seconds since 1970.
        var until = Int.max
    }

    private let manifests: ReleaseManifests
    private let entries = Mutex<[ReleaseID: Entry]>([:])

    /// After how many seconds a missing manifest is looked for again.
    private static let pause = 5

    init(manifests: ReleaseManifests) {
        self.manifests = manifests
    }

    /// What is known; nil when a file has to be read for it.
    func known(_ release: ReleaseID, at seconds: Int) -> SignaturePolicy? {
        entries.withLock { $0[release] }.flatMap { $0.until > seconds ? $0.policy : nil }
    }

    /// What is known or else in the manifest.
    ///
    /// - Throws: While it is not known; another attempt is worth it then.
    func policy(
        of release: ReleaseID,
        at seconds: Int,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> SignaturePolicy {
        if let policy = known(release, at: seconds) { return policy }
        var entry = Entry(policy: .observe, until: seconds + Self.pause)
        if let facts = try manifests.facts(of: release, by: deadline) { entry = Entry(policy: facts.signatures) }
        entries.withLock { $0[release] = entry }
        return entry.policy
    }
}
