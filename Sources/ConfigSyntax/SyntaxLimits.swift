/// How much of one file the parser takes on before it refuses, so that no input can exhaust the machine.
package struct SyntaxLimits: Sendable {
    /// The deepest nesting of collections, those that an alias brings in included.
    package var depth = 64

    /// All nodes of a file, each alias counted as the nodes it stands for.
    package var nodes = 10_000_000

    /// The part of `nodes` that may come from aliases.
    package var aliasedNodes = 1_000_000

    /// The size of a file, at most 128 MiB: offsets are kept in 32 bits.
    package var bytes = 128 << 20

    package static let standard = SyntaxLimits()

    package init() {}
}

/// The largest number of findings about one file; a file with more is broken in one way many times over.
let findingsLimit = 1_000
