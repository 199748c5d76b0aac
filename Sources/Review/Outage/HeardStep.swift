internal import JSONTree
internal import Journeys

/// One thing that happens to a caller, as an action of an NCCO says.
package enum HeardStep: Hashable, Sendable {
    case says(String)
    case plays(String)
    /// A sound file that a dead host does not give.
    case playsNothing(String)
    case rings(String)
    /// An input that nothing answers, whatever is pressed.
    case listens
    case records
    case pauses(seconds: String)
    case joins(room: String)
}

extension HeardStep {
    /// What the actions do to a caller while no webhook answers: the flow goes on with the next action each time.
    ///
    /// - Parameters:
    ///   - actions: Of an NCCO.
    ///   - isDead: Whether the host of a URL is dead.
    /// - Returns: The steps, in order; what nobody hears is left out.
    static func steps(of actions: some Sequence<JSONValue>, isDead: (String) -> Bool) -> [HeardStep] {
        actions.compactMap { action in
            switch action["action"]?.stringValue {
            case "talk": return .says(action["text"]?.stringValue ?? "")
            case "stream":
                let url = action["streamUrl"]?.arrayValue?.first?.stringValue ?? ""
                return isDead(url) ? .playsNothing(url) : .plays(url)
            case "input": return .listens
            case "connect": return .rings(calleeName(action))
            case "record":
                let isWaitedFor = ["endOnSilence", "endOnKey", "timeOut"].contains { action[$0] != nil }
                return isWaitedFor ? .records : nil
            case "wait": return .pauses(seconds: action["timeout"]?.serialized() ?? "10")
            case "conversation": return .joins(room: action["name"]?.stringValue ?? "")
            default: return nil  // A notify, which nobody hears.
            }
        }
    }

    /// The step in a few words.
    var text: String {
        switch self {
        case .says(let text): quoted(text)
        case .plays(let url): "plays \(shortText(url))"
        case .playsNothing: "a sound file of the dead host: silence"
        case .rings(let callee): "rings \(shortText(callee))"
        case .listens: "a key has no effect"
        case .records: "records a message"
        case .pauses(let seconds): "\(seconds) s of silence"
        case .joins(let room): "joins room \(shortText(room))"
        }
    }

    /// `{"does": "says", "text": "Goodbye."}`; nothing is shortened.
    var json: JSONValue {
        switch self {
        case .says(let text): ["does": "says", "text": .string(text)]
        case .plays(let url): ["does": "plays", "url": .string(url)]
        case .playsNothing(let url): ["does": "plays-nothing", "url": .string(url)]
        case .rings(let callee): ["does": "rings", "callee": .string(callee)]
        case .listens: ["does": "listens"]
        case .records: ["does": "records"]
        case .pauses(let seconds): ["does": "pauses", "seconds": .number(seconds)]
        case .joins(let room): ["does": "joins", "room": .string(room)]
        }
    }
}
