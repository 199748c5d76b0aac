extension FlowPicture {
    /// The picture as a Mermaid flowchart, which GitHub and GitLab draw in a fenced block.
    ///
    /// Labels stand in quotation marks, and every character that means something to Mermaid, to its Markdown or to HTML is
    /// written as an entity of Mermaid's (`#34;`): no name can be more than a name.
    ///
    /// - Complexity: O(picture).
    package var mermaid: String { mermaid(marking: []) }

    /// The same with a bold frame around some boxes.
    func mermaid(marking marked: Set<Int>) -> String {
        var text = "flowchart LR\n"
        for (index, node) in nodes.enumerated() {
            let (begin, end) = node.kind.mermaidShape
            text += "    n\(index)\(begin)\"\(Self.mermaidText(node.lines))\"\(end)\n"
        }
        for edge in edges {
            let lines = edge.lines
            let label = lines.isEmpty ? "" : "|\"\(Self.mermaidText(lines))\"|"
            text += "    n\(edge.from) -->\(label) n\(edge.to)\n"
        }
        for group in MermaidClass.allCases {
            let members = nodes.indices.filter { nodes[$0].kind.mermaidClass == group }
            guard !members.isEmpty else { continue }
            text += "    classDef \(group.rawValue) \(group.style)\n"
            text += "    class \(members.map { "n\($0)" }.joined(separator: ",")) \(group.rawValue)\n"
        }
        if !marked.isEmpty {
            text += "    classDef changed stroke:#d1242f,stroke-width:4px\n"
            text += "    class \(marked.sorted().map { "n\($0)" }.joined(separator: ",")) changed\n"
        }
        return text
    }

    private static func mermaidText(_ lines: [String]) -> String {
        var text = ""
        for (index, line) in lines.enumerated() {
            if index > 0 { text += "<br/>" }
            // Behind nothing but digits a dot makes an item of a list of the line, as a dash at its beginning does.
            var isOpening = true
            for scalar in line.unicodeScalars {
                let isPlain =
                    switch scalar {
                    case "0"..."9": true
                    case "a"..."z", "A"..."Z", " ", ",", ":", "!", "?", "'", "/": true
                    case ".", "-", "+": !isOpening
                    // The two are what Mermaid puts in the place of entities while it reads.
                    case "ﬂ", "¶": false
                    default: !scalar.isASCII
                    }
                if isPlain { text.unicodeScalars.append(scalar) } else { text += "#\(scalar.value);" }
                isOpening = isOpening && ("0"..."9").contains(scalar)
            }
        }
        return text
    }
}

/// Boxes that are coloured alike.
private enum MermaidClass: String, CaseIterable {
    case entry
    case menu
    case person
    case record
    case program
    case decision
    case other

    var style: String {
        switch self {
        case .entry: "fill:#cfe2ff,stroke:#555,color:#000"
        case .menu: "fill:#fff3cd,stroke:#555,color:#000"
        case .person: "fill:#d1e7dd,stroke:#555,color:#000"
        case .record: "fill:#f8d7da,stroke:#555,color:#000"
        case .program: "fill:#e2d9f3,stroke:#555,color:#000"
        case .decision: "fill:#fde2c8,stroke:#555,color:#000"
        case .other: "fill:#fff,stroke:#555,color:#000,stroke-dasharray:4"
        }
    }
}

extension FlowPicture.Kind {
    fileprivate var mermaidClass: MermaidClass {
        switch self {
        case .number, .outbound: .entry
        case .menu: .menu
        case .agent, .team, .phone, .sip, .vbc: .person
        case .voicemail: .record
        case .websocket, .conference, .ncco: .program
        case .schedule, .caller, .split: .decision
        case .flow, .end: .other
        }
    }

    fileprivate var mermaidShape: (begin: String, end: String) {
        switch self {
        case .number, .outbound: ("([", "])")
        case .menu, .ncco: ("[", "]")
        case .agent, .phone, .sip, .vbc: ("(", ")")
        case .team: ("[[", "]]")
        case .flow: ("{{", "}}")
        case .voicemail: ("[(", ")]")
        case .websocket, .conference: ("[/", "/]")
        case .schedule, .caller, .split: ("{", "}")
        case .end: ("([", "])")
        }
    }
}
