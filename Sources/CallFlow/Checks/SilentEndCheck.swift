internal import ContactCenter
internal import Diagnostics
internal import JSONTree

/// Calls that end without anything having been heard: neither a word nor a sound nor ringing.
///
/// A bare `hangup` right at a number, or in a branch by caller, is an intended end: those callers are turned away. Where a
/// time or a share of the calls decides, or a pause was waited for, or a hand-written NCCO holds nothing, it is hardly meant.
///
/// A schedule is the same wherever such a call asks it, until it has paused.
///
/// - Complexity: O(routes up to the first thing heard).
func checkSilentEnds(_ graph: CallGraph, _ teller: inout CallTeller) -> [Diagnostic] {
    var search = SilentEnds(graph: graph)
    search.followAll()
    return search.found.map { end in
        .warning(.silentEnd, "callers hear nothing from the answer to the end", at: end.span, help: end.help)
            .shown(by: teller.words(end.steps, outcome: "silence"))
    }
}

private struct SilentEnds {
    struct End {
        var span: Span
        var help: String
        var steps: [CallStep]
    }

    /// What happened since the answer.
    struct Circumstances: Hashable {
        var isNamed = false

        /// Whether a time or a share decided.
        var isDecided = false

        /// Whether it was decided by who calls.
        var isScreened = false
        var hasPaused = false

        /// What schedules were found to be, as a set of `sets`.
        var conditions = 0

        var makesHangupOdd: Bool { hasPaused || isNamed && isDecided && !isScreened }
    }

    /// A way that is yet to be followed; `trail` is the place of its last step.
    struct Way {
        var route: Route
        var circumstances: Circumstances
        var trail: Int
    }

    /// In how many circumstances a flow is followed: enough for all but a tangle of schedules, and linear.
    static let mostEntries = 32

    let graph: CallGraph
    private(set) var found: [End] = []

    /// Flows, with what came before: that decides whether their ends are odd.
    private var seenFlows: [FlowID: Set<Circumstances>] = [:]
    private var seenSpans: Set<Span> = []
    private var sets = ConditionSets()

    /// The steps of all ways, each with the place of the one before; -1 for none.
    private var steps: [(step: CallStep, parent: Int)] = []
    private var pending: [Way] = []

    init(graph: CallGraph) {
        self.graph = graph
    }

    mutating func followAll() {
        for (index, entry) in graph.entries.enumerated() {
            if let route = entry.route { go(route, by: .callNumber(index), Circumstances(isNamed: true), from: -1) }
        }
        if let route = graph.defaultEntry {
            let unnamed = graph.entries.firstIndex { $0.route == nil }
            go(route, by: unnamed.map { .callNumber($0) } ?? .callAnyOther, Circumstances(), from: -1)
        }
        // In the order in which they were met, so that the first to end is among the shortest.
        var next = 0
        while next < pending.count {
            follow(pending[next])
            next += 1
        }
    }

    private mutating func go(_ route: Route, by step: CallStep, _ circumstances: Circumstances, from trail: Int) {
        steps.append((step, trail))
        pending.append(Way(route: route, circumstances: circumstances, trail: steps.count - 1))
    }

    private mutating func follow(_ way: Way) {
        let (route, trail) = (way.route, way.trail)
        var now = way.circumstances
        guard route.prelude.allSatisfy(\.isPause) else { return }
        if !route.prelude.isEmpty {
            now.hasPaused = true
            now.conditions = 0
        }
        switch route.target {
        case .hangup:
            if now.makesHangupOdd {
                report(route.span, "say something first, such as {say: We are closed., hangup: yes}", trail)
            }
        case .ncco(let value):
            if isSilent(value) { report(route.span, "add a 'talk' or lead the call on", trail) }
        case .flow(let id):
            let seen = seenFlows[id, default: []]
            guard seen.count < Self.mostEntries, !seen.contains(now), let part = graph[id].parts.first else { return }
            seenFlows[id] = seen.union([now])
            // Where it fades out the goodbye is heard.
            if graph[id].parts.count > 1 || !graph[id].fadesOut {
                pending.append(Way(route: part, circumstances: now, trail: trail))
            }
        case .schedule(let id, let open, let closed):
            now.isDecided = true
            for (route, isOpen) in [(open, true), (closed, false)] {
                let condition = ScheduleCondition(schedule: id, isOpen: isOpen)
                guard let conditions = sets.adding(condition, to: now.conditions) else { continue }
                var then = now
                then.conditions = conditions
                go(route, by: isOpen ? .open(id) : .closed(id), then, from: trail)
            }
        case .split(let branches):
            now.isDecided = true
            let sum = branches.reduce(0) { $0 + $1.weight }
            for branch in branches {
                go(branch.route, by: .share(weight: branch.weight, of: sum), now, from: trail)
            }
        case .caller(let caller):
            now.isScreened = true
            for (route, step) in caller.branches { go(route, by: step, now, from: trail) }
        case .menu, .agent, .team, .ring, .voicemail, .websocket, .conference: break
        }
    }

    private mutating func report(_ span: Span, _ help: String, _ trail: Int) {
        guard seenSpans.insert(span).inserted else { return }
        var way: [CallStep] = []
        var place = trail
        while place >= 0 {
            way.append(steps[place].step)
            place = steps[place].parent
        }
        found.append(End(span: span, help: help, steps: way.reversed()))
    }

    /// Whether an NCCO ends the call with nothing but waiting.
    private func isSilent(_ ncco: JSONValue) -> Bool {
        (ncco.arrayValue ?? []).allSatisfy { $0["action"]?.stringValue == "wait" }
    }
}

extension Prompt {
    var isPause: Bool {
        if case .pause = self { true } else { false }
    }
}
