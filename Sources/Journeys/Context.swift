internal import CallBundle

/// What is known of a call besides where it is: when it may take place, and what its hash may be.
struct Context: Hashable {
    /// A set of atoms of `TimeAtoms`.
    var time: Int32
    /// A set of remainders of `HashAtoms`.
    var hash: Int32
}

/// All contexts of a comparison.
struct Contexts {
    let atoms: TimeAtoms
    private let hashes: HashAtoms
    private(set) var times: NumberSets
    private var remainders: NumberSets
    private var tests: [HashTest: Int] = [:]

    /// Collects the schedules that are asked, by their numbers in `atoms`, while it is not nil.
    var asked: Set<Int>?

    private struct HashTest: Hashable {
        var sum: Int
        var shares: Range<Int>
    }

    init(atoms: TimeAtoms, hashes: HashAtoms) {
        self.atoms = atoms
        self.hashes = hashes
        times = NumberSets(count: atoms.instants.count)
        remainders = NumberSets(count: hashes.modulus)
    }

    var all: Context { Context(time: times.all, hash: remainders.all) }

    /// The time that is in one of some sets of atoms.
    mutating func union(ofTimes all: [Int32]) -> Int32 { times.union(all) }

    /// The share that is in one of some sets of remainders.
    mutating func union(ofHashes all: [Int32]) -> Int32 { remainders.union(all) }

    /// How many remainders are in one of some sets of them.
    mutating func size(ofHashes all: [Int32]) -> Int {
        let set = remainders.union(all)
        return remainders.size(of: set)
    }

    /// The contexts in which a schedule is open, or closed; nil when there are none.
    mutating func part(of context: Context, where table: ScheduleTable, isOpen: Bool) -> Context? {
        guard let number = atoms.tables[table] else { return context }
        asked?.insert(number)
        let atoms = atoms
        let time = times.part(of: context.time, test: number * 2 + (isOpen ? 1 : 0)) {
            atoms.isOpen(number, in: $0) == isOpen
        }
        return time == 0 ? nil : Context(time: time, hash: context.hash)
    }

    /// The contexts in which a call falls into a share of a split; nil when there are none.
    mutating func part(of context: Context, share: Range<Int>, ofSum sum: Int) -> Context? {
        guard !share.isEmpty else { return nil }
        guard hashes.decides(sum: sum) else { return context }
        let test = HashTest(sum: sum, shares: share)
        let number = tests[test] ?? tests.count
        tests[test] = number
        let hash = remainders.part(of: context.hash, test: number) { share.contains($0 % sum) }
        return hash == 0 ? nil : Context(time: context.time, hash: hash)
    }
}

/// Where a decision ends.
enum Leaf: Hashable {
    case document(DocumentID)
    case proceeds
}

extension Contexts {
    /// Where a decision ends for a request, in each part of a context.
    mutating func leaves(
        of decision: Decision,
        for request: WebhookRequest,
        in context: Context
    ) -> [(context: Context, leaf: Leaf)] {
        var found: [(context: Context, leaf: Leaf)] = []
        var open = [(decision, context)]
        while let (decision, context) = open.popLast() {
            switch decision {
            case .document(let id), .dialledDocument(let id): found.append((context, .document(id)))
            case .proceed: found.append((context, .proceeds))
            case .schedule(let table, let whenOpen, let whenClosed):
                if let part = part(of: context, where: table, isOpen: false) { open.append((whenClosed, part)) }
                if let part = part(of: context, where: table, isOpen: true) { open.append((whenOpen, part)) }
            case .split(let shares):
                let sum = shares.reduce(0) { $0 + $1.weight }
                guard sum > 0 else {
                    found.append((context, .proceeds))
                    continue
                }
                var end = sum
                for share in shares.reversed() {
                    let range = end - share.weight..<end
                    end = range.lowerBound
                    if let part = part(of: context, share: range, ofSum: sum) { open.append((share.decision, part)) }
                }
            default: if let next = decision.next(for: request) { open.append((next, context)) }
            }
        }
        return found
    }
}
