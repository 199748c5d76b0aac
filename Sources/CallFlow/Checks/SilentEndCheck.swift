internal import ContactCenter
internal import Diagnostics
internal import JSONTree

/// Calls that end without anything having been heard: neither a word nor a sound nor ringing.
///
/// A bare `hangup` right at a number, or in a branch by caller, is an intended end: those callers are turned away. Where a
/// time or a share of the calls decides, or a pause was waited for, or a hand-written NCCO holds nothing, it is hardly meant.
///
/// - Complexity: O(routes up to the first thing heard).
func checkSilentEnds(_ graph: CallGraph, _ teller: inout CallTeller) -> [Diagnostic] {
    var search = SilentEnds(graph: graph)
    for entry in graph.entries {
        if let route = entry.route { search.follow(route, SilentEnds.Circumstances(isNamed: true)) }
    }
    if let route = graph.defaultEntry { search.follow(route, SilentEnds.Circumstances()) }
    return search.found.map { span, help in
        .warning(.silentEnd, "callers hear nothing from the answer to the end", at: span, help: help)
            .shown(by: teller.tell({ $0.call(toRouteAt: span) }, outcome: "silence"))
    }
}

private struct SilentEnds {
    /// What happened since the answer.
    struct Circumstances: Hashable {
        var isNamed = false

        /// Whether a time or a share decided.
        var isDecided = false

        /// Whether it was decided by who calls.
        var isScreened = false
        var hasPaused = false

        var makesHangupOdd: Bool { hasPaused || isNamed && isDecided && !isScreened }
    }

    let graph: CallGraph
    private(set) var found: [(span: Span, help: String)] = []
    /// Flows, with what came before: that decides whether their ends are odd.
    private var seenFlows: [FlowID: Set<Circumstances>] = [:]
    private var seenSpans: Set<Span> = []

    init(graph: CallGraph) {
        self.graph = graph
    }

    mutating func follow(_ first: Route, _ circumstances: Circumstances) {
        var pending = [(first, circumstances)]
        while let (route, before) = pending.popLast() {
            var now = before
            guard route.prelude.allSatisfy(\.isPause) else { continue }
            now.hasPaused = now.hasPaused || !route.prelude.isEmpty
            switch route.target {
            case .hangup:
                if now.makesHangupOdd {
                    report(route.span, "say something first, such as {say: We are closed., hangup: yes}")
                }
            case .ncco(let value):
                if isSilent(value) { report(route.span, "add a 'talk' or lead the call on") }
            case .flow(let id):
                guard seenFlows[id, default: []].insert(now).inserted, let part = graph[id].parts.first else {
                    continue
                }
                // Where it fades out the goodbye is heard.
                if graph[id].parts.count > 1 || !graph[id].fadesOut { pending.append((part, now)) }
            case .schedule(_, let open, let closed):
                now.isDecided = true
                pending += [(open, now), (closed, now)]
            case .split(let branches):
                now.isDecided = true
                pending += branches.map { ($0.route, now) }
            case .caller(let caller):
                now.isScreened = true
                pending += caller.routes.map { ($0, now) }
            case .menu, .agent, .team, .ring, .voicemail, .websocket, .conference: break
            }
        }
    }

    private mutating func report(_ span: Span, _ help: String) {
        if seenSpans.insert(span).inserted { found.append((span, help)) }
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
