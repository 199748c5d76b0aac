internal import CallBundle

/// A place in a call: an action of a document; document -1 is the end.
struct Place: Hashable {
    var document: Int32
    var action: Int32

    static let end = Place(document: -1, action: 0)
    var next: Place { Place(document: document, action: action + 1) }
}

/// What happens from a place on until somebody decides: the caller, or who is rung.
struct Scene {
    /// Numbers of steps.
    var heard: [Int32] = []

    /// What the scene ends with; nil for the end of the call.
    var point: Side.Act?
    var place = Place.end

    /// What a caller meets when the host is dead: from which webhook of the scene on, by how much was heard before, and
    /// what follows, as a list of `StepTable`.
    var deaths: [(heard: Int, rest: Int32)] = []
}

/// One side of a comparison, with what is worked out of it on the way.
struct Stage {
    let side: Side
    private var plain: [Place: Scene] = [:]
    private var rests: [[Int32]]

    /// How many decisions without a caller's doing are followed; the compiler lets no such loop pass.
    private static let mostJumps = 1_000

    init(_ side: Side) {
        self.side = side
        rests = Array(repeating: [], count: side.documents.count)
    }

    /// The scenes that begin at a place, one for each part of a context that decides on the way.
    mutating func scenes(
        at place: Place,
        in context: Context,
        _ contexts: inout Contexts,
        _ steps: inout StepTable
    ) -> [(context: Context, scene: Scene)] {
        if let scene = plain[place] { return [(context, scene)] }
        var found: [(context: Context, scene: Scene)] = []
        var open = [(place: place, scene: Scene(), context: context, jumps: 0)]
        while var run = open.popLast() {
            let actions = run.place.document < 0 ? [] : side.documents[Int(run.place.document)]
            walk: while Int(run.place.action) < actions.count {
                let act = actions[Int(run.place.action)]
                switch act.kind {
                case .passes: run.scene.heard.append(act.step)
                case .listens, .rings, .stays:
                    run.scene.point = act
                    run.scene.place = run.place
                    break walk
                case .jumps:
                    break walk
                }
                run.place.action += 1
            }
            if run.scene.point != nil || Int(run.place.action) >= actions.count || run.jumps == Self.mostJumps {
                found.append((run.context, run.scene))
                continue
            }
            let rest = rest(from: run.place.next, &steps)
            run.scene.deaths.append((run.scene.heard.count, rest))
            run.jumps += 1
            let decision = decision(actions[Int(run.place.action)])
            for (context, leaf) in contexts.leaves(of: decision, for: WebhookRequest(), in: run.context).reversed() {
                open.append((self.place(after: leaf, behind: run.place), run.scene, context, run.jumps))
            }
        }
        if found.count == 1, found[0].context == context, contexts.all == context { plain[place] = found[0].scene }
        return found
    }

    /// What is asked at a point; where no webhook is, the call goes on with what it holds.
    func decision(_ act: Side.Act) -> Decision { side.decision(of: act) }

    /// Where a call goes on.
    func place(after leaf: Leaf, behind place: Place) -> Place {
        switch leaf {
        case .document(let id): Place(document: side.document(id), action: 0)
        case .proceeds: place.next
        }
    }

    /// What a caller meets from a place on when no webhook answers, as a list of steps.
    mutating func rest(from place: Place, _ steps: inout StepTable) -> Int32 {
        guard place.document >= 0 else { return 0 }
        let document = Int(place.document)
        if rests[document].isEmpty {
            var all: [Int32] = [0]
            for act in side.documents[document].reversed() {
                let behind = all[all.count - 1]
                switch act.kind {
                case .jumps: all.append(behind)
                case .stays: all.append(steps.list(act.step, before: 0))
                case .passes, .listens, .rings: all.append(steps.list(act.step, before: behind))
                }
            }
            rests[document] = all.reversed()
        }
        let rest = rests[document]
        return Int(place.action) < rest.count ? rest[Int(place.action)] : 0
    }
}
