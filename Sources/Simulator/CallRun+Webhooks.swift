import JSONTree

/// What a webhook that may decide the flow said.
enum NCCOAnswer: Sendable {
    case actions([CallAction])
    /// "Go on with what you hold": 204, no body, `{}`.
    case nothing
    case unreachable(String)
}

extension CallRun {
    private enum Delivery {
        case answer(PreparedNCCO)
        case failed(String)
    }

    /// Asks a webhook what to do next: the URL twice, then the fallback URL twice.
    mutating func askForNCCO(
        _ purpose: WebhookExchange.Purpose,
        _ webhook: Webhook,
        _ fields: JSONObject,
        original: String
    ) async throws(CallEnding) -> NCCOAnswer {
        if director?.hasSeenEnough == true { throw .stopped }
        questionsAsked += 1
        switch try await deliver(purpose, webhook, fields) {
        case .answer(let answer): return try take(answer)
        case .failed(let reason):
            guard let fallback = setup.fallback else { return .unreachable(reason) }
            var fallbackFields = fields
            fallbackFields["reason"] = .string(reason)
            fallbackFields["original_request"] = ["url": .string(webhook.url), "type": .string(original)]
            return switch try await deliver(.fallback, fallback, fallbackFields) {
            case .answer(let answer): try take(answer)
            case .failed: .unreachable(reason)
            }
        }
    }

    /// Fetches an NCCO that the call can do without: nil when the URL has none to give.
    mutating func fetchNCCO(
        _ purpose: WebhookExchange.Purpose,
        _ webhook: Webhook,
        _ fields: JSONObject
    ) async throws(CallEnding) -> [CallAction]? {
        guard case .answer(let answer) = try await deliver(purpose, webhook, fields) else { return nil }
        do throws(CallEnding) {
            guard case .actions(let actions) = try take(answer) else { return nil }
            return actions
        } catch {
            await postError(error.shown)
            return nil
        }
    }

    /// Sends an event whose answer is not read, once; it costs the caller no time.
    mutating func postEvent(_ purpose: WebhookExchange.Purpose, _ webhook: Webhook?, _ fields: JSONObject) async {
        guard let webhook else { return }
        _ = await attempt(purpose, webhook, fields, number: 1)
    }

    private mutating func deliver(
        _ purpose: WebhookExchange.Purpose,
        _ webhook: Webhook,
        _ fields: JSONObject
    ) async throws(CallEnding) -> Delivery {
        var reason = ""
        for number in 1...2 {
            switch await attempt(purpose, webhook, fields, number: number) {
            case .answered(let status, _, let body):
                if (200...205).contains(status) {
                    return .answer(PreparedNCCO(status == 204 || status == 205 ? [] : body))
                }
                reason = "HTTP status \(status)"
                // Other errors go straight to the fallback URL.
                guard [429, 502, 503, 504].contains(status) else { return .failed(reason) }
            case .document(let document): return .answer(document)
            case .failed(let failure):
                reason = failure.description
                let waited =
                    switch failure {
                    case .connectTimedOut: connectTimeout(of: webhook)
                    case .timedOut: socketTimeout(of: webhook, purpose)
                    case .refused, .reset, .insecure, .other: 0
                    }
                try await pass(waited, hearing: .nothing)
            }
        }
        return .failed(reason)
    }

    private mutating func attempt(
        _ purpose: WebhookExchange.Purpose,
        _ webhook: Webhook,
        _ fields: JSONObject,
        number: Int
    ) async -> WebhookReply {
        var exchange = WebhookExchange(
            purpose: purpose,
            method: webhook.method,
            url: webhook.url,
            connectTimeout: connectTimeout(of: webhook),
            socketTimeout: socketTimeout(of: webhook, purpose)
        )
        exchange.time = setup.startTime + clock
        switch webhook.method {
        case .post: exchange.body = JSONValue.object(fields).serializedBytes()
        case .get: exchange.query = fields.members.map { ($0.key, queryText($0.value)) }
        }
        let isDead = isHostDead && webhook.authority == setup.answer.authority
        let reply = isDead ? .failed(.refused) : await transport.exchange(exchange)
        let outcome: WebhookTrace.Outcome =
            switch reply {
            case .answered(let status, _, _): .answered(status: status)
            case .document: .answered(status: 200)
            case .failed(let failure): .failed(failure.description)
            }
        note(
            .webhook(
                WebhookTrace(
                    purpose: purpose,
                    method: webhook.method,
                    url: webhook.url,
                    content: WebhookContent(fields),
                    attempt: number,
                    outcome: outcome
                )
            )
        )
        return reply
    }

    private func connectTimeout(of webhook: Webhook) -> Int { webhook.connectTimeout ?? 1_000 }

    /// The defaults of the application's webhooks (V§b); whatever the caller waits for is held to the shorter one.
    private func socketTimeout(of webhook: Webhook, _ purpose: WebhookExchange.Purpose) -> Int {
        let standard = purpose == .event || purpose == .recording ? 10_000 : 5_000
        return webhook.socketTimeout ?? standard
    }

    /// Takes the NCCO that the last request gave, and notes its length there.
    private mutating func take(_ document: PreparedNCCO) throws(CallEnding) -> NCCOAnswer {
        let answer = try document.answer.get()
        if case .actions(let actions) = answer { noteAnswer(actionCount: actions.count) }
        return answer
    }

    private var isHostDead: Bool {
        if let director, director.hostIsDead { return true }
        guard let death = script.hostDeadFromWebhook else { return false }
        return questionsAsked >= death
    }
}

/// A value in a query: text as it is, everything else as JSON (captures of the PHP SDK, 2020).
private func queryText(_ value: JSONValue) -> String {
    value.stringValue ?? value.serialized()
}
