package import JSONTree

extension JourneyReport {
    /// The report for programs: `{"version": 1, "before", "after", "same", "cut", "pairs", "differences"}`.
    package var json: JSONValue {
        [
            "version": 1,
            "before": .string(before),
            "after": .string(after),
            "same": .bool(comparison.differences.isEmpty),
            "cut": .bool(comparison.isCut),
            "pairs": .integer(comparison.pairs),
            "differences": .array(comparison.differences.map(json)),
        ]
    }

    private func json(_ difference: Difference) -> JSONValue {
        let kind =
            switch difference.kind {
            case .wording: "wording"
            case .course: "course"
            case .outage: "outage"
            case .numberAdded: "number-added"
            case .numberRemoved: "number-removed"
            case .outbound: "outbound"
            }
        var object: JSONObject = [
            "kind": .string(kind),
            "witness": .string(headline(difference)),
            "before": lines(difference.before, difference.othersBefore),
            "after": lines(difference.after, difference.othersAfter),
            "numbers": .array(numbers(difference).map { .string($0) }),
            "also_by": .array(difference.otherPaths.map { .string(moves($0).joined(separator: ", ")) }),
        ]
        if let outbound = difference.outbound { object["outbound"] = json(outbound) }
        return .object(object)
    }

    /// The steps, one each; the last one with whoever else may be rung in its place.
    private func lines(_ steps: [Step], _ others: [Step]) -> JSONValue {
        var lines = steps.map(\.wholeLine)
        if !lines.isEmpty { lines[lines.count - 1] += others.map { " or \($0.callee(isWhole: true))" }.joined() }
        return .array(lines.map { .string($0) })
    }

    private func numbers(_ difference: Difference) -> [String] {
        var numbers: [String] = []
        let starts = difference.kind == .outage ? difference.starts + difference.startsWhenDead : difference.starts
        for start in starts {
            if case .number(let number?) = start.way, !numbers.contains("+\(number)") { numbers.append("+\(number)") }
        }
        return numbers
    }
}
