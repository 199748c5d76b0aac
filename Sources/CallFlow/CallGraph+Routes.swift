extension CallGraph {
    /// All routes as they are written, those inside of others too, each once.
    ///
    /// - Complexity: O(routes).
    package func forEachRoute(_ visit: (Route) -> Void) {
        func walk(_ route: Route?) {
            guard let route else { return }
            visit(route)
            route.inner.forEach { walk($0) }
        }
        entries.forEach { walk($0.route) }
        walk(defaultEntry)
        for index in menus.indices {
            // The options of a variant are those of its menu.
            if menus[index].variant == 0 { menus[index].options.forEach { walk($0.route) } }
            walk(menus[index].otherwise)
        }
        agents.forEach { walk($0.otherwise) }
        teams.forEach { walk($0.otherwise) }
        flows.forEach { $0.parts.forEach { walk($0) } }
        outbound?.extensions.forEach { walk($0.route) }
        walk(outbound?.otherwise)
    }
}

extension Route {
    /// The routes that stand inside of this one.
    package var inner: [Route] {
        switch target {
        case .agent(_, _, _, let otherwise), .team(_, let otherwise), .ring(_, let otherwise):
            [otherwise].compactMap(\.self)
        case .schedule(_, let open, let closed): [open, closed]
        case .caller(let caller): caller.routes
        case .split(let branches): branches.map(\.route)
        case .menu, .flow, .voicemail, .websocket, .conference, .ncco, .hangup: []
        }
    }
}
