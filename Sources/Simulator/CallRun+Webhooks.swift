import JSONTree

/// What a webhook that may decide the flow said.
enum NCCOAnswer {
    case actions([CallAction])
    /// "Go on with what you hold": 204, no body, `{}`.
    case nothing
    case unreachable(String)
}

extension CallRun {
    private enum Delivery {
        case body([UInt8])
        case failed(String)
    }

    /// Asks a webhook what to do next: the URL twice, then the fallback URL twice.
    mutating func askForNCCO(
        _ purpose: WebhookExchange.Purpose,
        _ webhook: Webhook,
        _ fields: JSONObject,
        original: String
    ) async throws(CallEnding) -> NCCOAnswer {
        questionsAsked += 1
        switch try await deliver(purpose, webhook, fields) {
        case .body(let body): return try take(body)
        case .failed(let reason):
            guard let fallback = setup.fallback else { return .unreachable(reason) }
            var fallbackFields = fields
            fallbackFields["reason"] = .string(reason)
            fallbackFields["original_request"] = ["url": .string(webhook.url), "type": .string(original)]
            return switch try await deliver(.fallback, fallback, fallbackFields) {
            case .body(let body): try take(body)
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
        guard case .body(let body) = try await deliver(purpose, webhook, fields) else { return nil }
        do throws(CallEnding) {
            guard case .actions(let actions) = try take(body) else { return nil }
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
                if (200...205).contains(status) { return .body(status == 204 || status == 205 ? [] : body) }
                reason = "HTTP status \(status)"
                // Other errors go straight to the fallback URL.
                guard [429, 502, 503, 504].contains(status) else { return .failed(reason) }
            case .failed(let failure):
                reason = failure.description
                let waited =
                    switch failure {
                    case .connectTimedOut: connectTimeout(of: webhook)
                    case .timedOut: socketTimeout(of: webhook, purpose)
                    case .refused, .reset, .other: 0
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
        switch webhook.method {
        case .post: exchange.body = JSONValue.object(fields).serializedBytes()
        case .get: exchange.query = fields.members.map { ($0.key, queryText($0.value)) }
        }
        let isDead =
            if let death = script.hostDeadFromWebhook {
                questionsAsked >= death && webhook.authority == setup.answer.authority
            } else { false }
        let reply = isDead ? .failed(.refused) : await transport.exchange(exchange)
        let outcome: WebhookTrace.Outcome =
            switch reply {
            case .answered(let status, _, _): .answered(status: status)
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

    /// Reads the NCCO that the last request gave, and notes its length there.
    private mutating func take(_ body: [UInt8]) throws(CallEnding) -> NCCOAnswer {
        let answer = try read(body)
        if case .actions(let actions) = answer { noteAnswer(actionCount: actions.count) }
        return answer
    }

    private func read(_ body: [UInt8]) throws(CallEnding) -> NCCOAnswer {
        guard body.count <= CallLimit.documentBytes else { throw .badNCCO("the NCCO is larger than 1 MiB") }
        guard body.contains(where: { !" \t\r\n".utf8.contains($0) }) else { return .nothing }
        let json: JSONValue
        do throws(JSONSyntaxError) {
            json = try JSONValue(parsing: body)
        } catch {
            throw .badNCCO("Syntax error in NCCO. The body is no JSON: \(error)")
        }
        if json.isNull || json.objectValue?.isEmpty == true { return .nothing }
        do throws(NCCOFault) {
            return .actions(try readNCCO(json))
        } catch {
            throw .badNCCO(error.reason)
        }
    }
}

/// A value in a query: text as it is, everything else as JSON (captures of the PHP SDK, 2020).
private func queryText(_ value: JSONValue) -> String {
    value.stringValue ?? value.serialized()
}
