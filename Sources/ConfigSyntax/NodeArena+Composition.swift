internal import Diagnostics

// Trees of several files, and values made of several.

extension NodeArena {
    /// The place of a range of bytes, in an arena of several files.
    ///
    /// - Complexity: O(log files).
    func span(from start: Int, to end: Int) -> Span {
        var (low, high) = (0, pieces.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].start <= start { low = middle } else { high = middle }
        }
        let piece = pieces[low]
        return Span(file: piece.file, start: start - piece.start, end: end - piece.start)
    }

    /// The records of several trees of one file each, one tree after the other; the root is the first's.
    init(joining trees: [SyntaxTree]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(trees.reduce(0) { $0 + $1.arena.bytes.count + 1 })
        var pieces: [Piece] = []
        for tree in trees {
            pieces.append(Piece(file: tree.file, start: bytes.count))
            bytes += tree.arena.bytes
            bytes.append(UInt8(ascii: "\n"))  // So that an empty place at the end of a file is in that file.
        }
        self.init(bytes: bytes)
        records.reserveCapacity(trees.reduce(0) { $0 + $1.arena.records.count })
        for (tree, piece) in zip(trees, pieces) { append(tree.arena, bytesFrom: piece.start) }
        self.pieces = pieces
        isComposed = true
    }

    /// Where the root of each of the trees stands that an arena was joined of.
    static func roots(of trees: [SyntaxTree]) -> [Int] {
        var roots: [Int] = []
        var next = 0
        for tree in trees {
            roots.append(next)
            next += tree.arena.records.count
        }
        return roots
    }

    private mutating func append(_ other: NodeArena, bytesFrom start: Int) {
        let (firstRecord, firstPair) = (UInt32(records.count), pairs.count)
        let (byteShift, poolShift) = (UInt32(start), UInt32(pool.count))
        for var record in other.records {
            record.start += byteShift
            record.end += byteShift
            if record.isScalar {
                record.first += record.flags.contains(.pooled) ? poolShift : byteShift
            } else {
                record.first += firstRecord
            }
            records.append(record)
        }
        pool += other.pool
        for pair in other.pairs { pairs.append(Pair(key: pair.key + firstRecord, value: pair.value + firstRecord)) }
        for (record, range) in other.listedEntries {
            listedEntries[record + firstRecord] = range.lowerBound + firstPair..<range.upperBound + firstPair
        }
    }

    /// Adds a mapping of entries that stand elsewhere, at the place of the first of its `parts`.
    mutating func appendMapping(_ entries: [Pair], instead parts: [Int]) -> Int {
        let index = records.count
        let place = parts.first.map { records[$0] } ?? NodeRecord(.mapping, from: 0, to: 0)
        records.append(
            NodeRecord(
                .mapping,
                from: Int(place.start),
                to: Int(place.end),
                first: index + 1,
                count: entries.count,
                flags: .listed
            )
        )
        listedEntries[UInt32(index)] = pairs.count..<pairs.count + entries.count
        pairs += entries
        self.parts[UInt32(index)] = parts.map(UInt32.init)
        return index
    }

    /// Adds a sequence of items that stand elsewhere, at the place of the first of its `parts`.
    mutating func appendSequence(_ items: [Int], instead parts: [Int]) -> Int {
        let index = records.count
        let place = parts.first.map { records[$0] } ?? NodeRecord(.sequence, from: 0, to: 0)
        records.append(
            NodeRecord(
                .sequence,
                from: Int(place.start),
                to: Int(place.end),
                first: index + 1 + items.count,
                count: items.count
            )
        )
        for item in items {
            let place = records[item]
            records.append(
                NodeRecord(.alias, from: Int(place.start), to: Int(place.end), first: content(of: item))
            )
        }
        self.parts[UInt32(index)] = parts.map(UInt32.init)
        return index
    }

    /// The records, as they were read, that the one at `index` is made of: itself when it was read.
    func writtenParts(of index: Int) -> [Int] {
        guard let parts = parts[UInt32(index)] else { return [index] }
        return parts.flatMap { writtenParts(of: Int($0)) }
    }

    /// The entries of the mapping at `index`, in order.
    func entries(of index: Int) -> [Pair] {
        var entries: [Pair] = []
        entries.reserveCapacity(Int(records[index].count))
        forEachEntry(of: index) { entries.append(Pair(key: UInt32($0), value: UInt32($1))) }
        return entries
    }

    /// The text of the key at `index`.
    func keyText(_ index: Int) -> String {
        SourceText.string(text(of: content(of: index)))
    }
}
