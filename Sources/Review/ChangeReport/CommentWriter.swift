internal import Journeys
internal import Provisioning

/// Writes the comment on a pull request, with so much room.
struct CommentWriter {
    let report: ChangeReport
    let room: CommentRoom

    /// Of the plan: working it out takes as long as all the rest.
    let hash: String

    private var plan: Plan { report.plan }

    var text: String {
        var blocks = [heading, summary]
        blocks += [dangers, findings, drift, journeys, account, picture].filter { !$0.isEmpty }
        return blocks.joined(separator: "\n\n") + "\n\n" + footer + "\n"
    }

    /// What is always told.
    var summaryAlone: String {
        [heading, summary, "The report is too long for a comment: run `ccplan plan` to read it.", footer]
            .joined(separator: "\n\n") + "\n"
    }

    // MARK: The first screen

    private var heading: String {
        let environment = plan.environment.map { " (\(markdownText(short($0))))" } ?? ""
        return "\(ChangeReport.commentMark)\n### \(markdownText(short(plan.project)))\(environment): what this changes"
    }

    private var summary: String {
        var lines: [String] = []
        if let callers = report.callersInWords {
            lines.append("**Callers**: \(markdownText(short(callers))).")
        } else {
            lines.append("**Callers**: not compared; name a version with `--base`.")
        }
        lines.append("**Account**: \(markdownText(plan.summaryLine))")
        if let drift = report.inherited?.summary { lines.append("**Drift**: \(markdownText(drift)).") }
        if let cost = costLine { lines.append("**Cost**: \(cost)") }
        if let against = plan.live.words(now: report.now) {
            lines.append("**Compared with**: \(markdownText(against)).")
        }
        let errors = report.findings.filter(\.isError).count
        let warnings = report.findings.count - errors
        if errors > 0 { lines.append("**Errors**: \(errors). Nothing of this can be applied.") }
        if warnings > 0 { lines.append("**Warnings**: \(warnings).") }
        return lines.map { "- \($0)" }.joined(separator: "\n")
    }

