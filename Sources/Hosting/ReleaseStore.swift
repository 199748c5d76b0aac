internal import CallBundle
internal import JSONTree
package import Logging
package import NIOCore
internal import Synchronization

/// The releases at a publish target, read file by file when they are asked for and kept while they are used.
///
/// Releases are immutable, so what was read once stays true; what has not been used for longest goes when memory is full. What
/// was not found is looked for again, so a release that is published later is served without a restart.
package final class ReleaseStore: Sendable {
    /// How much is kept in memory.
    package struct Limits: Sendable {
        /// Of one file, in bytes.
        package var file = 16 * 1024 * 1024
        /// Of all that is kept, in bytes, roughly.
        package var bytes = 96 * 1024 * 1024
        /// Of all that is kept, in routes and documents.
        package var count = 1_000_000
        /// Of names that are remembered to be missing.
        package var missing = 4_096

        package init() {}
    }

    let source: any ReleaseSource

    /// What the manifests of the same releases say.
    package let manifests: ReleaseManifests
    private let metrics: HostMetrics
    private let limits: Limits
    private let now: @Sendable () -> NIODeadline
    private let cache: Mutex<LeastRecentlyUsed<String, Resource>>
    private let missing: Mutex<LeastRecentlyUsed<String, NIODeadline>>
    private let reads = SharedReads<String, Resource?>()
    private let ahead: ReadAhead

    /// - Parameters:
    ///   - source: Where the files come from.
    ///   - limits: How much is kept.
    ///   - metrics: What is told of the cache.
    ///   - logger: Is told of manifests that cannot be read.
    ///   - now: A clock that only goes forward.
    package init(
        source: any ReleaseSource,
        limits: Limits = Limits(),
        metrics: HostMetrics = HostMetrics(),
        logger: Logger,
        now: @escaping @Sendable () -> NIODeadline = { .now() }
    ) {
        self.source = source
        self.metrics = metrics
        self.limits = limits
        self.now = now
        cache = Mutex(LeastRecentlyUsed(costLimit: limits.bytes, countLimit: limits.count))
        missing = Mutex(LeastRecentlyUsed(costLimit: limits.missing, countLimit: limits.missing))
        manifests = ReleaseManifests(source: source, logger: logger, now: now)
        // What calls on one release may need shall not drive out what those on another one do.
        ahead = ReadAhead(bytes: limits.bytes / 2)
    }

    package convenience init(
        directory: String,
        limits: Limits = Limits(),
        metrics: HostMetrics = HostMetrics(),
        logger: Logger
    ) {
        self.init(source: ReleaseFolder(path: directory), limits: limits, metrics: metrics, logger: logger)
    }

    /// The number of routes and documents in memory.
    package var keptCount: Int {
        cache.withLock { $0.count }
    }

    /// What is kept costs so much memory, roughly, in bytes.
    package var keptBytes: Int {
        cache.withLock { $0.cost }
    }

    /// What is in memory for a path in its plain form.
    func kept(_ path: String) -> Resource? {
        cache.withLock { $0.value(for: path) }
    }

    /// Whether the file behind a path was missing a moment ago, so that another look is not due.
    func isKnownMissing(_ path: String) -> Bool {
        guard source.missingIsRemembered > .zero else { return false }
        return missing.withLock { missing in
            guard let until = missing.value(for: path) else { return false }
            if now() < until { return true }
            missing.remove(path)
            return false
        }
    }

    /// Whether anything of a release is there, as far as that is known.
    func has(_ release: ReleaseID) -> Bool { source.has(release) }

    /// What is in memory or else in the file behind `target`; nil when there is no such file.
    ///
    /// Whoever asks for the same file at the same time waits for the one that reads it.
    func read(_ target: RequestTarget, by deadline: NIODeadline) throws(ReleaseReadError) -> Resource? {
        let path = target.path
        if let resource = kept(path) { return resource }
        guard let file = target.file, let release = target.release, !isKnownMissing(path) else { return nil }
        let expected = try expected(file, of: release, by: deadline)
        if source.isRemote, expected == nil {
            rememberMissing(path)
            return nil
        }
        return try reads.read(path, by: deadline) { () throws(ReleaseReadError) in
            if let resource = kept(path) { return resource }
            guard let bytes = try source.read(file, limit: limits.file, by: deadline) else {
                rememberMissing(path)
                return nil
            }
            if let expected, bytes.count != expected.size || hexDigest(bytes) != expected.digest {
                // Cut short on the way, perhaps; it must be neither served nor kept.
                throw ReleaseReadError(file: file, reason: "not what its manifest says", retryAfter: 1)
            }
            let resource = try decode(bytes, of: target, file: file)
            keep(resource, for: path, bytes: bytes.count)
            return resource
        }
    }

    /// What the manifest says of a file, where files are looked up there.
    private func expected(
        _ file: String,
        of release: ReleaseID,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> ReleaseManifests.Facts.File? {
        guard source.isRemote, let facts = try manifests.facts(of: release, by: deadline) else { return nil }
        let expected = facts.files[file]
        if let expected, expected.size > limits.file {
            throw ReleaseReadError(file: file, reason: "larger than \(limits.file) bytes")
        }
        // A call has begun, or goes on: what it may need later shall be here when the store is gone.
        if expected != nil, facts.isWhole { ahead.begin(release, facts.files, of: self) }
        return expected
    }

    private func keep(_ resource: Resource, for path: String, bytes: Int) {
        let cost = resource.cost(bytes: bytes) + 2 * path.utf8.count
        let evicted = cache.withLock { cache in
            let before = cache.count
            cache.insert(resource, for: path, cost: cost)
            return before + 1 - cache.count
        }
        metrics.noteCacheMiss(evicted: max(0, evicted))
    }

    private func rememberMissing(_ path: String) {
        let duration = source.missingIsRemembered
        guard duration > .zero else { return }
        let until = now() + TimeAmount(duration)
        missing.withLock { $0.insert(until, for: path, cost: 1) }
    }

    private func decode(
        _ bytes: [UInt8],
        of target: RequestTarget,
        file: String
    ) throws(ReleaseReadError) -> Resource {
        if case .sound(_, let sound) = target {
            return .document(StoredDocument(bytes: bytes, type: sound.contentType, facts: target.facts))
        }
        do {
            // Documents are read too: one that is still being copied to its place must be neither served nor kept.
            let json = try JSONValue(parsing: bytes)
            if case .route(let release, let route) = target {
                let counter = metrics.counter(of: route, in: release)
                return .route(
                    StoredRoute(release: release, name: route, decision: try Decision(file: json), counter: counter)
                )
            }
            if json.arrayValue != nil { return .document(StoredDocument(bytes: bytes, facts: target.facts)) }
        } catch {
            throw ReleaseReadError(file: file, reason: "\(error)")
        }
        throw ReleaseReadError(file: file, reason: "not a list of actions")
    }
}

extension ReleaseStore {
    /// What a path of a release stands for.
    enum Resource: Sendable {
        case route(StoredRoute)
        case document(StoredDocument)

        /// What keeping it costs in memory, roughly: a decoded table is several times its text.
        fileprivate func cost(bytes: Int) -> Int {
            switch self {
            case .route: Self.routeCost(bytes: bytes)
            case .document: Self.documentCost(bytes: bytes)
            }
        }

        static func routeCost(bytes: Int) -> Int { bytes * 8 + 768 }
        static func documentCost(bytes: Int) -> Int { bytes + 768 }
    }
}
