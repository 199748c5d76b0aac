internal import ContactCenter
internal import Diagnostics

/// Agents whose calls are recorded, and behind whom somebody is rung who is not: the recording begins with the ringing and
/// runs until the call ends, so that the conversation of the next one is recorded, too (NCCO reference: `record`).
///
/// `order` is that of `silentOrder()`. One finding an agent.
///
/// - Complexity: O(nodes + routes), O(agents) where nobody is recorded.
func checkRecordings(_ graph: CallGraph, order: [SilentNode], _ teller: inout CallTeller) -> [Diagnostic] {
    guard graph.agents.contains(where: { $0.ring.recording != nil }) else { return [] }
    var followers = Followers(graph: graph)
    followers.followAll(order)
    return graph.agents.indices.compactMap { index in
        let id = AgentID(index: index)
        guard let next = followers.recorded[id], let steps = teller.steps({ $0.call(to: id) }) else { return nil }
        let agent = graph.agents[index]
        return .warning(
            .recordingGoesOn,
            "the recording of '\(agent.name.value)' goes on when nobody answers, and \(next.name) is not to be recorded",
            at: agent.name.span,
            notes: [Diagnostic.Note("rung next", at: next.span)],
            help: "record both, or lead unanswered calls of '\(agent.name.value)' to nobody else"
        ).shown(by: teller.words(steps + [.unanswered(.agent(id))], outcome: "\(next.name) is recorded"))
    }
}

private struct Followers {
    struct Person {
        var name: String
        var span: Span
    }

    let graph: CallGraph

    /// The first who is rung behind a recorded agent and not to be recorded.
    private(set) var recorded: [AgentID: Person] = [:]

    // The first whom a node rings, or leads to silently, and who is not to be recorded.
    private var agents: [Person?]
    private var teams: [Person?]
    private var flows: [Person?]
    private var menus: [Person?]

    init(graph: CallGraph) {
        self.graph = graph
        agents = Array(repeating: nil, count: graph.agents.count)
        teams = Array(repeating: nil, count: graph.teams.count)
        flows = Array(repeating: nil, count: graph.flows.count)
        menus = Array(repeating: nil, count: graph.menus.count)
    }

    /// What is led to comes first.
    mutating func followAll(_ order: [SilentNode]) {
        for node in order {
            switch node {
            case .agent(let id): agents[id.index] = graph.agents[id.index].otherwise.flatMap { next(along: $0) }
            case .team(let id): teams[id.index] = graph.teams[id.index].otherwise.flatMap { next(along: $0) }
            case .menu(let id): menus[id.index] = graph.menus[id.index].otherwise.flatMap { next(along: $0) }
            case .flow(let id):
                var person: Person?
                for (index, part) in graph.flows[id.index].parts.enumerated().reversed() {
                    let isLast = index == graph.flows[id.index].parts.count - 1
                    person = next(along: part, before: isLast ? nil : .some(person))
                }
                flows[id.index] = person
            }
        }
        for entry in graph.entries { follow(entry.route) }
        follow(graph.defaultEntry)
        for (_, route) in graph.outbound?.extensions ?? [] { follow(route) }
        follow(graph.outbound?.otherwise)
        for menu in graph.menus.indices {
            for option in graph.menus[menu].options.indices { follow(graph.menus[menu].options[option].route) }
        }
    }

    private mutating func follow(_ route: Route?) {
        if let route { _ = next(along: route) }
    }

    /// The first who is not to be recorded of those that a route rings; notes who is rung behind recorded ones.
    ///
    /// `following` is who comes next where the route is a part of a flow and another one follows.
    private mutating func next(along route: Route, before following: Person?? = nil) -> Person? {
        switch route.target {
        case .agent(let id, _, _, let otherwise):
            let missed = following ?? otherwise.map { next(along: $0) } ?? agents[id.index]
            guard graph.agents[id.index].ring.recording != nil else {
                return Person(name: "agent '\(graph.agents[id.index].name.value)'", span: route.span)
            }
            if let missed, recorded[id] == nil { recorded[id] = missed }
            return missed
        case .team(let id, let otherwise):
            return first(of: id, before: following ?? otherwise.map { next(along: $0) } ?? teams[id.index])
        case .ring(let ring, let otherwise):
            if let otherwise { _ = next(along: otherwise) }
            return Person(name: ring.endpoint.words, span: route.span)
        case .menu(let id): return menus[id.index]
        case .flow(let id): return flows[id.index]
        case .schedule(_, let open, let closed):
            let (first, second) = (next(along: open), next(along: closed))
            return first ?? second
        case .caller(let caller):
            let all = caller.routes.map { next(along: $0) }
            return all.compactMap(\.self).first
        case .split(let branches):
            let all = branches.map { next(along: $0.route) }
            return all.compactMap(\.self).first
        case .voicemail, .websocket, .conference, .ncco, .hangup: return nil
        }
    }

    private mutating func first(of id: TeamID, before missed: Person?) -> Person? {
        let team = graph.teams[id.index]
        let members = team.memberIDs
        var next = missed
        // Twice round where anybody may be the first.
        for member in (team.isSpread ? members + members : members).reversed() {
            guard graph.agents[member.index].ring.recording != nil else {
                next = Person(name: "agent '\(graph.agents[member.index].name.value)'", span: team.name.span)
                continue
            }
            if let next, recorded[member] == nil { recorded[member] = next }
        }
        return next
    }
}

extension Ring.Endpoint {
    /// "the phone +447700900001".
    fileprivate var words: String {
        switch self {
        case .app(let user): "user '\(user)'"
        case .phone(let number): "the phone \(number)"
        case .sip(let uri): "'\(uri)'"
        case .vbc(let number): "extension \(number)"
        }
    }
}
