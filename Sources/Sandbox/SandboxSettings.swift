/// The three emulated APIs, by the names that rates and logs use.
package enum EmulatedAPI: String, CaseIterable, Sendable {
    case applications
    case numbers
    case users
}

/// How the emulator behaves: chosen at its start, changed through `/_sandbox/settings`.
package struct SandboxSettings: Sendable {
    /// The account that Basic authentication must name.
    package var key: String
    package var secret: String

    package var quirks: Set<Quirk>

    /// Requests a second that an API lets through, beyond which it answers 429; absent means no limit.
    package var rates: [EmulatedAPI: Int]

    /// Added to every answer of the three APIs.
    package var latencyMilliseconds: Int

    package init(
        key: String = "sandbox",
        secret: String = "sandbox-secret",
        quirks: Set<Quirk> = [],
        rates: [EmulatedAPI: Int] = [:],
        latencyMilliseconds: Int = 0
    ) {
        self.key = key
        self.secret = secret
        self.quirks = quirks
        self.rates = rates
        self.latencyMilliseconds = latencyMilliseconds
    }
}
