package import CallFlow
internal import ContactCenter
internal import Diagnostics

/// Draws what calls can meet.
///
/// - Parameters:
///   - graph: The graph, without findings.
///   - title: The name of the contact center.
///   - number: The name of the number that calls come in on, or its digits, with or without `+`; `default` for any number
///     that the project does not name. Nil for all, and for the calls of app users.
/// - Returns: The picture; nil when there is no such number.
/// - Complexity: O(graph).
package func makeFlowPicture(_ graph: CallGraph, title: String, from number: String? = nil) -> FlowPicture? {
    var drawing = Drawing(graph)
    let roots = drawing.drawEntries()
    guard let number else { return drawing.picture(title, from: roots.all) }
    let digits = number.filter { !" -()+".contains($0) }
    let root = graph.entries.firstIndex { $0.name.value == number || $0.number.value.digits == digits }
        .map { roots.numbers[$0] }
    return (root ?? (number == "default" ? roots.unnamed : nil)).map { drawing.picture(title, from: [$0]) }
}

/// The work in hand: boxes as they are met, and those that are yet to be drawn.
struct Drawing {
    /// An arrow, from the box that it leaves on.
    struct Arrow: Hashable {
        var to: Int
        var label: String
        var hears: [String] = []
    }

    /// A thing of the project that has one box, wherever it is led to.
    enum Named: Hashable {
        case menu(MenuID)
        case agent(AgentID)
        case team(TeamID)
        case flow(FlowID)
        case voicemail(VoicemailID)
    }

    /// A box that stands for what is written at one place; equal ones are one.
    private struct Unnamed: Hashable {
        var kind: FlowPicture.Kind
        var title: String
        var details: [String]
        var arrows: [Arrow]

        /// The box beside which an end is drawn: one for all would tie the picture into a knot.
        var owner: Int?
    }

    let graph: CallGraph
    private(set) var nodes: [FlowPicture.Node] = []
    private var arrows: [[Arrow]] = []
    private var named: [Named: Int] = [:]
    private var unnamed: [Unnamed: Int] = [:]
    private var uses: [String: Int] = [:]
    private var ids: Set<String> = []

    /// Boxes whose arrows are yet to be drawn: menus lead to each other in circles and in chains as long as the project.
    private var open: [(thing: Named, node: Int)] = []

    /// The names of agents by where they are rung, for the members of teams.
    private let agentNames: [Ring.Endpoint: String]
    let menusByName: [String: MenuID]

    init(_ graph: CallGraph) {
        self.graph = graph
        agentNames = Dictionary(
            graph.agents.map { ($0.ring.endpoint, $0.name.value) },
            uniquingKeysWith: { first, _ in first }
        )
        menusByName = Dictionary(
            graph.menuIDs.map { (graph[$0].name.value, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    mutating func drawEntries() -> (all: [Int], numbers: [Int], unnamed: Int?) {
        var numbers: [Int] = []
        for entry in graph.entries {
            let shown = entry.isStandIn ? "not bought yet" : entry.number.value.description
            let node = add(.number, entry.name.value, [shown])
            arrows[node] = [arrow("", entry.route ?? graph.defaultEntry, from: node)]
            numbers.append(node)
        }
        var all = numbers
        var other: Int?
        if let route = graph.defaultEntry {
            let node = add(.number, "any other number", [], id: "number:default")
            arrows[node] = [arrow("", route, from: node)]
            all.append(node)
            other = node
        }
        if let outbound = graph.outbound {
            let node = add(.outbound, "an app user dials", details(of: outbound))
            arrows[node] = outboundArrows(outbound, from: node)
            all.append(node)
        }
        var drawn = 0
        while drawn < open.count {
            let (thing, node) = open[drawn]
            drawn += 1
            arrows[node] = arrows(of: thing, from: node)
        }
        return (all, numbers, other)
    }

    /// The box of a thing that has a name.
    mutating func node(of thing: Named) -> Int {
        if let known = named[thing] { return known }
        let node: Int
        switch thing {
        case .menu(let id): node = add(.menu, graph[id].name.value, details(of: graph[id]))
        case .agent(let id): node = add(.agent, graph[id].name.value, agentDetails(id, graph[id].ring))
        case .team(let id): node = add(.team, graph[id].name.value, details(of: graph[id]))
        case .flow(let id): node = add(.flow, graph[id].name.value, [])
        case .voicemail(let id): node = add(.voicemail, graph[id].name.value, details(of: graph[id]))
        }
        named[thing] = node
        open.append((thing, node))
        return node
    }

    /// The box of what is written at one place, whose arrows are known.
    mutating func node(
        _ kind: FlowPicture.Kind,
        _ title: String,
        _ details: [String],
        _ arrows: [Arrow],
        beside owner: Int? = nil
    ) -> Int {
        let key = Unnamed(kind: kind, title: title, details: details, arrows: arrows, owner: owner)
        if let known = unnamed[key] { return known }
        let node = add(kind, title, details)
        self.arrows[node] = arrows
        unnamed[key] = node
        return node
    }

    private mutating func add(_ kind: FlowPicture.Kind, _ title: String, _ details: [String], id: String? = nil) -> Int
    {
        let base = id ?? "\(kind.rawValue):\(title)"
        var unique = base
        while !ids.insert(unique).inserted {
            uses[base, default: 1] += 1
            unique = "\(base)#\(uses[base, default: 2])"
        }
        nodes.append(FlowPicture.Node(id: unique, kind: kind, title: shortText(title), details: details))
        arrows.append([])
        return nodes.count - 1
    }

    /// Who is rung there: the agent's name where it is an agent's place.
    func name(of endpoint: Ring.Endpoint) -> String { agentNames[endpoint] ?? place(of: endpoint) }

    /// What the boxes reach from the roots, in the order in which it is met.
    func picture(_ title: String, from roots: [Int]) -> FlowPicture {
        var order: [Int] = []
        var places: [Int?] = Array(repeating: nil, count: nodes.count)
        func meet(_ node: Int) {
            guard places[node] == nil else { return }
            places[node] = order.count
            order.append(node)
        }
        roots.forEach(meet)
        var edges: [FlowPicture.Edge] = []
        var met = 0
        while met < order.count {
            for arrow in arrows[order[met]] {
                meet(arrow.to)
                guard let place = places[arrow.to] else { preconditionFailure("a box that was met has its place") }
                edges.append(FlowPicture.Edge(from: met, to: place, label: arrow.label, hears: arrow.hears))
            }
            met += 1
        }
        return FlowPicture(title: shortText(title), nodes: order.map { nodes[$0] }, edges: edges)
    }
}
