internal import SpokenWords

extension Decision {
    /// Where a decision ends.
    package enum Outcome: Hashable, Sendable {
        /// Answer with this document; where `dialled` is given, these digits stand for `PARAMS_TO` in it.
        case document(DocumentID, dialled: String?)
        /// Answer 204.
        case proceed
    }

    /// What the request is answered with at a time: seconds since 1970-01-01T00:00:00Z.
    ///
    /// - Complexity: O(depth of the tree + length of the dialled number × number of dial prefixes + words said × phrases).
    package func outcome(for request: WebhookRequest, at unixSeconds: Int) -> Outcome {
        var settled = Settled(self, dialled: nil, for: request)
        while true {
            switch settled {
            case .outcome(let outcome): return outcome
            case .schedule(let table, let open, let closed, let dialled):
                settled = Settled(table.isOpen(at: unixSeconds) ? open : closed, dialled: dialled, for: request)
            }
        }
    }

    /// What the request is answered with at any time; nil when that depends on the time.
    ///
    /// - Complexity: O(the tree) in the worst case.
    func timelessOutcome(for request: WebhookRequest) -> Outcome? {
        timelessOutcome(for: request, dialled: nil)
    }

    private func timelessOutcome(for request: WebhookRequest, dialled: String?) -> Outcome? {
        switch Settled(self, dialled: dialled, for: request) {
        case .outcome(let outcome): return outcome
        case .schedule(_, let open, let closed, let dialled):
            let outcome = open.timelessOutcome(for: request, dialled: dialled)
            return outcome == closed.timelessOutcome(for: request, dialled: dialled) ? outcome : nil
        }
    }
}

/// How far the request alone decides.
private enum Settled {
    case outcome(Decision.Outcome)
    case schedule(ScheduleTable, open: Decision, closed: Decision, dialled: String?)

    init(_ decision: Decision, dialled: String?, for request: WebhookRequest) {
        var decision = decision
        var dialled = dialled
        while true {
            if let next = decision.next(for: request, dialled: &dialled) {
                decision = next
                continue
            }
            switch decision {
            case .document(let id):
                self = .outcome(.document(id, dialled: nil))
                return
            case .dialledDocument(let id):
                self = .outcome(dialled.map { .document(id, dialled: $0) } ?? .proceed)
                return
            case .schedule(let table, let open, let closed):
                self = .schedule(table, open: open, closed: closed, dialled: dialled)
                return
            case .split(let shares): decision = SplitShare.decision(among: shares, of: request.conversationUUID ?? "")
            default:  // `proceed`: all else has a next step.
                self = .outcome(.proceed)
                return
            }
        }
    }
}

extension WordCase {
    /// How many words of a result are looked at; nobody says more to a menu.
    package static let longestResult = 200

    /// How many code points of a result are looked at: a text of no words at all must not cost a host its time.
    private static let mostCodePoints = 1_000

    /// Where spoken results lead: a result without a word counts for nothing.
    static func decision(
        among cases: [WordCase],
        saying results: [String],
        none: Decision,
        otherwise: Decision
    ) -> Decision {
        var hasWords = false
        for result in results {
            let words = spokenWords(of: beginning(of: result), atMost: longestResult)
            if let chosen = cases.first(where: { occurs($0.phrase, in: words) }) { return chosen.decision }
            hasWords = hasWords || !words.isEmpty
        }
        return hasWords ? otherwise : none
    }

    private static func beginning(of text: String) -> String {
        text.utf8.count <= mostCodePoints ? text : String(text.unicodeScalars.prefix(mostCodePoints))
    }
}

extension CallerCases {
    /// Where a calling number leads; no number, or something else such as `anonymous`, is withheld.
    func decision(from: String?) -> Decision {
        let digits = from.map(calledDigits) ?? ""
        let isNumber = digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard isNumber, (3...15).contains(digits.utf8.count) else { return withheld }
        if let list = lists.first(where: { $0.numbers.contains(digits) }) { return list.decision }
        for length in stride(from: digits.utf8.count, to: 0, by: -1) {
            if let decision = prefixes[String(digits.prefix(length))] { return decision }
        }
        return otherwise
    }
}

extension SplitShare {
    fileprivate static func decision(among shares: [SplitShare], of conversation: String) -> Decision {
        let sum = shares.reduce(0) { $0 + $1.weight }
        guard sum > 0 else { return .proceed }
        var place = Int(callHash(conversation)) % sum
        for share in shares {
            if place < share.weight { return share.decision }
            place -= share.weight
        }
        return .proceed
    }
}

/// The called number without the one `+` or blank (a `+` that went through a query string) that may stand before it.
func calledDigits(_ text: String) -> String {
    switch text.utf8.first {
    case UInt8(ascii: "+"), UInt8(ascii: " "): String(decoding: text.utf8.dropFirst(), as: UTF8.self)
    default: text
    }
}

extension DialRules {
    /// The international digits of what was dialled, when they may be called.
    ///
    /// Blanks, dashes and parentheses are dropped, then one leading `+` or `00`; what has neither is made international
    /// by `national` where that fits. The result must be 7 to 15 digits that do not begin with 0, and the longest prefix of
    /// `allow` and `deny` that it begins with must be an allowed one.
    package func callableNumber(_ dialled: String) -> String? {
        guard let number = internationalNumber(dialled) else { return nil }
        let allowed = longestPrefix(of: number, in: allow)
        guard let allowed, allowed > (longestPrefix(of: number, in: deny) ?? 0) else { return nil }
        return number
    }

    private func internationalNumber(_ dialled: String) -> String? {
        guard dialled.utf8.count <= 64 else { return nil }
        var digits = dialled.filter { !" -()".contains($0) }
        if digits.hasPrefix("+") {
            digits.removeFirst()
        } else if digits.hasPrefix("00") {
            digits.removeFirst(2)
        } else {
            switch national {
            case .trunk(let trunk, let code) where digits.hasPrefix(trunk):
                digits = code + digits.dropFirst(trunk.count)
            case .length(let count, let code) where digits.utf8.count == count:
                digits = code + digits
            default: break
            }
        }
        let isNumber = digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard isNumber, (7...15).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: "0") else { return nil }
        return digits
    }

    private func longestPrefix(of number: String, in prefixes: [String]) -> Int? {
        prefixes.lazy.filter { number.utf8.starts(with: $0.utf8) }.map(\.utf8.count).max()
    }
}
