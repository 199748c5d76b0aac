internal import CallBundle
internal import TimeZones

/// Two releases, walked at once: breadth first over pairs of places.
struct JointWalk {
    var left: Stage
    var right: Stage
    var steps: StepTable
    var contexts: Contexts
    let names: [ScheduleTable: String]
    let numbers: (before: Set<String>, after: Set<String>)

    /// Names of the app users of each side.
    let users: (before: [String], after: [String])

    /// Whether calls may come in on numbers besides.
    private let hasOtherNumbers: Bool

    /// What app users reach on one side only by dialling.
    private(set) var outbound: Difference?

    /// Schedules that both sides have by one name, with other hours.
    let changedHours: [ChangedHours]

    var nodes: [Node] = []
    private var known: [Key: Int32] = [:]
    private(set) var starts: [CallStart] = []
    private let leftUses: [Uses]
    private let rightUses: [Uses]
    var found: [Finding] = []

    /// Menus that were compared with themselves, and in which contexts.
    var compared: [String: [Context]] = [:]

    /// Where the sides part: what one of them comes to from there may be met on the other one elsewhere.
    var partings: (before: [Parting], after: [Parting]) = ([], [])

    /// A pair of places that calls can be at, one on each side.
    struct Node {
        var left: Place
        var right: Place
        var context: Context
        /// The time in which the witness gets here, where it is no longer looked at.
        var firstTime: Int32
        /// The share of the calls that the witness's call is of.
        var firstHash: Int32
        var parent: Int32
        var move: Move?
        /// All nodes that lead here, for whom a difference concerns; the way of the witness ends where it has no parent.
        var parents: [Int32] = []
        var starts: [Int32] = []
        /// Whether the call gets here only by going on while the hours change.
        var isLate = false
    }

    private struct Key: Hashable {
        var left: Place
        var right: Place
        var context: Context
    }

    /// A difference at a node, not yet told.
    struct Finding {
        var node: Int32
        var time: Int32
        /// The share of the calls that meet it.
        var hash: Int32
        var kind: Difference.Kind
        var before: [Int32]
        var after: [Int32]
        var menuBefore: String?
        var menuAfter: String?
        /// Whether people are rung one after the other, whose order may be another from call to call.
        var isChain = false
    }

    /// The walk ends at so many findings.
    static let mostFindings = 10_000

    init(
        _ before: Release,
        _ after: Release,
        now: Int,
        names: [ScheduleTable: String],
        numbers: LinkedNumbers? = nil
    ) {
        var steps = StepTable()
        let left = Side(before, steps: &steps)
        let right = Side(after, steps: &steps)
        var tables: [ScheduleTable] = []
        var sums: Set<Int> = []
        for decision in left.decisions + right.decisions { decision.collect(&tables, &sums) }
        let ordered = Self.ordered(tables, names)
        let end = 2_240_611_199  // The last second of 2040, where the offsets of time zones end.
        contexts = Contexts(atoms: TimeAtoms(ordered, now: min(now, end), to: end), hashes: HashAtoms(sums))
        changedHours = Self.changedHours(left, right, names: names, contexts.atoms)
        leftUses = left.uses()
        rightUses = right.uses()
        self.left = Stage(left)
        self.right = Stage(right)
        self.steps = steps
        self.names = names
        self.numbers = (
            numbers?.before ?? Set(before.manifest.requires.entryNumbers),
            numbers?.after ?? Set(after.manifest.requires.entryNumbers)
        )
        hasOtherNumbers = numbers == nil
        users = (before.manifest.appUsers, after.manifest.appUsers)
    }

    mutating func run() -> JourneyComparison {
        begin()
        var index = 0
        while index < nodes.count, found.count < Self.mostFindings {
            visit(Int32(index))
            index += 1
            if index == nodes.count { addMovedMenus() }
            if index == nodes.count { addLateNodes() }
        }
        let isCut = found.count >= Self.mostFindings
        return JourneyComparison(differences: tell(), pairs: nodes.count, isCut: isCut)
    }

    /// Goes on from all places with any time: a call may still be on when a line opens or closes.
    private mutating func addLateNodes() {
        for index in nodes.indices where !nodes[index].isLate && nodes[index].context.time != contexts.all.time {
            let node = nodes[index]
            let context = Context(time: contexts.all.time, hash: node.context.hash)
            let count = nodes.count
            let late = go(
                to: (node.left, node.right),
                context,
                from: node.parent,
                firstTime: node.firstTime,
                by: node.move
            )
            guard late == count else { continue }
            nodes[count].starts = node.starts
            if node.parent < 0 { nodes[count].parents = node.parents }
            nodes[count].isLate = true
        }
    }

    // MARK: Beginnings

    private mutating func begin() {
        let answers = (left.side.answer ?? .proceed, right.side.answer ?? .proceed)
        let all = callStarts(
            answers.0,
            answers.1,
            numbers: numbers.before.intersection(numbers.after),
            hasOthers: hasOtherNumbers
        )
        outbound = outboundDifference(among: all, answers)
        starts = all.filter { !$0.isDialled || $0.end != nil }
        for (index, start) in starts.enumerated() {
            for (context, before) in contexts.leaves(of: answers.0, for: start.request, in: contexts.all) {
                for (context, after) in contexts.leaves(of: answers.1, for: start.request, in: context) {
                    let places = (left.place(after: before, behind: .end), right.place(after: after, behind: .end))
                    let node = go(to: places, context, from: -1, firstTime: context.time, by: nil)
                    if nodes[Int(node)].starts.first == Int32(index) { add(context.hash, to: node) }
                    if nodes[Int(node)].starts.last != Int32(index) { nodes[Int(node)].starts.append(Int32(index)) }
                }
            }
        }
        if let before = left.side.fallback.map({ left.rest(from: Place(document: $0, action: 0), &steps) }),
            let after = right.side.fallback.map({ right.rest(from: Place(document: $0, action: 0), &steps) }),
            before != after
        {
            let heard = (steps.numbers(inList: before), steps.numbers(inList: after))
            note(.outage, heard.0, heard.1, at: -1, contexts.all.time)
        }
    }

