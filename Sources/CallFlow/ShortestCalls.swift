package import ContactCenter
package import Diagnostics
internal import NCCO

/// The shortest call to every place of a graph: one breadth-first search from all entries, in which each number called,
/// decision, key, silence and missed ringing is a step.
///
/// A hand-written NCCO that refers to a menu's `/input` leads to its keys
/// only: nothing that the menu says is heard.
///
/// Entries are searched in this order: numbers as written, any other number, extensions, calls outside; of equally short
/// calls the first found counts.
///
/// - Complexity: O(nodes + routes); where schedules are kept in mind, `Visits.most` times that.
package struct ShortestCalls {
    /// Which calls are searched.
    package enum Search: Sendable {
        case all
        /// Those in which no text marked `consent` was said yet.
        case withoutConsent
    }

    /// What becomes of a schedule that a call has asked.
    package enum Schedules: Sendable {
        /// Nothing is kept in mind: it may be found open, and closed a moment later.
        case forgotten
        /// It stays what it was found to be to the end of the call.
        case stay
        /// It may turn whenever something happens that takes time: something is heard, a key, silence, ringing.
        case turn
    }

    /// Where calls begin.
    package enum Start: Sendable {
        case everywhere
        /// At one of the entries, from a number that is known.
        case entry(Int, caller: PhoneNumber)
    }

    /// How a place is reached: from another state, by a step where there is one, under conditions of schedules.
    private struct State {
        var parent: Int?
        var step: CallStep?
        var conditions: Int
    }

    /// What is to be looked at next, and the state in which a call gets there.
    private enum Work {
        case route(Route)
        case menu(MenuID)
        /// Only its keys: what it says was passed by.
        case menuInput(MenuID)
        case agentUnanswered(AgentID)
        case teamUnanswered(TeamID)
        case flowPart(FlowID, Int)
    }

    private let graph: CallGraph
    private let search: Search
    private let schedules: Schedules

    /// Whose number it is that calls come from, where that is known.
    private let caller: PhoneNumber?

    /// Those that several places ask: no call contradicts itself with the others.
    private var contested: Set<ScheduleID> = []
    private var sets = ConditionSets()
    private var states: [State] = []

    /// Items that the step now counted leads to; those without a step of their own are put behind.
    private var layer: [(work: Work, state: Int)] = []
    private var nextLayer: [(work: Work, state: Int)] = []
    private var menusByName: [String: MenuID] = [:]

    /// The states in which each was first met.
    private var menuStates: [Int?]
    private var agentStates: [Int?]
    private var teamStates: [Int?]
    private var flowStates: [Int?]
    private var voicemailStates: [Int?]
    private var followedMenus: Visits
    private var pressedMenus: Visits
    private var followedAgents: Visits
    private var followedTeams: Visits
    private var followedFlows: Visits

    /// The states of menus by their names: any variant counts.
    private var menuNames: [Span: Int] = [:]

    /// The destinations that calls take, by where they are written.
    private var routeStates: [Span: Int] = [:]

    /// The hand-written NCCOs that calls run.
    private(set) var nccoRoutes: [Route] = []

    package init(
        _ graph: CallGraph,
        _ search: Search = .all,
        from start: Start = .everywhere,
        schedules: Schedules = .forgotten
    ) {
        self.graph = graph
        self.search = search
        self.schedules = schedules
        if case .entry(_, let caller) = start { self.caller = caller } else { caller = nil }
        menuStates = Array(repeating: nil, count: graph.menus.count)
        agentStates = Array(repeating: nil, count: graph.agents.count)
        teamStates = Array(repeating: nil, count: graph.teams.count)
        flowStates = Array(repeating: nil, count: graph.flows.count)
        voicemailStates = Array(repeating: nil, count: graph.voicemails.count)
        followedMenus = Visits(count: graph.menus.count)
        pressedMenus = Visits(count: graph.menus.count)
        followedAgents = Visits(count: graph.agents.count)
        followedTeams = Visits(count: graph.teams.count)
        followedFlows = Visits(count: graph.flows.count)
        if schedules != .forgotten { contested = graph.schedulesAskedTwice() }
        switch start {
        case .everywhere: startEverywhere()
        case .entry(let index, _): self.start(.callNumber(index), graph.entries[index].route ?? graph.defaultEntry)
        }
        run()
    }

    /// Whether calls were left out to keep the work linear: what was not found may be there then.
    package var isCut: Bool {
        sets.isCut || followedMenus.isCut || pressedMenus.isCut || followedAgents.isCut || followedTeams.isCut
            || followedFlows.isCut
    }

    /// The steps of the shortest call that enters the menu; nil when none does.
    package func call(to id: MenuID) -> [CallStep]? { menuStates[id.index].map(steps) }

    /// The steps of the shortest call that rings the agent, alone or in a team.
    package func call(to id: AgentID) -> [CallStep]? { agentStates[id.index].map(steps) }
    package func call(to id: TeamID) -> [CallStep]? { teamStates[id.index].map(steps) }
    package func call(to id: FlowID) -> [CallStep]? { flowStates[id.index].map(steps) }
    package func call(to id: VoicemailID) -> [CallStep]? { voicemailStates[id.index].map(steps) }

    /// The steps to the menu whose name stands at `span`, in whichever variant.
    package func call(toMenuNamedAt span: Span) -> [CallStep]? { menuNames[span].map(steps) }

    /// The steps to the destination that is written at `span`.
    package func call(toRouteAt span: Span) -> [CallStep]? { routeStates[span].map(steps) }

    private func steps(to state: Int) -> [CallStep] {
        var steps: [CallStep] = []
        var next: Int? = state
        while let state = next {
            if let step = states[state].step { steps.append(step) }
            next = states[state].parent
        }
        return steps.reversed()
    }
}

