internal import CallBundle
internal import CallFlow
internal import Diagnostics
internal import JSONTree
internal import NCCO

/// What a menu says and does, as actions: most occur in several documents of the menu.
struct MenuParts {
    var prompt: [JSONValue]
    var noInput: [JSONValue]

    /// For each attempt, in order.
    var inputs: [JSONValue]
    var wayOut: [JSONValue]
}

extension Lowering {
    /// Adds the routes that answer a menu's keys, and the documents that they lead to.
    ///
    /// Each attempt has a route of its own, `main~1` …, since what follows a wrong key depends on the attempt.
    mutating func addMenu(_ id: MenuID) {
        let menu = graph[id]
        let cases = optionCases(id)
        for attempt in 1...menu.attempts {
            let otherwise: Decision =
                if attempt < menu.attempts {
                    .document(draft.add(document: .array(talk(menu.wrongInput) + attempts(id, from: attempt + 1))))
                } else {
                    decision(menu.otherwise)
                }
            add(
                .digits(cases: cases, none: .proceed, otherwise: otherwise),
                at: routeName(menu, String(attempt))
            )
        }
    }

    /// The document that enters a menu from elsewhere.
    mutating func entryDocument(of id: MenuID) -> DocumentID {
        if let known = entryDocuments[id] { return known }
        let document = draft.add(document: .array(entryActions(of: id)))
        entryDocuments[id] = document
        return document
    }

    mutating func entryActions(of id: MenuID) -> [JSONValue] {
        talk(graph[id].say) + attempts(id, from: 1)
    }

    /// The document behind each option.
    ///
    /// Going back to the menu itself repeats only the prompt.
    mutating func optionCases(_ id: MenuID) -> [String: Decision] {
        var cases: [String: Decision] = [:]
        for option in graph[id].options {
            let (keys, route) = (option.keys, option.route)
            if case .menu(id) = route.target {
                let again = prompts(route.prelude) + attempts(id, from: 1)
                cases[keys.value] = .document(draft.add(document: .array(again)))
            } else {
                cases[keys.value] = decision(route)
            }
        }
        return cases
    }

    /// All attempts from one on: prompt and input, again and again, then the way out.
    ///
    /// What the host does not answer goes on here, so a caller is led to the end even when the host is dead.
    private mutating func attempts(_ id: MenuID, from first: Int) -> [JSONValue] {
        let parts = parts(of: id)
        var actions: [JSONValue] = []
        for (index, input) in parts.inputs.dropFirst(first - 1).enumerated() {
            if index > 0 { actions += parts.noInput }
            actions += parts.prompt
            actions.append(input)
        }
        return actions + parts.wayOut
    }

    mutating func parts(of id: MenuID) -> MenuParts {
        if let known = menuParts[id] { return known }
        let menu = graph[id]
        let parts = MenuParts(
            prompt: talk(menu.prompt, bargeIn: menu.bargeIn),
            noInput: talk(menu.noInput),
            inputs: (1...menu.attempts).map { attempt in
                let input = Input(
                    maxDigits: menu.maxDigits,
                    timeOut: menu.timeout,
                    eventURL: url(of: routeName(menu, String(attempt)))
                )
                return Action.input(input).json
            },
            wayOut: menu.otherwise.map { tail($0) } ?? talk(graph.goodbye)
        )
        menuParts[id] = parts
        return parts
    }
}
