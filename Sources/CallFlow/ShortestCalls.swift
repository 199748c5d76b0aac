package import Diagnostics
internal import NCCO

/// The shortest call to every place of a graph: one breadth-first search from all entries, in which each number called,
/// decision, key, silence and missed ringing is a step.
///
/// A hand-written NCCO that refers to a menu's `/input` leads to its keys
/// only: nothing that the menu says is heard.
///
/// Entries are searched in this order: numbers as written, any other number, extensions, calls outside; of equally short
/// calls the first found counts. What a call can only reach against its own decisions (open first, then closed) is
/// not told apart.
///
/// - Complexity: O(nodes + routes).
package struct ShortestCalls {
    /// Which calls are searched.
    package enum Search: Sendable {
        case all
        /// Those in which no text marked `consent` was said yet.
        case withoutConsent
    }

    /// How a place is reached: from another state, by a step where there is one.
    private struct State {
        var parent: Int?
        var step: CallStep?
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
    private var followedMenus: [Bool]
    private var pressedMenus: [Bool]
    private var followedAgents: [Bool]
    private var followedTeams: [Bool]

    /// The states of menus by their names: any variant counts.
    private var menuNames: [Span: Int] = [:]

    /// The destinations that calls take, by where they are written.
    private var routeStates: [Span: Int] = [:]

    /// The hand-written NCCOs that calls run.
    private(set) var nccoRoutes: [Route] = []

    package init(_ graph: CallGraph, _ search: Search = .all) {
        self.graph = graph
        self.search = search
        menuStates = Array(repeating: nil, count: graph.menus.count)
        agentStates = Array(repeating: nil, count: graph.agents.count)
        teamStates = Array(repeating: nil, count: graph.teams.count)
        flowStates = Array(repeating: nil, count: graph.flows.count)
        voicemailStates = Array(repeating: nil, count: graph.voicemails.count)
        followedMenus = Array(repeating: false, count: graph.menus.count)
        pressedMenus = Array(repeating: false, count: graph.menus.count)
        followedAgents = Array(repeating: false, count: graph.agents.count)
        followedTeams = Array(repeating: false, count: graph.teams.count)
        run()
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
    private mutating func run() {
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
        states.append(State(parent: parent, step: step))
        return states.count - 1
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
            guard !followedAgents[id.index] else { return }
            followedAgents[id.index] = true
            if let otherwise = graph[id].otherwise { layer.append((.route(otherwise), state)) }
        case .teamUnanswered(let id):
            guard !followedTeams[id.index] else { return }
            followedTeams[id.index] = true
            if let otherwise = graph[id].otherwise { layer.append((.route(otherwise), state)) }
        case .flowPart(let id, let part):
            if part == 0 {
                guard flowStates[id.index] == nil else { return }
                flowStates[id.index] = state
            }
            let parts = graph[id].parts
            take(parts[part], at: state, in: part + 1 < parts.count ? (id, part) : nil)
        }
    }

    private mutating func enter(_ id: MenuID, at state: Int) {
        meet(id, at: state)
        guard !followedMenus[id.index] else { return }
        followedMenus[id.index] = true
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
        guard !pressedMenus[id.index] else { return }
        pressedMenus[id.index] = true
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
            go(.route(open), by: .open(id), from: state)
            go(.route(closed), by: .closed(id), from: state)
        case .caller(let caller):
            for list in caller.lists { go(.route(list.route), by: .callerInList(list.name), from: state) }
            for (prefix, route) in caller.prefixes { go(.route(route), by: .callerIn(prefix: prefix), from: state) }
            if let withheld = caller.withheld { go(.route(withheld), by: .callerWithheld, from: state) }
            go(.route(caller.otherwise), by: .otherCaller, from: state)
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
