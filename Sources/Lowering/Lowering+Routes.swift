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
    /// What answers a webhook with a route; the goodbye for nil.
    mutating func decision(_ route: Route?) -> Decision {
        guard let route else { return .document(draft.add(document: .array(talk(graph.goodbye)))) }
        return decision(route, after: [])
    }

    /// A route that decides is decided in the webhook, and what is said before it goes into every branch.
    private mutating func decision(_ route: Route, after prelude: [Prompt]) -> Decision {
        let prelude = prelude + route.prelude
        if !prelude.isEmpty, isTooWide(route) { return jumpDocument(to: route.bare, after: prelude) }
        switch route.target {
        case .schedule(let id, let open, let closed):
            return .schedule(
                table(of: id),
                open: decision(open, after: prelude),
                closed: decision(closed, after: prelude)
            )
        case .caller(let caller):
            let otherwise = decision(caller.otherwise, after: prelude)
            return .caller(
                CallerCases(
                    lists: caller.lists.map { list in
                        CallerCases.List(numbers: Set(list.numbers), decision: decision(list.route, after: prelude))
                    },
                    prefixes: Dictionary(
                        caller.prefixes.map { ($0.prefix, decision($0.route, after: prelude)) },
                        uniquingKeysWith: { first, _ in first }
                    ),
                    withheld: caller.withheld.map { decision($0, after: prelude) } ?? otherwise,
                    otherwise: otherwise
                )
            )
        case .split(let branches):
            return .split(
                branches.map { SplitShare(weight: $0.weight, decision: decision($0.route, after: prelude)) }
            )
        case .team(let id, _) where graph[id].isSpread && graph[id].members.count > Self.mostBranches:
            return jumpDocument(to: route.bare, after: prelude)
        case .team(let id, let otherwise) where graph[id].isSpread:
            return otherwise == nil && prelude.isEmpty
                ? spreadDecision(of: id) : spread(id, otherwise: otherwise, after: prelude)
        case .menu(let id) where prelude.isEmpty: return .document(entryDocument(of: id))
        case .flow(let id) where prelude.isEmpty: return .document(flowDocument(of: id))
        default:
            var route = route
            route.prelude = prelude
            return .document(draft.add(document: .array(answering(actions(route)))))
        }
    }

    /// The table of a schedule, made once: its time zone's offsets are looked up in a long text.
    private mutating func table(of id: ScheduleID) -> ScheduleTable {
        if let known = scheduleTables[id] { return known }
        let table = ScheduleTable(graph[id])
        scheduleTables[id] = table
        return table
    }

    /// What a call does on a route, to its end.
    ///
    /// Into a menu or flow it goes at once.
    ///
    /// Where something is said before, a large target is not repeated behind it but jumped to.
    private mutating func actions(_ route: Route) -> [JSONValue] {
        let prelude = prompts(route.prelude)
        let body: [JSONValue]
        switch route.target {
        case .menu(let id) where prelude.isEmpty || isSmall(id): return prelude + entryActions(of: id)
        case .menu(let id): return prelude + jump(to: id)
        case .flow(let id): body = flowParts(of: id).first ?? []
        case .voicemail(let id): body = voicemail(graph[id])
        case .ncco(let value): body = nccoActions(value)
        default: return tail(route)
        }
        return prelude + (prelude.isEmpty || isSmall(body) ? body : jump(to: route.bare))
    }

    /// As `actions`, where a menu is not part of the document but jumped to.
    mutating func tail(_ route: Route) -> [JSONValue] {
        let prelude = prompts(route.prelude)
        switch route.target {
        case .hangup: return prelude
        case .ncco(let value): return prelude + smallOrJump(nccoActions(value), route)
        case .agent(let id, let ringFor, let callerID, let otherwise):
            var ring = graph[id].ring
            ring.ringFor = ringFor ?? ring.ringFor
            ring.callerID = callerID ?? ring.callerID
            return prelude + ringing(ring, otherwise.map { followUp($0) } ?? followUps[id] ?? followUp(nil))
        case .ring(let ring, let otherwise): return prelude + ringing(ring, followUp(otherwise))
        case .team(let id, let otherwise):
            // Who is rung first depends on the call: only a webhook can tell.
            if graph[id].isSpread { return prelude + jump(to: route.bare) }
            return prelude + fixed(id, lastly: otherwise.map { followUp($0) } ?? teamFollowUps[id] ?? followUp(nil))
        case .flow(let id):
            // A long or deciding one is not repeated in every document that leads to it.
            let actions = flowParts(of: id).first ?? []
            let isShort = actions.count <= 8 || graph.target == .static
            return prelude + (isShort ? smallOrJump(actions, route) : jump(to: route.bare))
        case .voicemail(let id): return prelude + smallOrJump(voicemail(graph[id]), route)
        case .websocket(let socket): return prelude + websocket(socket)
        case .conference(let name): return prelude + [Action.conversation(Conversation(name: name)).json]
        case .menu(let id): return prelude + jump(to: id)
        case .schedule, .caller, .split: return prelude + jump(to: route.bare)
        }
    }

    /// What follows a connect that nobody answers; the goodbye for nil.
    mutating func followUp(_ otherwise: Route?) -> FollowUp {
        guard let otherwise else { return FollowUp(actions: talk(graph.goodbye)) }
        if case .hangup = otherwise.target { return FollowUp(actions: prompts(otherwise.prelude)) }
        return followUp(by: decision(otherwise))
    }

    /// A follow-up that a webhook decides over.
    mutating func followUp(by decision: Decision) -> FollowUp {
        let route = contentRoute(decision, "")
        add(unanswered(decision), at: route)
        return FollowUp(actions: talk(graph.apology), route: route)
    }

    /// Decides where a connect ended without an answer; its other states go on.
    func unanswered(_ decision: Decision) -> Decision {
        let states = ["timeout", "failed", "rejected", "unanswered", "busy"]
        return .status(
            cases: Dictionary(uniqueKeysWithValues: states.map { ($0, decision) }),
            otherwise: .proceed
        )
    }

    /// A jump without caller action to a route that only a webhook can take.
    mutating func jump(to route: Route) -> [JSONValue] {
        // A route of its own has room for a team of any size.
        let decision: Decision =
            switch route.target {
            case .team(let id, nil) where graph[id].isSpread: spreadDecision(of: id)
            case .team(let id, let otherwise) where graph[id].isSpread: spread(id, otherwise: otherwise, after: [])
            default: decision(route)
            }
        return jump(by: decision)
    }

    /// A jump without caller action to what a webhook decides.
    mutating func jump(by decision: Decision) -> [JSONValue] {
        let name = contentRoute(decision, "~0")
        add(decision, at: name)
        return [notify(name, JSONObject())] + talk(graph.apology)
    }

    func notify(_ route: RouteName, _ payload: JSONObject) -> JSONValue {
        Action.notify(Notify(eventURL: url(of: route), payload: payload, eventMethod: eventMethod)).json
    }

    /// Equal decisions share a route, since it is named by what it leads to.
    private func contentRoute(_ decision: Decision, _ ending: String) -> RouteName {
        if case .document(let id) = decision { return routeName("~\(id)\(ending)") }
        return routeName("~\(hexDigest(decision.fileBytes).prefix(16))\(ending)")
    }

    /// A jump without caller action: the target's route answers a notify; behind it, what holds when the host is dead.
    mutating func jump(to id: MenuID) -> [JSONValue] {
        let route = routeName(graph[id], "0")
        add(.document(entryDocument(of: id)), at: route)
        let payload = JSONObject([("menu", .string(graph[id].name.value))])
        return [notify(route, payload)] + talk(graph.apology)
    }

    /// A hand-written NCCO, served as it stands but for references to menus.
    private mutating func nccoActions(_ value: JSONValue) -> [JSONValue] {
        var routes: [String: RouteName] = [:]
        for reference in menuReferences(in: value) {
            guard let id = menu(named: reference.menu) else { continue }
            let menu = graph[id]
            if reference.isInput {
                let route = routeName(menu, "keys")
                let cases = optionCases(id)
                let words = wordCases(id, cases)
                add(.digits(cases: cases, words: words, none: .proceed, otherwise: .proceed), at: route)
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

    private mutating func menu(named name: String) -> MenuID? {
        if menusByName.isEmpty {
            for id in graph.menuIDs where graph[id].variant == 0 && menusByName[graph[id].name.value] == nil {
                menusByName[graph[id].name.value] = id
            }
        }
        return menusByName[name]
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
