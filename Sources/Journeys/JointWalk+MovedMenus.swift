internal import CallBundle

/// Where the two sides go on differently, so that they are not followed together: one side's point.
struct Parting {
    var place: Place
    var context: Context
    /// The pair of places at which they part.
    var node: Int32
    /// When the witness is there.
    var time: Int32
}

/// A menu that one side comes to behind a parting.
private struct Arrival {
    var place: Place
    var context: Context
    var node: Int32
    var time: Int32
    /// What the caller does on that side, behind the parting.
    var moves: [Move]
}

extension JointWalk {
    /// Whether two menus have other names, and one side has a menu of the other's: then neither was renamed.
    func areOthers(_ menus: (String?, String?)) -> Bool {
        guard let old = menus.0, let new = menus.1, old != new else { return false }
        return right.side.menuNames.contains(old) || left.side.menuNames.contains(new)
    }

    func menu(_ point: Side.Act?, _ side: Side) -> String? {
        guard let point, point.kind == .listens, point.route >= 0 else { return nil }
        return side.menus[Int(point.route)]
    }

    /// Remembers that a menu was compared with itself.
    mutating func noteMenus(_ before: Scene, _ after: Scene, _ context: Context) {
        guard let menu = menu(before.point, left.side), menu == self.menu(after.point, right.side),
            !isCompared(menu, in: context)
        else { return }
        compared[menu, default: []].append(context)
    }

    /// Remembers where two scenes part.
    mutating func notePartings(_ before: Scene, _ after: Scene, at node: Int32, _ context: Context, _ time: Int32) {
        if before.point != nil {
            partings.before.append(Parting(place: before.place, context: context, node: node, time: time))
        }
        if after.point != nil {
            partings.after.append(Parting(place: after.place, context: context, node: node, time: time))
        }
    }

    /// Adds the menus that each side comes to only where the other one is elsewhere, to be compared with themselves.
    mutating func addMovedMenus() {
        guard !partings.before.isEmpty, !partings.after.isEmpty else { return }
        let old = arrivals(partings.before, isLeft: true)
        let new = arrivals(partings.after, isLeft: false)
        for menu in new.keys.sorted() {
            for arrival in new[menu] ?? [] {
                let earlier = old[menu]?.first { $0.context == arrival.context } ?? old[menu]?.first
                if let earlier { compare(menu, earlier, arrival) }
            }
        }
    }

    private mutating func compare(_ menu: String, _ before: Arrival, _ after: Arrival) {
        let ways = (way(of: before, isLeft: true), way(of: after, isLeft: false))
        let count = nodes.count
        let move = Move.isIn(menu: menu, now: ways.1.way, before: ways.0.way)
        _ = go(to: (before.place, after.place), after.context, from: -1, firstTime: after.time, by: move)
        guard nodes.count > count else { return }
        nodes[count].parents = [after.node]
        nodes[count].starts = ways.1.start.map { [$0] } ?? []
        nodes[count].isLate = nodes[Int(after.node)].isLate
    }

    private mutating func way(of arrival: Arrival, isLeft: Bool) -> (start: Int32?, way: Way) {
        let (number, moves) = way(to: arrival.node)
        var way = Way(start: number.map { starts[Int($0)] }, when: when(arrival.time), moves: moves + arrival.moves)
        if case .isIn(_, let now, let before)? = moves.first {
            let first = isLeft ? before : now
            way.start = first.start
            way.moves = first.moves + way.moves.dropFirst()
        }
        return (number, way)
    }

    /// Whether a menu was compared with itself wherever calls are in a context.
    private func isCompared(_ menu: String, in context: Context) -> Bool {
        compared[menu]?.contains { known in
            (known.time == context.time || known.time == contexts.all.time)
                && (known.hash == context.hash || known.hash == contexts.all.hash)
        } ?? false
    }

    /// Follows one side alone from where the sides parted to the menus that both have.
    ///
    /// - Returns: By the menu's name, the first arrival in each context that was not compared yet.
    /// - Complexity: O(places of the side × what can be done there); menus that were compared are not gone into.
    private mutating func arrivals(_ partings: [Parting], isLeft: Bool) -> [String: [Arrival]] {
        var open: [(arrival: Arrival, parent: Int, move: Move?)] = partings.map { parting in
            let arrival = Arrival(
                place: parting.place,
                context: parting.context,
                node: parting.node,
                time: parting.time,
                moves: []
            )
            return (arrival, -1, nil)
        }
        var seen: Set<Visit> = []
        var found: [String: [Arrival]] = [:]
        var index = 0
        while index < open.count {
            let here = open[index].arrival
            for (context, scene) in scenes(at: here.place, here.context, isLeft: isLeft) {
                guard let point = scene.point, point.kind != .stays else { continue }
                let side = isLeft ? left.side : right.side
                var arrival = here
                (arrival.place, arrival.context) = (scene.place, context)
                if context.time != contexts.all.time { arrival.time = context.time }
                if let menu = menu(point, side), left.side.menuNames.contains(menu), right.side.menuNames.contains(menu)
                {
                    if isCompared(menu, in: context) { continue }
                    let isFirst = side.areFirstAttempts[Int(point.route)]
                    if isFirst, found[menu]?.contains(where: { $0.context == context }) != true {
                        var told = arrival
                        var step = index
                        while let move = open[step].move {
                            told.moves.insert(move, at: 0)
                            step = open[step].parent
                        }
                        found[menu, default: []].append(told)
                    }
                }
                let decision = side.decision(of: point)
                let choices =
                    point.kind == .listens
                    ? inputChoices(point, point, decision, decision)
                    : ringChoices(steps.steps[Int(point.step)], decision, decision)
                for choice in choices {
                    for (context, leaf) in contexts.leaves(of: decision, for: choice.after, in: context) {
                        let next = (isLeft ? left : right).place(after: leaf, behind: scene.place)
                        guard next.document >= 0, seen.insert(Visit(place: next, context: context)).inserted
                        else { continue }
                        arrival.place = next
                        arrival.context = context
                        open.append((arrival, index, choice.move))
                    }
                }
            }
            index += 1
        }
        return found
    }

    private struct Visit: Hashable {
        var place: Place
        var context: Context
    }

    private mutating func scenes(
        at place: Place,
        _ context: Context,
        isLeft: Bool
    ) -> [(context: Context, scene: Scene)] {
        isLeft
            ? left.scenes(at: place, in: context, &contexts, &steps)
            : right.scenes(at: place, in: context, &contexts, &steps)
    }
}
