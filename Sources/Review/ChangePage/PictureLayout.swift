/// Where the boxes of a picture stand: in columns, as many arrows from a number as the column has before it.
struct PictureLayout {
    struct Box {
        var x: Int
        var y: Int
    }

    static let boxWidth = 210
    static let boxHeight = 46
    private static let columnWidth = 310
    private static let rowHeight = 66
    private static let margin = 24

    private(set) var boxes: [Box]
    private(set) var width: Int
    private(set) var height: Int

    /// - Complexity: O(boxes + arrows), and a sort of each column.
    init(_ picture: FlowPicture) {
        var depths = [Int?](repeating: nil, count: picture.nodes.count)
        var next = [[Int]](repeating: [], count: picture.nodes.count)
        var before = next
        for edge in picture.edges {
            next[edge.from].append(edge.to)
            before[edge.to].append(edge.from)
        }
        func meet(_ starts: [Int]) {
            var open = starts
            for node in starts { depths[node] = 0 }
            var index = 0
            while index < open.count {
                let node = open[index]
                index += 1
                for target in next[node] where depths[target] == nil {
                    depths[target] = (depths[node] ?? 0) + 1
                    open.append(target)
                }
            }
        }
        // What nothing leads to comes first, as numbers do.
        meet(picture.nodes.indices.filter { before[$0].isEmpty })
        for node in picture.nodes.indices where depths[node] == nil { meet([node]) }
        let columns = (depths.compactMap(\.self).max() ?? 0) + 1
        var rows = [Double](repeating: 0, count: picture.nodes.count)
        var heights = [Int](repeating: 0, count: columns)
        boxes = Array(repeating: Box(x: 0, y: 0), count: picture.nodes.count)
        for column in 0..<columns {
            let members = picture.nodes.indices.filter { depths[$0] == column }
            // Near those that lead there, so that arrows cross little.
            let wanted = members.map { node -> (node: Int, row: Double) in
                let parents = before[node].filter { depths[$0] ?? 0 < column }
                guard !parents.isEmpty else { return (node, Double(node)) }
                return (node, parents.reduce(0) { $0 + rows[$1] } / Double(parents.count))
            }
            for (row, member) in wanted.sorted(by: { ($0.row, $0.node) < ($1.row, $1.node) }).enumerated() {
                rows[member.node] = Double(row)
                boxes[member.node] = Box(
                    x: Self.margin + column * Self.columnWidth,
                    y: Self.margin + row * Self.rowHeight
                )
            }
            heights[column] = members.count
        }
        width = 2 * Self.margin + (columns - 1) * Self.columnWidth + Self.boxWidth
        height = 2 * Self.margin + (heights.max() ?? 1) * Self.rowHeight
    }
}
