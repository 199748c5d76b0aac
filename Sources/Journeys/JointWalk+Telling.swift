internal import CallBundle
internal import TimeZones

extension JointWalk {
    /// Findings with one change, told once.
    private struct Group {
        var kind: Difference.Kind
        var hunk: Hunk
        var findings: [Finding] = []
        /// Where it is met, too, when the host is dead.
        var deadNodes: [Int32] = []
    }

    /// For how many differences it is worked out whom they concern; of those behind only the witness is told.
    private static let mostTraced = 500

    /// The differences, shortest ways first, each once.
    mutating func tell() -> [Difference] {
        var groups: [Group] = []
        var places: [GroupKey: Int] = [:]
        func add(_ kind: Difference.Kind, _ hunk: Hunk, _ finding: Finding) -> Int {
            let sorted = Hunk(before: hunk.before.sorted(), after: hunk.after.sorted())
            let key = GroupKey(kind: kind, hunk: finding.isChain ? sorted : hunk, isChain: finding.isChain)
            let place = places[key] ?? groups.count
            if place == groups.count {
                groups.append(Group(kind: kind, hunk: hunk))
                places[key] = place
            }
            groups[place].findings.append(finding)
            return place
        }
        // What is met with the host alive explains the same with the host dead.
        var explained: [Hunk: Int] = [:]
        for finding in found where finding.kind != .outage {
            let parts = hunks(finding.before, finding.after)
            if finding.kind == .wording {
                for part in parts {
                    let group = add(.wording, part, finding)
                    explained[part] = explained[part] ?? group
                }
            } else {
                let same = commonBeginning(finding.before, finding.after)
                let rest = Hunk(before: Array(finding.before[same...]), after: Array(finding.after[same...]))
                let group = add(.course, rest, finding)
                for part in finding.isChain ? parts.flatMap(\.pieces) : parts {
                    explained[part] = explained[part] ?? group
                }
            }
        }
        for finding in found where finding.kind == .outage {
            for part in hunks(finding.before, finding.after) {
                if let group = explained[part] {
                    groups[group].deadNodes.append(finding.node)
                } else {
                    _ = add(.outage, part, finding)
                }
            }
        }
        var differences = answeredNumbers()
        for (index, group) in groups.enumerated() {
            differences.append(difference(group, isTraced: index < Self.mostTraced))
        }
        return differences
    }

    private struct GroupKey: Hashable {
        var kind: Difference.Kind
        var hunk: Hunk
        var isChain: Bool
    }

    /// Numbers that only one side answers.
    private func answeredNumbers() -> [Difference] {
        func difference(_ number: String, _ kind: Difference.Kind) -> Difference {
            let start = CallStart(
                way: .number(number),
                caller: .anyone,
                request: WebhookRequest(to: number)
            )
            return Difference(kind: kind, starts: [start], path: [], when: nil, before: [], after: [])
        }
        let gone = numbers.before.subtracting(numbers.after).sorted().map { difference($0, .numberRemoved) }
        let new = numbers.after.subtracting(numbers.before).sorted().map { difference($0, .numberAdded) }
        return gone + new
    }

    private mutating func difference(_ group: Group, isTraced: Bool) -> Difference {
        let witness = group.findings[0]
        let way = way(to: witness)
        var difference = Difference(
            kind: group.kind,
            starts: way.start.map { [starts[Int($0)]] } ?? [],
            path: way.moves,
            when: when(witness.time),
            before: steps.steps(group.hunk.before),
            after: steps.steps(group.hunk.after),
            changesOrder: group.findings.contains {
                $0.isChain && ($0.before != witness.before || $0.after != witness.after)
            },
            isLate: isLate(witness),
            menuBefore: witness.menuBefore,
            menuAfter: witness.menuAfter
        )
        guard isTraced else { return difference }
        let findings = group.findings.filter { isLate($0) == isLate(witness) }
        difference.starts = merged(difference.starts + starts(of: findings).map { starts[Int($0)] })
        let dead = merged(starts(of: group.deadNodes).map { starts[Int($0)] })
        difference.startsWhenDead = dead.filter { start in
            !difference.starts.contains { $0.way == start.way && ($0.caller == start.caller || $0.caller == .anyone) }
        }
        var paths: Set<[Move]> = [way.moves]
        for finding in findings.dropFirst() {
            let path = self.way(to: finding).moves
            // A menu says it again at each attempt: that is no other place.
            let isRepeated =
                finding.menuAfter != nil && finding.menuAfter == witness.menuAfter && path.starts(with: way.moves)
            guard !isRepeated, paths.insert(path).inserted else { continue }
            difference.otherCount += 1
            if difference.otherPaths.count < Difference.mostOthers { difference.otherPaths.append(path) }
        }
        return difference
    }

