internal import ContactCenter
internal import Diagnostics

/// More than three agents in the app that are rung one right after the other.
///
/// Ringing an agent who is not logged in fails at once, so that the next connect follows within the second; the platform
/// takes three a second from an account and refuses the rest (API support article on Voice limits). Whatever takes time
/// between two of them, such as a text, a pause, a menu or a telephone that rings, begins anew.
///
/// `order` is that of `silentOrder()`.
///
/// - Complexity: O(nodes + routes).
func checkAppRings(_ graph: CallGraph, order: [SilentNode], _ teller: inout CallTeller) -> [Diagnostic] {
    var rows = AppRows(graph: graph)
    guard rows.isApp.count(where: \.self) > AppRows.limit else { return [] }
    rows.followAll(order)
    return rows.found.compactMap { finding in
        let steps: [CallStep]? =
            switch finding.place {
            case .team(let id): teller.steps { $0.call(to: id) }
            case .agent(let id): teller.steps { $0.call(to: id) }
            }
        guard let steps else { return nil }
        return .warning(
            .appRingsInRow,
            finding.message,
            at: finding.span,
            help: "put a 'say' or 'pause' between them, as steps of a flow, or ring fewer"
        ).shown(by: teller.words(steps, outcome: "whoever is rung fourth within a second is not connected"))
    }
}

private struct AppRows {
    enum Place {
        case team(TeamID)
        case agent(AgentID)
    }

    struct Finding {
        var place: Place
        var span: Span
        var message: String
    }

    /// Connects within a second that the platform takes.
    static let limit = 3

    let graph: CallGraph
    let isApp: [Bool]
    private(set) var found: [Finding] = []
    private var seen: Set<Span> = []

    // How many were rung right before, at most.
    private var agents: [Int]
    private var teams: [Int]
    private var flows: [Int]

    init(graph: CallGraph) {
        self.graph = graph
        isApp = graph.agents.map(\.ring.isApp)
        agents = Array(repeating: 0, count: graph.agents.count)
        teams = Array(repeating: 0, count: graph.teams.count)
        flows = Array(repeating: 0, count: graph.flows.count)
    }

    mutating func followAll(_ order: [SilentNode]) {
        for entry in graph.entries {
            if let route = entry.route { follow(route, after: 0) }
        }
        if let route = graph.defaultEntry { follow(route, after: 0) }
        for (_, route) in graph.outbound?.extensions ?? [] { follow(route, after: 0) }
        if let otherwise = graph.outbound?.otherwise { follow(otherwise, after: 0) }
        // Keys begin anew: options may come before what leads to their menu.
        for index in graph.menus.indices {
            for option in graph.menus[index].options.indices {
                follow(graph.menus[index].options[option].route, after: 0)
            }
        }
        for node in order.reversed() {
            switch node {
            case .menu(let id): if let route = graph.menus[id.index].otherwise { follow(route, after: 0) }
            case .agent(let id):
                let count = ring(id, after: agents[id.index], at: graph.agents[id.index].name.span)
                if let route = graph.agents[id.index].otherwise { follow(route, after: count) }
            case .team(let id):
                let count = ring(id, after: teams[id.index])
                if let route = graph.teams[id.index].otherwise { follow(route, after: count) }
            case .flow(let id):
                var count = flows[id.index]
                let parts = graph.flows[id.index].parts
                for part in parts.dropLast() {
                    if !part.prelude.isEmpty { count = 0 }
                    switch part.target {
                    case .agent(let id, _, _, _): count = ring(id, after: count, at: part.span)
                    case .team(let id, _): count = ring(id, after: count)
                    default: count = 0
                    }
                }
                if let last = parts.last { follow(last, after: count) }
            }
        }
    }

    private mutating func follow(_ route: Route, after before: Int) {
        let count = route.prelude.isEmpty ? before : 0
        switch route.target {
        case .agent(let id, _, _, let otherwise):
            if let otherwise {
                follow(otherwise, after: ring(id, after: count, at: route.span))
            } else {
                agents[id.index] = max(agents[id.index], count)
            }
        case .team(let id, let otherwise):
            if let otherwise {
                follow(otherwise, after: ring(id, after: count))
            } else {
                teams[id.index] = max(teams[id.index], count)
            }
        case .flow(let id): flows[id.index] = max(flows[id.index], count)
        case .ring(_, let otherwise): if let otherwise { follow(otherwise, after: 0) }
        case .schedule(_, let open, let closed):
            follow(open, after: count)
            follow(closed, after: count)
        case .caller(let caller): caller.routes.forEach { follow($0, after: count) }
        case .split(let branches): branches.forEach { follow($0.route, after: count) }
        case .menu, .voicemail, .websocket, .conference, .ncco, .hangup: break
        }
    }

    /// Rings an agent, and returns how many of the app were rung in a row then.
    private mutating func ring(_ id: AgentID, after before: Int, at span: Span) -> Int {
        guard isApp[id.index] else { return 0 }
        if before == Self.limit {
            let name = graph.agents[id.index].name.value
            report(.agent(id), span, "agent '\(name)' is the fourth in the app who is rung in a row")
        }
        return before + 1
    }

    private mutating func ring(_ id: TeamID, after before: Int) -> Int {
        let team = graph.teams[id.index]
        var (count, longest) = (before, 0)
        var own = 0
        // A spread team begins anywhere, and goes round.
        for member in team.isSpread ? team.memberIDs + team.memberIDs : team.memberIDs {
            (count, own) = isApp[member.index] ? (count + 1, own + 1) : (0, 0)
            own = min(own, team.memberIDs.count)
            longest = max(longest, own)
        }
        if team.isSpread { count = longest == team.memberIDs.count ? before + longest : longest }
        if longest > Self.limit {
            report(
                .team(id),
                team.name.span,
                "team '\(team.name.value)' rings \(longest) agents in the app in a row, and the platform connects 3 a second"
            )
        } else if before <= Self.limit, leading(team, before) > Self.limit {
            report(
                .team(id),
                team.name.span,
                "team '\(team.name.value)' is rung right behind others: more than 3 in the app in a row"
            )
        }
        return count
    }

    /// The longest row that begins before the team and goes on in it.
    private func leading(_ team: TeamNode, _ before: Int) -> Int {
        guard before > 0 else { return 0 }
        guard team.isSpread else { return before + team.memberIDs.prefix { isApp[$0.index] }.count }
        var (longest, own) = (0, 0)
        for member in team.memberIDs + team.memberIDs {
            own = isApp[member.index] ? min(own + 1, team.memberIDs.count) : 0
            longest = max(longest, own)
        }
        return before + longest
    }

    private mutating func report(_ place: Place, _ span: Span, _ message: String) {
        if seen.insert(span).inserted { found.append(Finding(place: place, span: span, message: message)) }
    }
}

extension Ring {
    fileprivate var isApp: Bool {
        if case .app = endpoint { true } else { false }
    }
}
