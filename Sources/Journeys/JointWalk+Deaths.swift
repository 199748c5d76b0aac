extension JointWalk {
    /// Compares what is left of two scenes that are heard alike when the host dies in them.
    mutating func compareDeaths(
        _ before: Scene,
        _ after: Scene,
        at node: Int32,
        _ time: Int32,
        _ menus: (String?, String?)
    ) {
        var deaths = (before.deaths, after.deaths)
        if before.point?.route ?? -1 >= 0 || after.point?.route ?? -1 >= 0 {
            deaths.0.append((before.heard.count, left.rest(from: before.place.next, &steps)))
            deaths.1.append((after.heard.count, right.rest(from: after.place.next, &steps)))
        }
        for count in Set((deaths.0 + deaths.1).map(\.heard)).sorted() {
            let ends = (deaths.0.first { $0.heard >= count }, deaths.1.first { $0.heard >= count })
            if let before = ends.0, let after = ends.1, before == after { continue }
            // Without a webhook behind, the call goes on as if the host were alive.
            let wholes = (whole(ends.0, before), whole(ends.1, after))
            if wholes.0 != wholes.1 { note(.outage, wholes.0, wholes.1, at: node, time, menus) }
        }
    }

    private func whole(_ death: (heard: Int, rest: Int32)?, _ scene: Scene) -> [Int32] {
        guard let death else { return scene.heard + (scene.point.map { [$0.step] } ?? []) }
        return scene.heard.prefix(death.heard) + steps.numbers(inList: death.rest)
    }
}
