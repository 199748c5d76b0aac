internal import CallBundle

extension JointWalk {
    /// Something that may happen at a point, and what each side's webhook is told of it.
    struct Choice {
        var move: Move
        var before: WebhookRequest
        var after: WebhookRequest
    }

    /// What a caller can do at an input, as far as either side tells it apart.
    func inputChoices(_ before: Side.Act, _ after: Side.Act, _ left: Decision, _ right: Decision) -> [Choice] {
        var keys: Set<String> = []
        var phrases: [[String]] = []
        left.collectInput(&keys, &phrases)
        right.collectInput(&keys, &phrases)
        var choices: [Choice] = []
        func add(_ move: Move, keys: String) {
            choices.append(Choice(move: move, before: before.request(keys), after: after.request(keys)))
        }
        if before.hearsKeys || after.hearsKeys {
            for key in keys.sorted(by: Self.keyOrder) { add(.presses(key), keys: key) }
            if let other = Self.otherKey(than: keys) { add(.pressesOther(other), keys: other) }
        }
        if before.hearsWords || after.hearsWords {
            var known: Set<[String]> = []
            func add(_ move: Move, saying text: String) {
                let requests = (before.request(saying: text), after.request(saying: text))
                choices.append(Choice(move: move, before: requests.0, after: requests.1))
            }
            for phrase in phrases where known.insert(phrase).inserted {
                let text = phrase.joined(separator: " ")
                add(.says(text), saying: text)
            }
            add(.saysOther, saying: "qwertz")
        }
        choices.append(Choice(move: .doesNothing, before: WebhookRequest(), after: WebhookRequest()))
        return choices
    }

    /// Short keys first, then as they stand on a telephone: digits, `*`, `#`.
    private static func keyOrder(_ left: String, _ right: String) -> Bool {
        if left.utf8.count != right.utf8.count { return left.utf8.count < right.utf8.count }
        let order = Array("0123456789*#".utf8)
        let places = { (text: String) in text.utf8.map { order.firstIndex(of: $0) ?? order.count } }
        return places(left).lexicographicallyPrecedes(places(right))
    }

    /// Keys that neither side has; nil when there are none of at most two.
    private static func otherKey(than keys: Set<String>) -> String? {
        let single = "9876543210*#".map { String($0) }
        return single.first { !keys.contains($0) }
            ?? single.lazy.flatMap { first in single.map { first + $0 } }.first { !keys.contains($0) }
    }

    /// How a ringing that nobody answers may end, as far as either side tells it apart.
    func ringChoices(_ step: Step, _ left: Decision, _ right: Decision) -> [Choice] {
        var states: Set<String> = []
        left.collectStates(&states)
        right.collectStates(&states)
        let name = if case .rings(let callee) = step { callee.name } else { "" }
        // States that both sides answer alike are one choice.
        var groups: [Ways: [String]] = [:]
        var order: [Ways] = []
        for state in states.sorted() {
            let request = WebhookRequest(status: state)
            let ways = Ways(before: left.next(for: request), after: right.next(for: request))
            if groups[ways] == nil { order.append(ways) }
            groups[ways, default: []].append(state)
        }
        var choices = order.compactMap { ways -> Choice? in
            guard let states = groups[ways] else { return nil }
            let request = WebhookRequest(status: states[0])
            return Choice(move: .isNotReached(by: name, states), before: request, after: request)
        }
        let request = WebhookRequest(status: "machine")
        choices.append(Choice(move: .isNotReachedOtherwise(by: name), before: request, after: request))
        return choices
    }

    private struct Ways: Hashable {
        var before: Decision?
        var after: Decision?
    }
}

extension Side.Act {
    /// What the webhook of an input is told of keys.
    fileprivate func request(_ keys: String) -> WebhookRequest {
        guard hearsKeys else { return WebhookRequest() }
        var keys = keys.prefix(max(mostKeys, 1))
        if endsOnHash, let hash = keys.firstIndex(of: "#") { keys = keys[..<hash] }
        return WebhookRequest(digits: keys.isEmpty ? nil : String(keys))
    }

    fileprivate func request(saying text: String) -> WebhookRequest {
        hearsWords ? WebhookRequest(speech: [text]) : WebhookRequest()
    }
}

extension Decision {
    fileprivate func collectInput(_ keys: inout Set<String>, _ phrases: inout [[String]]) {
        if case .digits(let cases, let words, _, _) = self {
            keys.formUnion(cases.keys)
            phrases += (words ?? []).map(\.phrase)
            return
        }
        for branch in orderedBranches { branch.collectInput(&keys, &phrases) }
    }

    fileprivate func collectStates(_ states: inout Set<String>) {
        if case .status(let cases, _) = self {
            states.formUnion(cases.keys)
            return
        }
        for branch in orderedBranches { branch.collectStates(&states) }
    }
}
