package import Diagnostics
internal import Glibc

/// What `${name}` stands for.
package struct VariableValue: Sendable, Hashable {
    package var text: String

    /// Where it was defined; nil for one from the command line.
    package var span: Span?

    package init(text: String, span: Span? = nil) {
        self.text = text
        self.span = span
    }
}

/// The key of the mapping that defines variables, in which none is replaced.
private let variablesKey = "vars"

/// Reads the top-level mapping `vars`: names of letters, digits and `_`, values that are scalars.
///
/// None when it is absent.
package func declaredVariables(in tree: SyntaxTree) -> Checked<[String: VariableValue]> {
    guard let mapping = tree.root.value(forKey: variablesKey), !mapping.isNull else { return Checked([:]) }
    guard mapping.kind == .mapping else {
        return Checked([:], diagnostics: [.variablesAreNoMapping(at: mapping.span)])
    }
    var variables: [String: VariableValue] = [:]
    var diagnostics: [Diagnostic] = []
    for entry in mapping.entries {
        let (name, value) = (entry.key, entry.value)
        let text = name.text
        if !isVariableName(text.utf8) {
            diagnostics.append(.badVariableName(text, at: name.contentSpan))
        } else if value.kind != .scalar || value.isNull {
            diagnostics.append(.variableIsNoText(text, at: value.isNull ? name.span : value.span))
        } else {
            variables[text] = VariableValue(text: value.text, span: value.span)
        }
    }
    for entry in mapping.entries where entry.value.kind == .scalar {
        guard let inner = variableNames(in: entry.value.text).first(where: { variables[$0] != nil }) else { continue }
        diagnostics.append(.nestedVariable(inner, in: entry.key.text, at: entry.value.span))
    }
    return Checked(variables, diagnostics: diagnostics.inSourceOrder())
}

/// The names in a text that stand as `${name}`, and not as `$${name}`.
private func variableNames(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return [] }
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    return parts.indices.dropFirst().compactMap { index in
        let part = parts[index]
        let isEscaped = index > 1 && parts[index - 1].isEmpty
        guard !isEscaped, part.first == "{", let end = part.firstIndex(of: "}") else { return nil }
        return String(part[part.index(after: part.startIndex)..<end])
    }
}

private func isVariableName(_ name: some Collection<UInt8>) -> Bool {
    guard let first = name.first, !isDigit(first) else { return false }
    return name.allSatisfy { byte in
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == 0x5F
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

/// Replaces `${name}` in the values of scalars, never in keys and not within the top-level `vars`.
///
/// The text of a variable is taken literally: not read as YAML, not searched for variables; within a text that begins
/// with `<speak` it is escaped for XML. `$${` is a literal `${`, a lone `$` itself. A variable that is not defined is an
/// error, and stays as it was written.
///
/// - Complexity: O(nodes + text); O(bytes) with a tiny factor when the file has no `$`.
package func substituteVariables(
    in tree: SyntaxTree,
    with variables: [String: VariableValue]
) -> Checked<SyntaxTree> {
    guard hasDollar(tree.arena.bytes) || hasDollar(tree.arena.pool) else { return Checked(tree) }
    var substitution = Substitution(tree: tree, variables: variables)
    substitution.run()
    return Checked(
        SyntaxTree(file: tree.file, arena: substitution.arena),
        diagnostics: substitution.diagnostics.inSourceOrder()
    )
}

private func hasDollar(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return false }
        return unsafe memchr(start, Int32(UInt8(ascii: "$")), buffer.count) != nil
    }
}

private struct Substitution {
    let tree: SyntaxTree
    let variables: [String: VariableValue]
    var arena: NodeArena
    var diagnostics: [Diagnostic] = []

    /// For suggestions: in order, as a dictionary has none.
    private lazy var names = NearNames(variables.keys.sorted())

    init(tree: SyntaxTree, variables: [String: VariableValue]) {
        self.tree = tree
        self.variables = variables
        arena = tree.arena
    }

    mutating func run() {
        let reached = arena.isComposed ? reachedRecords() : nil
        let untouched = reached == nil ? untouchedRecords() : 0..<0
        let bytes = arena.bytes
        var dollar = bytes.firstIndex(of: UInt8(ascii: "$")) ?? bytes.count
        for index in arena.records.indices where !untouched.contains(index) && reached?[index] != false {
            let record = arena.records[index]
            guard record.isScalar, !record.flags.contains(.key) else { continue }
            if !record.flags.contains(.pooled) {
                // Records come in source order, and so do the dollars: most are passed with one comparison.
                while dollar < record.start {
                    dollar = bytes[(dollar + 1)...].firstIndex(of: UInt8(ascii: "$")) ?? bytes.count
                }
                guard dollar < record.end else { continue }
            }
            substitute(index)
            if arena.pool.count > SyntaxLimits.standard.bytes {
                diagnostics.append(.variablesTooLong(limit: SyntaxLimits.standard.bytes, at: span(of: record)))
                return
            }
        }
    }

