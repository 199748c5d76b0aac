package import Diagnostics

/// What an environment removes from a section of the project, such as `agents`.
package struct Removal: Sendable {
    package let section: String

    /// Nil for all of the section.
    package let name: String?

    /// Where the null stands; the key where it is not written out.
    package let span: Span
}

/// The names and sections of the top level that an environment removes, in source order.
///
/// - Complexity: O(entries of the overlay's sections).
package func removals(by environment: DeclaredEnvironment, in tree: SyntaxTree) -> [Removal] {
    guard let overlay = environment.overlay else { return [] }
    func place(_ entry: SyntaxEntry) -> Span {
        let span = entry.value.span
        return span.start < span.end ? span : entry.key.contentSpan
    }
    return SyntaxNode(in: tree, at: overlay).entries.flatMap { section in
        let name = section.key.text
        guard !section.value.isNull else { return [Removal(section: name, name: nil, span: place(section))] }
        guard section.value.kind == .mapping else { return [] }
        return section.value.entries.filter(\.value.isNull).map { entry in
            Removal(section: name, name: entry.key.text, span: place(entry))
        }
    }
}
