internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import Lowering
internal import Simulator
internal import SpokenWords

// What a graph decides in a call, as its bundle does.

/// The tables of a graph's schedules, in its order.
struct ScheduleTables: Sendable {
    private let tables: [ScheduleTable]

    init(_ graph: CallGraph) {
        tables = graph.schedules.map { ScheduleTable($0) }
    }

    subscript(id: ScheduleID) -> ScheduleTable { tables[id.index] }
}

extension MenuNode {
    /// The option that a caller's answer chooses, as the host decides it.
    func option(for answer: WebhookContent) -> Option? {
        switch answer {
        case .digits(let digits): return options.first { $0.keys.value == digits }
        case .words(let text?):
            guard speech != nil else { return nil }
            let words = spokenWords(of: text, atMost: WordCase.longestResult)
            return options.first { option in
                option.words.contains { phrase in
                    let wanted = spokenWords(of: phrase.value)
                    return !wanted.isEmpty && occurs(wanted, in: words)
                }
            }
        case .words(nil), .call, .status, .other: return nil
        }
    }
}

extension CallerNode {
    func branch(from caller: CallSetup.Caller) -> Route {
        guard case .number(let number?) = caller else { return withheld ?? otherwise }
        if let list = lists.first(where: { $0.numbers.contains(number) }) { return list.route }
        let prefix = prefixes.filter { number.hasPrefix($0.prefix) }.max { $0.prefix.utf8.count < $1.prefix.utf8.count }
        return prefix?.route ?? otherwise
    }
}

extension [SplitNode] {
    func branch(of conversation: String) -> Route? {
        var place = Int(callHash(conversation)) % Swift.max(1, reduce(0) { $0 + $1.weight })
        for share in self {
            if place < share.weight { return share.route }
            place -= share.weight
        }
        return nil
    }
}

extension OutboundNode {
    /// What may be dialled, as the bundle has it.
    var dialRules: DialRules {
        DialRules(
            national: national.map { national in
                switch national {
                case .trunk(let trunk, let code): .trunk(trunk, code: code)
                case .length(let digits, let code): .length(digits: digits, code: code)
                }
            },
            allow: allow,
            deny: deny
        )
    }
}
