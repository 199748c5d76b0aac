extension FlowPicture {
    /// The picture in the language of Graphviz.
    ///
    /// Labels are quoted, and what Graphviz reads in them (backslashes, quotes, character entities) is escaped: no name can
    /// be more than a name.
    ///
    /// - Complexity: O(picture).
    package var dot: String {
        var text = """
            digraph \(Self.dotText([title])) {
                graph [rankdir=LR, label=\(Self.dotText([title])), labelloc=t, fontname="Helvetica", fontsize=18, \
            nodesep=0.3, ranksep=0.7]
                node [fontname="Helvetica", fontsize=11, style=filled, fillcolor=white, color="#555555", margin="0.15,0.08"]
                edge [fontname="Helvetica", fontsize=9, color="#666666", fontcolor="#333333", arrowsize=0.7]

            """
        for (index, node) in nodes.enumerated() {
            text += "    n\(index) [label=\(Self.dotText(node.lines)), \(node.kind.dotStyle)]\n"
        }
        let entries = nodes.indices.filter { nodes[$0].kind == .number || nodes[$0].kind == .outbound }
        text += "    {rank=source; \(entries.map { "n\($0)" }.joined(separator: "; "))}\n"
        for edge in edges {
            let lines = edge.lines
            let label = lines.isEmpty ? "" : " [label=\(Self.dotText(lines))]"
            text += "    n\(edge.from) -> n\(edge.to)\(label)\n"
        }
        return text + "}\n"
    }

    private static func dotText(_ lines: [String]) -> String {
        var text = "\""
        for (index, line) in lines.enumerated() {
            if index > 0 { text += "\\n" }
            for scalar in line.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "&": text += "&amp;"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}

extension FlowPicture.Node {
    /// What stands in the box.
    var lines: [String] { [kind.prefix + title] + details }
}

extension FlowPicture.Edge {
    /// What stands at the arrow.
    var lines: [String] { (label.isEmpty ? [] : [label]) + hears }
}

extension FlowPicture.Kind {
    /// What is written before the name, where the shape alone does not tell.
    var prefix: String {
        switch self {
        case .menu, .team, .flow, .voicemail, .conference, .websocket: "\(rawValue) "
        case .schedule: "open by "
        case .number, .outbound, .agent, .phone, .sip, .vbc, .ncco, .caller, .split, .end: ""
        }
    }

    fileprivate var dotStyle: String {
        switch self {
        case .number, .outbound: ##"shape=cds, fillcolor="#cfe2ff", margin="0.25,0.12""##
        case .menu: ##"shape=box, fillcolor="#fff3cd""##
        case .agent, .phone, .sip, .vbc: ##"shape=box, style="filled,rounded", fillcolor="#d1e7dd""##
        case .team: ##"shape=box, peripheries=2, style="filled,rounded", fillcolor="#d1e7dd""##
        case .flow: ##"shape=hexagon, fillcolor="#e2e3e5""##
        case .voicemail: ##"shape=cylinder, fillcolor="#f8d7da""##
        case .websocket, .conference, .ncco: ##"shape=component, fillcolor="#e2d9f3""##
        case .schedule, .caller, .split: ##"shape=diamond, fillcolor="#fde2c8", margin="0,0""##
        case .end: ##"shape=box, style="rounded,dashed""##
        }
    }
}
