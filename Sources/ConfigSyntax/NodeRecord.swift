/// One node in the arena of a `SyntaxTree`.
///
/// Records stand in the order of the source, a collection before its children: the children of the collection at `i`
/// begin at `i + 1`, and the node behind it is at `first`. Twenty bytes, since a large file has a million of them.
struct NodeRecord: Sendable {
    enum Form: UInt8, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
        case sequence, mapping
        case alias
    }

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8

        /// The text lies in the tree's pool, not in the source.
        static let pooled = Flags(rawValue: 1)
        /// A key of a mapping.
        static let key = Flags(rawValue: 2)
        /// A text whatever it looks like (`!!str`, a variable's value): never null.
        static let literal = Flags(rawValue: 4)
        /// Stands for something that was already reported.
        static let reported = Flags(rawValue: 8)
        /// A mapping whose entries are listed in the tree's `listedEntries`, as merging or errors changed them.
        static let listed = Flags(rawValue: 16)
    }

    var start: UInt32
    var end: UInt32

    /// Of a scalar the offset of its text, of a collection the record behind it, of an alias its target.
    var first: UInt32

    /// Of a scalar the bytes of its text, of a collection its items or entries.
    var count: UInt32
    var form: Form
    var flags: Flags

    init(_ form: Form, from start: Int, to end: Int, first: Int = 0, count: Int = 0, flags: Flags = []) {
        self.form = form
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.first = UInt32(truncatingIfNeeded: first)
        self.count = UInt32(truncatingIfNeeded: count)
        self.flags = flags
    }

    var isCollection: Bool { form == .sequence || form == .mapping }
    var isScalar: Bool { form.rawValue <= Form.folded.rawValue }
}

/// The nodes of one file while they are built and after: records, and the texts that differ from the source.
struct NodeArena: Sendable {
    /// A key and its value, by record.
    struct Pair: Sendable {
        var key: UInt32
        var value: UInt32
    }

    let bytes: [UInt8]
    var records: [NodeRecord] = []

    /// The texts of scalars with escapes, folded lines or substituted variables.
    var pool: [UInt8] = []

    /// The entries of mappings that are `listed`: ranges of `pairs`.
    var listedEntries: [UInt32: Range<Int>] = [:]
    var pairs: [Pair] = []

    /// The record that holds the content of `index`: an alias leads to its target.
    func content(of index: Int) -> Int {
        records[index].form == .alias ? Int(records[index].first) : index
    }

    /// The record behind `index` and all that it contains.
    func next(after index: Int) -> Int {
        let record = records[index]
        return record.isCollection ? Int(record.first) : index + 1
    }

    /// The text of the scalar at `index`, which is no alias.
    func text(of index: Int) -> ArraySlice<UInt8> {
        let record = records[index]
        let range = Int(record.first)..<Int(record.first) + Int(record.count)
        return record.flags.contains(.pooled) ? pool[range] : bytes[range]
    }

    /// Whether two scalars have the same text, whatever their styles.
    func haveSameText(_ left: Int, _ right: Int) -> Bool {
        records[left].count == records[right].count && text(of: left).elementsEqual(text(of: right))
    }

    /// Calls `body` with the key and the value of each entry of the mapping at `index`, in order.
    func forEachEntry(of index: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
        if records[index].flags.contains(.listed), let range = listedEntries[UInt32(index)] {
            for pair in pairs[range] {
                body(Int(pair.key), Int(pair.value))
            }
            return
        }
        forEachWrittenEntry(of: index, to: Int(records[index].first), body)
    }

    /// The same for the entries as they were written, before merging, up to the record `end`.
    func forEachWrittenEntry(of index: Int, to end: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
        var key = index + 1
        while key < end {
            let value = next(after: key)
            body(key, value)
            key = next(after: value)
        }
    }
}
