internal import CallBundle
internal import FileAccess
internal import JSONTree
package import Logging
internal import NIOCore

/// The web host: requests in, responses out, without a socket.
///
/// What is in memory is answered by `answerFromMemory`, which never waits; the rest by `answer`, which reads files and signs
/// tokens and so belongs on a thread that may block.
package final class WebHost: Sendable {
    private let releases: ReleaseStore
    private let tokens: TokenDesk
    private let events: LineWriter?
    private let logger: Logger

    /// Call events are kept in `events`, unmasked, a JSON line each.
    package init(releases: ReleaseStore, tokens: TokenDesk, events: LineWriter? = nil, logger: Logger) {
        self.releases = releases
        self.tokens = tokens
        self.events = events
        self.logger = logger
    }

    /// The response, when no file has to be read for it; nil else, and then nothing has happened yet.
    package func answerFromMemory(_ request: HostRequest) -> HostResponse? {
        switch releases.kept(request.path) {
        case .route(let route): return answerRoute(route, request) { releases.kept($0.path) }
        case .document(let document): return answerDocument(document, request)
        case nil: break
        }
        guard let target = RequestTarget(path: request.path) else { return .notFound() }
        guard target.allows(request.method) else {
            return .methodNotAllowed(target.allowedMethods, target.facts.ofMiss)
        }
        switch target {
        case .health: return .json(200, ["status": "ok"], target.facts)
        case .events: return noteEvent(request, target.facts)
        case .route, .document, .sound, .fallback, .clientToken, .readiness: return nil
        }
    }

    /// The response; may wait for files.
    package func answer(_ request: HostRequest) -> HostResponse {
        if let response = answerFromMemory(request) { return response }
        guard let target = RequestTarget(path: request.path) else { return .notFound() }
        switch target {
        case .clientToken:
            return tokens.answer(request, target.facts)
        case .readiness:
            guard isReadableFolder(releases.directory) else {
                return .problem(503, "the release directory cannot be read", target.facts)
            }
            return .json(200, ["status": "ready"], target.facts)
        case .route, .document, .sound, .fallback, .events, .health:
            return answerFromFile(request, target)
        }
    }

    private func answerFromFile(_ request: HostRequest, _ target: RequestTarget) -> HostResponse {
        do throws(ReleaseReadError) {
            switch try releases.read(target) {
            case .document(let document):
                return answerDocument(document, request)
            case .route(let route):
                let answer = try answerRoute(route, request) { target throws(ReleaseReadError) in
                    guard let document = try releases.read(target) else {
                        throw ReleaseReadError(file: target.path, reason: "the document of a decision is missing")
                    }
                    return document
                }
                return answer ?? .notFound(target.facts.ofMiss)
            case nil:
                return .notFound(target.facts.ofMiss)
            }
        } catch {
            logger.error("release unreadable", metadata: ["file": "\(error.file)", "reason": "\(error.reason)"])
            return .problem(500, "the release cannot be read", target.facts.ofMiss)
        }
    }

    private func answerDocument(_ document: ReleaseStore.Document, _ request: HostRequest) -> HostResponse {
        guard request.method == .get || request.method == .head else {
            return .methodNotAllowed("GET, HEAD", document.facts)
        }
        return HostResponse(
            status: 200,
            headers: document.immutableHeaders,
            body: document.body,
            facts: document.facts
        )
    }

    /// The answer of a route; nil when `find` has not got its document.
    private func answerRoute<Failure: Error>(
        _ route: ReleaseStore.Route,
        _ request: HostRequest,
        find: (RequestTarget) throws(Failure) -> ReleaseStore.Resource?
    ) throws(Failure) -> HostResponse? {
        var facts = AccessFacts(route: route.name.text, release: route.release.text)
        guard request.method == .get || request.method == .post else {
            return .methodNotAllowed("GET, POST", facts)
        }
        let webhook: WebhookRequest
        do {
            webhook = try WebhookRequest(query: queryPairs(request.query), body: request.body)
        } catch {
            return .problem(400, "the body is not a JSON object", facts)
        }
        facts.to = webhook.to
        facts.from = webhook.from
        switch route.decision.outcome(for: webhook, at: request.receivedAt.seconds) {
        case .proceed:
            return .noContent(facts)
        case .document(let id, let dialled):
            guard case .document(let document)? = try find(.document(route.release, id)) else { return nil }
            return document.answering(dialled: dialled, facts)
        }
    }
}

extension ReleaseStore.Document {
    /// The document as the answer of a route, with the validated digits in their place.
    fileprivate func answering(dialled: String?, _ facts: AccessFacts) -> HostResponse {
        guard let dialled else {
            return HostResponse(status: 200, headers: answerHeaders, body: body, facts: facts)
        }
        let bytes = replacing(BundleDraft.dialledToken, by: dialled, in: Array(body.readableBytesView))
        var headers = answerHeaders
        for index in headers.indices where headers[index].name == "Content-Length" {
            headers[index].value = String(bytes.count)
        }
        return HostResponse(status: 200, headers: headers, body: ByteBuffer(bytes: bytes), facts: facts)
    }
}

extension WebHost {
    /// Takes note of what happened to a call: masked in the access log, whole in the events file when there is one.
    private func noteEvent(_ request: HostRequest, _ facts: AccessFacts) -> HostResponse {
        let release = facts.release
        var facts = facts.ofMiss  // Events are taken for any release, so this one may be none.
        guard let event = eventBody(request) else { return .problem(400, "the body is not a JSON object", facts) }
        facts.to = event["to"]?.stringValue
        facts.from = event["from"]?.stringValue
        facts.event = (event["status"] ?? event["type"])?.stringValue.flatMap(loggableWord)
        facts.conversation = event["conversation_uuid"]?.stringValue.flatMap(loggableConversation)
        if let events {
            var time: [UInt8] = []
            request.receivedAt.appendTimestamp(to: &time)
            var line = JSONObject()
            line.appendNew("received", .string(String(decoding: time, as: UTF8.self)))
            if let release { line.appendNew("release", .string(release)) }
            line.appendNew("event", .object(event))
            events.write(JSONValue.object(line).serializedBytes() + [UInt8(ascii: "\n")])
        }
        return .noContent(facts)
    }

    /// The members of the event: the body's, or the query's, of which objects are JSON text.
    private func eventBody(_ request: HostRequest) -> JSONObject? {
        guard request.body.isEmpty else {
            return (try? JSONValue(parsing: request.body, depth: 32))?.objectValue  // 400, whatever the reason.
        }
        return JSONObject(
            queryPairs(request.query).map { name, value in
                guard value.utf8.first == UInt8(ascii: "{") else { return (name, .string(value)) }
                // A text that only looks like an object is kept as the text it is.
                return (name, (try? JSONValue(parsing: value, depth: 32)) ?? .string(value))
            }
        )
    }

    private func loggableWord(_ text: String) -> String? {
        let isWord = text.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_") }
        return isWord && text.utf8.count <= 32 ? text : "other"
    }

    /// An id of the platform, and nothing that could be a telephone number in its place.
    private func loggableConversation(_ text: String) -> String? {
        let isID = text.utf8.dropFirst(4).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return isID && text.hasPrefix("CON-") && text.utf8.count == 40 ? text : nil
    }
}
