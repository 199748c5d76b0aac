extension JourneyReport {
    /// The report for a terminal.
    package var text: String {
        let differences = comparison.differences
        guard !differences.isEmpty else {
            return "No caller can tell \(after) from \(before).\n"
        }
        let count = differences.count == 1 ? "1 difference" : "\(differences.count) differences"
        var lines = ["\(count) for callers, from \(before) to \(after):"]
        for (index, difference) in differences.enumerated() {
            lines.append("")
            lines.append("\(index + 1). \(headline(difference))")
            lines += details(difference).map { "     \($0)" }
        }
        if comparison.isCut {
            lines += ["", "There are more: the walk ended at \(JointWalk.mostFindings) findings."]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The difference in a line.
    package func headline(_ difference: Difference) -> String {
        if let outbound = difference.outbound { return headline(outbound) }
        return switch difference.kind {
        case .numberAdded: "\(witness(of: difference)): answered, and was not before"
        case .numberRemoved: "\(witness(of: difference)): no longer answered"
        case .wording, .course, .outage, .outbound: witness(of: difference)
        }
    }

    /// What was met and is met now, and for whom else.
    package func details(_ difference: Difference) -> [String] {
        if let outbound = difference.outbound { return details(outbound) }
        var lines: [String] = []
        switch difference.kind {
        case .numberAdded, .numberRemoved, .outbound: break
        case .wording, .course, .outage:
            if let words = changedWords(difference) {
                lines.append(
                    "said: "
                        + words.map { change in
                            switch change {
                            case .same(let text): text
                            case .removed(let text): "[-\(bare(text))-]\(blank(text))"
                            case .added(let text): "{+\(bare(text))+}\(blank(text))"
                            }
                        }.joined()
                )
            } else {
                let (short, whole) = (courses(of: difference, isWhole: false), courses(of: difference, isWhole: true))
                // What looks alike in a few words is told in all.
                let told = short.before == short.after ? whole : short
                lines += ["was: \(told.before)", "now: \(told.after)"]
                if difference.changesOrder || !(difference.othersBefore + difference.othersAfter).isEmpty {
                    lines.append("who comes first differs from call to call")
                }
            }
        }
        if difference.isMetAtOnce { lines.append("or, with the host alive: \(liveWitness(of: difference))") }
        if let others = others(of: difference) { lines.append("also: \(others)") }
        if let others = othersWhenDead(of: difference) {
            lines.append("where the host dies in mid-call, also: \(others)")
        }
        if difference.otherCount > 0 {
            let ways = difference.otherPaths.map { moves($0).joined(separator: ", ") }.filter { !$0.isEmpty }
            let more = difference.otherCount - ways.count
            let places = ways.joined(separator: "; or ") + (more > 0 ? "; and \(more) more" : "")
            if !places.isEmpty { lines.append("or: \(places)") }
        }
        return lines
    }

    private func courses(of difference: Difference, isWhole: Bool) -> (before: String, after: String) {
        (
            course(difference.before, difference.othersBefore, difference.menuBefore, isWhole),
            course(difference.after, difference.othersAfter, difference.menuAfter, isWhole)
        )
    }

    private func course(_ steps: [Step], _ others: [Step], _ menu: String?, _ isWhole: Bool) -> String {
        guard !steps.isEmpty else { return "nothing: the call goes on, or ends" }
        var lines = steps.map { step in
            if case .listens = step, let menu, !isWhole { return "menu '\(menu)' waits for keys" }
            return isWhole ? step.wholeLine : step.line
        }
        lines[lines.count - 1] += others.map { " or \($0.callee(isWhole: isWhole))" }.joined()
        return lines.joined(separator: " → ")
    }

    /// The words that differ, where as many texts were said otherwise and nothing else differs; nil elsewhere.
    package func changedWords(_ difference: Difference) -> [WordChange]? {
        let old = difference.before.compactMap(\.text)
        let new = difference.after.compactMap(\.text)
        guard !old.isEmpty, old.count == new.count, old.count == difference.before.count,
            new.count == difference.after.count, zip(old, new).allSatisfy({ $0 != $1 })
        else { return nil }
        let texts = zip(old, new).map { wordChanges($0, $1) }
        return Array(texts.joined(separator: [.same(" → ")]))
    }

    private func bare(_ text: String) -> String {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private func blank(_ text: String) -> String { text.last?.isWhitespace == true ? " " : "" }
}
