package import Journeys

/// What came of playing all calls on some pairs of projects.
package struct Figures: Sendable {
    package var pairs = 0
    package var calls = 0
    package var differing = 0
    package var told = 0
    package var late = 0

    /// Pairs in which calls come to a menu elsewhere, and differences that are told of such menus.
    package var elsewherePairs = 0
    package var elsewhere = 0
    package var missed: [String] = []
    package var invented: [String] = []

    /// Pairs in which some call differs, in which one is told of, and in which neither is.
    package var differingPairs = 0
    package var toldPairs = 0
    package var equalPairs = 0

    /// For each kind of place: pairs in which one was changed, and those of them in which a call differs.
    package var kinds: [RandomProject.Kind: (pairs: Int, differing: Int)] = [:]

    /// Differences that are told, by their kind.
    package var toldKinds: [Difference.Kind: Int] = [:]

    /// What was changed, and what is told of it, for a report on one pair.
    package var lines: [String] = []

    package init() {}

    /// Plays all calls of a pair.
    ///
    /// - Parameters:
    ///   - seed: Of the pair.
    ///   - most: The most choices of a call.
    ///   - late: The most of one in which the hours change.
    /// - Throws: When a project of the pair does not compile.
    package init(seed: UInt64, most: Int, late: Int) throws {
        let pair = try ProjectPair(seed: seed)
        var force = try BruteForce(pair)
        force.play(most: most, late: late)
        let differences = pair.comparison.differences
        pairs = 1
        calls = force.calls
        differing = force.differing
        told = differences.count
        self.late = differences.count(where: \.isLate)
        elsewherePairs = force.elsewhereCount > 0 ? 1 : 0
        elsewhere = differences.count(where: \.isElsewhere)
        missed = force.missed
        invented = force.invented()
        differingPairs = force.differing > 0 ? 1 : 0
        toldPairs = differences.isEmpty ? 0 : 1
        equalPairs = force.differing == 0 && differences.isEmpty ? 1 : 0
        for kind in Set(pair.changes) { kinds[kind] = (1, toldPairs) }
        lines = ["changed: \(pair.changes.map(\.rawValue).joined(separator: ", "))"]
        lines += differences.map { difference in
            let (before, after) = (difference.before.map(\.gist), difference.after.map(\.gist))
            let starts = "\(difference.starts.count) beginnings, \(difference.startsWhenDead.count) more when dead"
            return "\(difference.kind) of \(starts), \(difference.path.count) moves: \(before) → \(after)"
        }
        for difference in differences { toldKinds[difference.kind, default: 0] += 1 }
    }

    package mutating func add(_ other: Figures) {
        pairs += other.pairs
        calls += other.calls
        differing += other.differing
        told += other.told
        late += other.late
        elsewherePairs += other.elsewherePairs
        elsewhere += other.elsewhere
        missed += other.missed
        invented += other.invented
        differingPairs += other.differingPairs
        toldPairs += other.toldPairs
        equalPairs += other.equalPairs
        for (kind, count) in other.kinds {
            let known = kinds[kind] ?? (0, 0)
            kinds[kind] = (known.pairs + count.pairs, known.differing + count.differing)
        }
        for (kind, count) in other.toldKinds { toldKinds[kind, default: 0] += count }
    }
}
