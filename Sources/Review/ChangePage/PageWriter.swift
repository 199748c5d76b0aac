internal import Journeys
internal import Provisioning

/// Writes the parts of the page.
struct PageWriter {
    let report: ChangeReport

    /// More boxes are not drawn: then what changed, and what is next to it.
    private static let mostBoxes = 400

    private var plan: Plan { report.plan }

    var body: String {
        [
            header, "<main id=\"content\">", summary, dangers, findings, drift, journeys, flow, account, footer,
            "</main>",
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var header: String {
        let environment = plan.environment.map { " <span class=\"faint\">(\(htmlText($0)))</span>" } ?? ""
        var links = [("summary", "Summary")]
        if !drift.isEmpty { links.append(("drift", "Drift")) }
        if report.journeys != nil { links.append(("callers", "For callers")) }
        if report.picture != nil { links.append(("flow", "Call flow")) }
        links.append(("account", "In the account"))
        let items = links.map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" }.joined()
        return """
            <a class="skip" href="#content">To the content</a>
            <header><h1>\(htmlText(plan.project))\(environment): what this changes</h1>
            <nav aria-label="Sections"><ul>\(items)</ul></nav></header>
            """
    }

    private var summary: String {
        var lines: [String] = []
        if let callers = report.callersInWords { lines.append("<strong>Callers</strong>: \(htmlText(callers))") }
        lines.append("<strong>Account</strong>: \(htmlText(plan.summaryLine))")
        if let drift = report.inherited?.summary { lines.append("<strong>Drift</strong>: \(htmlText(drift))") }
        if let costs = plan.costs { lines.append("<strong>Cost</strong>: \(htmlText(costs.sentence))") }
        if let live = plan.live.words(now: report.now) {
            lines.append("<strong>Compared with</strong>: \(htmlText(live))")
        }
        return "<section id=\"summary\"><ul class=\"facts\">\(list(lines))</ul></section>"
    }

    private func list(_ lines: [String]) -> String { lines.map { "<li>\($0)</li>" }.joined(separator: "\n") }

    private var dangers: String {
        let dangers = report.dangers
        guard !dangers.isEmpty else { return "" }
        let items = dangers.map { "<code>\(htmlText($0.address))</code> \(htmlText($0.sentence))" }
        return "<section class=\"danger\"><h2>Look twice</h2><ul>\(list(items))</ul></section>"
    }

    private var findings: String {
        guard !report.findings.isEmpty else { return "" }
        let items = report.findings.map { finding in
            let kind = finding.isError ? "<strong>error</strong>" : "warning"
            let place = finding.place.map { " <span class=\"faint\">\(htmlText($0))</span>" } ?? ""
            return "\(kind) \(htmlText(finding.code)): \(htmlText(finding.message))\(place)"
        }
        return "<section><h2>Findings</h2><ul>\(list(items))</ul></section>"
    }

    // MARK: Drift

    private var drift: String {
        guard let inherited = report.inherited, !inherited.isSilent else { return "" }
        var text = "<section id=\"drift\"><h2>Drift</h2>"
        if let standing = inherited.standing { text += "<p>Note that \(htmlText(standing)).</p>" }
        for kind in DriftFinding.Kind.allCases {
            let items = inherited.items(kind).map { item in
                "<code>\(htmlText(item.finding.address))</code> \(htmlText(inherited.words(item)))"
            }
            guard !items.isEmpty else { continue }
            text += "<p>\(htmlText(inherited.heading(kind))):</p><ul>\(list(items))</ul>"
        }
        return text + "</section>"
    }

    // MARK: Callers

    private var journeys: String {
        guard let journeys = report.journeys else { return "" }
        let differences = journeys.comparison.differences
        guard !differences.isEmpty else {
            return "<section id=\"callers\"><h2>For callers</h2><p>No caller can tell the difference.</p></section>"
        }
        let items = differences.map { difference -> String in
            var lines = ["<h3>\(htmlText(journeys.headline(difference)))</h3>"]
            if let changes = journeys.changedWords(difference) {
                let words = changes.map { change in
                    switch change {
                    case .same(let text): htmlText(text)
                    case .removed(let text): "<del>\(htmlText(text))</del>"
                    case .added(let text): "<ins>\(htmlText(text))</ins>"
                    }
                }
                lines.append("<p>said: \(words.joined())</p>")
            }
            for line in journeys.details(difference) where !line.hasPrefix("said: ") {
                let kind = line.hasPrefix("was: ") ? " class=\"was\"" : line.hasPrefix("now: ") ? " class=\"now\"" : ""
                lines.append("<p\(kind)>\(htmlText(line))</p>")
            }
            return lines.joined(separator: "\n")
        }
        let more =
            journeys.comparison.isCut ? "<p>There are more than \(items.count): the walk ended there.</p>" : ""
        return "<section id=\"callers\"><h2>For callers</h2><ol class=\"journeys\">\(list(items))</ol>\(more)</section>"
    }

    // MARK: The call flow

    private var flow: String {
        guard let whole = report.picture else { return "" }
        let changed = report.change?.changed ?? []
        var (picture, marked) = (whole, changed)
        var note = ""
        if whole.nodes.count > Self.mostBoxes {
            let wanted = changed.isEmpty ? Set(whole.nodes.indices.prefix(Self.mostBoxes)) : changed
            let few = Set(wanted.sorted().prefix(Self.mostBoxes / 2))
            (picture, marked) = whole.part(around: few)
            if changed.isEmpty { marked = [] }
            note =
                "<p class=\"faint\">Of \(whole.nodes.count) boxes \(picture.nodes.count) are drawn: what changed, and what is next to it.</p>"
        }
        if let gone = report.change?.gone, !gone.isEmpty {
            note += "<p>No longer there: \(gone.map { "<code>\(htmlText($0))</code>" }.joined(separator: ", "))</p>"
        }
        let legend = marked.isEmpty ? "" : " Boxes with a bold frame changed."
        return """
            <section id="flow"><h2>Call flow</h2><p>Choose a box to see what belongs to it and where it leads.\(legend)</p>\(note)
            <div class="flow"><div class="scroll" tabindex="0" aria-label="The picture, which scrolls">
            \(PictureDrawing(picture: picture, marked: marked).svg)</div>
            <div class="cards" aria-live="polite">\(cards(picture, marked))</div></div></section>
            """
    }

    private func cards(_ picture: FlowPicture, _ marked: Set<Int>) -> String {
        var leads = [[String]](repeating: [], count: picture.nodes.count)
        var comes = leads
        for edge in picture.edges {
            func link(_ box: Int) -> String {
                "<a href=\"#box-\(box)\">\(picture.nodes[box].kind.label) \(htmlText(picture.nodes[box].title))</a>"
            }
            let label = edge.label.isEmpty ? "" : "\(htmlText(edge.label)): "
            let hears = edge.hears.map { " <span class=\"faint\">“\(htmlText($0))”</span>" }.joined()
            leads[edge.from].append("\(label)\(link(edge.to))\(hears)")
            comes[edge.to].append(link(edge.from))
        }
        return picture.nodes.enumerated().map { index, node in
            var text = "<article id=\"box-\(index)\"><h3>\(node.kind.label) \(htmlText(node.title))</h3>"
            if marked.contains(index) { text += "<p><strong>changed</strong></p>" }
            for line in node.details { text += "<p>\(htmlText(line))</p>" }
            if !leads[index].isEmpty { text += "<h4>Leads to</h4><ul>\(list(leads[index]))</ul>" }
            if !comes[index].isEmpty { text += "<h4>Comes from</h4><ul>\(list(comes[index]))</ul>" }
            return text + "</article>"
        }.joined(separator: "\n")
    }

    // MARK: The account

    private var account: String {
        let heading = "<section id=\"account\"><h2>In the account</h2>"
        guard !plan.steps.isEmpty else { return "\(heading)<p>\(htmlText(plan.summaryLine))</p></section>" }
        let rows = plan.steps.map { step -> String in
            var cell = htmlText(step.summary)
            if !step.changes.isEmpty {
                let changes = step.changes.map { change -> String in
                    let before = change.beforeText.map { "<del>\(htmlText($0))</del> " } ?? ""
                    let text = htmlText(change.afterText)
                    let after = if case .value = change.after { "<ins>\(text)</ins>" } else { text }
                    return "<code>\(htmlText(change.path))</code> \(before)\(after)"
                }
                cell += "<details><summary>\(changes.count == 1 ? "1 field" : "\(changes.count) fields")</summary>"
                cell += "<ul>\(list(changes))</ul></details>"
            }
            if let reason = step.reason { cell += "<br><span class=\"faint\">because: \(htmlText(reason))</span>" }
            return
                "<tr><td>\(step.action.rawValue)</td><td><code>\(htmlText(step.address))</code></td><td>\(cell)</td></tr>"
        }
        var text = heading
        text +=
            "<table><thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Object</th><th scope=\"col\">What</th></tr></thead>"
        text += "<tbody>\(rows.joined(separator: "\n"))</tbody></table>"
        if !plan.unmanaged.isEmpty {
            let names = plan.unmanaged.map { "<code>\(htmlText($0.address))</code>" }.joined(separator: ", ")
            text += "<p>Neither named nor removed by the project, left alone: \(names)</p>"
        }
        return text + "</section>"
    }

    private var footer: String {
        let rest = report.hasErrors ? ": nothing of this can be applied" : ", plan <code>\(plan.hash)</code>"
        return "<p class=\"faint\">Release <code>\(plan.release)</code>\(rest)</p>"
    }
}
