/// Draws a picture as SVG: each box is a link to what the page tells of it.
struct PictureDrawing {
    let picture: FlowPicture
    let marked: Set<Int>

    var svg: String {
        let layout = PictureLayout(picture)
        var text =
            "<svg viewBox=\"0 0 \(layout.width) \(layout.height)\" width=\"\(layout.width)\" height=\"\(layout.height)\" "
            + "role=\"group\" aria-label=\"The call flow; each box links to its details\">\n"
        text +=
            "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"8\" markerHeight=\"8\" "
        text += "orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\" class=\"tip\"/></marker></defs>\n"
        for edge in picture.edges { text += arrow(edge, layout) }
        for (index, node) in picture.nodes.enumerated() { text += box(index, node, layout.boxes[index]) }
        return text + "</svg>\n"
    }

    private func arrow(_ edge: FlowPicture.Edge, _ layout: PictureLayout) -> String {
        let (from, to) = (layout.boxes[edge.from], layout.boxes[edge.to])
        let (width, half) = (PictureLayout.boxWidth, PictureLayout.boxHeight / 2)
        let y = (from.y + half, to.y + half)
        let path: String
        if to.x > from.x {
            let x = (from.x + width, to.x)
            let bend = max(30, (x.1 - x.0) / 2)
            path = "M\(x.0) \(y.0)C\(x.0 + bend) \(y.0) \(x.1 - bend) \(y.1) \(x.1) \(y.1)"
        } else {
            // Back, or within a column: out on the right and in from the right.
            let x = (from.x + width, to.x + width)
            let bend = max(x.0, x.1) + 40
            path = "M\(x.0) \(y.0)C\(bend) \(y.0) \(bend) \(y.1) \(x.1) \(y.1)"
        }
        return "<path class=\"way f\(edge.from) t\(edge.to)\" d=\"\(path)\" marker-end=\"url(#arrow)\"/>\n"
    }

    private func box(_ index: Int, _ node: FlowPicture.Node, _ place: PictureLayout.Box) -> String {
        let (width, height) = (PictureLayout.boxWidth, PictureLayout.boxHeight)
        let changed = marked.contains(index)
        let title = "\(node.kind.label) \(node.title)\(changed ? " (changed)" : "")"
        var text =
            "<a href=\"#box-\(index)\" class=\"box \(node.kind.look)\(changed ? " changed" : "")\" data-box=\"\(index)\">"
        text += "<title>\(htmlText(title))</title>"
        text += "<rect x=\"\(place.x)\" y=\"\(place.y)\" width=\"\(width)\" height=\"\(height)\" rx=\"7\"/>"
        text += "<text class=\"kind\" x=\"\(place.x + 12)\" y=\"\(place.y + 17)\">\(node.kind.label)"
        text += "\(changed ? " · changed" : "")</text>"
        text += "<text x=\"\(place.x + 12)\" y=\"\(place.y + 35)\">\(htmlText(short(node.title)))</text></a>\n"
        return text
    }

    private func short(_ text: String) -> String { text.count <= 26 ? text : "\(text.prefix(25))…" }
}

extension FlowPicture.Kind {
    /// What it is called in front of a name.
    var label: String {
        switch self {
        case .number: "number"
        case .outbound: "outbound"
        case .menu: "menu"
        case .agent: "agent"
        case .team: "team"
        case .flow: "flow"
        case .voicemail: "voicemail"
        case .phone: "phone"
        case .sip: "SIP"
        case .vbc: "extension"
        case .websocket: "websocket"
        case .conference: "room"
        case .ncco: "NCCO"
        case .schedule: "hours"
        case .caller: "caller"
        case .split: "split"
        case .end: "end"
        }
    }

    /// The class of its colours.
    var look: String {
        switch self {
        case .number, .outbound: "entry"
        case .menu: "menu"
        case .agent, .team, .phone, .sip, .vbc: "person"
        case .voicemail: "record"
        case .websocket, .conference, .ncco: "program"
        case .schedule, .caller, .split: "decision"
        case .flow, .end: "other"
        }
    }
}
