internal import ContactCenter
internal import Diagnostics
internal import Simulator

/// The first place where a call is not what its test expects.
struct Difference: Sendable {
    /// What happened instead of the step.
    enum Event: Sendable {
        case rings(Callee)
        case records
        case joins(String)
        case ends(CallEnding)
        /// The platform did not even ring, or could not put through.
        case unreachable(Callee, because: String)
        case stopsRinging(Callee)
        case nothingListens
        /// The caller is asked for keys or words, and the test has none.
        case asks
        case error(String)
    }

    /// The first step that was not met, from 0.
    var step: Int
    var event: Event

    /// What the caller heard in place of what is expected, most likely, and the entry of the transcript; nil where nothing
    /// was heard since the step before, or nothing is to be heard.
    var heard: (text: String, entry: Int)?

    /// The entry of the transcript that shows it.
    var entry: Int
}

extension Difference {
    /// One line, lower case: what is missing, and what happened instead.
    func message(of test: CallTest, people: People) -> String {
        let step = test.steps[step].kind
        if case .rings(let endpoint) = step, case .rings(let callee) = event {
            if case .team(let team) = endpoint {
                return "\(people.name(of: callee)) is rung, who is not in team '\(team.value)'"
            }
            return "\(people.name(of: callee)) is rung, not \(endpoint.shown)"
        }
        if case .hears(let words) = step, let heard {
            let instead = "the caller hears '\(shortened(plainText(heard.text)))', then \(happening(people))"
            return "'\(words.value)' is not heard: \(instead)"
        }
        return "\(Self.missing(step)): \(happening(people))"
    }

    private static func missing(_ step: CallTest.Step.Kind) -> String {
        switch step {
        case .hears(let words): "'\(words.value)' is not heard"
        case .press(let keys): "nothing asks for '\(keys.value)'"
        case .says(let words): "nothing listens for '\(words.value)'"
        case .waits: "the caller cannot wait"
        case .rings(.team(let team)): "nobody of team '\(team.value)' is rung"
        case .rings(let endpoint): "\(endpoint.shown) is not rung"
        case .announces(let words): "'\(words.value)' is not announced"
        case .joins(let conversation): "the caller does not join '\(conversation.value)'"
        case .event(let event):
            switch event {
            case .answers: "nobody answers"
            case .busy, .rejects, .noAnswer, .machine, .fails: "nobody rings any more"
            case .hangsUp: "the caller cannot hang up"
            case .hostDown: "the host cannot die"
            case .records: "nothing is recorded"
            case .ends: "the call does not end"
            }
        }
    }

    private func happening(_ people: People) -> String {
        switch event {
        case .rings(let callee): "\(people.name(of: callee)) is rung"
        case .records: "a message is recorded"
        case .joins(let conversation): "the caller joins '\(conversation)'"
        case .ends(.finished): "the call ends"
        case .ends(.calleeHungUp(let callee)): "the call ends when \(people.name(of: callee)) hangs up"
        case .ends(.badNCCO(let reason)): "the platform refuses the NCCO: \(reason)"
        case .ends(let ending): "the call ends: \(ending.shown)"
        case .unreachable(let callee, let because): "\(people.name(of: callee)) is not reached: \(because)"
        case .stopsRinging(let callee): "\(people.name(of: callee)) is not rung for so long"
        case .nothingListens: "nothing listens any more"
        case .asks: "the caller is asked for a choice"
        case .error(let reason): "the platform reports: \(reason)"
        }
    }
}

extension CallTest.Endpoint {
    /// As a message names it.
    var shown: String {
        switch self {
        case .agent(let name): "'\(name.value)'"
        case .team(let name): "anybody of team '\(name.value)'"
        case .phone(let number): "'\(number.value)'"
        case .sip(let uri): "'\(uri.value)'"
        case .vbc(let number): "extension '\(number.value)'"
        case .websocket(let uri): "'\(uri.value)'"
        }
    }
}

/// The beginning of a text that is long.
private func shortened(_ text: String) -> String {
    let words = text.split(separator: " ").joined(separator: " ")
    return words.count <= 60 ? words : "\(words.prefix(57))…"
}
