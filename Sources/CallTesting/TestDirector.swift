internal import ContactCenter
internal import Diagnostics
internal import Simulator

/// Does in a call what a test says, and watches whether what happens is what the test expects.
///
/// The caller does the next step as soon as it is one of the caller's: presses when asked for keys, hangs up. While the next
/// step is something to happen, the caller waits for it. Texts that the test does not name are no difference; somebody who
/// rings, a message that is recorded, and the end of the call are, and so is a question for keys or words that no step
/// answers: who is to say nothing `waits`.
final class TestDirector: CallDirector {
    private let steps: [CallTest.Step]
    private let people: People

    /// The next step.
    private(set) var position = 0
    private(set) var difference: Difference?
    private(set) var hangsUpAt: Int?
    private(set) var hostIsDead = false

    private var heard = HeardWords()
    private var whispered = HeardWords()

    /// How far a `waits` puts off what the caller does, or who is rung: until something is met that was waited for.
    private var earliest = 0

    /// Whether the caller waits, and may be asked for something without answering, until the next thing that the caller does.
    private var isWaiting = false

    /// Whether what the caller does next is on its way already.
    private var isActing = false
    private var entriesSeen = 0

    init(_ steps: [CallTest.Step], people: People) {
        self.steps = steps
        self.people = people
        settle(at: 0)
    }

    var hasSeenEnough: Bool { difference != nil || position == steps.count }

    private var next: CallTest.Step.Kind? { position < steps.count ? steps[position].kind : nil }

    // MARK: What happens

    func saw(_ event: TranscriptEntry.Event, at time: Int) {
        defer { entriesSeen += 1 }
        guard !hasSeenEnough else { return }
        switch event {
        case .hears(let text): heard.hear(text, entry: entriesSeen)
        case .calleeHears(_, let text): whispered.hear(text, entry: entriesSeen)
        case .rings(let callee, _):
            guard case .rings(let endpoint) = next, people.is(callee, endpoint) else { return differ(.rings(callee)) }
            advance()
            whispered.forget()
        case .answers: if isNext(.answers) || isNext(.machine) { advance() }
        case .fails(let callee, let outcome, _, let because):
            if let because { return differ(.unreachable(callee, because: because)) }
            if isNext(.answers) { return differ(.stopsRinging(callee)) }
            if case .event(let expected) = next, expected.outcome == outcome { advance() } else { heard.forget() }
        case .presses(_, let listened), .says(_, let listened):
            guard isActing else { return }
            isActing = false
            guard listened else { return differ(.nothingListens) }
            isWaiting = false
            advance()
        case .joins(let conversation):
            guard case .joins(let name) = next, name.value == conversation else {
                return differ(.joins(conversation))
            }
            advance()
        case .records(nil): if isNext(.records) { advance() }
        case .records(_?):
            guard isNext(.records) else { return differ(.records) }
            advance()
        case .error(let reason): return differ(.error(reason))
        case .ends(let ending): return end(ending)
        case .hearsSound, .leaves, .waits, .notifies, .webhook, .silence: return
        }
        settle(at: time)
    }

    private func end(_ ending: CallEnding) {
        switch ending {
        case .stopped: return
        case .callerHungUp where isNext(.hangsUp): advance()
        case .finished, .calleeHungUp, .limitReached: if isNext(.ends) { advance() }
        default: break
        }
        if position < steps.count { differ(.ends(ending)) }
    }

    private func isNext(_ event: CallTest.Event) -> Bool {
        guard case .event(event) = next else { return false }
        return true
    }

    private func advance() {
        meet()
        heard.forget()
    }

    /// Goes past a step, and so past what the caller waited for.
    private func meet() {
        position += 1
        earliest = 0
    }

    private func differ(_ what: Difference.Event, entry: Int? = nil) {
        var difference = Difference(step: position, event: what, heard: nil, entry: entry ?? entriesSeen)
        if case .hears(let words) = next { difference.heard = heard.likest(words.value) }
        self.difference = difference
    }

    /// Goes past all steps that are done, or take no time.
    private func settle(at time: Int) {
        while let next {
            switch next {
            case .hears(let words):
                guard heard.take(words.value) else { return }
                meet()
            case .announces(let words):
                guard whispered.take(words.value) else { return }
                meet()
            case .waits(let seconds):
                earliest = max(earliest, time) + seconds.value * 1_000
                isWaiting = true
                position += 1
            case .event(.hostDown):
                hostIsDead = true
                position += 1
            case .event(.hangsUp):
                hangsUpAt = max(time, earliest)
                return
            case .press, .says, .rings, .joins, .event: return
            }
        }
    }

    // MARK: What people do

    func response(at time: Int, isAsked: Bool) -> DirectedResponse? {
        guard !isActing, !hasSeenEnough else { return nil }
        switch next {
        case .press(let keys):
            isActing = true
            return DirectedResponse(.keys(keys.value), earliest: earliest)
        case .says(let words):
            isActing = true
            return DirectedResponse(.speech([CallScript.SpokenResult(words.value)]), earliest: earliest)
        default:
            // What asked was noted last.
            if isAsked, !isWaiting { differ(.asks, entry: entriesSeen - 1) }
            return nil
        }
    }

    func outcome(of callee: Callee, at time: Int) -> DirectedOutcome {
        // Who is rung and of whom nothing more is said does not answer.
        guard case .event(let event) = next, let outcome = event.outcome else { return DirectedOutcome(.timeout) }
        return DirectedOutcome(outcome, answersAfter: earliest > time ? earliest - time : nil)
    }
}

extension CallTest.Event {
    /// How a ringing ends by it; nil for what is no end of ringing.
    fileprivate var outcome: ConnectOutcome? {
        switch self {
        case .answers: .answered
        case .busy: .busy
        case .rejects: .rejected
        case .noAnswer: .timeout
        case .machine: .machine
        case .fails: .failed
        case .hangsUp, .hostDown, .records, .ends: nil
        }
    }
}
