extension Decision {
    /// The branch that a request takes, one step down the tree; nil where the time or the call decides, and at an end.
    package func next(for request: WebhookRequest) -> Decision? {
        var dialled: String?
        return next(for: request, dialled: &dialled)
    }

    /// As above; `dialled` becomes the validated digits where a decision over the dialled number is passed.
    func next(for request: WebhookRequest, dialled: inout String?) -> Decision? {
        switch self {
        case .document, .dialledDocument, .proceed, .schedule, .split: return nil
        case .called(let cases, let otherwise): return request.to.flatMap { cases[calledDigits($0)] } ?? otherwise
        case .appUser(let yes, let no): return request.fromUser?.isEmpty == false ? yes : no
        case .digits(let cases, let words, let none, let otherwise):
            if let digits = request.digits { return cases[digits] ?? otherwise }
            guard let words, !request.speech.isEmpty else { return none }
            return WordCase.decision(among: words, saying: request.speech, none: none, otherwise: otherwise)
        case .status(let cases, let otherwise): return request.status.flatMap { cases[$0] } ?? otherwise
        case .caller(let cases): return cases.decision(from: request.from)
        case .dialled(let rules, let extensions, let allowed, let refused):
            if let target = request.to.flatMap({ extensions[$0] }) { return target }
            dialled = request.to.flatMap(rules.callableNumber)
            return dialled == nil ? refused : allowed
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
