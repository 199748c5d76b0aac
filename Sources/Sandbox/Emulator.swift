internal import JSONTree
internal import Synchronization

/// The emulated account and everything that happens to it, without a socket.
///
/// A request goes through two steps. `admit` enters it in the log and picks the fault that it meets; `settle` handles it.
/// Requests are handled one at a time, in the order in which they get that far, and the state is on disk before an answer
/// leaves.
package final class Emulator: Sendable {
    struct Core: Sendable {
        var state: SandboxState
        var settings: SandboxSettings
        var log = RequestLog()
        var faults: [Fault] = []
        var tokens = TokenCache()
        var limits: [EmulatedAPI: RateLimit] = [:]
    }

    /// A request that was let in.
    package struct Admission: Sendable {
        let request: SandboxRequest
        let position: LogPosition
        let fault: Fault?

        /// Whether it is going to wait for a release: then its task should be cancelled when the client goes away.
        package var mayHang: Bool { fault?.action == .hangBefore || fault?.action == .hangAfter }
    }

    /// What the server is to do with the connection.
    package enum Delivery: Sendable {
        case send(SandboxResponse)
        /// Half of the body, though all of it is announced; then the end.
        case truncate(SandboxResponse)
        /// A reset, with nothing sent.
        case drop
    }

    let core: Mutex<Core>
    let gate = HangGate()
    let environment: SandboxEnvironment
    private let file: StateFile?

    /// Asks the URL that inbound messages go to, and is told whether it answered 200; nil: it is not asked.
    private let probe: (@Sendable (_ url: String) async -> Bool)?

    package init(
        state: SandboxState = SandboxState(),
        settings: SandboxSettings = SandboxSettings(),
        environment: SandboxEnvironment = .live,
        file: StateFile? = nil,
        probe: (@Sendable (_ url: String) async -> Bool)? = nil
    ) {
        core = Mutex(Core(state: state, settings: settings))
        self.environment = environment
        self.file = file
        self.probe = probe
    }

    /// The state as it is now.
    package var state: SandboxState {
        core.withLock { $0.state }
    }

    /// The log as it is now.
    package var requests: [LoggedRequest] {
        core.withLock { $0.log.entries }
    }

    /// Both steps, admin endpoints too: what the server does, for a client that never goes away.
    package func exchange(_ request: SandboxRequest) async -> Delivery {
        if isAdmin(request) { return .send(await answerAdmin(request)) }
        return await settle(admit(request))
    }

    /// Whether the request is for the emulator itself and not for an emulated API.
    package func isAdmin(_ request: SandboxRequest) -> Bool {
        request.path.hasPrefix("/_sandbox/")
    }

    /// Logs the request and picks the first fault that it meets.
    package func admit(_ request: SandboxRequest) -> Admission {
        core.withLock { core in
            let position = core.log.append(request)
            for index in core.faults.indices where core.faults[index].matches(request, ordinal: position.ordinal) {
                if core.faults[index].skip > 0 {
                    core.faults[index].skip -= 1
                    continue
                }
                let fault = core.faults[index]
                core.faults[index].times -= 1
                if core.faults[index].times == 0 { core.faults.remove(at: index) }
                return Admission(request: request, position: position, fault: fault)
            }
            return Admission(request: request, position: position, fault: nil)
        }
    }

    /// Handles the request as its fault has it, and says what is to be sent.
    package func settle(_ admission: Admission) async -> Delivery {
        let fault = admission.fault
        switch fault?.action {
        case .hangBefore:
            guard await hold(admission) == .proceed else { return .drop }
        case .dropBefore:
            core.withLock { $0.log.update(admission.position) { $0.outcome = .dropped } }
            return .drop
        case .delay:
            await environment.pause(fault?.milliseconds ?? 0)
        case .status, .html, .hangAfter, .dropAfter, .truncate, nil: break
        }

        let latency = core.withLock { $0.settings.latencyMilliseconds }
        if latency > 0 { await environment.pause(latency) }

        if let fault, fault.action == .status || fault.action == .html {
            if fault.handled { _ = await handle(admission) }
            let response = fault.ownResponse
            record(admission, .answered, response)
            return .send(response)
        }

        let response = await handle(admission)
        switch fault?.action {
        case .hangAfter:
            guard await hold(admission) == .proceed else { return .drop }
        case .dropAfter:
            record(admission, .dropped, response)
            return .drop
        case .truncate:
            record(admission, .dropped, response)
            return .truncate(response)
        case .hangBefore, .dropBefore, .status, .html, .delay, nil: break
        }
        record(admission, .answered, response)
        return .send(response)
    }

    private func hold(_ admission: Admission) async -> HangGate.Release {
        core.withLock { $0.log.update(admission.position) { $0.outcome = .hanging } }
        let release = await gate.hold(admission.position)
        let outcome: LoggedRequest.Outcome =
            switch release {
            case .proceed: .pending
            case .drop: .dropped
            case .abandoned: .abandoned
            }
        core.withLock { $0.log.update(admission.position) { $0.outcome = outcome } }
        return release
    }

    private func record(_ admission: Admission, _ outcome: LoggedRequest.Outcome, _ response: SandboxResponse) {
        core.withLock {
            $0.log.update(admission.position) {
                $0.outcome = outcome
                $0.status = response.status
            }
        }
    }

    private func handle(_ admission: Admission) async -> SandboxResponse {
        let request = admission.request
        var probed: Bool?
        if let probe, let url = inboundMessageURL(of: request) { probed = await probe(url) }
        return core.withLock { core in
            let before = file == nil ? nil : core.state
            let revision = core.state.revision
            var response = core.answer(request, environment: environment, probed: probed)
            var isMutated = core.state.revision != revision
            if isMutated, let file, let before {
                do throws(SandboxStateError) {
                    try file.save(core.state)
                } catch {
                    core.state = before
                    isMutated = false
                    response = .json(
                        ["title": "The sandbox cannot keep its state", "detail": .string(error.description)],
                        status: 500
                    )
                }
            }
            core.log.update(admission.position) {
                $0.status = response.status
                $0.isMutated = isMutated
            }
            return response
        }
    }

    /// Takes another state in the place of the present one, and keeps it.
    func replaceState(with state: SandboxState) throws(SandboxStateError) {
        try core.withLock { core throws(SandboxStateError) in
            try file?.save(state)
            core.state = state
        }
    }

    private func inboundMessageURL(of request: SandboxRequest) -> String? {
        guard request.method == "POST", request.path == "/number/update" else { return nil }
        let url = decodeForm(request.body).first { $0.name == "moHttpUrl" }?.value
        return url?.isEmpty == false ? url : nil
    }
}

