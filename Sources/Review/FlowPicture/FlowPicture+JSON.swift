package import JSONTree

extension FlowPicture {
    /// The version of the JSON form, which `docs/graph.schema.json` describes.
    private static let version = 1

    /// The picture for programs: `{"version": 1, "title", "nodes": [{"id", "kind", "title", "details"}],
    /// "edges": [{"from", "to", "label", "hears"}]}`, edges by the ids of nodes.
    package var json: JSONValue {
        [
            "version": .integer(Self.version),
            "title": .string(title),
            "nodes": .array(
                nodes.map { node in
                    [
                        "id": .string(node.id),
                        "kind": .string(node.kind.rawValue),
                        "title": .string(node.title),
                        "details": .array(node.details.map(JSONValue.string)),
                    ]
                }
            ),
            "edges": .array(
                edges.map { edge in
                    [
                        "from": .string(nodes[edge.from].id),
                        "to": .string(nodes[edge.to].id),
                        "label": .string(edge.label),
                        "hears": .array(edge.hears.map(JSONValue.string)),
                    ]
                }
            ),
        ]
    }
}
