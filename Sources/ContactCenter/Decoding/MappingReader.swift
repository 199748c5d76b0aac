internal import ConfigSyntax
internal import Diagnostics

/// The values of one mapping, found by the names of its key table.
struct MappingReader {
    let span: Span
    let table: KeyTable
    private var entries: [SyntaxEntry?]

    init(span: Span, table: KeyTable) {
        self.span = span
        self.table = table
        entries = Array(repeating: nil, count: table.keys.count)
    }

    /// Takes an entry; false when the table has no such key.
    mutating func take(_ entry: SyntaxEntry) -> Bool {
        guard let index = table.keys.firstIndex(where: { entry.key.hasText($0.name) }) else { return false }
        entries[index] = entry
        return true
    }

    /// The value of a key of the table; nil where it is not written.
    subscript(name: String) -> SyntaxNode? {
        entry(name)?.value
    }

    /// The span of the key itself.
    func keySpan(_ name: String) -> Span? {
        entry(name)?.key.contentSpan
    }

    /// The names of the keys that are written, in the order of the table.
    var present: [String] {
        zip(table.keys, entries).compactMap { $1 == nil ? nil : $0.name }
    }

    private func entry(_ name: String) -> SyntaxEntry? {
        guard let index = table.index(of: name) else {
            preconditionFailure("the decoder asks \(table.subject) for a key that its table lacks: \(name)")
        }
        return entries[index]
    }
}
