package import CallBundle
internal import JSONTree
package import Simulator
internal import Synchronization
internal import TimeZones

/// A web host in this process: answers the webhooks of a call as a host would that serves the release, without a socket.
///
/// Decision tables and documents are read when first asked for, and kept: the same call again costs no parsing. What is not
/// of the release (an own event sink, hand-written URLs) answers 204.
package final class ReleaseHost: CallTransport {
    /// By which clock decisions over hours are made.
    package enum Clock: Sendable {
        /// That of the call.
        case call
        /// Always the same: seconds since 1970.
        case fixed(Int)
    }

    private let release: Release
    private let clock: Clock

    /// In front of the paths of the release: `https://voice.example.com/r/0123456789abcdef/`.
    private let prefix: String
    private let fallbackURL: String?
    private let fallbackIsStatic: Bool
    private let eventsURL: String
    private let kept: Mutex<Kept>

    private struct Kept {
        /// Where each file stands, by its path below the release's folder.
        var places: [String: Int]
        var tables: [String: Decision] = [:]
        var documents: [String: PreparedNCCO] = [:]
        var dialledDocuments: [DialledDocument: PreparedNCCO] = [:]
    }

    private struct DialledDocument: Hashable {
        let id: DocumentID
        let digits: String
    }

    /// - Parameters:
    ///   - release: What it serves.
    ///   - fallbackURL: Where the self-contained way out is asked for, on this host or another; nil where nobody asks.
    ///   - fallbackIsStatic: Whether what serves it there gives the document whatever is asked, an event too.
    ///   - clock: By which hours are decided over.
    package init(
        _ release: Release,
        fallbackURL: String? = nil,
        fallbackIsStatic: Bool = false,
        clock: Clock = .call
    ) {
        self.release = release
        self.fallbackURL = fallbackURL
        self.fallbackIsStatic = fallbackIsStatic
        self.clock = clock
        let folder = "r/\(release.id)/"
        prefix = "\(release.manifest.baseURL)/\(folder)"
        eventsURL = "\(release.manifest.baseURL)/events"
        var places: [String: Int] = [:]
        places.reserveCapacity(release.files.count)
        for (index, file) in release.files.enumerated() {
            places[String(file.path.dropFirst(folder.utf8.count))] = index
        }
        kept = Mutex(Kept(places: places))
    }

    package func exchange(_ request: WebhookExchange) async -> WebhookReply {
        switch clock {
        case .call: exchange(request, at: request.time.dividedDown(by: 1_000))
        case .fixed(let seconds): exchange(request, at: seconds)
        }
    }

    fileprivate func exchange(_ request: WebhookExchange, at seconds: Int) -> WebhookReply {
        switch find(request, at: seconds) {
        case .nothing(let status): .empty(status: status)
        case .file(let path): document(path)
        case .dialled(let id, let digits): document(id, dialled: digits)
        }
    }

    /// What the release says to a request.
    private enum Found {
        case nothing(status: Int)
        /// By its path below the release's folder.
        case file(String)
        case dialled(DocumentID, digits: String)
    }

    private func find(_ request: WebhookExchange, at seconds: Int) -> Found {
        if request.url == eventsURL { return .nothing(status: 204) }
        if request.url == fallbackURL {
            let goesOn = !fallbackIsStatic && isForEvent(query: request.query, body: request.body)
            return goesOn ? .nothing(status: 204) : .file("fallback.json")
        }
        guard request.url.hasPrefix(prefix) else { return .nothing(status: 204) }
        let path = String(request.url.dropFirst(prefix.count))
        guard path.hasPrefix("e/") else {
            let goesOn = path == "fallback.json" && isForEvent(query: request.query, body: request.body)
            return goesOn ? .nothing(status: 204) : .file(path)
        }
        guard let decision = table(path) else { return .nothing(status: 404) }
        guard let webhook = try? WebhookRequest(query: request.query, body: request.body) else {
            return .nothing(status: 400)  // As the host says it, whatever is wrong with the body.
        }
        return switch decision.outcome(for: webhook, at: seconds) {
        case .proceed: .nothing(status: 204)
        case .document(let id, nil): .file("d/\(id).json")
        case .document(let id, let digits?): .dialled(id, digits: digits)
        }
    }

    private func table(_ path: String) -> Decision? {
        kept.withLock { kept in
            if let known = kept.tables[path] { return known }
            guard let place = kept.places["\(path).json"],
                let json = try? JSONValue(parsing: release.files[place].bytes),
                let decision = try? Decision(file: json)
            else { return nil }  // The compiler wrote it: what cannot be read is not there.
            kept.tables[path] = decision
            return decision
        }
    }

    private func document(_ path: String) -> WebhookReply {
        kept.withLock { kept in
            if let known = kept.documents[path] { return .document(known) }
            guard let place = kept.places[path] else { return .empty(status: 404) }
            let document = PreparedNCCO(release.files[place].bytes)
            kept.documents[path] = document
            return .document(document)
        }
    }

    private func document(_ id: DocumentID, dialled digits: String) -> WebhookReply {
        kept.withLock { kept in
            let key = DialledDocument(id: id, digits: digits)
            if let known = kept.dialledDocuments[key] { return .document(known) }
            guard let place = kept.places["d/\(id).json"] else { return .empty(status: 404) }
            let bytes = replacing(BundleDraft.dialledToken, by: digits, in: release.files[place].bytes)
            let document = PreparedNCCO(bytes)
            kept.dialledDocuments[key] = document
            return .document(document)
        }
    }
}

// MARK: Beside a real host

extension ReleaseHost {
    /// What every host of a release must answer, byte for byte.
    package struct Answer: Sendable {
        package var status: Int
        package var body: [UInt8]
    }

    /// What a host must answer to a request at a time, in seconds since 1970; nil when the request goes elsewhere: to the
    /// host's events, or to a URL that is none of the release.
    package func answer(to request: WebhookExchange, at seconds: Int) -> Answer? {
        guard request.url == fallbackURL || request.url.hasPrefix(prefix) else { return nil }
        func file(_ path: String) -> [UInt8]? {
            kept.withLock { $0.places[path] }.map { release.files[$0].bytes }
        }
        let bytes: [UInt8]?
        switch find(request, at: seconds) {
        case .nothing(let status): return Answer(status: status, body: [])
        case .file(let path): bytes = file(path)
        case .dialled(let id, let digits):
            bytes = file("d/\(id).json").map { replacing(BundleDraft.dialledToken, by: digits, in: $0) }
        }
        return Answer(status: bytes == nil ? 404 : 200, body: bytes ?? [])
    }

    /// The same host with a clock that stands, at that many seconds since 1970.
    package func standing(at seconds: Int) -> StandingHost { StandingHost(host: self, seconds: seconds) }
}

/// A host in this process whose clock stands.
package struct StandingHost: CallTransport {
    fileprivate let host: ReleaseHost
    fileprivate let seconds: Int

    package func exchange(_ request: WebhookExchange) async -> WebhookReply { host.exchange(request, at: seconds) }
}
