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
        if request.url == eventsURL { return .empty(status: 204) }
        if request.url == fallbackURL {
            let goesOn = !fallbackIsStatic && isForEvent(query: request.query, body: request.body)
            return goesOn ? .empty(status: 204) : document("fallback.json")
        }
        guard request.url.hasPrefix(prefix) else { return .empty(status: 204) }
        let path = String(request.url.dropFirst(prefix.count))
        guard path.hasPrefix("e/") else {
            if path == "fallback.json", isForEvent(query: request.query, body: request.body) {
                return .empty(status: 204)
            }
            return document(path)
        }
        guard let decision = table(path) else { return .empty(status: 404) }
        guard let webhook = try? WebhookRequest(query: request.query, body: request.body) else {
            return .empty(status: 400)  // As the host says it, whatever is wrong with the body.
        }
        let seconds =
            switch clock {
            case .call: request.time.dividedDown(by: 1_000)
            case .fixed(let seconds): seconds
            }
        switch decision.outcome(for: webhook, at: seconds) {
        case .proceed: return .empty(status: 204)
        case .document(let id, nil): return document("d/\(id).json")
        case .document(let id, let digits?): return document(id, dialled: digits)
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
