/// A place of the graph that has a way on which the caller does nothing for: a menu after its last attempt, an agent
/// who does not answer.
package enum SilentNode: Hashable, Sendable {
    case menu(MenuID)
    case agent(AgentID)
}

extension CallGraph {
    /// The menu or agent that a route enters, and those that follow it while nobody does anything.
    ///
    /// An agent's own `otherwise` is a step of the agent; one that the route brings along is part of the route.
    package func silentSteps(along route: Route?) -> [SilentNode] {
        var steps: [SilentNode] = []
        var current = route
        while let route = current {
            current = nil
            switch route.target {
            case .menu(let id): steps.append(.menu(id))
            case .agent(let id, _, let otherwise):
                if let otherwise {
                    current = otherwise
                } else {
                    steps.append(.agent(id))
                }
            case .phone(_, let otherwise): current = otherwise
            case .ncco, .hangup: break
            }
        }
        return steps
    }

    /// Where a node leads while nobody does anything.
    package func silentSteps(from node: SilentNode) -> [SilentNode] {
        switch node {
        case .menu(let id): silentSteps(along: menus[id.index].otherwise)
        case .agent(let id): silentSteps(along: agents[id.index].otherwise)
        }
    }

    /// All menus and agents, each behind everything that it leads to while nobody does anything; or the first circle found,
    /// as the nodes on it.
    ///
    /// Iterative: a chain may be as long as the project.
    ///
    /// - Complexity: O(nodes + steps).
    package func silentOrder() -> (order: [SilentNode], circles: [[SilentNode]]) {
        enum Mark { case open, done }
        var marks = [Mark?](repeating: nil, count: menus.count + agents.count)
        func place(_ node: SilentNode) -> Int {
            switch node {
            case .menu(let id): id.index
            case .agent(let id): menus.count + id.index
            }
        }
        var order: [SilentNode] = []
        var circles: [[SilentNode]] = []
        let nodes =
            menus.indices.map { SilentNode.menu(MenuID(index: $0)) }
            + agents.indices.map { SilentNode.agent(AgentID(index: $0)) }
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
