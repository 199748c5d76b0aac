internal import TimeZones

/// What changes for callers, made to be read.
package struct JourneyReport: Sendable {
    package let comparison: JourneyComparison

    /// What numbers are called, by their digits.
    package let numberNames: [String: String]

    /// What the two sides are called, such as a commit or a folder.
    package let before: String
    package let after: String

    package init(
        _ comparison: JourneyComparison,
        numberNames: [String: String],
        before: String,
        after: String
    ) {
        self.comparison = comparison
        self.numberNames = numberNames
        self.before = before
        self.after = after
    }
}

extension JourneyReport {
    /// How a difference comes about, as one says it to somebody who is to try it.
    func witness(of difference: Difference) -> String {
        // Nothing is tried as easily.
        difference.isMetAtOnce ? Self.deadAtOnce : liveWitness(of: difference)
    }

    private static let deadAtOnce = "when the host is dead as a call comes in"

    /// The call that shows a difference, where no host need be dead for it.
    func liveWitness(of difference: Difference) -> String {
        var parts: [String] = []
        if let start = difference.starts.first {
            parts.append(beginning(start, among: difference.starts))
        } else {
            parts.append(Self.deadAtOnce)
        }
        if let when = difference.when { parts[0] += " \(text(when))" }
        parts += moves(difference.path)
        if let share = difference.share { parts.append("for \(text(share: share)) of the calls") }
        if difference.isLate { parts.append("where the hours change during the call") }
        if difference.kind == .outage, !difference.starts.isEmpty { parts.append("and the host is dead from here on") }
        return parts.joined(separator: ", ")
    }

    /// The moves of a path in words, silence counted.
    func moves(_ path: [Move]) -> [String] {
        var parts: [String] = []
        var index = 0
        while index < path.count {
            var count = 1
            while index + count < path.count, path[index + count] == path[index] { count += 1 }
            let times = count == 1 ? "" : count == 2 ? " twice" : " \(count) times"
            parts.append(text(path[index]) + times)
            index += count
        }
        return parts
    }

    private func text(_ move: Move) -> String {
        switch move {
        case .presses(let keys): "press \(keys)"
        case .pressesOther(let keys): "press a key that is no option (\(keys))"
        case .says(let words): "say “\(words)”"
        case .saysOther: "say something else"
        case .doesNothing: "press nothing"
        case .isNotReached(let name, let states):
            states.count >= 5 ? "\(name) does not answer" : "\(name) is not reached (\(states.joined(separator: ", ")))"
        case .nobodyAnswers: "nobody answers"
        case .isNotReachedOtherwise(let name): "\(name) is not reached in another way (such as by a machine)"
        case .isIn(let menu, let now, let before): place(menu, now, before)
        }
    }

    /// `in menu 'billing' (now: press 2; before: press 1)`; of the way before, what is another beginning or another time.
    private func place(_ menu: String, _ now: Way, _ before: Way) -> String {
        let ways = (moves(now.moves).joined(separator: ", "), moves(before.moves).joined(separator: ", "))
        var earlier: [String] = []
        if let start = before.start, start != now.start { earlier.append(beginning(start, among: [start])) }
        if let when = before.when, when != now.when { earlier.append(text(when)) }
        // A share of the calls may come the same way.
        if earlier.isEmpty, ways.0 == ways.1 { return (ways.0.isEmpty ? "" : "\(ways.0), ") + "in menu '\(menu)'" }
        if !ways.1.isEmpty { earlier.append(ways.1) }
        let texts = [ways.0, earlier.joined(separator: ", ")].map { $0.isEmpty ? "at once" : $0 }
        return "in menu '\(menu)' (now: \(texts[0]); before: \(texts[1]))"
    }

