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