extension Emulator.Core {
    /// Finds the API that the path belongs to, and lets it answer.
    mutating func answer(
        _ request: SandboxRequest,
        environment: SandboxEnvironment,
        probed: Bool?
    ) -> SandboxResponse {
        let context = ExchangeContext(settings: settings, environment: environment, probedWebhook: probed)
        let segments = request.segments
        switch segments.prefix(2) {
        case ["v2", "applications"]:
            guard admits(.applications, environment) else {
                return context.applicationProblem(
                    429,
                    "rate-limit",
                    "Rate Limit Hit",
                    "The request was rate limited"
                )
            }
            return ApplicationsAPI(context: context).answer(request, rest: Array(segments.dropFirst(2)), state: &state)
        case ["v1", "users"]:
            guard admits(.users, environment) else {
                return context.userProblem(
                    429,
                    "http:error:too-many-request",
                    "Too Many Requests.",
                    "The request was rate limited."
                )
            }
            return UsersAPI(context: context)
                .answer(request, rest: Array(segments.dropFirst(2)), state: &state, tokens: &tokens)
        default:
            guard
                ["account/numbers", "number/search", "number/buy", "number/cancel", "number/update"]
                    .contains(segments.joined(separator: "/"))
            else { return context.applicationProblem(404, "not-found", "Not Found", "There is nothing at this path.") }
            guard admits(.numbers, environment) else {
                return context.numberFailure(429, "throttled", ofPost: false)
            }
            return NumbersAPI(context: context).answer(request, operation: segments[1], state: &state)
        }
    }

    private mutating func admits(_ api: EmulatedAPI, _ environment: SandboxEnvironment) -> Bool {
        guard let rate = settings.rates[api] else { return true }
        return limits[api, default: RateLimit()].admit(at: environment.uptimeMilliseconds(), perSecond: rate)
    }
}
