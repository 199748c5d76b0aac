/// A place of the graph that has a way on which the caller does nothing for: a menu after its last attempt, someone who
/// does not answer.
package enum SilentNode: Hashable, Sendable {
    case menu(MenuID)
    case agent(AgentID)
    case team(TeamID)
    case flow(FlowID)
}

extension CallGraph {
    /// The nodes that a route enters, and those that follow while nobody does anything, on every branch of its decisions.
    ///
    /// An agent's or team's own `otherwise` is a step of that agent or team; one that the route brings along is part of the
    /// route.
    package func silentSteps(along route: Route?) -> [SilentNode] {
        var steps: [SilentNode] = []
        var pending: [Route] = []
        if let route { pending.append(route) }
        while let route = pending.popLast() {
            switch route.target {
            case .menu(let id): steps.append(.menu(id))
            case .agent(let id, _, _, let otherwise):
                if let otherwise { pending.append(otherwise) } else { steps.append(.agent(id)) }
            case .team(let id, let otherwise):
                if let otherwise { pending.append(otherwise) } else { steps.append(.team(id)) }
            case .flow(let id): steps.append(.flow(id))
            case .ring(_, let otherwise): if let otherwise { pending.append(otherwise) }
            case .schedule(_, let open, let closed): pending += [closed, open]
            case .caller(let caller): pending += caller.routes.reversed()
            case .split(let branches): pending += branches.reversed().map(\.route)
            case .voicemail, .websocket, .conference, .ncco, .hangup: break
            }
        }
        return steps
    }

    /// Where a node leads while nobody does anything.
    package func silentSteps(from node: SilentNode) -> [SilentNode] {
        switch node {
        case .menu(let id): silentSteps(along: menus[id.index].otherwise)
        case .agent(let id): silentSteps(along: agents[id.index].otherwise)
        case .team(let id): silentSteps(along: teams[id.index].otherwise)
        // All parts but the last end in something that rings, whose own way on does not count there.
        case .flow(let id): silentSteps(along: flows[id.index].parts.last)
        }
    }

    /// All nodes, each behind everything that it leads to while nobody does anything; or the first circles found, as the
    /// nodes on them.
    ///
    /// Iterative: a chain may be as long as the project.
    ///
    /// - Complexity: O(nodes + steps).
    package func silentOrder() -> (order: [SilentNode], circles: [[SilentNode]]) {
        enum Mark { case open, done }
        let starts = [0, menus.count, menus.count + agents.count, menus.count + agents.count + teams.count]
        var marks = [Mark?](repeating: nil, count: starts[3] + flows.count)
        func place(_ node: SilentNode) -> Int {
            switch node {
            case .menu(let id): id.index
            case .agent(let id): starts[1] + id.index
            case .team(let id): starts[2] + id.index
            case .flow(let id): starts[3] + id.index
            }
        }
        var order: [SilentNode] = []
        var circles: [[SilentNode]] = []
        let nodes =
            menus.indices.map { SilentNode.menu(MenuID(index: $0)) }
            + agents.indices.map { SilentNode.agent(AgentID(index: $0)) }
            + teams.indices.map { SilentNode.team(TeamID(index: $0)) }
            + flows.indices.map { SilentNode.flow(FlowID(index: $0)) }
        order.reserveCapacity(nodes.count)
        var path: [(node: SilentNode, steps: [SilentNode])] = []
        for start in nodes where marks[place(start)] == nil {
            path.append((start, silentSteps(from: start)))
            marks[place(start)] = .open
            while let last = path.indices.last {
                guard let next = path[last].steps.popLast() else {
                    let node = path.removeLast().node
                    marks[place(node)] = .done
                    order.append(node)
                    continue
                }
                switch marks[place(next)] {
                case nil:
                    marks[place(next)] = .open
                    path.append((next, silentSteps(from: next)))
                case .open:
                    let from = path.firstIndex { $0.node == next } ?? last
                    circles.append(path[from...].map(\.node))
                case .done: break
                }
            }
        }
        return (order, circles)
    }
}

extension CallerNode {
    /// All branches, in source order.
    package var routes: [Route] {
        lists.map(\.route) + prefixes.map(\.route) + [withheld, otherwise].compactMap(\.self)
    }

    /// All branches, in source order, with the step that leads into each.
    var branches: [(route: Route, step: CallStep)] {
        lists.map { ($0.route, .callerInList($0.name)) } + prefixes.map { ($0.route, .callerIn(prefix: $0.prefix)) }
            + (withheld.map { [($0, .callerWithheld)] } ?? []) + [(otherwise, .otherCaller)]
    }
}
