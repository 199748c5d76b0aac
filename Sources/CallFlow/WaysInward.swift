internal import Diagnostics

extension CallGraph {
    /// The menus and flows that calls to numbers get to before somebody is rung, in an order in which each stands in front of
    /// those that its keys, its silence and its decisions lead to, back ways apart.
    ///
    /// A back way leads to a place through which the way went on which the search first came: only on such ways can circles
    /// close. Where there are none, the order is exact for every way.
    ///
    /// Iterative: a chain may be as long as the project.
    ///
    /// - Complexity: O(nodes + routes).
    func ranksOfWays() -> [SilentNode: Int] {
        var met: Set<SilentNode> = []
        var done: [SilentNode] = []
        var path: [(node: SilentNode, next: [SilentNode])] = []
        let starts = (entries.map(\.route) + [defaultEntry]).compactMap(\.self).flatMap { placesEntered(by: [$0]) }
        for start in starts where met.insert(start).inserted {
            path.append((start, waysInward(from: start)))
            while let last = path.indices.last {
                guard let next = path[last].next.popLast() else {
                    done.append(path.removeLast().node)
                    continue
                }
                if met.insert(next).inserted { path.append((next, waysInward(from: next))) }
            }
        }
        return Dictionary(uniqueKeysWithValues: done.enumerated().map { ($1, done.count - 1 - $0) })
    }

    private func waysInward(from node: SilentNode) -> [SilentNode] {
        switch node {
        case .menu(let id):
            let menu = self[id]
            var routes: [Route] = []
            if let otherwise = menu.otherwise { routes.append(otherwise) }
            for option in menu.options.reversed() where option.keys.value.utf8.count <= menu.maxDigits {
                routes.append(option.route)
            }
            return placesEntered(by: routes)
        case .flow(let id): return placesEntered(by: Array(self[id].parts.prefix(1)))
        case .agent, .team: return []
        }
    }

    /// The menus and flows that routes lead into before anybody is rung, in the order of the routes.
    private func placesEntered(by routes: [Route]) -> [SilentNode] {
        var places: [SilentNode] = []
        var pending = Array(routes.reversed())
        while let route = pending.popLast() {
            switch route.target {
            case .menu(let id): places.append(.menu(id))
            case .flow(let id): places.append(.flow(id))
            case .schedule(_, let open, let closed): pending += [open, closed]
            case .caller(let caller): pending += caller.routes
            case .split(let branches): pending += branches.map(\.route)
            case .agent, .team, .ring, .voicemail, .websocket, .conference, .ncco, .hangup: break
            }
        }
        return places
    }
}
