/// What an anchor's name leads to.
struct Anchor {
    var record: Int

    /// The nodes that an alias to it stands for, nested aliases expanded; nil while the node is still open, so that an
    /// alias to it would contain itself.
    var size: Int?

    /// The levels of collections in it: 0 for a scalar.
    var height = 0
}

/// The nodes of a file as a reader would walk them, aliases expanded: counted, so that a small file cannot stand for
/// billions of nodes, nor a flat one for a tower of them.
struct Expansion {
    private(set) var nodes = 0
    private(set) var aliased = 0

    mutating func countNode() {
        nodes += 1
    }

    mutating func countAlias(of size: Int) {
        nodes = Self.sum(nodes, size)
        aliased = Self.sum(aliased, size)
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
