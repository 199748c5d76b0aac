/// What is written as YAML: a tree, printed by a writer that decides nothing.
package indirect enum YAMLNode: Hashable, Sendable {
    case text(String)
    /// As it stands: `yes`, `1`; for what this program writes of its own.
    case word(String)
    /// On one line, in brackets.
    case list([YAMLNode])
    /// On one line, in braces.
    case line([YAMLEntry])
    /// Each entry on lines of its own.
    case block([YAMLEntry])
}

/// An entry of a mapping.
package struct YAMLEntry: Hashable, Sendable {
    package var key: String
    package var value: YAMLNode

    /// Lines above the entry, without `#`; only those of entries of blocks are written.
    package var comment: [String]

    package init(_ key: String, _ value: YAMLNode, comment: [String] = []) {
        self.key = key
        self.value = value
        self.comment = comment
    }
}

/// A mapping as the text of a YAML file.
package func yamlText(_ entries: [YAMLEntry]) -> String {
    var lines: [String] = []
    write(entries, indent: 0, to: &lines)
    return lines.joined(separator: "\n") + "\n"
}

private func write(_ entries: [YAMLEntry], indent: Int, to lines: inout [String]) {
    let margin = String(repeating: " ", count: indent)
    for entry in entries {
        if indent == 0, !lines.isEmpty, !isShort(entry.value) || !entry.comment.isEmpty { lines.append("") }
        lines += entry.comment.map { $0.isEmpty ? "" : "\(margin)# \(oneLine($0))" }
        switch entry.value {
        case .block(let inner) where !inner.isEmpty:
            lines.append("\(margin)\(yamlKey(entry.key)):")
            write(inner, indent: indent + 2, to: &lines)
        default: lines.append("\(margin)\(yamlKey(entry.key)): \(flow(entry.value))")
        }
    }
}

private func isShort(_ value: YAMLNode) -> Bool {
    switch value {
    case .text, .word: true
    case .list, .line, .block: false
    }
}

private func flow(_ node: YAMLNode) -> String {
    switch node {
    case .text(let text): yamlScalar(text)
    case .word(let word): word
    case .list(let nodes): "[" + nodes.map(flow).joined(separator: ", ") + "]"
    case .line(let entries), .block(let entries):
        "{" + entries.map { "\(yamlKey($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
}

/// What may stand in a comment: nothing ends it, and nothing in it acts on a terminal.
private func oneLine(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                default: scalar
                }
            }
        )
    )
}