    private func beginning(_ start: CallStart, among starts: [CallStart]) -> String {
        // What differs for a number that is refused, or that is called, does so for all of them.
        if case .appUser(let text, _) = start.way, let kind = start.dialledClass,
            starts.filter({ $0.dialledClass == kind }).count > 1
        {
            return "an app user dials \(kind), such as \(text)"
        }
        return switch start.way {
        case .number(let number): "call \(shown(number))\(caller(start.caller))"
        case .appUser(let text, .extensionNumber): "an app user dials \(text)"
        case .appUser(_, .nothing): "an app user dials what is no number"
        case .appUser(let text, let dialled): "an app user dials \(self.dialled(dialled)), such as \(text)"
        }
    }

    private func dialled(_ dialled: CallStart.Dialled) -> String {
        switch dialled {
        case .extensionNumber: "an extension"
        case .prefix(""): "any other number"
        case .prefix(let prefix): "+\(prefix)…"
        case .nationalPrefix(""): "any other number as at home"
        case .nationalPrefix(let prefix): "+\(prefix)… as at home"
        case .nothing: "what is no number"
        }
    }

    private func caller(_ caller: CallStart.Caller) -> String {
        switch caller {
        case .anyone: ""
        case .number(let number): " from +\(number)"
        case .prefix(let prefix): " from +\(prefix)…"
        case .withheld: " with a withheld number"
        case .other: " from any other number"
        }
    }

    private func shown(_ number: String?) -> String {
        guard let number else { return "any other number" }
        return numberNames[number].map { "+\(number) (\($0))" } ?? "+\(number)"
    }

    private func text(_ when: When) -> String {
        let local = when.instant + when.offset
        let date = CivilDate(ofWallClock: local)
        let time = clockText(ofMinute: (local - date.daysSince1970 * 86_400) / 60)
        let example = "\(date.weekday.name) \(date), \(time)"
        guard !when.schedules.isEmpty else { return "on \(example)" }
        let named =
            (when.schedules.dropLast(2) + [when.schedules.suffix(2).joined(separator: " and ")])
            .joined(separator: ", ")
        return "while \(named) (such as \(example))"
    }

    /// `10 %`, `33.3 %`.
    private func text(share: Int) -> String {
        share % 10 == 0 ? "\(share / 10) %" : "\(share / 10).\(share % 10) %"
    }

    /// For whom else a difference holds, in a few words; nil for nobody else.
    func others(of difference: Difference) -> String? {
        others(than: difference.starts.first, Array(difference.starts.dropFirst()))
    }

    /// Who else meets a difference when the host dies in mid-call; nil for nobody.
    func othersWhenDead(of difference: Difference) -> String? { others(than: nil, difference.startsWhenDead) }

    private func others(than first: CallStart?, _ starts: [CallStart]) -> String? {
        var numbers: [String] = []
        var dialled: [String] = []
        for start in starts {
            switch start.way {
            case .number(let number):
                let name = shown(number)
                if case .number(number)? = first?.way {
                    let from = caller(start.caller)
                    let text = from.isEmpty ? name : "\(name)\(from)"
                    if !numbers.contains(text) { numbers.append(text) }
                } else if !numbers.contains(name) {
                    numbers.append(name)
                }
            case .appUser(let text, let what):
                let name = start.dialledClass ?? (what == .extensionNumber ? "extension \(text)" : self.dialled(what))
                if name != first?.dialledClass, !dialled.contains(name) { dialled.append(name) }
            }
        }
        var parts: [String] = []
        if !numbers.isEmpty {
            let more = numbers.count > 6 ? " and \(numbers.count - 6) more" : ""
            parts.append(numbers.prefix(6).joined(separator: ", ") + more)
        }
        if !dialled.isEmpty {
            let more = dialled.count > 6 ? " and \(dialled.count - 6) more" : ""
            parts.append("an app user who dials \(dialled.prefix(6).joined(separator: ", "))\(more)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension CallStart {
    /// What all numbers are called that an app user dials with the same end; nil for an extension, and for calls that come in.
    fileprivate var dialledClass: String? {
        switch end {
        case .called: "a number that may be called"
        case .refused: "what is refused"
        case .extensionNumber, nil: nil
        }
    }
}
