internal import CallBundle
internal import FileAccess
internal import JSONTree
internal import Synchronization

/// What published releases want of the signatures of their webhooks, by their manifests.
///
/// A release never changes, so what was read once stays true. One whose manifest is not there (yet) wants nothing special, and
/// is looked up again after a while.
final class ReleasePolicies: Sendable {
    private struct Entry {
        var policy: SignaturePolicy
        /// Until when that holds, in seconds since 1970.
        var until = Int.max
    }

    private let directory: String
    private let entries = Mutex<[ReleaseID: Entry]>([:])

    private static let fileLimit = 256 * 1024 * 1024
    /// After how many seconds a missing manifest is looked for again.
    private static let pause = 5

    /// `directory` is the publish target.
    init(directory: String) {
        self.directory = directory
    }

    /// What is known; nil when a file has to be read for it.
    func known(_ release: ReleaseID, at seconds: Int) -> SignaturePolicy? {
        entries.withLock { $0[release] }.flatMap { $0.until > seconds ? $0.policy : nil }
    }

    /// What is known or else in the manifest.
    func policy(of release: ReleaseID, at seconds: Int) -> SignaturePolicy {
        if let policy = known(release, at: seconds) { return policy }
        let entry =
            manifest(of: release).map { Entry(policy: $0.signatures) }
            ?? Entry(policy: .observe, until: seconds + Self.pause)
        entries.withLock { $0[release] = entry }
        return entry.policy
    }

    private func manifest(of release: ReleaseID) -> Manifest? {
        // A bundle as it was built has its one manifest beside `r`.
        for file in ["manifests/\(release).json", "manifest.json"] {
            // One that cannot be read may be whole a moment later.
            guard let bytes = try? readFile(file, below: directory, limit: Self.fileLimit),
                let json = try? JSONValue(parsing: bytes), let manifest = try? Manifest(json: json),
                manifest.release == release
            else { continue }
            return manifest
        }
        return nil
    }
}
