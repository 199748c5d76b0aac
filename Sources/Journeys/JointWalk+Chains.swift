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
        let old = chain(before, isLeft: true, context)
        let new = chain(after, isLeft: false, old.context)
        note(.course, old.steps, new.steps, at: node, time, isChain: true)
        let ends = (old.end ?? .end, new.end ?? .end)
        let firstTime = new.context.time == contexts.all.time ? time : new.context.time
        _ = go(to: ends, new.context, from: node, firstTime: firstTime, by: .nobodyAnswers)
    }

    /// All who are rung until the call goes on in another way.
    ///
    /// - Returns: What is met till then; where the call goes on when nobody answers, nil for nowhere; and what is known of the
    ///   call then.
    private mutating func chain(
        _ first: Scene,
        isLeft: Bool,
        _ context: Context
    ) -> (steps: [Int32], end: Place?, context: Context) {
        var met: [Int32] = []
        var context = context
        var scene = first
        var seen: Set<Place> = []
        while let point = scene.point, point.kind == .rings {
            met += scene.heard + [point.step]
            let request = WebhookRequest(status: "timeout")
            let decision = decision(point, isLeft ? left.side : right.side)
            // Of a choice that the call makes the first is told, with what it means for the rest.
            guard let leaf = contexts.leaves(of: decision, for: request, in: context).first else {
                return (met, nil, context)
            }
            context = leaf.context
            let place =
                isLeft
                ? left.place(after: leaf.leaf, behind: scene.place) : right.place(after: leaf.leaf, behind: scene.place)
            let next =
                isLeft
                ? left.scenes(at: place, in: context, &contexts, &steps)
                : right.scenes(at: place, in: context, &contexts, &steps)
            guard seen.insert(place).inserted, next.count == 1, next[0].scene.point?.kind == .rings else {
                return (met, place, context)
            }
            scene = next[0].scene
        }
        return (met, nil, context)
    }
}
