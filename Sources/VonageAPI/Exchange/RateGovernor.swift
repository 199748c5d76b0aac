/// How many requests a second each API gets; nil is no limit.
package struct RateLimits: Hashable, Sendable {
    package var applications: Double?
    package var numbers: Double?
    package var users: Double?

    /// Whether reading numbers counts too.
    ///
    /// Only changing them is known to be limited tightly, and lists are short.
    package var pacesNumberReads: Bool

    /// What no source forbids (V§a).
    package init(
        applications: Double? = 5,
        numbers: Double? = 1,
        users: Double? = 5,
        pacesNumberReads: Bool = false
    ) {
        self.applications = applications
        self.numbers = numbers
        self.users = users
        self.pacesNumberReads = pacesNumberReads
    }

    package static let off = RateLimits(applications: nil, numbers: nil, users: nil)

    package func perSecond(_ api: PlatformAPI) -> Double? {
        switch api {
        case .applications: applications
        case .numbers: numbers
        case .users: users
        }
    }
}

/// Keeps the requests to each API below its limit, in the order they ask; one governor serves all who use an account.
///
/// Limits are counted in seconds by the platform, so what counts is every span of one second: as many requests as the limit
/// may go at once, and the next one a second after the first of them.
package actor RateGovernor {
    package let limits: RateLimits
    private let clock: APIClock

    /// The turns of the last second's worth of requests, oldest first, by the clock's `elapsed`.
    private var turns: [PlatformAPI: [Duration]] = [:]

    /// Before this nobody goes: the platform said it is enough.
    private var resumption: [PlatformAPI: Duration] = [:]

    package init(limits: RateLimits, clock: APIClock) {
        self.limits = limits
        self.clock = clock
    }

    /// Waits for this request's turn.
    ///
    /// Throws only when the task is cancelled.
    package func admit(_ api: PlatformAPI) async throws {
        let now = clock.elapsed()
        var turn = max(now, resumption[api] ?? now)
        if let rate = limits.perSecond(api), rate > 0 {
            // Below one a second the span grows instead: one request in it.
            let count = max(1, Int(rate))
            let span = Duration.seconds(Double(count) / rate)
            var recent = turns[api] ?? []
            if recent.count >= count { turn = max(turn, recent[recent.count - count] + span) }
            if let last = recent.last { turn = max(turn, last) }
            // The turn is taken before the wait, so that whoever asks meanwhile comes later.
            recent.append(turn)
            turns[api] = recent.suffix(count)
        }
        if turn > now { try await clock.sleep(turn - now) }
    }

    /// Lets nobody go for that long: the platform said it is enough.
    package func pause(_ api: PlatformAPI, for duration: Duration) {
        resumption[api] = max(resumption[api] ?? .zero, clock.elapsed() + duration)
    }
}
