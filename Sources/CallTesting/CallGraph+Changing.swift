internal import CallFlow

extension CallGraph {
    /// Changes routes as they are written, those inside of others too, innermost last.
    ///
    /// - Complexity: O(routes).
    mutating func changeRoutes(_ change: (inout Route) -> Void) {
        for index in entries.indices { Self.change(&entries[index].route, change) }
        Self.change(&defaultEntry, change)
        for index in menus.indices {
            for option in menus[index].options.indices { menus[index].options[option].route.changeAll(change) }
            Self.change(&menus[index].otherwise, change)
        }
        for index in agents.indices { Self.change(&agents[index].otherwise, change) }
        for index in teams.indices { Self.change(&teams[index].otherwise, change) }
        for index in flows.indices {
            for part in flows[index].parts.indices { flows[index].parts[part].changeAll(change) }
        }
        guard var outbound else { return }
        for index in outbound.extensions.indices { outbound.extensions[index].route.changeAll(change) }
        Self.change(&outbound.otherwise, change)
        self.outbound = outbound
    }

    private static func change(_ route: inout Route?, _ change: (inout Route) -> Void) {
        guard var changed = route else { return }
        changed.changeAll(change)
        route = changed
    }
}

extension Route {
    fileprivate mutating func changeAll(_ change: (inout Route) -> Void) {
        change(&self)
        func changed(_ route: Route?) -> Route? {
            guard var route else { return nil }
            route.changeAll(change)
            return route
        }
        func changed(_ route: Route) -> Route {
            var route = route
            route.changeAll(change)
            return route
        }
        switch target {
        case .agent(let id, let ringFor, let callerID, let otherwise):
            target = .agent(id, ringFor: ringFor, callerID: callerID, otherwise: changed(otherwise))
        case .team(let id, let otherwise): target = .team(id, otherwise: changed(otherwise))
        case .ring(let ring, let otherwise): target = .ring(ring, otherwise: changed(otherwise))
        case .schedule(let id, let open, let closed):
            target = .schedule(id, open: changed(open), closed: changed(closed))
        case .caller(var node):
            node.lists = node.lists.map { ($0.name, $0.numbers, changed($0.route)) }
            node.prefixes = node.prefixes.map { ($0.prefix, changed($0.route)) }
            node.withheld = changed(node.withheld)
            node.otherwise = changed(node.otherwise)
            target = .caller(node)
        case .split(var shares):
            for index in shares.indices { shares[index].route.changeAll(change) }
            target = .split(shares)
        case .menu, .flow, .voicemail, .websocket, .conference, .ncco, .hangup: break
        }
    }

    /// This route with nothing said and nobody reached.
    var hungUp: Route {
        var route = self
        route.prelude = []
        route.target = .hangup
        return route
    }
}