    /// The records of the value of `vars`.
    private func untouchedRecords() -> Range<Int> {
        guard arena.records[0].form == .mapping else { return 0..<0 }
        var range = 0..<0
        arena.forEachWrittenEntry(of: 0, to: Int(arena.records[0].first)) { key, value in
            if range.isEmpty, SyntaxNode(in: tree, at: key).hasText(variablesKey) {
                range = value..<arena.next(after: value)
            }
        }
        return range
    }

    /// For each record whether it belongs to the tree, the value of `vars` left out.
    ///
    /// In a composed tree the arena also holds what belongs to other environments, whose variables may not be defined.
    private func reachedRecords() -> [Bool] {
        var reached = Array(repeating: false, count: arena.records.count)
        var waiting: [Int] = []
        for entry in tree.root.entries where !entry.key.hasText(variablesKey) {
            waiting.append(entry.value.contentIndex)
        }
        while let index = waiting.popLast() {
            guard !reached[index] else { continue }
            reached[index] = true
            arena.forEachChild(of: index) { waiting.append(arena.content(of: $0)) }
        }
        return reached
    }

    private mutating func substitute(_ index: Int) {
        let text = Array(arena.text(of: index))
        guard let firstDollar = text.firstIndex(of: UInt8(ascii: "$")) else { return }
        let isSpeech = text.drop { $0 <= 0x20 }.starts(with: "<speak".utf8)
        var result = Array(text[..<firstDollar])
        var position = firstDollar
        var dollars = 0
        while position < text.count {
            let byte = text[position]
            guard byte == UInt8(ascii: "$") else {
                result.append(byte)
                position += 1
                continue
            }
            let ordinal = dollars
            dollars += 1
            if text[position...].starts(with: "$${".utf8) {
                result.append(contentsOf: "${".utf8)
                position += 3
                dollars += 1
            } else if text[position...].starts(with: "${".utf8) {
                let end = text[position...].firstIndex(of: UInt8(ascii: "}"))
                let inserted = end.flatMap { value(of: text[(position + 2)..<$0], dollar: ordinal, at: index) }
                if end == nil {
                    reportUnclosed(dollar: ordinal, at: index)
                }
                let next = end.map { $0 + 1 } ?? position + 2
                if let inserted {
                    append(inserted, to: &result, escaped: isSpeech)
                } else {
                    result.append(contentsOf: text[position..<next])
                }
                position = next
            } else {
                result.append(byte)
                position += 1
            }
        }
        guard result != text else { return }
        arena.records[index].first = UInt32(arena.pool.count)
        arena.records[index].count = UInt32(result.count)
        arena.records[index].flags.formUnion([.pooled, .literal])
        arena.pool.append(contentsOf: result)
    }

    private mutating func value(of name: ArraySlice<UInt8>, dollar: Int, at index: Int) -> String? {
        let text = SourceText.string(name)
        if let variable = variables[text] { return variable.text }
        guard diagnostics.count < findingsLimit else { return nil }
        let place = place(ofDollar: dollar, length: name.count + 3, in: index)
        if isVariableName(name) {
            let nearest = names.nearest(to: text)
            diagnostics.append(.unknownVariable(text, at: place, nearest: nearest))
        } else {
            diagnostics.append(.badVariableName(text, at: place))
        }
        return nil
    }

    private mutating func reportUnclosed(dollar: Int, at index: Int) {
        guard diagnostics.count < findingsLimit else { return }
        diagnostics.append(.unclosedVariable(at: place(ofDollar: dollar, length: 2, in: index)))
    }

    private func append(_ text: String, to result: inout [UInt8], escaped: Bool) {
        guard escaped else {
            result.append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): result.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): result.append(contentsOf: "&apos;".utf8)
            default: result.append(byte)
            }
        }
    }

    /// The bytes in the source of the `ordinal`-th dollar of a scalar's text, to the `}` behind it; the whole scalar
    /// where an escape hides a dollar, so that the two cannot be told to be the same.
    private func place(ofDollar ordinal: Int, length: Int, in index: Int) -> Span {
        let record = tree.arena.records[index]
        let written = tree.arena.bytes[Int(record.start)..<Int(record.end)]
        let dollars = written.indices.filter { written[$0] == UInt8(ascii: "$") }
        let inText = tree.arena.text(of: index).count { $0 == UInt8(ascii: "$") }
        guard dollars.count == inText, ordinal < dollars.count else { return span(of: record) }
        let start = dollars[ordinal]
        // An escape or a fold within makes the written form longer: it ends at the written '}'.
        let closing = length > 2 ? written[start...].firstIndex(of: UInt8(ascii: "}")) : nil
        return tree.span(from: start, to: closing.map { $0 + 1 } ?? start + length)
    }

    private func span(of record: NodeRecord) -> Span {
        tree.span(from: Int(record.start), to: Int(record.end))
    }
}