    private var costLine: String? {
        let bought = plan.steps.filter { $0.action == .buy }.count
        let numbers = bought == 1 ? "1 number is" : "\(bought) numbers are"
        let still = bought == 0 ? nil : "\(numbers) still to be bought by `ccapply buy`, which shows the price and asks"
        let costs = plan.costs.map { markdownText($0.sentence) }
        let parts = [costs, still.map { "\($0)." }].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private var dangers: String {
        let dangers = report.dangers
        guard !dangers.isEmpty else { return "" }
        var lines = ["> [!CAUTION]"]
        lines += dangers.prefix(room.mostSteps).map { "> - `\(code($0.address))` \(markdownText(short($0.sentence)))" }
        if dangers.count > room.mostSteps { lines.append("> - and \(dangers.count - room.mostSteps) more") }
        return lines.joined(separator: "\n")
    }

    private var findings: String {
        let shown = report.findings.filter(\.isError) + report.findings.filter { !$0.isError }
        guard !shown.isEmpty else { return "" }
        var lines = shown.prefix(room.mostSteps).map { finding in
            let place = finding.place.map { " (\(markdownText(short($0))))" } ?? ""
            return "- \(finding.isError ? "**error**" : "warning") \(finding.code): "
                + "\(markdownText(short(finding.message)))\(place)"
        }
        if shown.count > lines.count { lines.append("- and \(shown.count - lines.count) more") }
        let list = lines.joined(separator: "\n")
        return report.findings.contains(where: \.isError) ? "#### Findings\n\n\(list)" : folded("Findings", list)
    }

    // MARK: Drift

    /// What the plan does that the change did not ask for.
    private var drift: String {
        guard let inherited = report.inherited, !inherited.isSilent else { return "" }
        var blocks = ["#### Drift"]
        if let standing = inherited.standing { blocks.append("Note that \(markdownText(short(standing))).") }
        for kind in DriftFinding.Kind.allCases {
            let items = inherited.items(kind)
            guard !items.isEmpty else { continue }
            var lines = items.prefix(room.mostSteps).map { item in
                let field = item.finding.change.map { ": \(markdownText(short($0.path)))" } ?? ""
                let words = room.showsFields ? " \(markdownText(short(inherited.words(item))))" : field
                return "- `\(code(item.finding.address))`\(words)"
            }
            if items.count > lines.count {
                lines.append("- and \(items.count - lines.count) more; `ccplan drift` tells them")
            }
            blocks.append("\(markdownText(short(inherited.heading(kind)))):\n\n\(lines.joined(separator: "\n"))")
        }
        return blocks.joined(separator: "\n\n")
    }

    // MARK: Callers

    private var journeys: String {
        guard let report = report.journeys, !report.comparison.differences.isEmpty else { return "" }
        let differences = report.comparison.differences
        let shown = differences.prefix(room.mostJourneys)
        let items = shown.enumerated().map { index, difference in
            let details = report.details(difference).map { "   <br>\(markdownText(short($0)))" }
            return (["\(index + 1). **\(markdownText(short(report.headline(difference))))**"] + details)
                .joined(separator: "\n")
        }
        var blocks = ["#### For callers", items.prefix(10).joined(separator: "\n")]
        if items.count > 10 {
            blocks.append(folded("\(items.count - 10) more", items.dropFirst(10).joined(separator: "\n")))
        }
        if differences.count > shown.count {
            blocks.append("Left out for length: \(differences.count - shown.count) more; `ccplan diff` tells them.")
        }
        if report.comparison.isCut { blocks.append("There are more than \(differences.count): the walk ended there.") }
        return blocks.joined(separator: "\n\n")
    }

    // MARK: The account

    private var account: String {
        guard !plan.steps.isEmpty else { return "" }
        let shown = plan.steps.prefix(room.mostSteps)
        var rows = ["| | object | what |", "| --- | --- | --- |"]
        for step in shown {
            var cell = markdownText(short(step.summary))
            if room.showsFields {
                for change in step.changes { cell += "<br>\(markdownText(short(line(change))))" }
            } else if !step.changes.isEmpty {
                cell += "<br>\(step.changes.count == 1 ? "1 field" : "\(step.changes.count) fields")"
            }
            if let reason = step.reason { cell += "<br>because: \(markdownText(short(reason)))" }
            rows.append("| \(step.action.rawValue) | `\(code(step.address))` | \(cell) |")
        }
        var table = rows.joined(separator: "\n")
        if plan.steps.count > shown.count {
            table += "\n\nLeft out for length: \(plan.steps.count - shown.count) more; `ccplan plan` tells them."
        }
        if !plan.unmanaged.isEmpty {
            let names = plan.unmanaged.prefix(20).map { "`\(code($0.address))`" }.joined(separator: ", ")
            let more = plan.unmanaged.count > 20 ? " and \(plan.unmanaged.count - 20) more" : ""
            table += "\n\nNeither named nor removed by the project, left alone: \(names)\(more)."
        }
        return plan.steps.count <= 12
            ? "#### In the account\n\n\(table)" : folded("In the account: \(plan.steps.count) steps", table)
    }

    private func line(_ change: FieldChange) -> String {
        let before = change.beforeText.map { "\($0) → " } ?? ""
        return "\(change.path): \(before)\(change.afterText)"
    }

    // MARK: The picture

    private var picture: String {
        guard room.showsPicture, let picture = report.picture, let change = report.change, !change.changed.isEmpty
        else {
            return ""
        }
        // A picture of a hundred boxes tells nobody anything: then what changed, and what is next to it.
        let (part, marked) =
            picture.nodes.count <= 40 ? (picture, change.changed) : picture.part(around: change.changed)
        guard part.nodes.count <= 120 else { return "" }
        let gone =
            change.gone.isEmpty
            ? "" : "\n\nNo longer there: \(change.gone.prefix(20).map { "`\(code($0))`" }.joined(separator: ", "))."
        return folded("Call flow, what changed marked", "```mermaid\n\(part.mermaid(marking: marked))```\(gone)")
    }

    // MARK: Small parts

    private var footer: String {
        // Without a hash nobody can take it as reviewed.
        if report.hasErrors { return "<sub>release `\(plan.release)`: nothing of this can be applied</sub>" }
        return
            "<sub>release `\(plan.release)`, plan `\(hash)`: `ccapply --plan-hash \(hash)` applies this and nothing "
            + "else</sub>"
    }

    private func folded(_ title: String, _ body: String) -> String {
        "<details><summary>\(title)</summary>\n\n\(body)\n\n</details>"
    }

    /// At most so much of a text that one of its like does not push out the rest.
    private func short(_ text: String) -> String {
        text.count <= room.longestText ? text : "\(text.prefix(room.longestText - 1))…"
    }

    /// Text for between two backticks, in a table or out of it.
    private func code(_ text: String) -> String {
        String(
            printable(short(text)).map { character in
                character == "`" || character == "|" ? "'" : character
            }
        )
    }
}