    /// The node of a pair, made when it is new.
    mutating func go(
        to places: (left: Place, right: Place),
        _ context: Context,
        from parent: Int32,
        firstTime: Int32,
        by move: Move?
    ) -> Int32 {
        let uses = self.uses(places.left, leftUses).union(self.uses(places.right, rightUses))
        // What nothing decides over any more keeps no pairs apart.
        let whole = parent >= 0 ? nodes[Int(parent)].firstHash : contexts.all.hash
        let firstHash = context.hash == contexts.all.hash ? whole : context.hash
        var context = context
        if !uses.contains(.time) { context.time = contexts.all.time }
        if !uses.contains(.hash) { context.hash = contexts.all.hash }
        let key = Key(left: places.left, right: places.right, context: context)
        if let node = known[key] {
            if parent >= 0 {
                nodes[Int(node)].parents.append(parent)
                // Several shares of the calls may come here the same way.
                if nodes[Int(node)].parent == parent, nodes[Int(node)].move == move { add(firstHash, to: node) }
            }
            return node
        }
        let number = Int32(nodes.count)
        nodes.append(
            Node(
                left: places.left,
                right: places.right,
                context: context,
                firstTime: firstTime,
                firstHash: firstHash,
                parent: parent,
                move: move,
                parents: parent >= 0 ? [parent] : [],
                isLate: parent >= 0 && nodes[Int(parent)].isLate
            )
        )
        known[key] = number
        return number
    }

    private mutating func add(_ hash: Int32, to node: Int32) {
        nodes[Int(node)].firstHash = contexts.union(ofHashes: [nodes[Int(node)].firstHash, hash])
    }

    private func uses(_ place: Place, _ uses: [Uses]) -> Uses {
        place.document < 0 ? [] : uses[Int(place.document)]
    }

    // MARK: The walk

    private mutating func visit(_ index: Int32) {
        let node = nodes[Int(index)]
        for (context, before) in left.scenes(at: node.left, in: node.context, &contexts, &steps) {
            for (context, after) in right.scenes(at: node.right, in: context, &contexts, &steps) {
                // Told with the time of the witness, where this place does not look at it.
                let time = context.time == contexts.all.time ? node.firstTime : context.time
                let count = found.count
                if ringsOthers(before, after) {
                    compareChains(before, after, at: index, context, time)
                } else if compare(before, after, at: index, time) {
                    noteMenus(before, after, context)
                    follow(before, after, from: index, context, time)
                } else {
                    notePartings(before, after, at: index, context, time)
                }
                let hash = context.hash == contexts.all.hash ? node.firstHash : context.hash
                for index in count..<found.count { found[index].hash = hash }
            }
        }
    }

    /// Notes what differs between two scenes; whether the calls go on alike.
    private mutating func compare(_ before: Scene, _ after: Scene, at node: Int32, _ time: Int32) -> Bool {
        let points = (before.point, after.point)
        let isSameKind = points.0?.kind == points.1?.kind
        let isSamePoint = isSameKind && points.0?.step == points.1?.step
        let menus = (menu(points.0, left.side), menu(points.1, right.side))
        if before.heard == after.heard, isSamePoint {
            compareDeaths(before, after, at: node, time, menus)
            return true
        }
        // Where one menu stands in place of another, what lies behind them is not compared.
        let isSamePlace = isSamePoint && !areOthers(menus)
        var heard = (before.heard, after.heard)
        if !isSamePlace {
            if let step = points.0?.step { heard.0.append(step) }
            if let step = points.1?.step { heard.1.append(step) }
        }
        note(isSamePlace ? .wording : .course, heard.0, heard.1, at: node, time, menus)
        return isSameKind && !areOthers(menus)
    }

    mutating func note(
        _ kind: Difference.Kind,
        _ before: [Int32],
        _ after: [Int32],
        at node: Int32,
        _ time: Int32,
        _ menus: (String?, String?) = (nil, nil),
        isChain: Bool = false
    ) {
        found.append(
            Finding(
                node: node,
                time: time,
                hash: contexts.all.hash,
                kind: kind,
                before: before,
                after: after,
                menuBefore: menus.0,
                menuAfter: menus.1,
                isChain: isChain
            )
        )
    }

    private mutating func follow(
        _ before: Scene,
        _ after: Scene,
        from node: Int32,
        _ context: Context,
        _ time: Int32
    ) {
        guard let left = before.point, let right = after.point, left.kind != .stays else { return }
        let decisions = (self.left.decision(left), self.right.decision(right))
        let choices =
            left.kind == .listens
            ? inputChoices(left, right, decisions.0, decisions.1)
            : ringChoices(steps.steps[Int(left.step)], decisions.0, decisions.1)
        for choice in choices {
            for (context, leaf) in contexts.leaves(of: decisions.0, for: choice.before, in: context) {
                for (context, otherLeaf) in contexts.leaves(of: decisions.1, for: choice.after, in: context) {
                    let places = (
                        self.left.place(after: leaf, behind: before.place),
                        self.right.place(after: otherLeaf, behind: after.place)
                    )
                    let when = context.time == contexts.all.time ? time : context.time
                    _ = go(to: places, context, from: node, firstTime: when, by: choice.move)
                }
            }
        }
    }
}
