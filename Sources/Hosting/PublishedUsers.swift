internal import CallBundle
internal import JSONTree
package import Logging
internal import NIOCore
internal import ReleaseRecords
internal import Synchronization

/// The app users that a published release declares or rings, by the manifests at the publish target.
///
/// Where there are more than fifty releases, those count that calls were sent to last, by the log at the publish target, and of the
/// others the newest: fifty in all.
package final class PublishedUsers: Sendable {
    private let source: any ReleaseSource
    private let logger: Logger
    private let known = Mutex<[PublishedManifest: Set<String>]>([:])
    private let recent = Mutex<(until: NIODeadline, releases: [ReleaseID])>((.uptimeNanoseconds(0), []))
    private let reads = SharedReads<PublishedManifest, Set<String>>()

    /// So many releases count.
    static let limit = 50
    /// How long what the log says is taken for true.
    private static let pause = TimeAmount.seconds(5)
    private static let logFile = "releases.jsonl"
    private static let logLimit = 64 * 1024 * 1024

    /// `source` is the publish target.
    package init(source: any ReleaseSource, logger: Logger) {
        self.source = source
        self.logger = logger
    }

    /// Whether a published release knows this user.
    ///
    /// Reads manifests that came or changed since the last time, those that count most first, until one has the user.
    ///
    /// - Complexity: O(manifests), and O(bytes) of those that are read.
    func contains(_ user: String, by deadline: NIODeadline) throws(ReleaseReadError) -> Bool {
        let manifests = try counting(try source.manifests(by: deadline), by: deadline)
        let unread = known.withLock { known -> [PublishedManifest]? in
            let current = Set(manifests)
            known = known.filter { current.contains($0.key) }
            return known.values.contains { $0.contains(user) } ? nil : manifests.filter { known[$0] == nil }
        }
        guard let unread else { return true }
        for manifest in unread {
            let users = try reads.read(manifest, by: deadline) { () throws(ReleaseReadError) in
                if let users = known.withLock({ $0[manifest] }) { return users }
                let users = try self.users(of: manifest, by: deadline)
                known.withLock { $0[manifest] = users }
                return users
            }
            if users.contains(user) { return true }
        }
        return false
    }

    /// Those of the manifests that count, newest first.
    private func counting(
        _ manifests: [PublishedManifest],
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> [PublishedManifest] {
        guard manifests.count > Self.limit else { return manifests }
        var places: [ReleaseID: Int] = [:]
        for (place, release) in try recentReleases(by: deadline).enumerated() { places[release] = place }
        let ordered = manifests.enumerated().map { index, manifest in
            (manifest, manifest.release.flatMap { places[$0] } ?? places.count + index)
        }
        return ordered.sorted { $0.1 < $1.1 }.prefix(Self.limit).map(\.0)
    }

    /// The releases that calls were sent to, the last one first.
    private func recentReleases(by deadline: NIODeadline) throws(ReleaseReadError) -> [ReleaseID] {
        let (until, releases) = recent.withLock { $0 }
        guard NIODeadline.now() >= until else { return releases }
        // Where somebody else publishes there is none.
        let bytes = try source.read(Self.logFile, limit: Self.logLimit, by: deadline) ?? []
        var found: [ReleaseID] = []
        var seen: Set<ReleaseID> = []
        for move in ReleaseLog(parsing: bytes).moves.reversed() {
            if let release = move.release, seen.insert(release).inserted { found.append(release) }
        }
        let all = found
        recent.withLock { $0 = (NIODeadline.now() + Self.pause, all) }
        return found
    }

    /// None of a manifest that makes no sense: it takes nobody else's login.
    private func users(
        of published: PublishedManifest,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> Set<String> {
        let reason: String
        do throws(ReleaseReadError) {
            guard let bytes = try source.read(published.file, limit: ReleaseManifests.fileLimit, by: deadline) else {
                return []  // Removed meanwhile.
            }
            do {
                let manifest = try Manifest(json: try JSONValue(parsing: bytes))
                return Set(manifest.appUsers + manifest.requires.users)
            } catch {
                reason = "\(error)"
            }
        } catch {
            if error.retryAfter != nil { throw error }
            reason = error.reason
        }
        logger.error("manifest unreadable", metadata: ["file": "\(published.file)", "reason": "\(reason)"])
        return []
    }
}
