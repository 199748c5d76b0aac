internal import ConfigSyntax
internal import Diagnostics

/// The values of one mapping, found by the names of its key table.
struct MappingReader {
    let span: Span
    let table: KeyTable
    /// The entries in source order, each with the place of its key in the table: few, so searching is fastest.
    private var written: [Written] = []

    private struct Written {
        let key: Int
        let entry: SyntaxEntry
    }

    /// Empty, with room for as many entries as the mapping has.
    init(span: Span, table: KeyTable, count: Int = 0) {
        self.span = span
        self.table = table
        written.reserveCapacity(min(count, table.keys.count))
    }

    /// Takes an entry; false when the table has no such key.
    mutating func take(_ entry: SyntaxEntry) -> Bool {
        let key = entry.key
        let length = key.textLength
        for index in table.keys.indices where table.keys[index].length == length {
            guard key.hasText(table.keys[index].name) else { continue }
            written.append(Written(key: index, entry: entry))
            return true
        }
        return false
    }

    /// The value of a key of the table; nil where it is not written.
    subscript(name: String) -> SyntaxNode? {
        entry(name)?.value
    }

    /// The span of the key itself.
    func keySpan(_ name: String) -> Span? {
        entry(name)?.key.contentSpan
    }

    private func entry(_ name: String) -> SyntaxEntry? {
        let length = name.utf8.count
        for place in written.indices {
            let key = written[place].key
            if table.keys[key].length == length, table.keys[key].name == name { return written[place].entry }
        }
        assert(
            table.keys.contains { $0.name == name },
            "the decoder asks \(table.subject) for a key that its table lacks: \(name)"
        )
        return nil
    }
}
