/// Makes of each test with `cases` one for each of their rows: in every value of it, `<name>` becomes the row's text of that
/// name.
///
/// Rows are mappings of texts by name, all with the same names. A test whose rows are anything else stays as it is, for those
/// who read it to report. Where the test's name has none of the row's texts in it, they are added to it, so that no two have
/// the same. Values keep their places.
///
/// - Complexity: O(tests + what comes out); nothing is copied where no test has cases.
package func expandCases(in tree: SyntaxTree) -> SyntaxTree {
    guard let tests = tree.root.value(forKey: "tests"), tests.kind == .sequence else { return tree }
    guard tests.items.contains(where: { $0.kind == .mapping && $0.value(forKey: "cases") != nil }) else { return tree }
    var expansion = CaseExpansion(arena: tree.arena)
    expansion.run()
    return SyntaxTree(file: tree.file, arena: expansion.arena)
}

private struct CaseExpansion {
    private struct Column {
        let placeholder: [UInt8]
        let text: [UInt8]
    }

    var arena: NodeArena

    init(arena: NodeArena) {
        self.arena = arena
        self.arena.isComposed = true
    }

    mutating func run() {
        var entries = arena.entries(of: arena.root)
        guard let place = entries.firstIndex(where: { arena.keyText(Int($0.key)) == "tests" }) else { return }
        let tests = arena.content(of: Int(entries[place].value))
        var written: [Int] = []
        arena.forEachChild(of: tests) { written.append(arena.content(of: $0)) }
        var items: [Int] = []
        for test in written {
            guard let rows = rows(of: test) else {
                items.append(test)
                continue
            }
            for row in rows { items.append(copy(of: test, with: row)) }
        }
        entries[place].value = UInt32(arena.appendSequence(items, instead: [tests]))
        arena.root = arena.appendMapping(entries, instead: [arena.root])
    }

    /// The rows of a test's `cases`; nil when it has none or they are not sound.
    private func rows(of test: Int) -> [[Column]]? {
        guard arena.records[test].form == .mapping else { return nil }
        let cases = arena.entries(of: test).first { arena.keyText(Int($0.key)) == "cases" }
        guard let cases, arena.records[arena.content(of: Int(cases.value))].form == .sequence else { return nil }
        var rows: [[Column]] = []
        var isSound = true
        arena.forEachChild(of: arena.content(of: Int(cases.value))) { item in
            let row = arena.content(of: item)
            guard arena.records[row].form == .mapping else {
                isSound = false
                return
            }
            rows.append(
                arena.entries(of: row).compactMap { entry in
                    let value = arena.content(of: Int(entry.value))
                    guard arena.records[value].isScalar, !arena.isNull(value) else {
                        isSound = false
                        return nil
                    }
                    let name = arena.text(of: arena.content(of: Int(entry.key)))
                    if name.isEmpty { isSound = false }
                    return Column(
                        placeholder: [UInt8(ascii: "<")] + name + [UInt8(ascii: ">")],
                        text: Array(arena.text(of: value))
                    )
                }
            )
        }
        let names = rows.map { Set($0.map(\.placeholder)) }
        guard isSound, let first = names.first, !first.isEmpty, names.allSatisfy({ $0 == first }) else { return nil }
        return rows
    }

    private mutating func copy(of test: Int, with row: [Column]) -> Int {
        var entries = arena.entries(of: test)
        entries.removeAll { arena.keyText(Int($0.key)) == "cases" }
        for index in entries.indices {
            let value = Int(entries[index].value)
            let isName = arena.keyText(Int(entries[index].key)) == "name"
            entries[index].value = UInt32(isName ? copyOfName(value, with: row) : copy(value, with: row))
        }
        return arena.appendMapping(entries, instead: [test])
    }

    /// A value with the row's texts; itself where none stands in it.
    private mutating func copy(_ value: Int, with row: [Column]) -> Int {
        let index = arena.content(of: value)
        switch arena.records[index].form {
        case .mapping:
            var entries = arena.entries(of: index)
            for place in entries.indices {
                entries[place].value = UInt32(copy(Int(entries[place].value), with: row))
            }
            return arena.appendMapping(entries, instead: [index])
        case .sequence:
            var items: [Int] = []
            arena.forEachChild(of: index) { items.append($0) }
            items = items.map { copy($0, with: row) }
            return arena.appendSequence(items, instead: [index])
        default:
            guard let text = filled(arena.text(of: index), with: row) else { return index }
            return appendScalar(text, insteadOf: index)
        }
    }

    private mutating func copyOfName(_ value: Int, with row: [Column]) -> Int {
        let index = arena.content(of: value)
        guard arena.records[index].isScalar else { return index }
        if let text = filled(arena.text(of: index), with: row) { return appendScalar(text, insteadOf: index) }
        let texts = row.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: ", ")
        return appendScalar(Array(arena.text(of: index)) + Array(" (\(texts))".utf8), insteadOf: index)
    }

    /// The text with all columns in their places; nil when it has none.
    private func filled(_ text: ArraySlice<UInt8>, with row: [Column]) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "<")) else { return nil }
        var result: [UInt8] = []
        var position = text.startIndex
        var isChanged = false
        while position < text.endIndex {
            let rest = text[position...]
            if rest.first == UInt8(ascii: "<"), let column = row.first(where: { rest.starts(with: $0.placeholder) }) {
                result += column.text
                position += column.placeholder.count
                isChanged = true
            } else {
                result.append(text[position])
                position += 1
            }
        }
        return isChanged ? result : nil
    }

    private mutating func appendScalar(_ text: [UInt8], insteadOf index: Int) -> Int {
        var record = arena.records[index]
        record.first = UInt32(arena.pool.count)
        record.count = UInt32(text.count)
        record.flags.formUnion([.pooled, .literal])
        arena.pool += text
        arena.records.append(record)
        return arena.records.count - 1
    }
}
