internal import CallBundle
internal import JSONTree
package import Logging
internal import NIOCore
internal import Synchronization

/// The web host: requests in, responses out, without a socket.
///
/// What is in memory is answered by `answerFromMemory`, which never waits; the rest by `answer`, which reads files and signs
/// tokens and so belongs on a thread that may block.
package final class WebHost: RequestAnswering {
    private let releases: ReleaseStore
    private let tokens: TokenDesk
    private let signatures: SignatureDesk
    private let events: CallEventDesk
    private let metrics: HostMetrics
    private let showsMetrics: Bool
    private let logger: Logger
    private let isDraining = Atomic(false)

    /// How long a request may wait for files: the platform gives up after five seconds, or three by some of its pages.
    private static let patience = TimeAmount.milliseconds(2_800)

    /// - Parameters:
    ///   - releases: What is served.
    ///   - tokens: Who answers `/api/jwt`.
    ///   - signatures: Who tells genuine webhooks.
    ///   - events: Who takes call events.
    ///   - metrics: What is counted.
    ///   - showsMetrics: Whether everybody may read `/metrics`.
    ///   - logger: For what goes wrong.
    package init(
        releases: ReleaseStore,
        tokens: TokenDesk,
        signatures: SignatureDesk,
        events: CallEventDesk,
        metrics: HostMetrics = HostMetrics(),
        showsMetrics: Bool = false,
        logger: Logger
    ) {
        self.releases = releases
        self.tokens = tokens
        self.signatures = signatures
        self.events = events
        self.metrics = metrics
        self.showsMetrics = showsMetrics
        self.logger = logger
    }

    /// From now on the host is not ready: it is about to stop, and answers what still comes.
    package func beginDraining() { isDraining.store(true, ordering: .relaxed) }

    /// The response, when no file has to be read for it; nil else, and then nothing has happened yet.
    package func answerFromMemory(_ request: HostRequest) -> HostResponse? {
        switch releases.kept(request.path) {
        case .route(let route):
            guard let policy = signatures.knownPolicy(of: route.release, at: request.receivedAt) else { return nil }
            let response = answerRoute(route, request, policy) { releases.kept($0.path) }
            if response != nil { metrics.cacheHits.add() }
            return response
        case .document(let document):
            metrics.cacheHits.add()
            return answerDocument(document, request)
        case nil: break
        }
        guard let target = RequestTarget(path: request.path) else { return .notFound() }
        if target == .metrics, !showsMetrics { return .notFound(target.facts) }
        guard target.allows(request.method) else {
            return .methodNotAllowed(target.allowedMethods, target.facts.ofMiss)
        }
        switch target {
        case .health: return .json(200, ["status": "ok"], target.facts)
        case .events: return events.answer(request, target.facts)
        case .route, .document, .sound, .fallback:
            return releases.isKnownMissing(target.path) ? .notFound(target.facts.ofMiss) : nil
        case .readiness where isDraining.load(ordering: .relaxed):
            return .problem(503, "the host is stopping", target.facts)
        // Threads may all be waiting for the store, which is when this is asked for most.
        case .readiness where releases.source.isRemote: return readiness(target.facts)
        case .clientToken, .readiness, .metrics: return nil
        }
    }

    /// The response; may wait for files.
    package func answer(_ request: HostRequest) -> HostResponse {
        if let response = answerFromMemory(request) { return response }
        guard let target = RequestTarget(path: request.path) else { return .notFound() }
        switch target {
        case .clientToken: return tokens.answer(request, target.facts)
        case .readiness: return readiness(target.facts)
        case .metrics: return metricsResponse()
        case .route, .document, .sound, .fallback, .events, .health: return answerFromFile(request, target)
        }
    }

    /// The page of the metrics; reads what the system says of the process.
    func metricsResponse() -> HostResponse {
        var page = MetricsPage(metrics, kept: (releases.keptCount, releases.keptBytes))
        page.append(signatures.counts)
        if let forwarded = events.forwarded { page.append(forwarded: forwarded) }
        if let count = events.pendingRecordings { page.append(pendingRecordings: count) }
        if let counts = releases.source.counts { page.append(counts) }
        return page.response
    }

    private func readiness(_ facts: AccessFacts) -> HostResponse {
        if releases.source.isReadable { return .json(200, ["status": "ready"], facts) }
        // Calls that can go on here shall not be sent nowhere, when all hosts have lost the same store.
        if releases.keptCount > 0 { return .json(200, ["status": "ready", "releases": "from memory only"], facts) }
        return .problem(503, "the releases cannot be read", facts)
    }

    private func answerFromFile(_ request: HostRequest, _ target: RequestTarget) -> HostResponse {
        // Counted from when the request was there: it may have waited for a thread.
        let deadline = (request.wholeAt ?? .now()) + Self.patience
        do throws(ReleaseReadError) {
            switch try releases.read(target, by: deadline) {
            case .document(let document):
                return answerDocument(document, request)
            case .route(let route):
                let policy = try signatures.policy(of: route.release, at: request.receivedAt, by: deadline)
                let answer = try answerRoute(route, request, policy) { target throws(ReleaseReadError) in
                    guard let document = try releases.read(target, by: deadline) else {
                        throw ReleaseReadError(file: target.path, reason: "the document of a decision is missing")
                    }
                    return document
                }
                return answer ?? .notFound(target.facts.ofMiss)
            case nil:
                if let release = target.release, !releases.has(release) { metrics.unknownReleases.add() }
                return .notFound(target.facts.ofMiss)
            }
        } catch {
            if let seconds = error.retryAfter, !error.isFileKnown {
                // Of the store itself the log tells once; this may be one of thousands.
                logger.debug("release not at hand", metadata: ["reason": "\(error.reason)"])
                return .unavailable(seconds, target.facts.ofMiss)
            }
            metrics.unreadableFiles.add()
            if error.isTold, let seconds = error.retryAfter { return .unavailable(seconds, target.facts.ofMiss) }
            let file = error.isFileKnown ? error.file : target.maskedPath
            logger.error("release unreadable", metadata: ["file": "\(file)", "reason": "\(error.reason)"])
            if let seconds = error.retryAfter { return .unavailable(seconds, target.facts.ofMiss) }
            return .problem(500, "the release cannot be read", target.facts.ofMiss)
        }
    }

    private func answerDocument(_ document: StoredDocument, _ request: HostRequest) -> HostResponse {
        let isFallback = document.facts.kind == .fallback
        guard request.method == .get || request.method == .head || isFallback && request.method == .post else {
            return .methodNotAllowed(isFallback ? "GET, HEAD, POST" : "GET, HEAD", document.facts)
        }
        // The call that the event is of goes on with what the platform holds.
        if isFallback, isForEvent(query: queryPairs(request.query), body: request.body) {
            return .noContent(document.facts)
        }
        return document.response
    }

    /// The answer of a route; nil when `find` has not got its document.
    private func answerRoute<Failure: Error>(
        _ route: StoredRoute,
        _ request: HostRequest,
        _ policy: SignaturePolicy,
        find: (RequestTarget) throws(Failure) -> ReleaseStore.Resource?
    ) throws(Failure) -> HostResponse? {
        var facts = route.facts
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
            if let refusal = signatures.refusal(of: request, under: policy, facts) { return refusal }
            route.counter.proceeds.add()
            return .noContent(facts)
        case .document(let id, let dialled):
            guard case .document(let document)? = try find(.document(route.release, id)) else { return nil }
            // The last thing to be asked: nothing may have happened when a file has to be read first.
            if let refusal = signatures.refusal(of: request, under: policy, facts) { return refusal }
            route.counter.documents.add()
            return document.answer(dialled: dialled, facts)
        }
    }
}
