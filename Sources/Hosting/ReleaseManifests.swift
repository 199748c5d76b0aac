internal import CallBundle
internal import JSONTree
internal import NIOCore
internal import Synchronization

/// What the manifests of published releases say, each read when it is first asked for and kept while it is used.
///
/// A release never changes, so what was read once stays true.
package final class ReleaseManifests: Sendable {
    /// What a host needs to know of a release.
    final class Facts: Sendable {
        /// A file of the release as its manifest has it.
        struct File: Hashable {
            /// In bytes.
            let size: Int
            /// SHA-256, 64 hex digits.
            let digest: String
        }

        let signatures: SignaturePolicy

        /// By path: `r/<release>/…`; empty where files are not looked up here.
        let files: [String: File]

        fileprivate init(_ manifest: Manifest, keepsFiles: Bool) {
            signatures = manifest.signatures
            var files: [String: File] = [:]
            if keepsFiles {
                files.reserveCapacity(manifest.files.count)
                for file in manifest.files { files[file.path] = File(size: file.size, digest: file.sha256) }
            }
            self.files = files
        }

        /// What keeping it costs in memory, roughly, in bytes.
        fileprivate var cost: Int { 256 + 320 * files.count }
    }

    let source: any ReleaseSource
    private let facts: Mutex<LeastRecentlyUsed<ReleaseID, Facts>>
    private let reads = SharedReads<ReleaseID, Facts?>()

    /// The largest manifest, in bytes.
    static let fileLimit = 256 * 1024 * 1024

    /// - Parameters:
    ///   - source: Where the manifests are.
    ///   - bytes: What is kept of them in memory, roughly; by default what those of a hundred thousand files cost.
    package init(source: any ReleaseSource, bytes: Int = 32 * 1024 * 1024) {
        self.source = source
        facts = Mutex(LeastRecentlyUsed(costLimit: bytes, countLimit: 10_000))
    }

    /// What is in memory.
    func known(_ release: ReleaseID) -> Facts? { facts.withLock { $0.value(for: release) } }

    /// What is in memory or else at the publish target; nil when there is no manifest of the release.
    ///
    /// - Throws: When it cannot be read, or is none.
    func facts(of release: ReleaseID, by deadline: NIODeadline) throws(ReleaseReadError) -> Facts? {
        if let facts = known(release) { return facts }
        return try reads.read(release, by: deadline) { () throws(ReleaseReadError) in
            if let facts = known(release) { return facts }
            guard let bytes = try source.manifest(of: release, limit: Self.fileLimit, by: deadline) else { return nil }
            let manifest: Manifest
            do {
                manifest = try Manifest(json: try JSONValue(parsing: bytes))
            } catch {
                throw ReleaseReadError(file: release.manifestFile, reason: "\(error)")
            }
            // The one manifest of a bundle as it was built may be another release's.
            guard manifest.release == release else { return nil }
            let read = Facts(manifest, keepsFiles: source.isRemote)
            facts.withLock { $0.insert(read, for: release, cost: read.cost) }
            return read
        }
    }
}
