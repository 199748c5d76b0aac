internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO

extension Drawing {
    /// An arrow along a route, and what it leads to; the goodbye for nil.
    ///
    /// The owner is the box that the route belongs to.
    mutating func arrow(_ label: String, _ route: Route?, from owner: Int) -> Arrow {
        guard let route else {
            return Arrow(to: node(.end, "goodbye", [quoted(graph.goodbye)], [], beside: owner), label: label)
        }
        return Arrow(to: target(of: route, from: owner), label: label, hears: route.prelude.map(text))
    }

    /// What follows where nobody answers.
    private mutating func unanswered(_ route: Route?, from owner: Int) -> [Arrow] {
        [arrow("nobody answers", route, from: owner)]
    }

    private mutating func target(of route: Route, from owner: Int) -> Int {
        switch route.target {
        case .menu(let id): return node(of: .menu(id))
        case .agent(let id, nil, nil, nil): return node(of: .agent(id))
        case .agent(_, _, _, let otherwise):
            return rung(route.target, followedBy: unanswered(otherwise ?? ownWay(of: route.target), from: owner))
        case .team(let id, nil): return node(of: .team(id))
        case .team(_, let otherwise?), .ring(_, let otherwise?):
            return rung(route.target, followedBy: unanswered(otherwise, from: owner))
        case .ring(_, nil): return rung(route.target, followedBy: unanswered(nil, from: owner))
        case .flow(let id): return node(of: .flow(id))
        case .voicemail(let id): return node(of: .voicemail(id))
        case .websocket(let socket):
            return node(.websocket, socket.uri, [], [arrow("not reached", nil, from: owner)])
        case .conference(let name): return node(.conference, name, [], [])
        case .ncco(let value): return ncco(value)
        case .hangup: return node(.end, "hangs up", [], [], beside: owner)
        case .schedule(let id, let open, let closed):
            let arrows = [arrow("open", open, from: owner), arrow("closed", closed, from: owner)]
            return node(.schedule, graph[id].name.value, hours(of: graph[id]), arrows)
        case .caller(let caller): return node(.caller, "who calls?", [], arrows(of: caller, from: owner))
        case .split(let shares): return node(.split, "share of calls", [], arrows(of: shares, from: owner))
        }
    }

    /// Where an agent says itself what follows.
    private func ownWay(of target: Route.Target) -> Route? {
        guard case .agent(let id, _, _, _) = target else { return nil }
        return graph[id].otherwise
    }

    /// The box of someone who is rung at one place, with what follows there.
    private mutating func rung(_ target: Route.Target, followedBy arrows: [Arrow]) -> Int {
        switch target {
        case .agent(let id, let ringFor, let callerID, _):
            var ring = graph[id].ring
            ring.ringFor = ringFor ?? ring.ringFor
            ring.callerID = callerID ?? ring.callerID
            return node(.agent, graph[id].name.value, agentDetails(id, ring), arrows)
        case .team(let id, _): return node(.team, graph[id].name.value, details(of: graph[id]), arrows)
        case .ring(let ring, _):
            return node(kind(of: ring.endpoint), place(of: ring.endpoint), details(of: ring), arrows)
        default: preconditionFailure("only agents, teams and telephones ring")
        }
    }

    private func kind(of endpoint: Ring.Endpoint) -> FlowPicture.Kind {
        switch endpoint {
        case .app: .agent
        case .phone: .phone
        case .sip: .sip
        case .vbc: .vbc
        }
    }

    private mutating func ncco(_ value: JSONValue) -> Int {
        var seen: Set<MenuReference> = []
        var arrows: [Arrow] = []
        for var reference in menuReferences(in: value) {
            reference.path = []
            guard let id = menusByName[reference.menu], seen.insert(reference).inserted else { continue }
            arrows.append(Arrow(to: node(of: .menu(id)), label: reference.isInput ? "keys as there" : "menu"))
        }
        let names = (value.arrayValue ?? []).map { $0["action"]?.stringValue ?? "" }
        return node(.ncco, "NCCO", [shortText(listed(names, atMost: 8))], arrows)
    }

    // MARK: What has a name

    mutating func arrows(of thing: Named, from owner: Int) -> [Arrow] {
        switch thing {
        case .menu(let id):
            var arrows: [Arrow] = []
            for option in graph[id].options { arrows.append(arrow(option.keys.value, option.route, from: owner)) }
            return arrows + [arrow("otherwise", graph[id].otherwise, from: owner)]
        case .agent(let id): return unanswered(graph[id].otherwise, from: owner)
        case .team(let id): return unanswered(graph[id].otherwise, from: owner)
        case .flow(let id): return steps(of: graph[id], from: owner)
        case .voicemail: return []
        }
    }

    /// The steps of a flow, one behind the other: each but the last rings, and the next follows where nobody answers.
    private mutating func steps(of flow: FlowNode, from owner: Int) -> [Arrow] {
        var following: Arrow?
        for part in flow.parts.reversed() {
            guard var next = following else {
                following = arrow("", part, from: owner)
                continue
            }
            next.label = "nobody answers"
            following = Arrow(
                to: rung(part.target, followedBy: [next]),
                label: "",
                hears: part.prelude.map(text)
            )
        }
        return following.map { [$0] } ?? []
    }

    // MARK: Deciders

    private mutating func arrows(of caller: CallerNode, from owner: Int) -> [Arrow] {
        var arrows: [Arrow] = []
        for list in caller.lists {
            arrows.append(arrow("\(list.name) (\(counted(list.numbers.count, "number")))", list.route, from: owner))
        }
        for (prefix, route) in caller.prefixes { arrows.append(arrow("+\(prefix)", route, from: owner)) }
        if let withheld = caller.withheld { arrows.append(arrow("number withheld", withheld, from: owner)) }
        return arrows + [arrow("otherwise", caller.otherwise, from: owner)]
    }

    private mutating func arrows(of shares: [SplitNode], from owner: Int) -> [Arrow] {
        // Weights are as large as the operator likes.
        let sum = shares.reduce(0.0) { $0 + Double($1.weight) }
        var arrows: [Arrow] = []
        for share in shares {
            let label = sum == 100 ? "\(share.weight) %" : "\(share.weight) of \(Int(exactly: sum) ?? .max)"
            arrows.append(arrow(label, share.route, from: owner))
        }
        return arrows
    }

    // MARK: Outbound

    mutating func outboundArrows(_ outbound: OutboundNode, from owner: Int) -> [Arrow] {
        var arrows: [Arrow] = []
        for (keys, route) in outbound.extensions {
            arrows.append(arrow("extension \(keys.value)", route, from: owner))
        }
        let after =
            outbound.otherwise.map { arrow("nobody answers", $0, from: owner) }
            ?? Arrow(to: node(.end, "hangs up", [], [], beside: owner), label: "nobody answers")
        let details = ["rings \(outbound.ringFor ?? 60) s", "caller id \(outbound.callerID)"]
        arrows.append(
            Arrow(
                to: node(.phone, "the number dialled", details, [after]),
                label: "an allowed number",
                hears: outbound.say.map { [quoted($0)] } ?? []
            )
        )
        let refused = node(.end, "hangs up", [], [], beside: owner)
        return arrows + [Arrow(to: refused, label: "any other number", hears: [quoted(outbound.refuse)])]
    }
}