extension ShortestCalls {
    private mutating func startEverywhere() {
        for index in graph.entries.indices {
            start(.callNumber(index), graph.entries[index].route ?? graph.defaultEntry)
        }
        start(.callAnyOther, graph.defaultEntry)
        if let outbound = graph.outbound {
            for index in outbound.extensions.indices {
                start(.dialExtension(index), outbound.extensions[index].route)
            }
            if let otherwise = outbound.otherwise, !outbound.allow.isEmpty, !isConsent(outbound.say) {
                let dialled = state(from: nil, .dialOutside)
                nextLayer.append((.route(otherwise), state(from: dialled, .unanswered(.dialled))))
            }
        }
    }

    private mutating func run() {
        while !nextLayer.isEmpty {
            layer = nextLayer
            nextLayer = []
            var index = 0
            while index < layer.count {
                let item = layer[index]
                visit(item.work, at: item.state)
                index += 1
            }
        }
    }

    private mutating func start(_ step: CallStep, _ route: Route?) {
        guard let route else { return }
        nextLayer.append((.route(route), state(from: nil, step)))
    }

    private mutating func state(from parent: Int?, _ step: CallStep?) -> Int {
        // Only asking a schedule takes no time, nor does being told apart by caller or share.
        let takesTime =
            switch step {
            case .press, .nothing, .unanswered, .handWritten, nil: schedules != .stay
            default: false
            }
        let conditions = parent.map { takesTime ? 0 : states[$0].conditions } ?? 0
        states.append(State(parent: parent, step: step, conditions: conditions))
        return states.count - 1
    }

    /// Goes on where a schedule is open or closed, unless the call knows better.
    private mutating func go(_ route: Route, where id: ScheduleID, isOpen: Bool, from state: Int) {
        let condition = ScheduleCondition(schedule: id, isOpen: isOpen)
        var conditions = states[state].conditions
        if contested.contains(id) {
            guard let more = sets.adding(condition, to: conditions) else { return }
            conditions = more
        }
        go(.route(route), by: isOpen ? .open(id) : .closed(id), from: state)
        states[states.count - 1].conditions = conditions
    }

    private mutating func go(_ work: Work, by step: CallStep, from state: Int) {
        nextLayer.append((work, self.state(from: state, step)))
    }

    private func isConsent(_ text: SpokenText?) -> Bool {
        search == .withoutConsent && text?.isConsent == true
    }

    private mutating func visit(_ work: Work, at state: Int) {
        switch work {
        case .route(let route): take(route, at: state, in: nil)
        case .menu(let id): enter(id, at: state)
        case .menuInput(let id):
            meet(id, at: state)
            pressKeys(of: id, at: state)
        case .agentUnanswered(let id):
            guard followedAgents.admits(id.index, under: states[state].conditions, in: sets) else { return }
            if let otherwise = graph[id].otherwise { layer.append((.route(otherwise), state)) }
        case .teamUnanswered(let id):
            guard followedTeams.admits(id.index, under: states[state].conditions, in: sets) else { return }
            if let otherwise = graph[id].otherwise { layer.append((.route(otherwise), state)) }
        case .flowPart(let id, let part):
            if part == 0 {
                guard followedFlows.admits(id.index, under: states[state].conditions, in: sets) else { return }
                if flowStates[id.index] == nil { flowStates[id.index] = state }
            }
            let parts = graph[id].parts
            take(parts[part], at: state, in: part + 1 < parts.count ? (id, part) : nil)
        }
    }

    private mutating func enter(_ id: MenuID, at state: Int) {
        meet(id, at: state)
        guard followedMenus.admits(id.index, under: states[state].conditions, in: sets) else { return }
        guard !isConsent(graph.menus[id.index].say), !isConsent(graph.menus[id.index].prompt) else { return }
        pressKeys(of: id, at: state)
        if let otherwise = graph.menus[id.index].otherwise {
            go(.route(otherwise), by: .nothing(attempts: graph.menus[id.index].attempts), from: state)
        }
    }

