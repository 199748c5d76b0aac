/// One thing that happens to a caller, told without the addresses of the host: what is the same for callers is equal.
package enum Step: Hashable, Sendable {
    /// A text, and how it is spoken: language, style and the like, in one line; empty for what the platform takes by itself.
    case says(String, voice: String, canBeCut: Bool)
    /// A sound file: an address of its own, or `a/<hash>.<ending>` for one of the project.
    case plays(String, terms: String)
    /// Milliseconds of nothing.
    case waits(milliseconds: Int)
    /// The caller speaks onto a recording, or the call is recorded from here on.
    case records(terms: String)
    /// Keys or words are waited for, in silence.
    case listens(terms: String)
    /// Someone is called.
    case rings(Callee)
    /// The caller joins a named room.
    case joins(room: String, terms: String)
    /// An event that goes to an address of the operator's own, or an action that this tool does not know.
    case does(String)
}

/// Who a `connect` rings, and how.
package struct Callee: Hashable, Sendable {
    /// As people know it: a user, a number with `+`, an address.
    package let name: String

    /// All else that callers or callees notice: how long it rings, the caller id, what the callee hears first.
    package let terms: String

    /// The name, and all that is noticed besides.
    package var line: String { terms.isEmpty ? name : "\(name) (\(terms))" }
}

extension Step {
    /// The step in a few words of a report; nothing is shortened.
    package var line: String {
        switch self {
        case .says(let text, _, _): "“\(text)”"
        case .plays(let sound, _): "plays \(sound)"
        case .waits(let milliseconds): "\(seconds(milliseconds)) of silence"
        case .records(let terms): terms.isEmpty ? "records" : "records (\(terms))"
        case .listens(let terms): "waits for the caller (\(terms))"
        case .rings(let callee): "rings \(callee.name)"
        case .joins(let room, _): "joins room '\(room)'"
        case .does(let what): what
        }
    }

    /// The step with all that callers notice of it, for a step that differs in nothing else.
    package var wholeLine: String {
        switch self {
        case .says(_, let voice, let canBeCut):
            [line, voice, canBeCut ? "a key cuts it short" : "a key does not cut it short"].filter { !$0.isEmpty }
                .joined(separator: ", ")
        case .plays(_, let terms), .joins(_, let terms): terms.isEmpty ? line : "\(line) (\(terms))"
        case .rings(let callee): "rings \(callee.line)"
        default: line
        }
    }

    /// Who is rung; of other steps the line.
    func callee(isWhole: Bool) -> String {
        guard case .rings(let callee) = self else { return isWhole ? wholeLine : line }
        return isWhole ? callee.line : callee.name
    }

    /// What the step says, word for word; nil for others.
    package var text: String? {
        if case .says(let text, _, _) = self { text } else { nil }
    }
}

private func seconds(_ milliseconds: Int) -> String {
    let rest = milliseconds % 1_000
    guard rest != 0 else { return "\(milliseconds / 1_000) s" }
    let digits = String(rest + 1_000).dropFirst()
    return "\(milliseconds / 1_000).\(digits) s"
}
