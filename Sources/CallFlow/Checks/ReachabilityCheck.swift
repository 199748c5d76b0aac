internal import Diagnostics
internal import JSONTree
internal import NCCO

/// Menus that no call reaches.
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
    return reach.unreachedMenus().map { menu in
        .warning(.unreachableMenu, "no call reaches menu '\(menu.name.value)'", at: menu.name.span)
    }
}

/// What calls can reach, worked out from node to node: a way may be as long as the project.
private struct Reach {
    private let graph: CallGraph
    private var menus: [Bool]
    private var agents: [Bool]

    /// Reached, but not yet followed.
    private var pending: [SilentNode] = []

    /// The written menus; made when the first hand-written NCCO asks for one.
    private var menusByName: [String: MenuID] = [:]

    init(graph: CallGraph) {
        self.graph = graph
        menus = Array(repeating: false, count: graph.menus.count)
        agents = Array(repeating: false, count: graph.agents.count)
    }

    /// The written menus that are not reached, neither themselves nor as a variant.
    mutating func unreachedMenus() -> [MenuNode] {
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
            }
        }
        let variants = graph.menus.indices.filter { menus[$0] && graph.menus[$0].variant > 0 }
        let names = Set(variants.map { graph.menus[$0].name.value })
        let unreached = graph.menus.indices.filter { !menus[$0] }.map { graph.menus[$0] }
        return unreached.filter { $0.variant == 0 && !names.contains($0.name.value) }
    }

    mutating func follow(_ route: Route?) {
        if let route { enter(route) }
    }

    private mutating func enter(_ route: Route) {
        switch route.target {
        case .menu(let id): enter(id)
        case .agent(let id, _, let otherwise):
            if let otherwise {
                enter(otherwise)
            } else if !agents[id.index] {
                agents[id.index] = true
                pending.append(.agent(id))
            }
        case .phone(_, let otherwise): follow(otherwise)
        case .ncco(let value): enterMenus(of: value)
        case .hangup: break
        }
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
