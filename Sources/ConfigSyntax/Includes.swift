package import Diagnostics

/// Reads the top-level key `include`: paths and patterns of files, as they are written.
///
/// - Returns: Nil when there is no such key.
package func declaredIncludes(in tree: SyntaxTree) -> Checked<[Located<String>]>? {
    guard let list = tree.root.value(forKey: "include"), !list.isNull else { return nil }
    guard list.kind == .sequence else { return Checked([], diagnostics: [.includeIsNoList(at: list.span)]) }
    var patterns: [Located<String>] = []
    var diagnostics: [Diagnostic] = []
    for item in list.items {
        if item.kind == .scalar, !item.isNull, item.textLength > 0 {
            patterns.append(Located(item.text, at: item.contentSpan))
        } else {
            diagnostics.append(.includeIsNoList(at: item.span))
        }
    }
    return Checked(patterns, diagnostics: diagnostics)
}
