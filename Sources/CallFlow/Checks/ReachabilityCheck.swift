internal import Diagnostics
internal import NCCO

/// Menus that no call reaches.
///
/// - Complexity: O(nodes + edges).
func checkReachability(_ graph: CallGraph) -> [Diagnostic] {
    var reached: Set<String> = []
    var seen: Set<SilentNode> = []
    var pending: [Route] = graph.entries.compactMap(\.route)
    pending += [graph.defaultEntry, graph.outbound?.otherwise].compactMap(\.self)
    pending += graph.outbound?.extensions.map(\.route) ?? []
    // An agent may be rung from a hand-written NCCO that names its user.
    let menusByName = Dictionary(
        graph.menus.enumerated().map { ($1.name.value, MenuID(index: $0)) },
        uniquingKeysWith: { first, _ in first }
    )
    while let route = pending.popLast() {
        var menus: [MenuID] = []
        switch route.target {
        case .menu(let id): menus = [id]
        case .agent(let id, _, let otherwise):
            if let otherwise {
                pending.append(otherwise)
            } else if seen.insert(.agent(id)).inserted, let own = graph[id].otherwise {
                pending.append(own)
            }
        case .phone(_, let otherwise): pending += [otherwise].compactMap(\.self)
        case .ncco(let value): menus = menuReferences(in: value).compactMap { menusByName[$0.menu] }
        case .hangup: break
        }
        for menu in menus where seen.insert(.menu(menu)).inserted {
            reached.insert(graph[menu].name.value)
            pending += graph[menu].options.map(\.route)
            pending += [graph[menu].otherwise].compactMap(\.self)
        }
    }
    return graph.menus.filter { $0.variant == 0 && !reached.contains($0.name.value) }.map { menu in
        .warning(
            .unreachableMenu,
            "no call reaches menu '\(menu.name.value)'",
            at: menu.name.span,
            help: "lead a number or an option to it, or remove it"
        )
    }
}
