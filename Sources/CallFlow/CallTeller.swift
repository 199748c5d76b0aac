internal import ContactCenter
internal import Diagnostics

/// Tells calls in words: the shortest to a place, searched when the first finding wants one.
struct CallTeller {
    private let graph: CallGraph
    private let sources: SourceMap

    /// Searched when first wanted.
    private var calls: PossibleCalls
    private lazy var exampleTimes = ExampleTimes(graph.schedules)

    init(_ graph: CallGraph, sources: SourceMap) {
        self.graph = graph
        calls = PossibleCalls(graph)
        self.sources = sources
    }

    /// The shortest call that `steps` finds, with further steps, and what comes of it; nil when no call gets there.
    mutating func tell(
        _ steps: (ShortestCalls) -> [CallStep]?,
        then further: [CallStep] = [],
        outcome: String
    ) -> String? {
        guard let found = calls.steps(steps) else { return nil }
        return words(found + further, outcome: outcome)
    }

    /// The steps of the shortest call that `find` asks for; nil when no call gets there.
    mutating func steps(_ find: (ShortestCalls) -> [CallStep]?) -> [CallStep]? {
        calls.steps(find)
    }

    /// "call +44 20 7946 0000 on a Saturday, press 2, then nothing three times: silence".
    ///
    /// The number comes first, then the time, the caller and the share, whenever on the way they decide; then the rest in
    /// order. A schedule that turns while the call goes on is told in its place.
    mutating func words(_ steps: [CallStep], outcome: String) -> String {
        var start: [String] = []
        var callers: [String] = []
        var conditions: [ScheduleCondition] = []
        var way: [String] = []
        var states: [ScheduleID: Bool] = [:]
        for step in steps {
            switch step {
            case .callNumber(let index): start.append("call \(written(graph.entries[index].number))")
            case .callAnyOther: start.append("call any other number of the application")
            case .dialExtension(let index):
                let keys = graph.outbound?.extensions[index].keys.value ?? ""
                start.append("as app user dial \(keys)")
            case .dialOutside:
                let prefix = graph.outbound?.allow.first ?? ""
                start.append("as app user dial a number that begins with +\(prefix)")
            case .open(let id), .closed(let id):
                let condition = ScheduleCondition(schedule: id, isOpen: step == .open(id))
                if let earlier = states[id] {
                    let verb = condition.isOpen ? "opens" : "closes"
                    if earlier != condition.isOpen { way.append("then '\(graph[id].name.value)' \(verb) meanwhile") }
                } else {
                    conditions.append(condition)
                }
                states[id] = condition.isOpen
            case .callerInList(let name): callers.append("from a number of list '\(name)'")
            case .callerIn(let prefix): callers.append("from a number in +\(prefix)")
            case .callerWithheld: callers.append("from a withheld number")
            case .otherCaller: callers.append("from any other number")
            case .share(let weight, let sum): callers.append("as one of the \(percent(weight, of: sum))")
            case .press(let keys): way.append("press \(keys)")
            case .nothing(let attempts): way.append("then nothing\(times(attempts))")
            case .unanswered(let callee): way.append("then \(missed(callee))")
            case .handWritten: way.append("then the hand-written NCCO leads on")
            }
        }
        let head = (start + times(conditions) + callers).joined(separator: " ")
        return "\(([head] + way).joined(separator: ", ")): \(outcome)"
    }

    /// The number as it stands in the file; with `+` and digits where something stands for it.
    private func written(_ number: Located<PhoneNumber>) -> String {
        let bytes = sources[number.span.file].bytes[Int(number.span.start)..<Int(number.span.end)]
        let text = String(decoding: bytes, as: UTF8.self)
        return PhoneNumber(international: text) == number.value ? text : number.value.description
    }

    private mutating func times(_ conditions: [ScheduleCondition]) -> [String] {
        guard !conditions.isEmpty else { return [] }
        if let time = exampleTimes.example(conditions) { return [time] }
        return conditions.map { condition in
            "while '\(graph[condition.schedule].name.value)' is \(condition.isOpen ? "open" : "closed")"
        }
    }

    private func times(_ count: Int) -> String {
        let words = ["", "", " twice", " three times", " four times", " five times"]
        return count < words.count ? words[count] : " \(count) times"
    }

    private func percent(_ weight: Int, of sum: Int) -> String {
        let percent = (weight * 100 + sum / 2) / max(1, sum)
        return percent == 0 ? "less than 1 %" : "\(percent) %"
    }

    private func missed(_ callee: CallStep.Callee) -> String {
        switch callee {
        case .agent(let id): "\(graph[id].name.value) does not answer"
        case .team(let id): "nobody of team '\(graph[id].name.value)' answers"
        case .endpoint(.phone(let number)): "the call is not answered at \(number)"
        case .endpoint(.sip(let uri)): "the call is not answered at \(uri)"
        case .endpoint(.vbc(let number)): "the call is not answered at extension \(number)"
        case .endpoint(.app(let user)): "\(user) does not answer"
        case .dialled: "the call is not answered"
        }
    }
}
