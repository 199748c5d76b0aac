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
    private let signatures: SignatureDesk
    private let events: CallEventDesk
    private let logger: Logger

    package init(
        releases: ReleaseStore,
        tokens: TokenDesk,
        signatures: SignatureDesk,
        events: CallEventDesk,
        logger: Logger
    ) {
        self.releases = releases
        self.tokens = tokens
        self.signatures = signatures
        self.events = events
        self.logger = logger
    }

    /// The response, when no file has to be read for it; nil else, and then nothing has happened yet.
    package func answerFromMemory(_ request: HostRequest) -> HostResponse? {
        switch releases.kept(request.path) {
        case .route(let route):
            guard let policy = signatures.knownPolicy(of: route.release, at: request.receivedAt) else { return nil }
            return answerRoute(route, request, policy) { releases.kept($0.path) }
        case .document(let document): return answerDocument(document, request)
        case nil: break
        }
        guard let target = RequestTarget(path: request.path) else { return .notFound() }
        guard target.allows(request.method) else {
            return .methodNotAllowed(target.allowedMethods, target.facts.ofMiss)
        }
        switch target {
        case .health: return .json(200, ["status": "ok"], target.facts)
        case .events: return events.answer(request, target.facts)
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
                let policy = signatures.policy(of: route.release, at: request.receivedAt)
                let answer = try answerRoute(route, request, policy) { target throws(ReleaseReadError) in
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
        _ policy: SignaturePolicy,
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
            return signatures.refusal(of: request, under: policy, facts) ?? .noContent(facts)
        case .document(let id, let dialled):
            guard case .document(let document)? = try find(.document(route.release, id)) else { return nil }
            // The last thing to be asked: nothing may have happened when a file has to be read first.
            return signatures.refusal(of: request, under: policy, facts) ?? document.answering(dialled: dialled, facts)
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
