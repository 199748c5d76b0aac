internal import CallBundle
internal import Journeys

/// How a call begins.
struct PlainStart: Hashable {
    var request: WebhookRequest

    /// The called number, where both sides name it; nil for app users, and for numbers that neither side names.
    var number: String?

    /// Whether an app user dials.
    var isDialled: Bool { request.fromUser != nil }

    var text: String {
        request.fromUser == nil
            ? "\(request.to ?? "") from \(request.from ?? "withheld")" : "an app user dials \(request.to ?? "")"
    }

    /// Calls to all numbers by all kinds of callers, and what app users dial.
    static func all(of pair: ProjectPair) -> [PlainStart] {
        let numbers = Set(pair.before.manifest.requires.entryNumbers)
            .intersection(pair.after.manifest.requires.entryNumbers)
        // On a list, perhaps on a list, of two prefixes, of one, of none, withheld.
        let callers: [String?] =
            pair.decidesOverCallers
            ? ["447700900500", "15550100999", "447700900123", "442079460100", "13105550100", nil] : ["13105550100"]
        var starts: [PlainStart] = []
        for number in numbers.sorted().map(Optional.some) + [nil] {
            for from in callers {
                let request = WebhookRequest(to: number ?? "442079460099", from: from)
                starts.append(PlainStart(request: request, number: number))
            }
        }
        guard pair.hasOutbound else { return starts }
        for text in [
            "100", "020 7946 0018", "+442079460018", "+35315550100", "+12125550100", "+449001234567", "0901555010", "x",
        ] {
            starts.append(PlainStart(request: dialling(text), number: nil))
        }
        return starts
    }

    /// What the answer webhook is told when an app user dials something.
    static func dialling(_ text: String) -> WebhookRequest { WebhookRequest(to: text, fromUser: "user") }

    /// Whether what is told of a beginning holds for this one.
    func isMeant(by told: CallStart) -> Bool {
        switch told.way {
        case .appUser(let dials, .extensionNumber): return request.fromUser != nil && request.to == dials
        case .appUser: return request.fromUser != nil && request.to != "100"
        case .number(let digits):
            guard request.fromUser == nil, number == digits else { return false }
            return switch told.caller {
            case .anyone: true
            case .withheld: request.from == nil
            case .prefix(let prefix): request.from?.hasPrefix(prefix) == true
            case .number: request.from == "447700900500" || request.from == "15550100999"
            case .other: request.from != nil && request.from?.hasPrefix("4477") == false
            }
        }
    }
}

/// A difference that the walk tells, in the words of those who played.
struct Told {
    let difference: Difference
    private let before: Set<String>
    private let after: Set<String>

    init(_ difference: Difference) {
        self.difference = difference
        before = Set((difference.before + difference.othersBefore).map(\.gist))
        after = Set((difference.after + difference.othersAfter).map(\.gist))
    }

    private func isBefore(_ gist: String) -> Bool {
        before.contains(gist) || difference.before.contains { $0.isGist(gist) }
    }

    private func isAfter(_ gist: String) -> Bool {
        after.contains(gist) || difference.after.contains { $0.isGist(gist) }
    }

    /// Whether it tells that the one became the other; where something only went or came, what stands there else is not in it.
    func tells(_ old: String?, _ new: String?) -> Bool {
        (before.isEmpty || old.map(isBefore) ?? true) && (after.isEmpty || new.map(isAfter) ?? true)
    }

    /// Whether it tells what a call met where the sides part, or somebody with a shorter call met before.
    ///
    /// - Parameters:
    ///   - old: What the call met before; nil for its end.
    ///   - new: What it meets now.
    ///   - start: How the call began.
    ///   - choices: How many there were in it.
    ///   - isDead: Whether the host is dead by then.
    ///   - isLate: Whether the hours changed during the call.
    ///   - isElsewhere: Whether the call came there in another way before.
    /// - Returns: Whether the report holds it.
    func explains(
        _ old: String?,
        _ new: String?,
        of start: PlainStart,
        after choices: Int,
        isDead: Bool,
        isLate: Bool,
        isElsewhere: Bool
    ) -> Bool {
        // Of what can be dialled it tells that alone.
        guard difference.kind != .outbound, tells(old, new) else { return false }
        if difference.isLate, !isLate { return false }
        // Who meets it only where the hours change, or in a menu that stands elsewhere, is not told of each.
        if isLate || isElsewhere { return true }
        // What is met with the host alive explains the same with the host dead, wherever it is.
        if isDead {
            return (difference.starts + difference.startsWhenDead).contains(where: start.isMeant)
        }
        return difference.kind != .outage && difference.path.count <= choices
            && difference.starts.contains(where: start.isMeant)
    }
}

extension Step {
    /// Whether the step is what a word is about; of a dialled number the report tells the beginning at most.
    func isGist(_ gist: String) -> Bool {
        guard case .rings(let callee) = self else { return self.gist == gist }
        if callee.name == "the number dialled" { return gist.hasPrefix("rings +") }
        return callee.name.hasSuffix("…") ? gist.hasPrefix(self.gist.dropLast()) : gist == self.gist
    }

    var gist: String {
        switch self {
        case .says(let text, _, _): "says \(text)"
        case .plays(let sound, _): "plays \(sound)"
        case .waits: "wait"
        case .records: "records"
        case .listens: "listens"
        case .rings(let callee): "rings \(callee.name)"
        case .joins: "conversation"
        case .does(let what): what
        }
    }
}
