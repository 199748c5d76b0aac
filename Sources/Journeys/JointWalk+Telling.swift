internal import CallBundle

extension JointWalk {
    /// Findings with one change, told once.
    private struct Group {
        var kind: Difference.Kind
        var hunk: Hunk
        var rotation: Rotation
        var findings: [Finding] = []
        /// Where it is met, too, when the host is dead.
        var deadNodes: [Int32] = []
        /// Whether it is met, too, when the host is dead as the call comes in.
        var isMetAtOnce = false
    }

    /// For how many differences it is worked out whom they concern; of those behind only the witness is told.
    private static let mostTraced = 500

    /// The differences, shortest ways first, each once.
    mutating func tell() -> [Difference] {
        var groups: [Group] = []
        var places: [GroupKey: Int] = [:]
        func add(
            _ kind: Difference.Kind,
            _ hunk: Hunk,
            _ finding: Finding,
            _ rotation: Rotation = Rotation()
        ) -> Int {
            let sorted = Hunk(before: hunk.before.sorted(), after: hunk.after.sorted())
            var key = GroupKey(kind: kind, hunk: hunk, isChain: finding.isChain, rotation: rotation)
            if finding.isChain { key.hunk = sorted }
            // Whoever of them is rung, it is the same.
            if !rotation.before.isEmpty { _ = key.hunk.before.popLast() }
            if !rotation.after.isEmpty { _ = key.hunk.after.popLast() }
            let place = places[key] ?? groups.count
            if place == groups.count {
                groups.append(Group(kind: kind, hunk: hunk, rotation: rotation))
                places[key] = place
            }
            groups[place].findings.append(finding)
            return place
        }
        // What is met with the host alive explains the same with the host dead.
        var explained: [Hunk: Int] = [:]
        // Where calls part at any time, those that get there while the hours change need no telling.
        let parting = Set(found.filter { $0.kind == .course && !isLate($0) }.map(pair(of:)))
        let rotations = rotations()
        for (index, finding) in found.enumerated() where finding.kind != .outage {
            if isLate(finding), parting.contains(pair(of: finding)) { continue }
            let parts = hunks(finding.before, finding.after)
            if finding.kind == .wording {
                for part in parts {
                    // Texts one behind the other are each told once, wherever they are said.
                    let texts =
                        isSaid(part) ? zip(part.before, part.after).map { Hunk(before: [$0], after: [$1]) } : [part]
                    for text in texts {
                        let group = add(.wording, text, finding)
                        explained[text] = explained[text] ?? group
                        explained[part] = explained[part] ?? group
                    }
                }
            } else {
                let same = commonBeginning(finding.before, finding.after)
                let rest = Hunk(before: Array(finding.before[same...]), after: Array(finding.after[same...]))
                let group = add(.course, rest, finding, rotations[index] ?? Rotation())
                for part in finding.isChain ? parts.flatMap(\.pieces) : parts {
                    explained[part] = explained[part] ?? group
                }
            }
        }
        for finding in found where finding.kind == .outage {
            for part in hunks(finding.before, finding.after) {
                if let group = explained[part] {
                    groups[group].deadNodes.append(finding.node)
                    if finding.node < 0 { groups[group].isMetAtOnce = true }
                } else {
                    _ = add(.outage, part, finding)
                }
            }
        }
        var differences = answeredNumbers() + [outbound].compactMap(\.self)
        for (index, group) in groups.enumerated() {
            differences.append(difference(group, isTraced: index < Self.mostTraced))
        }
        return differences
    }

    /// Whether a part is as many texts on both sides, and nothing else.
    private func isSaid(_ part: Hunk) -> Bool {
        part.before.count == part.after.count
            && (part.before + part.after).allSatisfy { steps.steps[Int($0)].text != nil }
    }

    private struct GroupKey: Hashable {
        var kind: Difference.Kind
        var hunk: Hunk
        var isChain: Bool
        var rotation: Rotation
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
        let way = way(to: witness.node)
        var difference = Difference(
            kind: group.kind,
            starts: way.start.map { [starts[Int($0)]] } ?? [],
            path: way.moves,
            when: when(
                contexts.union(ofTimes: group.findings.filter { $0.node == witness.node }.map(\.time)),
                asked: isTraced ? asked(onWayTo: witness.node) : nil
            ),
            share: share(of: group.findings),
            before: steps.steps(group.hunk.before),
            after: steps.steps(group.hunk.after),
            isMetAtOnce: group.isMetAtOnce,
            othersBefore: steps.steps(group.rotation.before.filter { $0 != group.hunk.before.last }),
            othersAfter: steps.steps(group.rotation.after.filter { $0 != group.hunk.after.last }),
            changesOrder: group.findings.contains {
                $0.isChain && ($0.before != witness.before || $0.after != witness.after)
            },
            isLate: isLate(witness),
            menuBefore: witness.menuBefore,
            menuAfter: witness.menuAfter
        )
        guard isTraced else { return difference }
        let findings = group.findings.filter { isLate($0) == isLate(witness) }
        difference.starts = merged(difference.starts + starts(of: findings.map(\.node)).map { starts[Int($0)] })
        var dead = merged(starts(of: group.deadNodes).map { starts[Int($0)] })
        if witness.node < 0 {
            // Who calls when the host is dead meets it at once: that is the shortest way.
            dead = difference.starts
            difference.starts = []
        }
        difference.startsWhenDead = dead.filter { start in
            !difference.starts.contains { $0.way == start.way && ($0.caller == start.caller || $0.caller == .anyone) }
        }
        var paths: Set<[Move]> = [way.moves]
        for finding in findings.dropFirst() {
            let path = self.way(to: finding.node).moves
            // A menu says it again at each attempt: that is no other place.
            let isRepeated =
                finding.menuAfter != nil && finding.menuAfter == witness.menuAfter && path.starts(with: way.moves)
            guard !isRepeated, paths.insert(path).inserted else { continue }
            difference.otherCount += 1
            if difference.otherPaths.count < Difference.mostOthers { difference.otherPaths.append(path) }
        }
        return difference
    }

    /// How the witness gets to a node.
    func way(to node: Int32) -> (start: Int32?, moves: [Move]) {
        guard node >= 0 else { return (nil, []) }
        var moves: [Move] = []
        var node = node
        while let move = nodes[Int(node)].move {
            moves.append(move)
            // A menu that was reached in another way holds the ways to it.
            guard nodes[Int(node)].parent >= 0 else { break }
            node = nodes[Int(node)].parent
        }
        return (nodes[Int(node)].starts.first, moves.reversed())
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

    /// The pair of places that a finding is at.
    private func pair(of finding: Finding) -> [Place] {
        finding.node < 0 ? [] : [nodes[Int(finding.node)].left, nodes[Int(finding.node)].right]
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
}
