internal import CallBundle

extension JointWalk {
    /// Whether both scenes end with somebody who is rung, and it is somebody else.
    func ringsOthers(_ before: Scene, _ after: Scene) -> Bool {
        guard case .rings(let old)? = before.point.map({ steps.steps[Int($0.step)] }),
            case .rings(let new)? = after.point.map({ steps.steps[Int($0.step)] })
        else { return false }
        return old.name != new.name
    }

    /// Tells as one difference whom each side rings, one after the other, and goes on where nobody answered.
    mutating func compareChains(_ before: Scene, _ after: Scene, at node: Int32, _ context: Context, _ time: Int32) {
        let old = left.chain(from: before, in: context, &contexts, &steps)
        let new = right.chain(from: after, in: old.context, &contexts, &steps)
        note(.course, old.met, new.met, at: node, time, isChain: true)
        let firstTime = new.context.time == contexts.all.time ? time : new.context.time
        _ = go(to: (old.end, new.end), new.context, from: node, firstTime: firstTime, by: .nobodyAnswers)
    }
}

/// All who are rung until the call goes on in another way.
private struct Chain {
    /// Numbers of steps.
    var met: [Int32] = []

    /// Where the call goes on when nobody answers.
    var end = Place.end
    var context: Context
}

extension Stage {
    /// Who is rung from a scene on, one after the other.
    fileprivate mutating func chain(
        from first: Scene,
        in context: Context,
        _ contexts: inout Contexts,
        _ steps: inout StepTable
    ) -> Chain {
        var chain = Chain(context: context)
        var scene = first
        var seen: Set<Place> = []
        while let point = scene.point, point.kind == .rings {
            chain.met += scene.heard + [point.step]
            let request = WebhookRequest(status: "timeout")
            // Of a choice that the call makes the first is told, with what it means for the rest.
            guard let leaf = contexts.leaves(of: decision(point), for: request, in: chain.context).first else { break }
            chain.context = leaf.context
            chain.end = place(after: leaf.leaf, behind: scene.place)
            let next = scenes(at: chain.end, in: chain.context, &contexts, &steps)
            guard seen.insert(chain.end).inserted, next.count == 1, next[0].scene.point?.kind == .rings else { break }
            scene = next[0].scene
        }
        return chain
    }
}
