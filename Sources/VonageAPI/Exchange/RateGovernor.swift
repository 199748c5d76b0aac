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

/// Spaces the requests to each API evenly, in the order they ask; one governor serves all who use an account.
package actor RateGovernor {
    package let limits: RateLimits
    private let clock: APIClock

    /// When the next request may go, by the clock's `elapsed`.
    private var nextTurn: [PlatformAPI: Duration] = [:]

    package init(limits: RateLimits, clock: APIClock) {
        self.limits = limits
        self.clock = clock
    }

    /// Waits for this request's turn.
    ///
    /// Throws only when the task is cancelled.
    package func admit(_ api: PlatformAPI) async throws {
        let now = clock.elapsed()
        let turn = max(now, nextTurn[api] ?? now)
        if let rate = limits.perSecond(api), rate > 0 {
            // The turn is taken before the wait, so that whoever asks meanwhile comes later.
            nextTurn[api] = turn + .seconds(1 / rate)
        }
        if turn > now { try await clock.sleep(turn - now) }
    }

    /// Lets nobody go for that long: the platform said it is enough.
    package func pause(_ api: PlatformAPI, for duration: Duration) {
        nextTurn[api] = max(nextTurn[api] ?? .zero, clock.elapsed() + duration)
    }
}
