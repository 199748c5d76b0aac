/// Who of several is rung in place of the last step of a side, by call: numbers of steps, sorted.
struct Rotation: Hashable {
    var before: [Int32] = []
    var after: [Int32] = []
}

extension JointWalk {
    /// A way to a place, whichever share of the calls takes it there.
    private struct SharedWay: Hashable {
        var parent: Int32
        var move: Move?
        var start: Int32?
        var isLate: Bool
    }

    /// A course, without who is rung at its end.
    private struct Course: Hashable {
        var way: SharedWay
        var time: Int32
        var before: ArraySlice<Int32>
        var after: ArraySlice<Int32>
        var rings: [Bool]
    }

    /// Findings that differ only in who of a team is rung first: the other side does something else, for all of them.
    ///
    /// - Returns: For each such finding, by its place in `found`, all who are rung there.
    func rotations() -> [Int: Rotation] {
        var courses: [Course: [Int]] = [:]
        for (index, finding) in found.enumerated() where finding.kind == .course && !finding.isChain {
            let rings = [finding.before, finding.after].map { isRinging($0.last) }
            guard rings[0] != rings[1], finding.node >= 0 else { continue }
            let course = Course(
                way: way(of: finding.node),
                time: finding.time,
                before: rings[0] ? finding.before.dropLast() : finding.before[...],
                after: rings[1] ? finding.after.dropLast() : finding.after[...],
                rings: rings
            )
            courses[course, default: []].append(index)
        }
        var rotations: [Int: Rotation] = [:]
        for (course, findings) in courses {
            var rotation = Rotation()
            if course.rings[0] { rotation.before = Set(findings.compactMap { found[$0].before.last }).sorted() }
            if course.rings[1] { rotation.after = Set(findings.compactMap { found[$0].after.last }).sorted() }
            guard rotation.before.count + rotation.after.count > 1 else { continue }
            for index in findings { rotations[index] = rotation }
        }
        return rotations
    }

    /// The part of the calls on the witness's way that some findings concern, in tenths of a percent; nil for all of them.
    mutating func share(of findings: [Finding]) -> Int? {
        guard let witness = findings.first, witness.node >= 0 else { return nil }
        let node = nodes[Int(witness.node)]
        if case .isIn? = node.move { return nil }
        let way = way(of: witness.node)
        let parts = findings.filter { $0.node >= 0 && self.way(of: $0.node) == way }.map(\.hash)
        let whole = node.parent < 0 ? contexts.all.hash : nodes[Int(node.parent)].firstHash
        let (count, total) = (contexts.size(ofHashes: parts), contexts.size(ofHashes: [whole]))
        guard count < total else { return nil }
        return max(1, (count * 1_000 + total / 2) / total)
    }

    private func way(of node: Int32) -> SharedWay {
        let node = nodes[Int(node)]
        return SharedWay(parent: node.parent, move: node.move, start: node.starts.first, isLate: node.isLate)
    }

    private func isRinging(_ step: Int32?) -> Bool {
        guard let step, case .rings = steps.steps[Int(step)] else { return false }
        return true
    }
}
