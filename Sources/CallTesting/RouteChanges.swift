internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import Simulator

/// What routes decide, and what becomes of them when nobody answers.
func routeChanges(_ graph: CallGraph) -> [GraphChange] {
    var changes: [GraphChange] = []
    var seen: Set<Span> = []
    graph.forEachRoute { route in
        guard seen.insert(route.span).inserted else { return }
        /// Changes the route, wherever it stands.
        func change(
            _ words: String,
            at span: Span,
            _ kind: CallPoint.Kind,
            _ apply: @escaping @Sendable (inout Route) -> Void
        ) {
            let place = route.span
            changes.append(
                GraphChange(words: words, span: span, point: CallPoint(kind: kind, span: span)) { graph in
                    graph.changeRoutes { if $0.span == place { apply(&$0) } }
                }
            )
        }
        switch route.target {
        case .schedule(let id, let open, let closed):
            let name = graph[id].name.value
            // Whoever comes by either side notices.
            for (side, branch, other) in [("open", open, closed), ("closed", closed, open)] {
                change("schedule '\(name)' leads to the same when \(side) as else", at: branch.span, .schedule) {
                    route in
                    guard case .schedule(let id, let open, let closed) = route.target else { return }
                    route.target =
                        side == "open"
                        ? .schedule(id, open: other, closed: closed) : .schedule(id, open: open, closed: other)
                }
            }
        case .caller(let node):
            for (place, list) in node.lists.enumerated() {
                change("callers of list '\(list.name)' are as others", at: list.route.span, .caller) { route in
                    guard case .caller(var node) = route.target else { return }
                    node.lists.remove(at: place)
                    route.target = .caller(node)
                }
            }
            for (place, prefix) in node.prefixes.enumerated() {
                change("callers from +\(prefix.prefix) are as others", at: prefix.route.span, .caller) { route in
                    guard case .caller(var node) = route.target else { return }
                    node.prefixes.remove(at: place)
                    route.target = .caller(node)
                }
            }
            if let withheld = node.withheld {
                change("withheld callers are as others", at: withheld.span, .caller) { route in
                    guard case .caller(var node) = route.target else { return }
                    node.withheld = nil
                    route.target = .caller(node)
                }
            }
            change("other callers are hung up on", at: node.otherwise.span, .caller) { route in
                guard case .caller(var node) = route.target else { return }
                node.otherwise = node.otherwise.hungUp
                route.target = .caller(node)
            }
        case .split(let shares):
            for (place, share) in shares.enumerated() {
                let other = shares[(place + 1) % shares.count].route
                change("the share of \(share.weight) leads where the next does", at: share.route.span, .share) {
                    route in
                    guard case .split(var shares) = route.target else { return }
                    shares[place].route = other
                    route.target = .split(shares)
                }
            }
        case .agent(_, _, _, let otherwise?), .team(_, let otherwise?), .ring(_, let otherwise?):
            let name =
                switch route.target {
                case .agent(let id, _, _, _): "agent '\(graph[id].name.value)'"
                case .team(let id, _): "team '\(graph[id].name.value)'"
                case .ring(let ring, _): Callee(ring.endpoint).shownName
                default: "this"
                }
            change("\(name) has no 'otherwise' here", at: otherwise.span, .fallback) { route in
                // A hang-up, since without one the agent's or team's own would follow.
                let none = otherwise.hungUp
                switch route.target {
                case .agent(let id, let ringFor, let callerID, _):
                    route.target = .agent(id, ringFor: ringFor, callerID: callerID, otherwise: none)
                case .team(let id, _): route.target = .team(id, otherwise: none)
                case .ring(let ring, _): route.target = .ring(ring, otherwise: none)
                default: break
                }
            }
        default: break
        }
    }
    for (index, agent) in graph.agents.enumerated() {
        guard let otherwise = agent.otherwise else { continue }
        changes.append(
            GraphChange(
                words: "agent '\(agent.name.value)' has no 'otherwise'",
                span: otherwise.span,
                point: CallPoint(kind: .fallback, span: otherwise.span)
            ) { $0.agents[index].otherwise = nil }
        )
    }
    return changes
}
