internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import Simulator

/// Who can be rung, by the names of the project.
struct People: Sendable {
    private var agents: [String: Callee] = [:]
    private var teams: [String: Set<Callee>] = [:]
    private var names: [Callee: String] = [:]

    /// - Complexity: O(agents + members of teams).
    init(_ graph: CallGraph) {
        for agent in graph.agents {
            let callee = Callee(agent.ring.endpoint)
            agents[agent.name.value] = callee
            names[callee] = names[callee] ?? agent.name.value
        }
        for team in graph.teams { teams[team.name.value] = Set(team.members.map { Callee($0.endpoint) }) }
    }

    func `is`(_ callee: Callee, _ expected: CallTest.Endpoint) -> Bool {
        switch expected {
        case .agent(let name): agents[name.value] == callee
        case .team(let name): teams[name.value]?.contains(callee) ?? false
        case .phone(let number): callee == Callee(kind: .phone, name: number.value.digits)
        case .sip(let uri): callee == Callee(kind: .sip, name: uri.value)
        case .vbc(let number): callee == Callee(kind: .vbc, name: number.value)
        case .websocket(let uri): callee == Callee(kind: .websocket, name: uri.value)
        }
    }

    /// The agent's name in quotes, else the number or address.
    func name(of callee: Callee) -> String { "'\(names[callee] ?? callee.shownName)'" }
}

extension Callee {
    /// As the platform calls an endpoint.
    init(_ endpoint: Ring.Endpoint) {
        switch endpoint {
        case .app(let user): self.init(kind: .app, name: user)
        case .phone(let number): self.init(kind: .phone, name: number.digits)
        case .sip(let uri): self.init(kind: .sip, name: uri)
        case .vbc(let number): self.init(kind: .vbc, name: number)
        }
    }
}
