/// Sets of small numbers, each once: a set is told by its number, and 0 is the empty one.
struct NumberSets {
    private(set) var sets: [[UInt64]]
    private var known: [[UInt64]: Int32]

    /// How many numbers there are: members are 0 and up to below.
    let count: Int

    /// The set of all numbers.
    let all: Int32

    private var parts: [PartKey: Int32] = [:]

    private struct PartKey: Hashable {
        var set: Int32
        var test: Int
    }

    init(count: Int) {
        self.count = count
        let words = (count + 63) / 64
        let empty = [UInt64](repeating: 0, count: words)
        var full = [UInt64](repeating: .max, count: words)
        if let last = full.indices.last, count % 64 != 0 { full[last] = (1 << UInt64(count % 64)) - 1 }
        sets = [empty]
        known = [empty: 0]
        if full == empty {
            all = 0
        } else {
            sets.append(full)
            known[full] = 1
            all = 1
        }
    }

    /// The members of a set that pass a test, which is asked once for each set.
    ///
    /// - Parameters:
    ///   - set: The set.
    ///   - test: A number for the test.
    ///   - passes: Whether a member passes.
    /// - Returns: The number of the set of those that do.
    mutating func part(of set: Int32, test: Int, where passes: (Int) -> Bool) -> Int32 {
        let key = PartKey(set: set, test: test)
        if let part = parts[key] { return part }
        var bits = sets[Int(set)]
        for word in bits.indices where bits[word] != 0 {
            for bit in 0..<64 where bits[word] & (1 << UInt64(bit)) != 0 && !passes(word * 64 + bit) {
                bits[word] &= ~(1 << UInt64(bit))
            }
        }
        let part = number(of: bits)
        parts[key] = part
        return part
    }

    /// The set of all that are in one of some sets.
    mutating func union(_ all: [Int32]) -> Int32 {
        var bits = sets[0]
        for set in all {
            for (word, more) in sets[Int(set)].enumerated() { bits[word] |= more }
        }
        return number(of: bits)
    }

    private mutating func number(of bits: [UInt64]) -> Int32 {
        if let number = known[bits] { return number }
        let number = Int32(sets.count)
        sets.append(bits)
        known[bits] = number
        return number
    }

    /// How many members a set has.
    func size(of set: Int32) -> Int { sets[Int(set)].reduce(0) { $0 + $1.nonzeroBitCount } }

    func members(of set: Int32) -> [Int] {
        sets[Int(set)].enumerated().flatMap { index, word in
            (0..<64).filter { word & (1 << UInt64($0)) != 0 }.map { index * 64 + $0 }
        }
    }
}
