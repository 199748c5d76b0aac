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
