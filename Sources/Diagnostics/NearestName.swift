/// The one of `candidates` that a reader most likely meant by `name`, or nil when none is near.
///
/// For one search; who searches the same names again keeps `NearNames`, which tells what near is.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    NearNames(candidates).nearest(to: name)
}

/// Names among which the ones that a reader most likely meant are searched, folded once for many searches.
package struct NearNames: Sendable {
    /// Longer ones are no slips: they are not searched.
    private static let lengthLimit = 64

    private struct Candidate {
        let name: String

        /// The folded scalars of the name: this part of the pool.
        let scalars: Range<Int>
        let traits: UInt64
    }

    private var candidates: [Candidate] = []
    private var pool: [UInt32] = []

    /// Takes the names in their order, in which the first of equally near ones is found.
    ///
    /// - Complexity: O(length of all names).
    package init(_ names: some Sequence<String>) {
        for name in names {
            // No case folding makes so long a name near to a short one.
            guard name.utf8.count <= Self.lengthLimit * 8 else { continue }
            let start = pool.count
            appendFolded(name, to: &pool)
            candidates.append(
                Candidate(name: name, scalars: start..<pool.count, traits: traits(of: pool[start...]))
            )
        }
    }

    /// The one that a reader most likely meant by `name`, or nil when none is near.
    ///
    /// Near is an edit distance (insertion, deletion, substitution, and transposition of neighbours as one edit) of at most
    /// a third of the longer name's length, at least one, as long as the two have something in common. Letter case does not
    /// count. The first of equally near ones is taken.
    ///
    /// - Complexity: O(names), and O(length × distance) for each that is not plainly far.
    package func nearest(to name: String) -> String? {
        var wanted: [UInt32] = []
        guard name.utf8.count <= Self.lengthLimit * 8 else { return nil }
        appendFolded(name, to: &wanted)
        guard !wanted.isEmpty, wanted.count <= Self.lengthLimit else { return nil }
        let wantedTraits = traits(of: wanted[...])
        var best: (name: String, distance: Int)?
        var rows = DistanceRows()
        for index in candidates.indices {
            let range = candidates[index].scalars
            let longer = max(wanted.count, range.count)
            let bound = min(max(1, longer / 3), longer - 1, (best?.distance ?? .max) - 1)
            // An edit changes the number of scalars by one, and takes away one kind of them and brings another.
            guard bound >= 0, abs(range.count - wanted.count) <= bound,
                (candidates[index].traits ^ wantedTraits).nonzeroBitCount <= 2 * bound
            else { continue }
            guard let distance = rows.distance(wanted, pool[range], atMost: bound), candidates[index].name != name
            else { continue }
            best = (candidates[index].name, distance)
            if distance == 0 { break }
        }
        return best?.name
    }
}

/// The scalars of a text without their case.
private func appendFolded(_ text: String, to pool: inout [UInt32]) {
    let start = pool.count
    for byte in text.utf8 {
        guard byte < 0x80 else {
            pool.removeSubrange(start...)
            pool.append(contentsOf: text.lowercased().unicodeScalars.lazy.map(\.value))
            return
        }
        let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        pool.append(UInt32(isCapital ? byte | 0x20 : byte))
    }
}

/// Which scalars there are, each as one of 64 kinds.
private func traits(of scalars: ArraySlice<UInt32>) -> UInt64 {
    scalars.reduce(0) { $0 | 1 << UInt64($1 & 63) }
}

/// The optimal string alignment distance, in rows that are kept from one pair to the next.
private struct DistanceRows {
    private var beforePrevious: [Int] = []
    private var previous: [Int] = []
    private var current: [Int] = []

    /// The distance; nil when it is more than `bound`, at least 0.
    ///
    /// Only what lies within `bound` of the diagonal is looked at: all else is further.
    mutating func distance(_ left: [UInt32], _ right: ArraySlice<UInt32>, atMost bound: Int) -> Int? {
        let (width, first, far) = (right.count, right.startIndex, bound + 1)
        if current.count <= width {
            beforePrevious = Array(repeating: 0, count: width + 1)
            previous = beforePrevious
            current = beforePrevious
        }
        for column in 0...width { previous[column] = min(column, far) }
        var leastBefore = 0
        for row in 1...left.count {
            let (from, to) = (max(1, row - bound), min(width, row + bound))
            guard from <= to else { return nil }
            current[from - 1] = from == 1 ? min(row, far) : far
            var least = current[from - 1]
            for column in from...to {
                let (one, other) = (left[row - 1], right[first + column - 1])
                var cost = previous[column - 1] + (one == other ? 0 : 1)
                // Outside of the band of the row before, nothing was written.
                if column < row + bound { cost = min(cost, previous[column] + 1) }
                cost = min(cost, current[column - 1] + 1)
                if row > 1, column > 1, one == right[first + column - 2], left[row - 2] == other {
                    cost = min(cost, beforePrevious[column - 2] + 1)
                }
                current[column] = min(cost, far)
                least = min(least, cost)
            }
            // The next row may still use the one before this by a transposition, which costs one.
            if least >= far, leastBefore >= bound { return nil }
            leastBefore = least
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[width] <= bound ? previous[width] : nil
    }
}
