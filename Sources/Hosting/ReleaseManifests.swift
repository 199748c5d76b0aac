internal import CallBundle
internal import JSONTree
package import Logging
package import NIOCore
internal import Synchronization

/// What the manifests of published releases say, each read when it is first asked for and kept while it is used.
///
/// A release never changes, so what was read once stays true; but where only the way out of a release is published, the rest may
/// follow. A manifest that is there and cannot be read is told to the log once, and tried again after a while.
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

        /// Until when that is all there is, where only the way out is published.
        fileprivate let until: NIODeadline?

        /// Whether nothing can be added to it.
        var isWhole: Bool { until == nil }

        fileprivate init(_ manifest: Manifest, keepsFiles: Bool, until: NIODeadline?) {
            signatures = manifest.signatures
            self.until = until
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
    private let defects: StandingDefects
    private let now: @Sendable () -> NIODeadline

    /// How long a release may be taken to have nothing but a way out.
    private static let fallbackLife = TimeAmount.seconds(2)

    /// The largest manifest, in bytes.
    static let fileLimit = 256 * 1024 * 1024

    /// - Parameters:
    ///   - source: Where the manifests are.
    ///   - bytes: What is kept of them in memory, roughly; by default what those of a hundred thousand files cost.
    ///   - logger: Is told of each one that cannot be read.
    ///   - now: A clock that only goes forward.
    package init(
        source: any ReleaseSource,
        bytes: Int = 32 * 1024 * 1024,
        logger: Logger,
        now: @escaping @Sendable () -> NIODeadline = { .now() }
    ) {
        self.source = source
        self.now = now
        defects = StandingDefects("manifest unreadable", logger: logger, now: now)
        facts = Mutex(LeastRecentlyUsed(costLimit: bytes, countLimit: 10_000))
    }

    /// What is in memory.
    func known(_ release: ReleaseID) -> Facts? {
        guard let facts = facts.withLock({ $0.value(for: release) }) else { return nil }
        return facts.until.map { now() < $0 } ?? true ? facts : nil
    }

    /// What is in memory or else at the publish target; nil when there is no manifest of the release.
    ///
    /// - Throws: When it cannot be read, or is none.
    func facts(of release: ReleaseID, by deadline: NIODeadline) throws(ReleaseReadError) -> Facts? {
        if let facts = known(release) { return facts }
        return try reads.read(release, by: deadline) { () throws(ReleaseReadError) in
            if let facts = known(release) { return facts }
            if let error = defects.standing(release.manifestFile) { throw error }
            do throws(ReleaseReadError) {
                let read = try read(release, by: deadline)
                defects.forget(release.manifestFile)
                return read
            } catch {
                // Else it is the store that fails, or the log knows of it.
                throw error.retryAfter == nil ? defects.note(release.manifestFile, error.reason) : error
            }
        }
    }

    private func read(_ release: ReleaseID, by deadline: NIODeadline) throws(ReleaseReadError) -> Facts? {
        guard let found = try source.manifest(of: release, limit: Self.fileLimit, by: deadline) else { return nil }
        var manifest: Manifest
        do {
            manifest = try Manifest(json: try JSONValue(parsing: found.bytes))
        } catch {
            throw ReleaseReadError(file: found.file, reason: "\(error)")
        }
        guard manifest.release == release else {
            // The one manifest of a bundle as it was built may be another release's.
            if found.file == bundleManifestFile { return nil }
            throw ReleaseReadError(file: found.file, reason: "it is the manifest of another release")
        }
        let isFallback = found.file == release.fallbackManifestFile
        if isFallback { manifest = manifest.ofFallback }
        let until = isFallback ? now() + Self.fallbackLife : nil
        let read = Facts(manifest, keepsFiles: source.isRemote, until: until)
        facts.withLock { $0.insert(read, for: release, cost: read.cost) }
        return read
    }
}
