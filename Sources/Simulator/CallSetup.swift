package import JSONTree

/// Who calls whom, and what the account and the application say about it.
package struct CallSetup: Sendable {
    /// Who calls: a number as the carrier tells it (nil: withheld), or a Client SDK user by name.
    package enum Caller: Sendable, Hashable {
        case number(String?)
        case user(String)
    }

    package var caller: Caller

    /// The called number, E.164 digits; for a Client SDK call what the client passed.
    package var to: String

    package var answer: Webhook
    package var fallback: Webhook?
    package var events: Webhook?

    /// The application that is called; nil when none is known.
    package var applicationID: String?

    /// Whether the application wants its webhooks signed.
    package var signsWebhooks = true

    /// Whether the application can ring Client SDK users.
    package var rtcEnabled = true

    /// The application's users by name; nil when every name shall do.
    package var knownUsers: Set<String>?

    /// The account's numbers, one of which a phone call must be `from`; nil when every number shall do.
    package var accountNumbers: Set<String>?

    /// The application's numbers, for `randomFromNumber`; nil when there shall be some.
    package var linkedNumbers: Set<String>?

    /// What the Client SDK passed along with the call.
    package var customData: JSONObject?

    /// All ids of the call follow from it.
    package var seed: UInt64 = 1

    /// The id of the conversation, by which shares and turns are told; follows from the seed when nil.
    package var conversationUUID: String?

    /// The time of the first event, in milliseconds since 1970.
    package var startTime = 1_767_225_600_000

    package var quirks: Set<PlatformQuirk> = []

    /// Milliseconds for which a caller may hear nothing before the transcript says so.
    package var silenceLimit = 10_000

    package init(
        caller: Caller,
        to: String,
        answer: Webhook,
        fallback: Webhook? = nil,
        events: Webhook? = nil
    ) {
        self.caller = caller
        self.to = to
        self.answer = answer
        self.fallback = fallback
        self.events = events
    }
}

/// The bounds that end a call which would not end by itself.
package enum CallLimit: String, Sendable, Hashable {
    /// The platform's longest call, two hours.
    case time
    /// 10,000 actions.
    case actions

    static let milliseconds = 7_200_000
    static let actionCount = 10_000
    static let documentBytes = 1 << 20
}
