internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO

/// What follows an unanswered connect.
struct FollowUp {
    /// Said right behind the connect, in the same document: the platform goes on there when nobody answers.
    ///
    /// All there is where the follow-up only talks; else what callers hear when the host is dead.
    var actions: [JSONValue] = []

    /// The route that answers the states of the connect with what follows, where that is more than talk.
    var route: RouteName?
}

extension Lowering {
    /// The document of a route; the goodbye for nil.
    mutating func document(_ route: Route?) -> DocumentID {
        guard let route else { return draft.add(document: .array(talk(graph.goodbye))) }
        if case .menu(let id) = route.target, route.say == nil { return entryDocument(of: id) }
        return draft.add(document: .array(answering(actions(route))))
    }

    /// What a call does on a route, to its end.
    ///
    /// Into a menu it goes at once.
    mutating func actions(_ route: Route) -> [JSONValue] {
        guard case .menu(let id) = route.target else { return tail(route) }
        return talk(route.say) + entryActions(of: id)
    }

    /// As `actions`, where a menu is not part of the document but jumped to.
    mutating func tail(_ route: Route) -> [JSONValue] {
        let say = talk(route.say)
        switch route.target {
        case .hangup: return say
        case .ncco(let value): return say + nccoActions(value)
        case .agent(let id, let ringFor, let otherwise):
            let agent = graph[id]
            users.insert(agent.name.value)
            let call = Connect(endpoint: .app(user: agent.name.value), timeout: ringFor ?? agent.ringFor)
            return say + connecting(call, otherwise.map { followUp($0) } ?? followUps[id] ?? followUp(nil))
        case .phone(let callee, let otherwise):
            return say + connecting(connect(callee), followUp(otherwise))
        case .menu(let id): return say + jump(to: id)
        }
    }

    /// What follows a connect that nobody answers; the goodbye for nil.
    mutating func followUp(_ otherwise: Route?) -> FollowUp {
        guard let otherwise else { return FollowUp(actions: talk(graph.goodbye)) }
        switch otherwise.target {
        case .hangup: return FollowUp(actions: talk(otherwise.say))
        case .agent, .phone, .menu, .ncco:
            let next = document(otherwise)
            // Equal follow-ups share a route, since it is named by what it leads to.
            let route = routeName("~\(next)")
            let cases = ["timeout", "failed", "rejected", "unanswered", "busy"]
            add(
                .status(
                    cases: Dictionary(uniqueKeysWithValues: cases.map { ($0, .document(next)) }),
                    otherwise: .proceed
                ),
                at: route
            )
            return FollowUp(actions: talk(graph.apology), route: route)
        }
    }

    mutating func connecting(_ connect: Connect, _ followUp: FollowUp) -> [JSONValue] {
        var connect = connect
        connect.synchronousEventURL = followUp.route.map(url(of:))
        return [Action.connect(connect).json] + followUp.actions
    }

    mutating func connect(_ callee: Callee) -> Connect {
        callerIDs.insert(callee.callerID.digits)
        return Connect(
            endpoint: .phone(number: callee.number.digits),
            from: callee.callerID.digits,
            timeout: callee.ringFor
        )
    }

    /// A jump without caller action: the target's route answers a notify; behind it, what holds when the host is dead.
    mutating func jump(to id: MenuID) -> [JSONValue] {
        let route = routeName(graph[id], "0")
        add(.document(entryDocument(of: id)), at: route)
        let payload = JSONObject([("menu", .string(graph[id].name.value))])
        return [Action.notify(Notify(eventURL: url(of: route), payload: payload)).json] + talk(graph.apology)
    }

    /// A hand-written NCCO, served as it stands but for references to menus.
    private mutating func nccoActions(_ value: JSONValue) -> [JSONValue] {
        var routes: [String: RouteName] = [:]
        for reference in menuReferences(in: value) {
            guard let id = graph.menu(named: reference.menu) else { continue }
            let menu = graph[id]
            if reference.isInput {
                let route = routeName(menu, "keys")
                add(.digits(cases: optionCases(id), none: .proceed, otherwise: .proceed), at: route)
                routes["\(reference.menu)/input"] = route
            } else {
                let route = routeName(menu, "0")
                add(.document(entryDocument(of: id)), at: route)
                routes[reference.menu] = route
            }
        }
        let replaced = replacingMenuReferences(in: value) { menu, isInput in
            routes[isInput ? "\(menu)/input" : menu].map(url(of:))
        }
        let actions = replaced.arrayValue ?? []
        noteRequirements(of: actions)
        return actions
    }

    /// Users and caller ids that a hand-written NCCO needs.
    private mutating func noteRequirements(of actions: [JSONValue]) {
        for action in actions where action["action"] == "connect" {
            if let from = action["from"]?.stringValue { callerIDs.insert(from) }
            for endpoint in action["endpoint"]?.arrayValue ?? [] where endpoint["type"] == "app" {
                if let user = endpoint["user"]?.stringValue { users.insert(user) }
            }
        }
    }

    // MARK: Speech

    func talk(_ text: SpokenText?, bargeIn: Bool = false) -> [JSONValue] {
        guard let text else { return [] }
        let parts = splitText(text.content.value) ?? [text.content.value]
        return parts.map { Action.talk(Talk(text: $0, voice: text.voice, bargeIn: bargeIn)).json }
    }

    /// Actions that answer a webhook for certain.
    ///
    /// Whether an empty NCCO ends a call or lets the running one go on is confirmed nowhere; a short silence ends it
    /// under both readings.
    func answering(_ actions: [JSONValue]) -> [JSONValue] {
        guard actions.isEmpty else { return actions }
        return [Action.talk(Talk(text: "<speak><break time='100ms'/></speak>")).json]
    }
}
