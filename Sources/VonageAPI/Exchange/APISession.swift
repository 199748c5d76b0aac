internal import FoundationEssentials
package import HTTPTransport
package import JSONTree

/// An account that can be talked to: where it is, who asks, and how patiently.
///
/// Readers and writers share one.
package struct APISession: Sendable {
    /// Sends one request and gives its response, whatever its status.
    package typealias Transmit = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

    package let http: HTTPClient
    package let endpoints: APIEndpoints

    /// How many pages are read at the same time.
    package let concurrency: Int

    private let credentials: APICredentials

    /// `key:secret` as Basic authentication writes it.
    private let basic: String
    private let tokens: TokenCache?
    private let retry: RetryPolicy
    private let governor: RateGovernor
    private let clock: APIClock
    private let requestDeadline: Duration

    /// Takes all that a session needs.
    ///
    /// - Parameters:
    ///   - http: sends the requests.
    ///   - endpoints: where the APIs are.
    ///   - credentials: of the account.
    ///   - key: of the application whose users are read or changed; without one those calls fail.
    ///   - retry: when a request is tried again.
    ///   - rates: how many requests a second each API gets.
    ///   - clock: time; tests give their own.
    ///   - requestDeadline: for one try of one request.
    ///   - concurrency: how many pages are read at the same time.
    package init(
        http: HTTPClient,
        endpoints: APIEndpoints = .vonage,
        credentials: APICredentials,
        key: ApplicationKey? = nil,
        retry: RetryPolicy = RetryPolicy(),
        rates: RateLimits = RateLimits(),
        clock: APIClock = .system,
        requestDeadline: Duration = .seconds(30),
        concurrency: Int = 4
    ) {
        self.http = http
        self.endpoints = endpoints
        self.credentials = credentials
        basic = Data("\(credentials.key):\(credentials.secret.reveal())".utf8).base64EncodedString()
        tokens = key.map { TokenCache(key: $0) }
        self.retry = retry
        governor = RateGovernor(limits: rates, clock: clock, patience: retry.totalDeadline)
        self.clock = clock
        self.requestDeadline = requestDeadline
        self.concurrency = max(1, concurrency)
    }

    /// Whether users can be read: there is an application's private key.
    package var hasApplicationKey: Bool { tokens != nil }

    /// Whether reading numbers takes turns at the governor.
    var pacesNumberReads: Bool { governor.limits.pacesNumberReads }

    /// Sends a call, again where that is safe and may help, and reads what comes back.
    ///
    /// - Throws: `outcomeUnknown` when a call that is not repeatable may have been carried out all the same.
    package func exchange(_ call: APICall, transmit: Transmit) async throws(APIError) -> APIAnswer {
        try await exchange(call, transmit: transmit) { interpreter, response in
            interpreter.answer(to: response).map { APIAnswer(status: response.status, json: $0) }
        } whenGone: {
            APIAnswer(status: $0, json: nil)
        }
    }

    /// Reads a page of a list, but for what a success says, which is still to be made sense of: meanwhile the next page may
    /// be on its way.
    func fetchPage(_ call: APICall) async throws(APIError) -> FetchedPage {
        let transmit: Transmit = { [http] (request) async throws(TransportError) in try await http.get(request) }
        return try await exchange(call, transmit: transmit) { interpreter, response in
            guard response.status != 200 else {
                return .success(FetchedPage(interpreter: interpreter, response: response))
            }
            return interpreter.answer(to: response).map { _ in
                FetchedPage(interpreter: interpreter, response: response)
            }
        } whenGone: { _ in
            preconditionFailure("a page is read, not removed")
        }
    }

    private func exchange<Answer>(
        _ call: APICall,
        transmit: Transmit,
        read: (ResponseInterpreter, HTTPResponse) -> Result<Answer, APIError>,
        whenGone: (_ status: Int) -> Answer
    ) async throws(APIError) -> Answer {
        var start: Duration?
        var failures = 0
        var wasRefused = false
        var mayHaveBeenExecuted = false
        while true {
            let isPaced = call.isPaced || wasRefused
            let admission: RateGovernor.Admission?
            do throws(APIError) {
                admission = isPaced ? try await waitForTurn(call) : nil
            } catch {
                throw conclusive(error, of: call, mayHaveBeenExecuted)
            }
            // Waiting for the first turn is not the request's own time.
            let begin = start ?? clock.elapsed()
            start = begin
            let authorization = try authorization(for: call)
            let spent = clock.elapsed() - begin
            let request = HTTPRequest(
                url: (call.api == .numbers ? endpoints.numbers : endpoints.api) + call.path,
                headers: [("Accept", "application/json"), ("Authorization", authorization.header)],
                deadline: min(requestDeadline, max(retry.totalDeadline - spent, .milliseconds(1)))
            )
            let interpreter = ResponseInterpreter(
                call: call,
                printable: PrintableText(hiding: authorization.secrets + call.secrets),
                now: clock.unixSeconds()
            )
            let failure: APIError
            do throws(TransportError) {
                let response = try await transmit(request)
                switch read(interpreter, response) {
                case .success(let answer):
                    if isPaced { await governor.accept(call.api) }
                    return answer
                case .failure(let error):
                    // The lost answer was that of a removal that worked.
                    if call.isRemoval, error.isNotFound, mayHaveBeenExecuted {
                        return whenGone(response.status)
                    }
                    failure = error
                }
            } catch {
                failure = APIError(.transport(error), call)
            }
            guard call.isRepeatable || !failure.mayHaveBeenExecuted else {
                throw .outcomeUnknown(failure, call)
            }
            mayHaveBeenExecuted = mayHaveBeenExecuted || failure.mayHaveBeenExecuted
            if case .rateLimited = failure.kind {
                // It was not done, and only time helps: all who use this API wait, and the governor keeps count.
                wasRefused = true
                let isWorthIt = await governor.refuse(call.api, admission) { self.delay(after: failure, $0) }
                guard isWorthIt, retry.attempts > 1 else { throw conclusive(failure, of: call, mayHaveBeenExecuted) }
                // As long as others get through, so will this one; that wait is not its own time either.
                start = nil
                continue
            }
            failures += 1
            let delay = delay(after: failure, failures)
            guard failure.isTransient, failures < retry.attempts, hasTime(for: delay, since: begin) else {
                throw conclusive(failure, of: call, mayHaveBeenExecuted)
            }
            do {
                try await clock.sleep(delay)
            } catch {
                throw conclusive(failure, of: call, mayHaveBeenExecuted)
            }
        }
    }

    /// A change that an earlier try may have made is not undone by the refusal of the last one.
    private func conclusive(_ failure: APIError, of call: APICall, _ mayHaveBeenExecuted: Bool) -> APIError {
        guard call.isChange, mayHaveBeenExecuted, !failure.mayHaveBeenExecuted else { return failure }
        return .outcomeUnknown(failure, call)
    }

    private func delay(after failure: APIError, _ attempt: Int) -> Duration {
        retry.delay(afterAttempt: attempt, retryAfter: failure.retryAfter, random: clock.random())
    }

    private func hasTime(for delay: Duration, since start: Duration) -> Bool {
        clock.elapsed() - start + delay < retry.totalDeadline
    }

    private func waitForTurn(_ call: APICall) async throws(APIError) -> RateGovernor.Admission {
        let admission: RateGovernor.Admission?
        do {
            admission = try await governor.admit(call.api)
        } catch {
            throw APIError(.transport(TransportError(.cancelled, host: "", mayHaveBeenReceived: false)), call)
        }
        guard let admission else { throw APIError(.rateLimited(retryAfter: nil), call, status: 429) }
        return admission
    }

    /// The header's value, and what of it no error may show.
    private func authorization(for call: APICall) throws(APIError) -> (header: String, secrets: [String]) {
        let secret = credentials.secret.reveal()
        switch call.authentication {
        case .account:
            return ("Basic \(basic)", [secret, basic])
        case .application(let id):
            guard let tokens else { throw APIError(.missingPrivateKey, call) }
            do {
                let token = try tokens.token(for: id, now: clock.unixSeconds())
                // A server that echoes a part of the token echoes its signature, or not what matters.
                let dot = token.utf8.lastIndex(of: UInt8(ascii: ".")) ?? token.startIndex
                let signature = String(token[dot...].dropFirst())
                // A proxy in between may have seen the account's header too.
                return ("Bearer \(token)", [token, signature, secret, basic])
            } catch {
                throw .malformed("no token could be signed with the private key", call, status: 0)
            }
        }
    }
}

/// A successful response.
package struct APIAnswer: Sendable {
    package let status: Int

    /// nil when the body is empty.
    package let json: JSONValue?
}

/// A page that came and was not looked into yet.
struct FetchedPage: Sendable {
    fileprivate let interpreter: ResponseInterpreter
    fileprivate let response: HTTPResponse

    var body: [UInt8] { response.body }

    /// What it says, or why that is of no use.
    func json() throws(APIError) -> JSONValue? {
        try interpreter.answer(to: response).get()
    }
}
