internal import ContactCenter
internal import Diagnostics

/// A fallback that cannot tell the beginning of a call from its middle, where calls have something to go on with.
///
/// - Complexity: O(routes)
func checkStaticFallback(_ graph: CallGraph, of project: Project) -> [Diagnostic] {
    guard project.hosting.fallbackIsStatic, let fallback = project.hosting.fallback else { return [] }
    let menus = graph.menus.filter { $0.variant == 0 }.map { "'\($0.name.value)'" }
    let chains = namesOfChains(graph)
    var places: [String] = []
    if !menus.isEmpty { places.append("in \(menus.count == 1 ? "menu" : "menus") \(listed(menus, atMost: 12))") }
    if !chains.isEmpty { places.append("behind \(listed(chains, atMost: 4)) when nobody answers") }
    guard !places.isEmpty else { return [] }
    return [
        .warning(
            .staticFallback,
            "when the host dies in mid-call, a static fallback is heard in place of what the platform holds: "
                + places.joined(separator: ", and "),
            at: fallback.target?.span ?? fallback.url?.span ?? fallback.span,
            help:
                "let a program serve it and write 'target: worker', 'nginx' or 'ccserve' there: such calls go on then; "
                + "or accept it under 'policy.allow'"
        )
    ]
}

/// Whoever is rung with somebody or something else behind, which the host is asked for: teams, agents, flows.
private func namesOfChains(_ graph: CallGraph) -> [String] {
    var teams: Set<Int> = []
    var agents: Set<Int> = []
    graph.forEachRoute { route in
        switch route.target {
        case .team(let id, let otherwise):
            if graph[id].members.count > 1 || isAsked(otherwise ?? graph[id].otherwise) { teams.insert(id.index) }
        case .agent(let id, _, _, let otherwise):
            if isAsked(otherwise ?? graph[id].otherwise) { agents.insert(id.index) }
        default: break
        }
    }
    return graph.teams.indices.filter(teams.contains).map { "team '\(graph.teams[$0].name.value)'" }
        + graph.agents.indices.filter(agents.contains).map { "agent '\(graph.agents[$0].name.value)'" }
        + graph.flows.filter { $0.parts.count > 1 }.map { "flow '\($0.name.value)'" }
}

/// Whether the host is asked for what follows: words stand in the document already.
private func isAsked(_ otherwise: Route?) -> Bool {
    guard let otherwise else { return false }
    if case .hangup = otherwise.target { return false }
    return true
}

/// `'a', 'b' and 3 more`.
private func listed(_ names: [String], atMost count: Int) -> String {
    if names.count > count { return "\(names.prefix(count).joined(separator: ", ")) and \(names.count - count) more" }
    guard names.count > 1, let last = names.last else { return names.joined() }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
}

extension DiagnosticCode {
    static let staticFallback = DiagnosticCode("CC4013")
}
