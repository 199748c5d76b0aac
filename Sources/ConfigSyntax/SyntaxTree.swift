package import Diagnostics

/// The content of one YAML file, or of a file and those that it includes, each value with its place.
///
/// An immutable arena: nodes are cheap handles into it, and no text is copied until it is asked for. Aliases are
/// followed and merge keys applied, so a reader sees scalars, sequences and mappings only.
package final class SyntaxTree: Sendable {
    /// The file that was read first; the others are included by it.
    package let file: FileID

    let arena: NodeArena

    /// Whether all spans point into `file`.
    private let isOneFile: Bool

    init(file: FileID, arena: NodeArena) {
        precondition(!arena.records.isEmpty, "a tree has a root")
        self.file = file
        self.arena = arena
        isOneFile = arena.pieces.isEmpty
    }

    /// The value of the document; of an empty one a null scalar at the file's start.
    package var root: SyntaxNode {
        SyntaxNode(in: self, at: arena.root)
    }

    /// How many nodes the files have, aliases counted as one each.
    package var nodeCount: Int { arena.records.count }

    /// The place of a range of the arena's bytes, which lies in one file.
    func span(from start: Int, to end: Int) -> Span {
        isOneFile ? Span(file: file, start: start, end: end) : arena.span(from: start, to: end)
    }
}
