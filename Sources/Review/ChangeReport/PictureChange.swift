/// The boxes of a picture that are not as they were in an earlier one.
package struct PictureChange: Hashable, Sendable {
    /// Indices of the boxes of the new picture: new ones, and those whose lines or arrows differ.
    package let changed: Set<Int>

    /// Ids of boxes that only the earlier picture has, in its order.
    package let gone: [String]

    /// Compares boxes by their ids.
    ///
    /// - Complexity: O(both pictures).
    package init(from before: FlowPicture, to after: FlowPicture) {
        let old = before.looks
        let new = after.looks
        changed = Set(after.nodes.indices.filter { old[after.nodes[$0].id] != new[after.nodes[$0].id] })
        gone = before.nodes.map(\.id).filter { new[$0] == nil }
    }
}

/// All that a box shows: its lines, and where its arrows lead.
private struct Look: Hashable {
    var node: FlowPicture.Node
    var arrows: [[String]] = []
}

extension FlowPicture {
    fileprivate var looks: [String: Look] {
        var looks: [String: Look] = [:]
        for node in nodes { looks[node.id] = Look(node: node) }
        for edge in edges { looks[nodes[edge.from].id]?.arrows.append([nodes[edge.to].id, edge.label] + edge.hears) }
        return looks
    }

    /// The picture of some boxes, of what leads to them, and of where they lead.
    ///
    /// - Returns: The part, and the indices that the boxes have in it.
    func part(around wanted: Set<Int>) -> (picture: FlowPicture, marked: Set<Int>) {
        var kept = wanted
        for edge in edges {
            if wanted.contains(edge.from) { kept.insert(edge.to) }
            if wanted.contains(edge.to) { kept.insert(edge.from) }
        }
        let order = nodes.indices.filter(kept.contains)
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
        let edges = self.edges.compactMap { edge -> Edge? in
            guard let from = places[edge.from], let to = places[edge.to] else { return nil }
            return Edge(from: from, to: to, label: edge.label, hears: edge.hears)
        }
        let picture = FlowPicture(title: title, nodes: order.map { nodes[$0] }, edges: edges)
        return (picture, Set(wanted.compactMap { places[$0] }))
    }
}
