internal import Assumptions

extension OutageReport {
    /// The report for people: what the fallback plays, then the points of calls, equal outcomes once.
    ///
    /// - Complexity: O(report).
    package var text: String {
        var lines = ["When the host is dead (\(host)):"]
        let silence = "twice, up to 6 s of silence each time (1 s to connect, 5 s for the answer)"
        if let fallback {
            lines += [
                "  The platform asks it \(silence), then in the same way the fallback:",
                "  \(fallback)",
                fallbackIsStatic
                    ? "  Wherever it asks, at the answer and in mid-call, callers hear:"
                    : "  A call that comes in then hears:",
                "    \(Self.text(fallbackSteps))",
                "",
                fallbackIsStatic
                    ? "When the fallback is dead too:"
                    : "In mid-call the platform goes on with what it holds, as it does when the fallback is dead too:",
            ]
        } else {
            lines += ["  The platform asks it \(silence), and goes on with what it holds."]
        }
        let late = fallback == nil || fallbackIsStatic ? "" : ", while the fallback is dead too"
        lines += [
            "", "  a call comes in (\(numbersText)), or an app user calls\(late)",
            "    nothing: the call ends unanswered",
        ]
        for (places, outcome) in grouped {
            lines += ["", "  \(places)", "    \(outcome)"]
        }
        if fallback != nil {
            let assumption = Assumptions.fallbackInMidCall
            lines += ["", "Assumed: \(assumption.assumed).", "  If it is false: \(assumption.ifFalse)."]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var numbersText: String {
        numbers.isEmpty ? "any number" : "\(listed(numbers.map { "+\($0)" }, atMost: 4)), or another number"
    }

    private static func text(_ steps: [HeardStep]) -> String {
        guard !steps.isEmpty else { return "nothing: the call ends" }
        var parts: [String] = []
        for (index, step) in steps.enumerated() {
            if index > 0, case .rings = steps[index - 1] {
                parts.append("unanswered: \(step.text)")
            } else {
                parts.append(step.text)
            }
        }
        return (parts + ["the call ends"]).joined(separator: " → ")
    }

    /// The places with one outcome, and the outcome, in the order of their first points.
    private var grouped: [(places: String, outcome: String)] {
        var order: [String] = []
        var members: [String: [Spot]] = [:]
        for (spot, outcome) in spots {
            if members[outcome] == nil { order.append(outcome) }
            members[outcome, default: []].append(spot)
        }
        return order.map { (Spot.text(members[$0] ?? []), $0) }
    }

    /// The points with their outcomes, the attempts of a menu as one where each is the end of the one before.
    private var spots: [(Spot, outcome: String)] {
        var spots: [(Spot, outcome: String)] = []
        var index = 0
        while index < points.count {
            let point = points[index]
            guard case .attempt(let first, let menu, let variant) = point.place else {
                spots.append((Spot(point.place), Self.text(point.steps)))
                index += 1
                continue
            }
            var last = index
            while last + 1 < points.count,
                case .attempt(let next, menu, variant) = points[last + 1].place, next == first + last + 1 - index,
                points[last].steps.suffix(points[last + 1].steps.count) == points[last + 1].steps[...]
            { last += 1 }
            let name = Spot.name(of: menu, variant)
            if last == index {
                spots.append((Spot("menu \(name), attempt \(first)", is: .input), Self.text(point.steps)))
            } else {
                let spot = Spot("menu \(name), attempts \(first) to \(first + last - index)", is: .input)
                spots.append(
                    (spot, "the prompts that are left, keys have no effect → \(Self.text(points[last].steps))")
                )
            }
            index = last + 1
        }
        return spots
    }
}

/// A place in words, with the kind of place that it is told with.
private struct Spot {
    enum Kind: CaseIterable {
        case input
        case jump
        case unanswered

        var opening: String {
            switch self {
            case .input: "a key is pressed, or none, in "
            case .jump: "the call goes on to "
            case .unanswered: "nobody answers at "
            }
        }
    }

    let kind: Kind
    let name: String

    init(_ name: String, is kind: Kind) {
        self.name = name
        self.kind = kind
    }

    init(_ place: OutageReport.Place) {
        switch place {
        case .attempt(let number, let menu, let variant):
            self.init("menu \(Self.name(of: menu, variant)), attempt \(number)", is: .input)
        case .keys(let menu, let variant):
            self.init("an NCCO with the keys of menu \(Self.name(of: menu, variant))", is: .input)
        case .menu(let menu, let variant): self.init("menu \(Self.name(of: menu, variant))", is: .jump)
        case .decision(.hours): self.init("where the hours decide", is: .jump)
        case .decision(.caller): self.init("where the caller decides", is: .jump)
        case .decision(.share): self.init("a share of the calls, or the next one of a team", is: .jump)
        case .decision(.nothing): self.init("a flow", is: .jump)
        case .unanswered(let callee): self.init(shortText(callee), is: .unanswered)
        }
    }

    static func name(of menu: String, _ variant: Int) -> String {
        variant == 0 ? "'\(menu)'" : "'\(menu)' with way out \(variant + 1)"
    }

    static func text(_ spots: [Spot]) -> String {
        Kind.allCases.compactMap { kind in
            let names = spots.filter { $0.kind == kind }.map(\.name)
            guard !names.isEmpty else { return nil }
            return kind.opening + listed(names, atMost: 8)
        }.joined(separator: "; ")
    }
}
