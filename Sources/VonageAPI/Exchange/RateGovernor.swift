/// Keeps the requests to each API below its limit, in the order they ask, and below what the platform takes; one governor
/// serves all who use an account.
package actor RateGovernor {
    package let limits: RateLimits
    private let clock: APIClock
    private var paces: [PlatformAPI: RequestPace] = [:]

    /// How long an API may refuse everything before nobody waits for it any more.
    private let patience: Duration

    /// APIs that nobody waits for any more, and when they asked to be asked again.
    private var abandoned: Set<PlatformAPI> = []

    package init(limits: RateLimits, clock: APIClock, patience: Duration = .seconds(120)) {
        self.limits = limits
        self.clock = clock
        self.patience = patience
    }

    /// The right to send one request.
    package struct Admission: Sendable {
        fileprivate let api: PlatformAPI
        fileprivate let turn: RequestPace.Turn
    }

    /// Waits for this request's turn.
    ///
    /// - Returns: The right to send; nil when the API has refused everything for too long.
    /// - Throws: Only when the task is cancelled.
    @discardableResult
    package func admit(_ api: PlatformAPI) async throws -> Admission? {
        while true {
            guard !abandoned.contains(api) else { return nil }
            let now = clock.elapsed()
            // The turn is taken before the wait, so that whoever asks meanwhile comes later.
            let turn = change(api) { $0.takeTurn(at: now) }
            if turn.time > now { try await clock.sleep(turn.time - now) }
            // What was refused meanwhile has moved all turns.
            if paces[api]?.holds(turn) == true { return Admission(api: api, turn: turn) }
        }
    }

    /// The platform refused a request because there were too many: nobody goes for that long, and then fewer at a time.
    ///
    /// - Parameters:
    ///   - api: The API that it was sent to.
    ///   - admission: What it was sent with; nil when it did not ask.
    ///   - wait: How long to wait after so many refusals in a row.
    /// - Returns: Whether that wait should be waited out.
    package func refuse(
        _ api: PlatformAPI,
        _ admission: Admission?,
        wait: (_ inARow: Int) -> Duration
    ) -> Bool {
        let now = clock.elapsed()
        let (since, wait) = change(api) { pace in
            let wait = pace.refuse(admission?.turn, at: now, wait: wait)
            return (pace.refusedSince ?? now, wait)
        }
        if now - since + wait >= patience { abandoned.insert(api) }
        return !abandoned.contains(api)
    }

    /// The platform took a request.
    package func accept(_ api: PlatformAPI) {
        change(api) { $0.accept() }
        abandoned.remove(api)
    }

    /// Requests a second that go to an API at present; nil is no limit.
    package func rate(_ api: PlatformAPI) -> Double? {
        paces[api].map(\.rate) ?? limits.perSecond(api)
    }

    private func change<Result>(_ api: PlatformAPI, _ body: (inout RequestPace) -> Result) -> Result {
        let usual = RateLimits().perSecond(api) ?? 1
        return body(&paces[api, default: RequestPace(limit: limits.perSecond(api), usual: usual)])
    }
}
