internal import CallBundle

/// What decisions further on in a call look at, besides what the caller does.
struct Uses: OptionSet {
    let rawValue: UInt8

    static let time = Uses(rawValue: 1)
    static let hash = Uses(rawValue: 2)
}

extension Decision {
    /// The branches of one step down the tree, in an order that is the same in every process.
    var orderedBranches: [Decision] {
        func inOrder(_ cases: [String: Decision]) -> [Decision] { cases.sorted { $0.key < $1.key }.map(\.value) }
        return switch self {
        case .called(let cases, let otherwise): inOrder(cases) + [otherwise]
        case .digits(let cases, let words, let none, let otherwise):
            inOrder(cases) + (words ?? []).map(\.decision) + [none, otherwise]
        case .status(let cases, let otherwise): inOrder(cases) + [otherwise]
        case .caller(let cases):
            cases.lists.map(\.decision) + inOrder(cases.prefixes) + [cases.withheld, cases.otherwise]
        case .dialled(_, let extensions, let allowed, let refused): inOrder(extensions) + [allowed, refused]
        case .document, .dialledDocument, .proceed, .appUser, .schedule, .split: branches
        }
    }

    /// The tables and the sums of splits in this decision.
    func collect(_ tables: inout [ScheduleTable], _ sums: inout Set<Int>) {
        switch self {
        case .schedule(let table, _, _): tables.append(table)
        case .split(let shares): sums.insert(shares.reduce(0) { $0 + $1.weight })
        case .document, .dialledDocument, .proceed: return
        default: break
        }
        for branch in orderedBranches { branch.collect(&tables, &sums) }
    }

    fileprivate func collect(_ uses: inout Uses, _ documents: inout Set<DocumentID>) {
        switch self {
        case .document(let id), .dialledDocument(let id): documents.insert(id)
        case .schedule: uses.insert(.time)
        case .split: uses.insert(.hash)
        default: break
        }
        for branch in orderedBranches { branch.collect(&uses, &documents) }
    }
}

extension Side {
    /// For each document, what the decisions that calls in it can come to look at.
    ///
    /// - Complexity: O(documents and decisions).
    func uses() -> [Uses] {
        var uses = [Uses](repeating: [], count: documents.count)
        var leadsTo = [[Int32]](repeating: [], count: decisions.count)
        var ownUses = [Uses](repeating: [], count: decisions.count)
        for (index, decision) in decisions.enumerated() {
            var ids: Set<DocumentID> = []
            decision.collect(&ownUses[index], &ids)
            leadsTo[index] = ids.map { document($0) }.filter { $0 >= 0 }
        }
        // Against the arrows, from what is known to what leads there.
        var before = [[Int32]](repeating: [], count: documents.count)
        for (index, acts) in documents.enumerated() {
            for act in acts where act.route >= 0 {
                uses[index].formUnion(ownUses[Int(act.route)])
                for next in leadsTo[Int(act.route)] { before[Int(next)].append(Int32(index)) }
            }
        }
        var open = documents.indices.filter { !uses[$0].isEmpty }
        while let index = open.popLast() {
            for previous in before[index] where !uses[Int(previous)].isSuperset(of: uses[index]) {
                uses[Int(previous)].formUnion(uses[index])
                open.append(Int(previous))
            }
        }
        return uses
    }
}
