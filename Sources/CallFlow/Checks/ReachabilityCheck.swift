internal import Diagnostics
internal import JSONTree
internal import NCCO

/// Menus, teams, flows and voicemails that no call reaches.
///
/// - Complexity: O(nodes + edges).
func checkReachability(_ graph: CallGraph) -> [Diagnostic] {
    var reach = Reach(graph: graph)
    reach.follow(graph.defaultEntry)
    reach.follow(graph.outbound?.otherwise)
    for entry in graph.entries {
        reach.follow(entry.route)
    }
    for (_, route) in graph.outbound?.extensions ?? [] {
        reach.follow(route)
    }
    reach.followAll()
    return reach.unreached().map { kind, name in
        .warning(
            .unreachableMenu,
            "no call reaches \(kind) '\(name.value)'",
            at: name.span,
            help: "lead a number or an option to it, or remove it"
        )
    }
}

/// What calls can reach, worked out from node to node: a way may be as long as the project.
private struct Reach {
    private let graph: CallGraph
    private var menus: [Bool]
    private var agents: [Bool]
    private var teams: [Bool]
    private var flows: [Bool]
    private var voicemails: [Bool]

    /// Teams whose own way on was taken; a team is reached also where another one follows.
    private var followedTeams: Set<TeamID> = []

    /// Reached, but not yet followed.
    private var pending: [SilentNode] = []

    /// The written menus; made when the first hand-written NCCO asks for one.
    private var menusByName: [String: MenuID] = [:]

    init(graph: CallGraph) {
        self.graph = graph
        menus = Array(repeating: false, count: graph.menus.count)
        agents = Array(repeating: false, count: graph.agents.count)
        teams = Array(repeating: false, count: graph.teams.count)
        flows = Array(repeating: false, count: graph.flows.count)
        voicemails = Array(repeating: false, count: graph.voicemails.count)
    }

    mutating func followAll() {
        while let node = pending.popLast() {
            switch node {
            case .menu(let id):
                let options = graph.menus[id.index].options
                for index in options.indices {
                    enter(options[index].route)
                }
                follow(graph.menus[id.index].otherwise)
            // An agent may be rung from a hand-written NCCO that names its user; so an agent itself is never unreachable.
            case .agent(let id): follow(graph.agents[id.index].otherwise)
            case .team(let id): follow(graph.teams[id.index].otherwise)
            case .flow(let id): follow(graph.flows[id.index].parts.last)
            }
        }
    }

    /// What is not reached; a menu counts as reached when a variant of it is.
    func unreached() -> [(kind: String, name: Located<String>)] {
        let variants = graph.menus.indices.filter { menus[$0] && graph.menus[$0].variant > 0 }
        let names = Set(variants.map { graph.menus[$0].name.value })
        var unreached: [(kind: String, name: Located<String>)] = []
        for index in graph.menus.indices where !menus[index] && graph.menus[index].variant == 0 {
            let name = graph.menus[index].name
            if !names.contains(name.value) { unreached.append(("menu", name)) }
        }
        unreached += graph.teams.indices.filter { !teams[$0] }.map { ("team", graph.teams[$0].name) }
        unreached += graph.flows.indices.filter { !flows[$0] }.map { ("flow", graph.flows[$0].name) }
        return unreached
            + graph.voicemails.indices.filter { !voicemails[$0] }
            .map { ("voicemail", graph.voicemails[$0].name) }
    }

    mutating func follow(_ route: Route?) {
        if let route { enter(route) }
    }

    private mutating func enter(_ route: Route) {
        switch route.target {
        case .ncco(let value): enterMenus(of: value)
        case .voicemail(let id): voicemails[id.index] = true
        case .ring(_, let otherwise): follow(otherwise)
        case .schedule(_, let open, let closed):
            enter(open)
            enter(closed)
        case .caller(let caller): caller.routes.forEach { enter($0) }
        case .split(let branches): branches.forEach { enter($0.route) }
        case .menu(let id): enter(id)
        case .agent(let id, _, _, let otherwise):
            if let otherwise {
                enter(otherwise)
            } else if !agents[id.index] {
                agents[id.index] = true
                pending.append(.agent(id))
            }
        case .team(let id, let otherwise):
            teams[id.index] = true
            if let otherwise {
                enter(otherwise)
            } else if followedTeams.insert(id).inserted {
                pending.append(.team(id))
            }
        case .flow(let id):
            guard !flows[id.index] else { break }
            flows[id.index] = true
            pending.append(.flow(id))
            graph.flows[id.index].parts.dropLast().forEach { enterTeam($0) }
        case .websocket, .conference, .hangup: break
        }
    }

    /// A part of a flow reaches whom it rings, and not what would follow elsewhere.
    private mutating func enterTeam(_ part: Route) {
        if case .team(let id, _) = part.target { teams[id.index] = true }
    }

    private mutating func enter(_ menu: MenuID) {
        guard !menus[menu.index] else { return }
        menus[menu.index] = true
        pending.append(.menu(menu))
    }

    private mutating func enterMenus(of ncco: JSONValue) {
        let references = menuReferences(in: ncco)
        guard !references.isEmpty else { return }
        if menusByName.isEmpty {
            for index in graph.menus.indices where graph.menus[index].variant == 0 {
                menusByName[graph.menus[index].name.value] = MenuID(index: index)
            }
        }
        for reference in references {
            if let id = menusByName[reference.menu] { enter(id) }
        }
    }
}
