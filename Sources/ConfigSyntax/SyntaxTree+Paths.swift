package import Diagnostics

extension SyntaxTree {
    /// Where the thing stands that a path of keys names, `menus.main`: from its key to the end of its value, a piece for
    /// each file that has a part of it; empty when there is no such thing.
    ///
    /// Names may have dots in them, so every way to take the path apart is tried; an item of a list is named by its number
    /// from 1, `flows.closed.2`.
    ///
    /// - Complexity: O(entries on the way).
    package func spans(at path: String) -> [Span] {
        spans(at: path[...], in: root)
    }

    private func spans(at path: Substring, in node: SyntaxNode) -> [Span] {
        switch node.kind {
        case .scalar: return []
        case .sequence:
            let step = path.prefix { $0 != "." }
            guard let number = Int(step), number > 0,
                let item = node.items.dropFirst(number - 1).first(where: { _ in true })
            else { return [] }
            return step.endIndex == path.endIndex
                ? [item.span] : spans(at: path[step.endIndex...].dropFirst(), in: item)
        case .mapping:
            return node.entries.flatMap { entry -> [Span] in
                let key = entry.key.text
                if path == key { return span(of: entry) }
                guard path.hasPrefix(key), path.dropFirst(key.count).first == "." else { return [] }
                return spans(at: path.dropFirst(key.count + 1), in: entry.value)
            }
        }
    }

    private func span(of entry: SyntaxEntry) -> [Span] {
        let key = entry.key.contentSpan
        let value = entry.value.span
        guard !arena.isComposed else {
            // The value may stand elsewhere, and in several places, with other things between.
            let parts = arena.writtenParts(of: entry.value.contentIndex)
            return [key] + (parts.count == 1 ? [value] : parts.map { SyntaxNode(in: self, at: $0).span })
        }
        guard key.file == value.file, key.start <= value.end else { return [key, value] }
        return [Span(file: key.file, start: Int(key.start), end: Int(max(key.end, value.end)))]
    }
}
