internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO

/// What the host cannot serve, each kind of construct at the first place where it stands.
///
/// - Complexity: O(routes) for hosts that cannot serve everything.
func checkTarget(_ graph: CallGraph, _ target: Located<HostingTarget>) -> [Diagnostic] {
    var constructs: [Construct] = []
    switch target.value {
    case .ccserve, .nginx, .worker: return []
    case .nginxPlain: constructs = choosing(in: graph) + postedReferences(in: graph)
    case .static: constructs = choosing(in: graph) + ways(in: graph) + chained(in: graph)
    }
    var reported: Set<String> = []
    return constructs.compactMap { construct in
        guard HostCapabilities.ability(of: target.value, for: construct.need) == .no || construct.isPosted,
            reported.insert(construct.name).inserted
        else { return nil }
        let able = HostCapabilities.targets(with: construct.need)
        let targets = able.filter { $0 != target.value }.map(\.rawValue)
        return .error(
            .targetCannot,
            "the host '\(target.value.rawValue)' cannot serve \(construct.name)",
            at: construct.span,
            notes: [.init("the host is chosen here", at: target.span)],
            help: "\(construct.advice), or use another target: \(targets.joined(separator: ", "))"
        )
    }
}

/// Something that a host may not be able to serve.
private struct Construct {
    /// What the operator calls it, behind "cannot serve".
    let name: String
    let need: HostNeed
    let span: Span
    var advice = "leave it out"

    /// Whether it is only the method that the host minds.
    var isPosted = false
}

/// What is decided by a request.
private func choosing(in graph: CallGraph) -> [Construct] {
    var found: [Construct] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        found.append(Construct(name: "menus", need: .choices, span: graph.menus[index].name.span))
        if let speech = graph.menus[index].speech {
            found.append(Construct(name: "menus that listen for words", need: .words, span: speech.span))
        }
    }
    for team in graph.teams where team.isSpread {
        found.append(
            Construct(
                name: "teams of order 'spread'",
                need: .clockAndShares,
                span: team.name.span,
                advice: "write 'order: fixed'"
            )
        )
    }
    graph.forEachRoute { route in
        switch route.target {
        case .schedule:
            found.append(Construct(name: "a decision by schedule", need: .clockAndShares, span: route.span))
        case .split: found.append(Construct(name: "a split", need: .clockAndShares, span: route.span))
        case .caller: found.append(Construct(name: "a decision by caller", need: .callers, span: route.span))
        default: break
        }
    }
    if let outbound = graph.outbound {
        found.append(Construct(name: "outbound calling", need: .dialling, span: outbound.span))
    }
    return found
}

/// References to menus in hand-written NCCOs, which are posted unless they say otherwise.
private func postedReferences(in graph: CallGraph) -> [Construct] {
    var found: [Construct] = []
    graph.forEachRoute { route in
        guard case .ncco(let value) = route.target else { return }
        let isPosted = menuReferences(in: value).contains { reference in
            guard case .index(let index)? = reference.path.first, let actions = value.arrayValue else { return true }
            return actions[index]["eventMethod"] != "GET"
        }
        guard isPosted else { return }
        found.append(
            Construct(
                name: "a menu that an NCCO refers to by POST",
                need: .choices,
                span: route.span,
                advice: "write 'eventMethod: GET' beside the reference",
                isPosted: true
            )
        )
    }
    return found
}

/// The second way in, for a host that has one document for all calls.
private func ways(in graph: CallGraph) -> [Construct] {
    let own = graph.entries.filter { $0.route != nil }
    let others = graph.entries.filter { $0.route == nil }
    let second: Span?
    if graph.defaultEntry != nil {
        second = own.first?.number.span
    } else {
        second = own.isEmpty ? nil : (own.dropFirst().first ?? others.first)?.number.span
    }
    return second.map {
        [
            Construct(
                name: "numbers that lead different ways",
                need: .choices,
                span: $0,
                advice: "put what all numbers do under 'default'"
            )
        ]
    } ?? []
}

/// On the one way of calls, all that a document cannot hold to its end.
private func chained(in graph: CallGraph) -> [Construct] {
    var found: [Construct] = []
    var pending = graph.entries.compactMap(\.route) + [graph.defaultEntry].compactMap(\.self)
    var flows: Set<FlowID> = []
    func note(_ ring: Ring, otherwise: Route?, at span: Span) {
        if let recording = ring.recording { noteRecording(toldTo: recording.notifyURL, at: span) }
        if let otherwise, !otherwise.isTalk { noteFollowUp(at: otherwise.span) }
    }
    func noteFollowUp(at span: Span) {
        found.append(
            Construct(
                name: "what follows when nobody answers, other than words",
                need: .followUps,
                span: span,
                advice: "end there with a text and 'hangup': such a host rings once, with words behind it"
            )
        )
    }
    func noteRecording(toldTo url: String?, at span: Span) {
        guard url == nil, graph.eventsURL == nil else { return }
        found.append(
            Construct(
                name: "recordings that nobody else is told of",
                need: .events,
                span: span,
                advice: "name an own URL with 'notify' there or 'events' under 'app'"
            )
        )
    }
    while let route = pending.popLast() {
        switch route.target {
        case .agent(let id, _, _, let otherwise):
            note(graph[id].ring, otherwise: otherwise ?? graph[id].otherwise, at: route.span)
        case .ring(let ring, let otherwise): note(ring, otherwise: otherwise, at: route.span)
        case .team(let id, let otherwise):
            if graph[id].members.count > 1 { noteFollowUp(at: route.span) }
            for ring in graph[id].members.prefix(1) {
                note(ring, otherwise: otherwise ?? graph[id].otherwise, at: route.span)
            }
        case .flow(let id):
            guard flows.insert(id).inserted else { break }
            if graph[id].parts.count > 1 { noteFollowUp(at: graph[id].parts[1].span) }
            pending += graph[id].parts.prefix(1)
        case .voicemail(let id): noteRecording(toldTo: graph[id].notifyURL, at: route.span)
        case .ncco(let value):
            guard !menuReferences(in: value).isEmpty else { break }
            found.append(Construct(name: "menus that an NCCO refers to", need: .choices, span: route.span))
        case .menu, .websocket, .conference, .hangup, .schedule, .caller, .split: break
        }
    }
    return found
}

extension Route {
    /// Whether all that is left is said or played.
    fileprivate var isTalk: Bool {
        if case .hangup = target { true } else { false }
    }
}
