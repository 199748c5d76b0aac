package import Diagnostics

/// How a scalar was written.
package enum ScalarStyle: Sendable, Hashable {
    case plain, singleQuoted, doubleQuoted, literal, folded
}

/// One value in a `SyntaxTree`: a scalar, a sequence or a mapping, with its place.
package struct SyntaxNode: Sendable {
    package enum Kind: Sendable, Hashable {
        case scalar, sequence, mapping
    }

    /// The tree that this node belongs to.
    package let tree: SyntaxTree

    /// The record with the content, never an alias.
    private let content: UInt32

    /// The record with the place: the alias where one led here.
    private let place: UInt32

    init(in tree: SyntaxTree, at index: Int) {
        self.tree = tree
        place = UInt32(index)
        content = UInt32(tree.content(of: index))
    }

    private var record: NodeRecord { tree.arena.records[Int(content)] }

    package var kind: Kind {
        switch record.form {
        case .sequence: .sequence
        case .mapping: .mapping
        default: .scalar
        }
    }

    /// The bytes of the value, quotes included; where an alias stands for it, those of the alias (`*name`).
    package var span: Span {
        let record = tree.arena.records[Int(place)]
        return tree.span(from: Int(record.start), to: Int(record.end))
    }

    /// The bytes of a scalar without its quotes, of a block scalar the lines below its `|` or `>`; else `span`.
    package var contentSpan: Span {
        let record = record
        // An alias that was made, not written, has the place of what it stands for.
        guard place == content || tree.arena.records[Int(place)].start == record.start else { return span }
        switch record.form {
        case .singleQuoted, .doubleQuoted:
            return tree.span(from: Int(record.start) + 1, to: Int(record.end) - 1)
        case .literal, .folded:
            let lines = tree.arena.bytes[Int(record.start)..<Int(record.end)]
            let start = lines.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? Int(record.end)
            return tree.span(from: start, to: Int(record.end))
        default: return span
        }
    }

    /// How a scalar was written; of a collection `plain`.
    package var style: ScalarStyle {
        switch record.form {
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal: .literal
        case .folded: .folded
        default: .plain
        }
    }

    /// The text of a scalar, with YAML's escapes and folding undone; of a collection the empty text.
    package var text: String {
        guard record.isScalar else { return "" }
        return tree.withText(of: Int(content)) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a scalar's text; 0 for a collection.
    package var textLength: Int {
        let record = record
        return record.isScalar ? Int(record.count) : 0
    }

    /// Whether this is a scalar with exactly this text, compared by bytes and without an allocation.
    package func hasText(_ text: String) -> Bool {
        let record = record
        guard record.isScalar, Int(record.count) == text.utf8.count else { return false }
        return tree.withText(of: Int(content)) { written in
            var place = 0
            for byte in text.utf8 {
                guard unsafe written[place] == byte else { return false }
                place += 1
            }
            return true
        }
    }

    /// A number of a scalar's text by which it is looked up in tables: a collection has that of
    /// the empty text.
    package var textCode: TextCode {
        guard record.isScalar else { return TextCode() }
        return tree.withText(of: Int(content)) { unsafe TextCode($0) }
    }

    /// Whether this is a scalar with no value: plain, and empty or one of `~`, `null`, `Null`, `NULL`.
    package var isNull: Bool {
        // Most scalars are longer.
        let record = record
        return record.form == .plain && record.count <= 4 && tree.arena.isNull(Int(content))
    }

    /// The number of items or entries; 0 for a scalar.
    package var count: Int {
        record.isCollection ? Int(record.count) : 0
    }

    /// The items of a sequence, in order; none for other values.
    package var items: SyntaxItems {
        record.form == .sequence ? SyntaxItems(of: Int(content), in: tree) : SyntaxItems(emptyIn: tree)
    }

    /// The entries of a mapping in source order, those that a merge key brings in behind its own; none for other values.
    package var entries: SyntaxEntries {
        record.form == .mapping ? SyntaxEntries(of: Int(content), in: tree) : SyntaxEntries(emptyIn: tree)
    }

    /// The value of the entry with this key, or nil.
    ///
    /// - Complexity: O(entries).
    package func value(forKey key: String) -> SyntaxNode? {
        for entry in entries where entry.key.hasText(key) {
            return entry.value
        }
        return nil
    }

    /// The record with the content: the same for all aliases of one value.
    var contentIndex: Int { Int(content) }
}

/// One entry of a mapping.
package struct SyntaxEntry: Sendable {
    private let tree: SyntaxTree
    private let keyRecord: UInt32
    private let valueRecord: UInt32

    init(in tree: SyntaxTree, key: Int, value: Int) {
        self.tree = tree
        keyRecord = UInt32(key)
        valueRecord = UInt32(value)
    }

    /// Always a scalar.
    package var key: SyntaxNode { SyntaxNode(in: tree, at: Int(keyRecord)) }
    package var value: SyntaxNode { SyntaxNode(in: tree, at: Int(valueRecord)) }
}
