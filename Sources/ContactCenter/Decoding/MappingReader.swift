internal import ConfigSyntax
internal import Diagnostics

/// The values of one mapping, found by the names of its key table.
struct MappingReader {
    let span: Span
    let table: KeyTable
    /// The entries in source order, each with the code of its key: few, so searching is fastest.
    private var written: [Written] = []

    private struct Written {
        let key: TextCode
        let entry: SyntaxEntry
    }

    /// Empty, with room for as many entries as the mapping has.
    init(span: Span, table: KeyTable, count: Int = 0) {
        self.span = span
        self.table = table
        written.reserveCapacity(min(count, table.codes.count))
    }

    /// Takes an entry; false when the table has no such key.
    mutating func take(_ entry: SyntaxEntry) -> Bool {
        let key = entry.key
        let code = key.textCode
        // Other texts may have the code of a key.
        guard let index = table.codes.firstIndex(of: code), key.hasText(table.keys[index].name) else { return false }
        written.append(Written(key: code, entry: entry))
        return true
    }

    /// The value of a key of the table; nil where it is not written.
    subscript(name: StaticString) -> SyntaxNode? {
        entry(TextCode(name))?.value
    }

    /// The value of a key of the table by the code of its name; nil where it is not written.
    subscript(code: TextCode) -> SyntaxNode? {
        entry(code)?.value
    }

    /// The same for a name that is not known before.
    subscript(named name: String) -> SyntaxNode? {
        entry(TextCode(name))?.value
    }

    /// The span of the key itself.
    func keySpan(_ name: String) -> Span? {
        entry(TextCode(name))?.key.contentSpan
    }

    /// The codes of the keys that are written, in source order.
    var codes: some Sequence<TextCode> { written.lazy.map(\.key) }

    private func entry(_ code: TextCode) -> SyntaxEntry? {
        for place in written.indices where written[place].key == code { return written[place].entry }
        assert(table.codes.contains(code), "the decoder asks \(table.subject) for a key that its table lacks")
        return nil
    }
}
