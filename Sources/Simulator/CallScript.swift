/// What the people of a call do; times are milliseconds of the virtual clock.
package struct CallScript: Sendable {
    /// What the caller does at one input.
    package enum Response: Sendable, Hashable {
        /// Keys, pressed one after the other; 0 to 9, `*`, `#`.
        case keys(String)
        /// Words, as the recogniser hears them, best first.
        case speech([SpokenResult])
        case silence
    }

    /// One reading of what was said.
    package struct SpokenResult: Sendable, Hashable {
        package var text: String
        package var confidence: Double

        package init(_ text: String, confidence: Double = 0.9) {
            self.text = text
            self.confidence = confidence
        }
    }

    /// Keys at a fixed time, whatever is going on.
    package struct TimedKeys: Sendable, Hashable {
        package var time: Int
        package var keys: String

        package init(at time: Int, _ keys: String) {
            self.time = time
            self.keys = keys
        }
    }

    /// When the caller has enough.
    package enum HangUp: Sendable, Hashable {
        case never
        case at(Int)
        /// Just before the action with this ordinal begins; the first action of the call is 1.
        case beforeAction(Int)
    }

    /// For each input in order; silence after the last.
    package var responses: [Response]

    package var timedKeys: [TimedKeys] = []

    /// For each connect in order, whether or not the platform lets it ring; answered after the last.
    package var outcomes: [ConnectOutcome]

    /// By user name, number, URI or extension; wins over `outcomes`.
    package var outcomesByEndpoint: [String: ConnectOutcome] = [:]

    /// How long a callee lets it ring before answering.
    package var answersAfter = 4_000

    /// How long an answered callee stays; nil: as long as the call may last.
    package var calleeHangsUpAfter: Int? = 60_000

    /// How long the caller speaks after the tone of a recording.
    package var messageLength = 5_000

    /// The length of every sound file, which the simulator does not fetch.
    package var soundLength = 5_000

    package var callerHangsUp: HangUp = .never

    /// From this webhook that wants an NCCO on, the host of the answer URL is dead; the answer webhook is 1.
    package var hostDeadFromWebhook: Int?

    package init(responses: [Response] = [], outcomes: [ConnectOutcome] = []) {
        self.responses = responses
        self.outcomes = outcomes
    }
}

/// How the ringing of an endpoint ends.
package enum ConnectOutcome: String, Sendable, CaseIterable {
    case answered
    case busy
    case rejected
    /// The ringing timer is over.
    case timeout
    /// Unavailable, or the carrier gave up.
    case unanswered
    case failed
    /// An answering machine picks up.
    case machine
    /// Answered, and later dropped by the websocket's server.
    case disconnected
}
