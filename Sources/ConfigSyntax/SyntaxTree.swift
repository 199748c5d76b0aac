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

    // What follows is asked for every node. The arena has the same; but a call on it counts references to all its parts.

    /// The record that holds the content of `index`: an alias leads to its target.
    func content(of index: Int) -> Int {
        let record = arena.records[index]
        return record.form == .alias ? Int(record.first) : index
    }

    /// The record behind `index` and all that it contains.
    func next(after index: Int) -> Int {
        let record = arena.records[index]
        return record.isCollection ? Int(record.first) : index + 1
    }

    /// Calls `body` with the text of the scalar at `index`, which is no alias.
    @safe
    func withText<Result>(of index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let record = arena.records[index]
        let range = Int(record.first)..<Int(record.first) + Int(record.count)
        if record.flags.contains(.pooled) {
            return unsafe arena.pool.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
        return unsafe arena.bytes.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// The place of a range of the arena's bytes, which lies in one file.
    func span(from start: Int, to end: Int) -> Span {
        isOneFile ? Span(file: file, start: start, end: end) : arena.span(from: start, to: end)
    }
}
