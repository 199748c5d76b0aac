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
        let words = wordCases(id, cases)
        for attempt in 1...menu.attempts {
            let otherwise: Decision =
                if attempt < menu.attempts {
                    .document(draft.add(document: .array(talk(menu.wrongInput) + attempts(id, from: attempt + 1))))
                } else {
                    decision(menu.otherwise)
                }
            add(
                .digits(cases: cases, words: words, none: .proceed, otherwise: otherwise),
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
                let said = prompts(route.prelude)
                let again = said.isEmpty || isSmall(id) ? attempts(id, from: 1) : jumpBack(to: id)
                cases[keys.value] = .document(draft.add(document: .array(said + again)))
            } else {
                cases[keys.value] = decision(route)
            }
        }
        return cases
    }

    /// Where the words of each option lead, in source order; nil where the menu does not listen.
    func wordCases(_ id: MenuID, _ cases: [String: Decision]) -> [WordCase]? {
        guard graph[id].speech != nil else { return nil }
        var words: [WordCase] = []
        for option in graph[id].options {
            guard let decision = cases[option.keys.value] else { continue }
            words += option.words.compactMap { WordCase(phrase: $0.value, decision: decision) }
        }
        return words
    }

    /// A jump without caller action to a menu's prompt, past what it says once.
    private mutating func jumpBack(to id: MenuID) -> [JSONValue] {
        let route = routeName(graph[id], "again")
        add(.document(draft.add(document: .array(attempts(id, from: 1)))), at: route)
        let payload = JSONObject([("menu", .string(graph[id].name.value))])
        return [notify(route, payload)] + talk(graph.apology)
    }

    /// Whether the document that enters a menu may be repeated behind what is said before.
    mutating func isSmall(_ id: MenuID) -> Bool {
        if let known = smallMenus[id] { return known }
        let isSmall = isSmall(entryActions(of: id))
        smallMenus[id] = isSmall
        return isSmall
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
        let speech = menu.speech.map { Input.Speech($0, of: menu) }
        let parts = MenuParts(
            prompt: talk(menu.prompt, bargeIn: menu.bargeIn),
            noInput: talk(menu.noInput),
            inputs: (1...menu.attempts).map { attempt in
                let input = Input(
                    maxDigits: menu.maxDigits,
                    timeOut: menu.timeout,
                    speech: speech,
                    eventURL: url(of: routeName(menu, String(attempt))),
                    eventMethod: eventMethod
                )
                return Action.input(input).json
            },
            wayOut: menu.otherwise.map { tail($0) } ?? talk(graph.goodbye)
        )
        menuParts[id] = parts
        return parts
    }
}

extension Input.Speech {
    /// All that may be said is passed on as hints, each once.
    fileprivate init(_ speech: SpeechNode, of menu: MenuNode) {
        var known: Set<String> = []
        let phrases = menu.options.flatMap(\.words) + speech.hints
        self.init(
            language: speech.language,
            context: phrases.map(\.value).filter { known.insert($0).inserted },
            startTimeout: speech.startTimeout,
            maxDuration: speech.longest
        )
    }
}
