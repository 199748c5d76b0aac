internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import SpokenWords

/// One thing that a project could say otherwise, so that some calls go another way.
struct GraphChange: Sendable {
    /// "option 2 of menu 'main' is removed".
    var words: String

    /// What says it now.
    var span: Span

    /// Where a call has to come through to notice it; nil for any.
    var point: CallPoint?
    var apply: @Sendable (inout CallGraph) -> Void
}

/// All changes of one thing that calls can come through, in source order.
///
/// - Complexity: O(routes), and a sort.
func graphChanges(_ graph: CallGraph, of project: Project) -> [GraphChange] {
    let reachable = Set(reachablePoints(graph, fallback: project.hosting.fallback?.span).map(\.point))
    var changes: [GraphChange] = numberChanges(graph)
    for (index, menu) in graph.menus.enumerated() where menu.variant == 0 { changes += menuChanges(graph, index) }
    changes += teamChanges(graph) + flowChanges(graph) + routeChanges(graph) + outboundChanges(graph, project)
    changes += deadHostChanges(graph, project) + wordingChanges(graph, project)
    // What no call reaches cannot go another way, and is told of by the compiler.
    return changes.filter { $0.point.map(reachable.contains) ?? true }.sorted { $0.span < $1.span }
}

private func numberChanges(_ graph: CallGraph) -> [GraphChange] {
    var changes: [GraphChange] = []
    for (index, entry) in graph.entries.enumerated() where entry.route != nil {
        changes.append(
            GraphChange(
                words: "number '\(entry.name.value)' hangs up",
                span: entry.name.span,
                point: CallPoint(kind: .number, span: entry.name.span)
            ) { $0.entries[index].route = $0.entries[index].route?.hungUp }
        )
    }
    if let route = graph.defaultEntry {
        changes.append(
            GraphChange(
                words: "any other number hangs up",
                span: route.span,
                point: CallPoint(kind: .number, span: route.span)
            ) { $0.defaultEntry = $0.defaultEntry?.hungUp }
        )
    }
    return changes
}

private func menuChanges(_ graph: CallGraph, _ index: Int) -> [GraphChange] {
    let menu = graph.menus[index]
    let name = menu.name.value
    /// Changes all variants of the menu.
    func change(
        _ words: String,
        _ span: Span,
        _ point: CallPoint,
        _ apply: @escaping @Sendable (inout MenuNode) -> Void
    ) -> GraphChange {
        GraphChange(words: words, span: span, point: point) { graph in
            for index in graph.menus.indices where graph.menus[index].name.value == name { apply(&graph.menus[index]) }
        }
    }
    var changes: [GraphChange] = []
    for (place, option) in menu.options.enumerated() {
        let what = "option \(option.keys.value) of menu '\(name)'"
        let point = CallPoint(kind: .option, span: option.keys.span)
        changes.append(change("\(what) is removed", option.keys.span, point) { $0.options.remove(at: place) })
        if menu.options.count > 1 {
            let other = menu.options[(place + 1) % menu.options.count]
            changes.append(
                change("\(what) leads where \(other.keys.value) does", option.keys.span, point) {
                    $0.options[place].route = other.route
                }
            )
        }
        guard menu.speech != nil else { continue }
        for (index, phrase) in option.words.enumerated() where option.needs(phrase) {
            changes.append(
                change("\(what) is not chosen by '\(phrase.value)'", phrase.span, point) {
                    $0.options[place].words.remove(at: index)
                }
            )
        }
    }
    if let otherwise = menu.otherwise {
        let point = CallPoint(kind: .fallback, span: otherwise.span)
        changes.append(
            change("menu '\(name)' has no 'otherwise'", otherwise.span, point) { $0.otherwise = nil }
        )
    }
    return changes
}

extension MenuNode.Option {
    /// Whether no other phrase of the option is a part of this one, so that it would be chosen without it.
    fileprivate func needs(_ phrase: Located<String>) -> Bool {
        let words = spokenWords(of: phrase.value)
        return !self.words.contains { $0.span != phrase.span && occurs(spokenWords(of: $0.value), in: words) }
    }
}

