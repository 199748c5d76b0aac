import CallBundle
import JSONTree
import LoopbackServing
import ObjectStore
import Synchronization

@testable import Hosting

/// A store of objects as a host sees it, which can be told to misbehave, and is asked what it saw.
final class StoreStub: Sendable {
    enum Mood: Hashable {
        case well
        /// 503 for everything.
        case busy
        /// Connections are closed without an answer.
        case gone
        /// No answer, ever.
        case silent
        /// Bodies end in the middle; with `Content-Length` the connection breaks, without it nothing shows.
        case halves(told: Bool)
        /// 200 with a page for people.
        case page
        /// 403, as for a wrong key.
        case refusing
        /// 403, as for one object that nobody may read.
        case denying
    }

    private struct State {
        var objects: [String: (bytes: [UInt8], modified: Int)] = [:]
        var mood = Mood.well
        /// Only objects whose names contain this are concerned.
        var concerned = ""
        var asked: [String] = []
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    private let shared = Shared()
    private let server: LoopbackServer

    init() throws {
        server = try LoopbackServer { [shared] request, _ in
            let name = String(request.path.dropFirst("/bucket/p/".count))
            let isList = request.query("list-type") != nil
            return shared.state.withLock { state in
                state.asked.append(isList ? "LIST" : name)
                let isConcerned = isList || state.concerned.isEmpty || name.contains(state.concerned)
                if isList {
                    return Self.reply(Self.list(state), isConcerned && state.concerned.isEmpty ? state.mood : .well)
                }
                guard let object = state.objects[name.replacing("%7E", with: "~")] else {
                    return Self.reply(nil, isConcerned ? state.mood : .well)
                }
                return Self.reply(object.bytes, isConcerned ? state.mood : .well)
            }
        }
    }

    private static func reply(_ bytes: [UInt8]?, _ mood: Mood) -> LoopbackServer.Reply {
        switch mood {
        case .busy: return .text("<Error><Code>SlowDown</Code></Error>", status: 503)
        case .gone: return .close
        case .silent: return .hang
        case .page: return .text("<html>We are working on it.</html>")
        case .refusing: return .text("<Error><Code>SignatureDoesNotMatch</Code></Error>", status: 403)
        case .denying: return .text("<Error><Code>AccessDenied</Code></Error>", status: 403)
        case .halves, .well: break
        }
        guard let bytes else { return .text("<Error><Code>NoSuchKey</Code></Error>", status: 404) }
        guard case .halves(let told) = mood else { return .answer(status: 200, body: bytes) }
        let head =
            told
            ? "HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n"
            : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
        return .raw(Array(head.utf8) + bytes.prefix(bytes.count / 2))
    }

    private static func list(_ state: State) -> [UInt8] {
        var text = "<ListBucketResult><IsTruncated>false</IsTruncated>"
        for (name, object) in state.objects.sorted(by: { $0.key < $1.key }) where name.hasPrefix("manifest") {
            let seconds = 1_000_000 + object.modified
            text +=
                "<Contents><Key>p/\(name)</Key><Size>\(object.bytes.count)</Size><ETag>\"\(object.bytes.hashValue)\"</ETag>"
            text += "<LastModified>2026-\(seconds)</LastModified></Contents>"
        }
        return Array((text + "</ListBucketResult>").utf8)
    }

    func put(_ bytes: [UInt8], at name: String, modified: Int = 0) {
        shared.state.withLock { $0.objects[name] = (bytes, modified) }
    }

    func remove(_ name: String) { shared.state.withLock { $0.objects[name] = nil } }

    /// As publishing does it, the manifest last.
    func publish(_ release: Release, modified: Int = 0) {
        for file in release.files { put(file.bytes, at: file.path) }
        put(release.manifest.json.serializedBytes(.pretty), at: "manifests/\(release.id).json", modified: modified)
        put([], at: "manifests/\(release.id).claim")
    }

    /// From now on it answers like that: everything, or the objects whose names contain a text.
    func become(_ mood: Mood, for concerned: String = "") {
        shared.state.withLock { state in
            state.mood = mood
            state.concerned = concerned
        }
    }

    /// How often it was asked for an object, or for a list (`LIST`).
    func count(_ name: String) -> Int { asked.count { $0 == name } }

    var asked: [String] { shared.state.withLock { $0.asked } }

    func forget() { shared.state.withLock { $0.asked = [] } }

    /// The store as a source of releases.
    func bucket(_ log: LogLines = LogLines()) -> ReleaseBucket {
        let settings = ObjectStoreSettings(
            credentials: .init(keyID: "key", secret: "s3cret"),
            endpoint: server.base
        )
        return ReleaseBucket(ObjectPlace(bucket: "bucket", prefix: "p"), settings: settings, logger: log.logger)
    }

    /// A host of the store's releases.
    func host(
        limits: ReleaseStore.Limits = ReleaseStore.Limits(),
        signatures settings: SignatureSettings = SignatureSettings(),
        metrics: HostMetrics = HostMetrics(),
        log: LogLines = LogLines()
    ) -> StubbedHost {
        let source = bucket(log)
        let releases = ReleaseStore(source: source, limits: limits, metrics: metrics, logger: log.logger)
        let signatures = SignatureDesk(settings, manifests: releases.manifests, logger: log.logger)
        let host = WebHost(
            releases: releases,
            tokens: TokenDesk(
                apiKeys: .fixed("k"),
                applicationID: .fixed("app"),
                privateKey: .fixed("key"),
                users: PublishedUsers(source: source, logger: log.logger),
                issuer: PlainTokens(),
                limiter: RateLimiter(burst: 1_000),
                logger: log.logger
            ),
            signatures: signatures,
            events: CallEventDesk(signatures: signatures),
            metrics: metrics,
            logger: log.logger
        )
        return StubbedHost(host: host, releases: releases)
    }
}

/// A host that is asked on threads that may wait: its store answers through tasks, which tests must not hold up.
struct StubbedHost: Sendable {
    let host: WebHost
    let releases: ReleaseStore

    func answer(_ request: HostRequest) async throws -> HostResponse { try await onThread { host.answer(request) } }

    func status(_ request: HostRequest) async throws -> Int { try await answer(request).status }

    func text(_ request: HostRequest) async throws -> String { try await answer(request).bodyText }

    /// Waits until all files of the release are in memory.
    func hasRead(_ release: Release) async -> Bool {
        await eventually { releases.keptCount >= release.files.count }
    }
}

/// Waits until something is so, ten seconds at most.
func soon(_ isSo: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<500 {
        if try await isSo() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try await isSo()
}
