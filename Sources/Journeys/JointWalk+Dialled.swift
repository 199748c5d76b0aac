internal import CallBundle

extension JointWalk {
    /// Notes where both sides ring what an app user dialled, but read it as different numbers.
    ///
    /// What the numbers end with alike is left out, so that one change of the rules is one difference: `+44…`, not each number.
    mutating func compareDialled(_ before: Leaf, _ after: Leaf, of start: Int32, at node: Int32, _ time: Int32) {
        guard case .document(_, let old?) = before, case .document(_, let new?) = after, old != new else { return }
        let same = zip(old.utf8.reversed(), new.utf8.reversed()).prefix { $0 == $1 }.count
        let met = (rings(old.dropLast(same)), rings(new.dropLast(same)))
        note(.course, [met.0], [met.1], at: node, time, start: start)
    }

    private mutating func rings(_ beginning: Substring) -> Int32 {
        steps.number(of: .rings(Callee(name: "+\(beginning)…", terms: "")))
    }
}