private func teamChanges(_ graph: CallGraph) -> [GraphChange] {
    var changes: [GraphChange] = []
    for (index, team) in graph.teams.enumerated() {
        let name = team.name.value
        let point = CallPoint(kind: .team, span: team.name.span)
        if let otherwise = team.otherwise {
            let point = CallPoint(kind: .fallback, span: otherwise.span)
            changes.append(
                GraphChange(words: "team '\(name)' has no 'otherwise'", span: otherwise.span, point: point) {
                    $0.teams[index].otherwise = nil
                }
            )
        }
        guard team.members.count > 1 else { continue }
        for (place, member) in team.memberIDs.enumerated() {
            let agent = graph[member].name.value
            changes.append(
                GraphChange(words: "team '\(name)' is without '\(agent)'", span: team.name.span, point: point) {
                    $0.teams[index].members.remove(at: place)
                    $0.teams[index].memberIDs.remove(at: place)
                }
            )
            guard place > 0 else { continue }
            let before = graph[team.memberIDs[place - 1]].name.value
            changes.append(
                GraphChange(
                    words: "team '\(name)' has '\(agent)' before '\(before)'",
                    span: team.name.span,
                    point: point
                ) {
                    $0.teams[index].members.swapAt(place - 1, place)
                    $0.teams[index].memberIDs.swapAt(place - 1, place)
                }
            )
        }
    }
    return changes
}

private func flowChanges(_ graph: CallGraph) -> [GraphChange] {
    graph.flows.enumerated().flatMap { index, flow -> [GraphChange] in
        guard flow.parts.count > 1 else { return [] }
        let point = CallPoint(kind: .flow, span: flow.name.span)
        return flow.parts.enumerated().map { place, part in
            GraphChange(
                words: "flow '\(flow.name.value)' is without this step",
                span: part.span,
                point: point
            ) { $0.flows[index].parts.remove(at: place) }
        }
    }
}

private func outboundChanges(_ graph: CallGraph, _ project: Project) -> [GraphChange] {
    guard let outbound = graph.outbound else { return [] }
    var changes: [GraphChange] = []
    let allowed = CallPoint(kind: .outbound, span: outbound.allowedSpan)
    let refused = CallPoint(kind: .outbound, span: outbound.refuse.content.span)
    for (place, entry) in outbound.extensions.enumerated() {
        let point = CallPoint(kind: .outbound, span: entry.keys.span)
        changes.append(
            GraphChange(words: "extension \(entry.keys.value) is removed", span: entry.keys.span, point: point) {
                $0.outbound?.extensions.remove(at: place)
            }
        )
        guard outbound.extensions.count > 1 else { continue }
        let other = outbound.extensions[(place + 1) % outbound.extensions.count]
        changes.append(
            GraphChange(
                words: "extension \(entry.keys.value) leads where \(other.keys.value) does",
                span: entry.keys.span,
                point: point
            ) { $0.outbound?.extensions[place].route = other.route }
        )
    }
    for prefix in project.outbound?.allow ?? [] {
        let digits = prefix.value
        changes.append(
            GraphChange(words: "numbers in +\(digits) are not allowed", span: prefix.span, point: allowed) {
                $0.outbound?.allow.removeAll { $0 == digits }
            }
        )
    }
    for prefix in project.outbound?.deny ?? [] {
        let digits = prefix.value
        changes.append(
            GraphChange(words: "numbers in +\(digits) are not denied", span: prefix.span, point: refused) {
                $0.outbound?.deny.removeAll { $0 == digits }
            }
        )
    }
    if let otherwise = outbound.otherwise {
        let point = CallPoint(kind: .fallback, span: otherwise.span)
        changes.append(
            GraphChange(words: "outbound calls have no 'otherwise'", span: otherwise.span, point: point) {
                $0.outbound?.otherwise = nil
            }
        )
    }
    return changes
}

/// What callers meet when the host is dead.
private func deadHostChanges(_ graph: CallGraph, _ project: Project) -> [GraphChange] {
    guard let fallback = project.hosting.fallback else { return [] }
    let point = CallPoint(kind: .fallback, span: fallback.span)
    var changes = [
        GraphChange(words: "when the host is dead something else is said", span: graph.apology.content.span) {
            $0.apology.content.value = "Beep."
        }
    ]
    if graph.fallback?.callee != nil {
        changes.append(
            GraphChange(words: "when the host is dead nobody is rung", span: fallback.span, point: point) {
                $0.fallback?.callee = nil
            }
        )
    }
    return changes
}
