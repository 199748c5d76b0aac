/// A part of two sequences that differs; both parts may be empty, not both at once.
struct Hunk: Hashable {
    var before: [Int32]
    var after: [Int32]

    /// The part itself, and each pair of elements that stand at one place of it.
    var pieces: [Hunk] {
        [self] + zip(before, after).map { Hunk(before: [$0], after: [$1]) }
    }
}

/// The parts in which two sequences differ, in order.
func hunks(_ before: [Int32], _ after: [Int32]) -> [Hunk] {
    differingRanges(before, after, most: 400).map { range in
        Hunk(before: Array(before[range.before]), after: Array(after[range.after]))
    }
}

/// Where two sequences differ, in order.
///
/// What differs over a length of more than `most` counts as one part.
///
/// - Complexity: O(length²) of the part between the common beginning and end.
func differingRanges(
    _ before: [Int32],
    _ after: [Int32],
    most: Int
) -> [(before: Range<Int>, after: Range<Int>)] {
    let start = commonBeginning(before, after)
    var (oldEnd, newEnd) = (before.count, after.count)
    while oldEnd > start, newEnd > start, before[oldEnd - 1] == after[newEnd - 1] {
        (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
    }
    guard start < oldEnd || start < newEnd else { return [] }
    guard start < oldEnd, start < newEnd, max(oldEnd, newEnd) - start <= most else {
        return [(start..<oldEnd, start..<newEnd)]
    }
    // The length of the longest common subsequence of what stands from (i, j) on.
    let (height, width) = (oldEnd - start, newEnd - start)
    var common = [Int](repeating: 0, count: (height + 1) * (width + 1))
    func cell(_ i: Int, _ j: Int) -> Int { (i - start) * (width + 1) + j - start }
    for i in (start..<oldEnd).reversed() {
        for j in (start..<newEnd).reversed() {
            common[cell(i, j)] =
                before[i] == after[j]
                ? common[cell(i + 1, j + 1)] + 1 : max(common[cell(i + 1, j)], common[cell(i, j + 1)])
        }
    }
    var found: [(before: Range<Int>, after: Range<Int>)] = []
    var (i, j) = (start, start)
    var (firstOld, firstNew) = (start, start)
    func close() {
        if firstOld < i || firstNew < j { found.append((firstOld..<i, firstNew..<j)) }
    }
    while i < oldEnd || j < newEnd {
        if i < oldEnd, j < newEnd, before[i] == after[j] {
            close()
            (i, j) = (i + 1, j + 1)
            (firstOld, firstNew) = (i, j)
        } else if j == newEnd || i < oldEnd && common[cell(i + 1, j)] >= common[cell(i, j + 1)] {
            i += 1
        } else {
            j += 1
        }
    }
    close()
    return found
}

/// How many elements two sequences begin with alike.
func commonBeginning(_ before: [Int32], _ after: [Int32]) -> Int {
    var count = 0
    while count < min(before.count, after.count), before[count] == after[count] { count += 1 }
    return count
}
