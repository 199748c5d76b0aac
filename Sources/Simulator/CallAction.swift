import JSONTree

/// An action as the simulated platform understood it: checked, defaults filled in, times in milliseconds.
enum CallAction: Sendable {
    case prompt(PromptAction)
    case input(InputAction)
    case connect(ConnectAction)
    case conversation(ConversationAction)
    case record(RecordAction)
    case notify(Webhook, payload: JSONObject)
    case wait(milliseconds: Int)
    case transfer(conversation: String)
}

/// `talk` or `stream`.
struct PromptAction: Sendable {
    enum Sound: Sendable {
        case speech(String)
        case file(String)
    }

    var sound: Sound
    var bargeIn: Bool

    /// 0: for ever.
    var loop: Int
}

struct InputAction: Sendable {
    struct Keys: Sendable {
        var timeOut = 3_000
        var maxDigits = 4
        var submitOnHash = false
    }

    struct Speech: Sendable {
        var endOnSilence = 2_000
        var startTimeout = 10_000
        var maxDuration = 60_000
    }

    /// The shape of the result, and whether the flow waits for it.
    enum Form: Sendable {
        case synchronous
        /// One event for each key, while the flow goes on.
        case asynchronous
        /// Of an action with no `type`: keys only, and a flat result.
        case legacy
    }

    var form: Form
    var keys: Keys?
    var speech: Speech?

    /// The application's event URL when nil.
    var event: Webhook?
}

struct ConnectAction: Sendable {
    enum MachineDetection: Sendable {
        case proceed
        case hangUp
    }

    var callee: Callee
    var from: String?
    var randomFromNumber: Bool
    var isSynchronous: Bool
    var timeout: Int
    var limit: Int
    var machineDetection: MachineDetection?

    /// The application's event URL when nil.
    var event: Webhook?

    /// The NCCO that the callee hears first.
    var onAnswerURL: String?
}

struct ConversationAction: Sendable {
    var name: String
    var musicURL: String?
}

struct RecordAction: Sendable {
    var endOnSilence: Int?
    var endOnKey: Character?
    var timeOut: Int?
    var beepStart: Bool
    var event: Webhook?

    /// Whether the flow waits for its end; else it records beside the actions that follow.
    var isSynchronous: Bool { endOnSilence != nil || endOnKey != nil || timeOut != nil }
}
