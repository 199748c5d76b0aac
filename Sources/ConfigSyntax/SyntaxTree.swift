package import Diagnostics

/// The content of one YAML file, each value with its place.
///
/// An immutable arena: nodes are cheap handles into it, and no text is copied until it is asked for. Aliases are
/// followed and merge keys applied, so a reader sees scalars, sequences and mappings only.
package final class SyntaxTree: Sendable {
    /// The file that the spans of all nodes point into.
    package let file: FileID

    let arena: NodeArena

    init(file: FileID, arena: NodeArena) {
        precondition(!arena.records.isEmpty, "a tree has a root")
        self.file = file
        self.arena = arena
    }

    /// The value of the document; of an empty one a null scalar at the file's start.
    package var root: SyntaxNode {
        SyntaxNode(in: self, at: 0)
    }

    /// How many nodes the file has, aliases counted as one each.
    package var nodeCount: Int { arena.records.count }
}
