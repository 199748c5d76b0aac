internal import CallBundle
internal import FileAccess
internal import JSONTree
internal import NIOCore
internal import Synchronization

/// The releases at a publish target, read when they are asked for and kept while they are used.
///
/// Releases are immutable, so what was read once stays true. What was not found is not remembered: a release that is
/// published later is served from its first request on.
package final class ReleaseStore: Sendable {
    /// How much is kept in memory.
    package struct Limits: Sendable {
        /// Of one file, in bytes.
        package var file = 16 * 1024 * 1024
        /// Of all that is kept, in bytes, roughly.
        package var bytes = 256 * 1024 * 1024
        /// Of all that is kept, in routes and documents.
        package var count = 200_000

        package init() {}
    }

    /// Without a slash at the end.
    let directory: String
    private let fileLimit: Int
    private let cache: Mutex<LeastRecentlyUsed<String, Resource>>

    package init(directory: String, limits: Limits = Limits()) {
        var directory = directory
        while directory.utf8.count > 1, directory.utf8.last == UInt8(ascii: "/") { directory.removeLast() }
        self.directory = directory
        fileLimit = limits.file
        cache = Mutex(LeastRecentlyUsed(costLimit: limits.bytes, countLimit: limits.count))
    }

    /// The number of routes and documents in memory.
    package var keptCount: Int {
        cache.withLock { $0.count }
    }

    /// What is in memory for a path in its plain form.
    func kept(_ path: String) -> Resource? {
        cache.withLock { $0.value(for: path) }
    }

    /// What is in memory or else in the file behind `target`; nil when there is no such file.
    func read(_ target: RequestTarget) throws(ReleaseReadError) -> Resource? {
        let path = target.path
        if let resource = kept(path) { return resource }
        guard let file = file(behind: target) else { return nil }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try readFile(file, below: directory, limit: fileLimit)
        } catch {
            switch error.cause {
            case .system where error.isMissing: return nil
            case .notRegular, .link, .tooLarge: throw ReleaseReadError(file: file, reason: error.reason)
            // Perhaps there is no such file, and the name is a stranger's.
            case .system: throw ReleaseReadError(file: target.maskedPath, reason: error.reason)
            }
        }
        let resource = try decode(bytes, of: target, file: file)
        cache.withLock { $0.insert(resource, for: path, cost: resource.cost(bytes: bytes.count)) }
        return resource
    }

    private func file(behind target: RequestTarget) -> String? {
        switch target {
        case .route(let release, let route): "r/\(release)/e/\(route).json"
        case .document(let release, let document): "r/\(release)/d/\(document).json"
        case .sound(let release, let sound): "r/\(release)/a/\(sound)"
        case .fallback(let release): "r/\(release)/fallback.json"
        case .events, .clientToken, .health, .readiness: nil
        }
    }

    private func decode(
        _ bytes: [UInt8],
        of target: RequestTarget,
        file: String
    ) throws(ReleaseReadError) -> Resource {
        if case .sound(_, let sound) = target {
            return .document(Document(bytes: bytes, type: sound.contentType, facts: target.facts))
        }
        do {
            // Documents are read too: one that is still being copied to its place must be neither served nor kept.
            let json = try JSONValue(parsing: bytes)
            if case .route(let release, let route) = target {
                return .route(Route(release: release, name: route, decision: try Decision(file: json)))
            }
            if json.arrayValue != nil { return .document(Document(bytes: bytes, facts: target.facts)) }
        } catch {
            throw ReleaseReadError(file: file, reason: "\(error)")
        }
        throw ReleaseReadError(file: file, reason: "not a list of actions")
    }
}

/// A file of a release that is there and of no use.
struct ReleaseReadError: Error {
    /// Relative to the publish target; for the log, so without a name that may be a telephone number.
    let file: String
    let reason: String
}

extension ReleaseStore {
    /// What a path of a release stands for.
    enum Resource: Sendable {
        case route(Route)
        case document(Document)

        /// What keeping it costs in memory, roughly: a decoded table is several times its text.
        fileprivate func cost(bytes: Int) -> Int {
            switch self {
            case .route: bytes * 8 + 512
            case .document: bytes + 1_024
            }
        }
    }

    struct Route: Sendable {
        let release: ReleaseID
        let name: RouteName
        let decision: Decision
    }

    /// A document with the headers that it is served under, made once.
    struct Document: Sendable {
        let body: ByteBuffer
        let facts: AccessFacts
        let immutableHeaders: [(name: String, value: String)]
        let answerHeaders: [(name: String, value: String)]

        fileprivate init(bytes: [UInt8], type: String = "application/json", facts: AccessFacts) {
            body = ByteBuffer(bytes: bytes)
            self.facts = facts
            let common = [
                (name: "Content-Type", value: type), (name: "Content-Length", value: "\(bytes.count)"),
            ]
            immutableHeaders = common + [("Cache-Control", "public, max-age=31536000, immutable")]
            answerHeaders = common + [("Cache-Control", "no-store")]
        }
    }
}
