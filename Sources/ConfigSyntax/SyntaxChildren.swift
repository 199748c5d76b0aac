/// The items of a sequence.
package struct SyntaxItems: Collection, Sendable {
    /// The place of an item; steps forward only.
    package struct Index: Comparable, Sendable {
        fileprivate let record: Int

        package static func < (left: Index, right: Index) -> Bool { left.record < right.record }
    }

    private let tree: SyntaxTree
    package let startIndex: Index
    package let endIndex: Index

    /// The number of items, known without counting.
    package let count: Int

    init(of sequence: Int, in tree: SyntaxTree) {
        self.tree = tree
        startIndex = Index(record: sequence + 1)
        endIndex = Index(record: Int(tree.arena.records[sequence].first))
        count = Int(tree.arena.records[sequence].count)
    }

    init(emptyIn tree: SyntaxTree) {
        self.tree = tree
        startIndex = Index(record: 0)
        endIndex = startIndex
        count = 0
    }

    package func index(after index: Index) -> Index {
        Index(record: tree.next(after: index.record))
    }

    package subscript(index: Index) -> SyntaxNode {
        SyntaxNode(in: tree, at: index.record)
    }
}

/// The entries of a mapping.
package struct SyntaxEntries: Sequence, Sendable {
    package struct Iterator: IteratorProtocol {
        fileprivate let tree: SyntaxTree

        /// The next key, or in a listed mapping the next pair.
        fileprivate var position: Int
        fileprivate let end: Int
        fileprivate let isListed: Bool

        package mutating func next() -> SyntaxEntry? {
            guard position < end else { return nil }
            if isListed {
                let pair = tree.arena.pairs[position]
                position += 1
                return SyntaxEntry(in: tree, key: Int(pair.key), value: Int(pair.value))
            }
            let key = position
            let value = tree.next(after: key)
            position = tree.next(after: value)
            return SyntaxEntry(in: tree, key: key, value: value)
        }
    }

    private let tree: SyntaxTree
    private let range: Range<Int>
    private let isListed: Bool

    /// The number of entries.
    package let count: Int

    init(of mapping: Int, in tree: SyntaxTree) {
        self.tree = tree
        let record = tree.arena.records[mapping]
        count = Int(record.count)
        if record.flags.contains(.listed), let range = tree.arena.listedEntries[UInt32(mapping)] {
            self.range = range
            isListed = true
        } else {
            range = mapping + 1..<Int(record.first)
            isListed = false
        }
    }

    init(emptyIn tree: SyntaxTree) {
        self.tree = tree
        range = 0..<0
        isListed = false
        count = 0
    }

    package var isEmpty: Bool { count == 0 }

    package func makeIterator() -> Iterator {
        Iterator(tree: tree, position: range.lowerBound, end: range.upperBound, isListed: isListed)
    }
}