    /// How a finding's witness gets to it.
    private func way(to finding: Finding) -> (start: Int32?, moves: [Move]) {
        let way = way(to: finding.node)
        return (finding.start < 0 ? way.start : finding.start, way.moves)
    }

    /// How the witness gets to a node.
    private func way(to node: Int32) -> (start: Int32?, moves: [Move]) {
        guard node >= 0 else { return (nil, []) }
        var moves: [Move] = []
        var node = node
        while let move = nodes[Int(node)].move {
            moves.append(move)
            node = nodes[Int(node)].parent
        }
        return (nodes[Int(node)].starts.first, moves.reversed())
    }

    /// The beginnings that some of the findings concern, in order.
    private func starts(of findings: [Finding]) -> [Int32] {
        let own = findings.map(\.start).filter { $0 >= 0 }
        return Set(own + starts(of: findings.filter { $0.start < 0 }.map(\.node))).sorted()
    }

    /// The beginnings that lead to some of the nodes, in order.
    private func starts(of targets: [Int32]) -> [Int32] {
        var seen: Set<Int32> = []
        var found: Set<Int32> = []
        var open = targets.filter { $0 >= 0 }
        while let node = open.popLast() {
            guard seen.insert(node).inserted else { continue }
            found.formUnion(nodes[Int(node)].starts)
            open += nodes[Int(node)].parents
        }
        return found.sorted()
    }

    private func isLate(_ finding: Finding) -> Bool { finding.node >= 0 && nodes[Int(finding.node)].isLate }

    /// Beginnings, each once; all callers of a number as one.
    private func merged(_ all: [CallStart]) -> [CallStart] {
        var callers: [CallStart.Way: Int] = [:]
        for start in starts { callers[start.way, default: 0] += 1 }
        var concerned: [CallStart.Way: Set<CallStart>] = [:]
        for start in all { concerned[start.way, default: []].insert(start) }
        var merged: [CallStart] = []
        for start in all {
            var start = start
            if concerned[start.way]?.count == callers[start.way] { start.caller = .anyone }
            if !merged.contains(where: { $0.way == start.way && $0.caller == start.caller }) { merged.append(start) }
        }
        return merged
    }

    private mutating func when(_ time: Int32) -> When? {
        guard time != contexts.all.time, let first = contexts.times.first(of: time) else { return nil }
        let members = contexts.times.members(of: time)
        var schedules: [String] = []
        var offset: Int?
        // A schedule that says it all stands alone.
        for (table, number) in contexts.atoms.tables.sorted(by: { $0.value < $1.value }) {
            let isOpen = contexts.atoms.isOpen(number, in: first)
            guard let name = names[table], contexts.part(of: contexts.all, where: table, isOpen: isOpen)?.time == time
            else { continue }
            let instant = contexts.atoms.instants[first]
            let text = "'\(name)' is \(isOpen ? "open" : "closed")"
            return When(instant: instant, offset: table.offsets.offset(at: instant), schedules: [text])
        }
        for (table, number) in contexts.atoms.tables.sorted(by: { $0.value < $1.value }) {
            let isOpen = contexts.atoms.isOpen(number, in: first)
            guard members.allSatisfy({ contexts.atoms.isOpen(number, in: $0) == isOpen }) else { continue }
            let instant = contexts.atoms.instants[first]
            if offset == nil { offset = table.offsets.offset(at: instant) }
            if let name = names[table] { schedules.append("'\(name)' is \(isOpen ? "open" : "closed")") }
        }
        return When(instant: contexts.atoms.instants[first], offset: offset ?? 0, schedules: schedules)
    }
}
