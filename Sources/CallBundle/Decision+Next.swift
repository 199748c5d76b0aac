extension Decision {
    /// The branch that a request takes, one step down the tree; nil where the time or the call decides, and at an end.
    package func next(for request: WebhookRequest) -> Decision? {
        switch self {
        case .document, .dialledDocument, .proceed, .schedule, .split: nil
        case .called(let cases, let otherwise): request.to.flatMap { cases[calledDigits($0)] } ?? otherwise
        case .appUser(let yes, let no): request.fromUser?.isEmpty == false ? yes : no
        case .digits(let cases, let words, let none, let otherwise):
            if let digits = request.digits {
                cases[digits] ?? otherwise
            } else if let words, !request.speech.isEmpty {
                WordCase.decision(among: words, saying: request.speech, none: none, otherwise: otherwise)
            } else {
                none
            }
        case .status(let cases, let otherwise): request.status.flatMap { cases[$0] } ?? otherwise
        case .caller(let cases): cases.decision(from: request.from)
        case .dialled(let rules, let extensions, let allowed, let refused):
            request.to.flatMap { extensions[$0] }
                ?? (request.to.flatMap(rules.callableNumber) != nil ? allowed : refused)
        }
    }

    /// The branches of one step down the tree.
    package var branches: [Decision] {
        switch self {
        case .document, .dialledDocument, .proceed: []
        case .called(let cases, let otherwise): Array(cases.values) + [otherwise]
        case .appUser(let yes, let no): [yes, no]
        case .digits(let cases, let words, let none, let otherwise):
            Array(cases.values) + (words ?? []).map(\.decision) + [none, otherwise]
        case .status(let cases, let otherwise): Array(cases.values) + [otherwise]
        case .caller(let cases):
            cases.lists.map(\.decision) + Array(cases.prefixes.values) + [cases.withheld, cases.otherwise]
        case .dialled(_, let extensions, let allowed, let refused): Array(extensions.values) + [allowed, refused]
        case .schedule(_, let open, let closed): [open, closed]
        case .split(let shares): shares.map(\.decision)
        }
    }
}