    private mutating func meet(_ id: MenuID, at state: Int) {
        guard menuStates[id.index] == nil else { return }
        menuStates[id.index] = state
        let name = graph.menus[id.index].name.span
        if menuNames[name] == nil { menuNames[name] = state }
    }

    private mutating func pressKeys(of id: MenuID, at state: Int) {
        guard pressedMenus.admits(id.index, under: states[state].conditions, in: sets) else { return }
        let menu = graph[id]
        for option in menu.options where option.keys.value.utf8.count <= menu.maxDigits {
            go(.route(option.route), by: .press(option.keys.value), from: state)
        }
    }

    /// Follows a route; `flow` is the part of a flow that it is, where another part follows.
    private mutating func take(_ route: Route, at state: Int, in flow: (id: FlowID, part: Int)?) {
        if routeStates[route.span] == nil { routeStates[route.span] = state }
        for prompt in route.prelude {
            if case .say(let text) = prompt, isConsent(text) { return }
        }
        let state = route.prelude.isEmpty || schedules == .forgotten ? state : self.state(from: state, nil)
        /// Goes on where nobody answers: to the flow's next part, or the nearest `otherwise`.
        func missed(_ callee: CallStep.Callee, _ otherwise: Route?, _ own: Work?) {
            if let flow {
                go(.flowPart(flow.id, flow.part + 1), by: .unanswered(callee), from: state)
            } else if let next = otherwise.map(Work.route) ?? own {
                go(next, by: .unanswered(callee), from: state)
            }
        }
        switch route.target {
        case .menu(let id): layer.append((.menu(id), state))
        case .flow(let id): layer.append((.flowPart(id, 0), state))
        case .agent(let id, _, _, let otherwise):
            if agentStates[id.index] == nil { agentStates[id.index] = state }
            missed(.agent(id), otherwise, graph.agents[id.index].otherwise == nil ? nil : .agentUnanswered(id))
        case .team(let id, let otherwise):
            if teamStates[id.index] == nil { teamStates[id.index] = state }
            for member in graph[id].memberIDs where agentStates[member.index] == nil {
                agentStates[member.index] = state
            }
            missed(.team(id), otherwise, graph.teams[id.index].otherwise == nil ? nil : .teamUnanswered(id))
        case .ring(let ring, let otherwise): missed(.endpoint(ring.endpoint), otherwise, nil)
        case .voicemail(let id):
            if voicemailStates[id.index] == nil { voicemailStates[id.index] = state }
        case .schedule(let id, let open, let closed):
            go(open, where: id, isOpen: true, from: state)
            go(closed, where: id, isOpen: false, from: state)
        case .caller(let decision):
            if let caller {
                go(.route(decision.route(for: caller)), by: .otherCaller, from: state)
                return
            }
            for (route, step) in decision.branches { go(.route(route), by: step, from: state) }
        case .split(let branches):
            let sum = branches.reduce(0) { $0 + $1.weight }
            for branch in branches {
                go(.route(branch.route), by: .share(weight: branch.weight, of: sum), from: state)
            }
        case .ncco(let value):
            nccoRoutes.append(route)
            for reference in menuReferences(in: value) {
                guard let id = menu(named: reference.menu) else { continue }
                go(reference.isInput ? .menuInput(id) : .menu(id), by: .handWritten, from: state)
            }
        case .websocket, .conference, .hangup: break
        }
    }

    private mutating func menu(named name: String) -> MenuID? {
        if menusByName.isEmpty {
            for index in graph.menus.indices where graph.menus[index].variant == 0 {
                menusByName[graph.menus[index].name.value] = MenuID(index: index)
            }
        }
        return menusByName[name]
    }
}

extension CallerNode {
    /// Where calls from a number go: by lists first, then by the longest prefix.
    func route(for caller: PhoneNumber) -> Route {
        if let list = lists.first(where: { $0.numbers.contains(caller.digits) }) { return list.route }
        let fitting = prefixes.filter { caller.digits.hasPrefix($0.prefix) }
        return fitting.max { $0.prefix.utf8.count < $1.prefix.utf8.count }?.route ?? otherwise
    }
}

extension CallGraph {
    /// The schedules that more than one destination asks.
    fileprivate func schedulesAskedTwice() -> Set<ScheduleID> {
        var (once, twice): (Set<ScheduleID>, Set<ScheduleID>) = ([], [])
        forEachRoute { route in
            if case .schedule(let id, _, _) = route.target, !once.insert(id).inserted { twice.insert(id) }
        }
        return twice
    }
}
