import CallFlow
import Diagnostics
import SeededRandom
import Testing

@Suite("the shortest calls of random graphs")
struct ShortestCallsPropertyTests {
    @Test("each is a call that gets there, and no shorter one does", arguments: 0..<60 as Range<UInt64>)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let project = try ResolvedText(RandomCenter(&random).text)
        let graph = try #require(project.graph, "\(project.rows)")
        let calls = ShortestCalls(graph)
        let depth = 4
        let slow = AllCalls(graph: graph, depth: depth)
        for id in graph.menuIDs {
            let found = calls.call(to: id)
            let least = slow.least[.menu(id)]
            if let least { #expect(found?.count == least, "menu \(id.index)") }
            if let found, found.count <= depth { #expect(slow.places[found]?.contains(.menu(id)) == true) }
        }
        for index in graph.teams.indices {
            let id = TeamID(index: index)
            let found = calls.call(to: id)
            if let least = slow.least[.team(id)] { #expect(found?.count == least, "team \(index)") }
            if let found, found.count <= depth { #expect(slow.places[found]?.contains(.team(id)) == true) }
        }
        #expect(!slow.least.isEmpty)
    }

    @Test(
        "with schedules that stay what they are, each is the shortest that can be made",
        arguments: 0..<60 as Range<UInt64>
    )
    func schedulesStay(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let project = try ResolvedText(RandomCenter(&random).text)
        let graph = try #require(project.graph, "\(project.rows)")
        let calls = ShortestCalls(graph, schedules: .stay)
        let depth = 4
        let slow = AllCalls(graph: graph, depth: depth)
        #expect(!calls.isCut)
        for id in graph.menuIDs {
            let possible = slow.places.filter { $0.value.contains(.menu(id)) && !$0.key.contradictsItself }.keys
            let found = calls.call(to: id).flatMap { $0.count <= depth ? $0 : nil }
            #expect(found?.count == possible.map(\.count).min(), "menu \(id.index)")
            if let found { #expect(possible.contains(found)) }
        }
    }
}

extension [CallStep] {
    fileprivate var contradictsItself: Bool {
        let (open, closed) = (compactMap(\.opened), compactMap(\.closed))
        return !Set(open).isDisjoint(with: closed)
    }
}

extension CallStep {
    fileprivate var opened: ScheduleID? {
        if case .open(let id) = self { id } else { nil }
    }

    fileprivate var closed: ScheduleID? {
        if case .closed(let id) = self { id } else { nil }
    }
}

/// Every call of a graph up to a number of steps, one by one, and where it gets.
private struct AllCalls {
    enum Place: Hashable {
        case menu(MenuID)
        case team(TeamID)
    }

    let graph: CallGraph
    private(set) var least: [Place: Int] = [:]
    private(set) var places: [[CallStep]: Set<Place>] = [:]

    init(graph: CallGraph, depth: Int) {
        self.graph = graph
        for index in graph.entries.indices {
            if let route = graph.entries[index].route { take(route, [.callNumber(index)], depth, rest: []) }
        }
        if let route = graph.defaultEntry { take(route, [.callAnyOther], depth, rest: []) }
    }

    private mutating func note(_ place: Place, _ steps: [CallStep]) {
        least[place] = min(least[place] ?? .max, steps.count)
        places[steps, default: []].insert(place)
    }

    /// `rest` are the parts of a flow that follow.
    private mutating func take(_ route: Route, _ steps: [CallStep], _ depth: Int, rest: ArraySlice<Route>) {
        guard steps.count <= depth else { return }
        switch route.target {
        case .menu(let id):
            note(.menu(id), steps)
            for option in graph[id].options {
                take(option.route, steps + [.press(option.keys.value)], depth, rest: [])
            }
            if let otherwise = graph[id].otherwise {
                take(otherwise, steps + [.nothing(attempts: graph[id].attempts)], depth, rest: [])
            }
        case .agent(let id, _, _, let otherwise):
            missed(steps + [.unanswered(.agent(id))], otherwise ?? graph[id].otherwise, depth, rest)
        case .team(let id, let otherwise):
            note(.team(id), steps)
            missed(steps + [.unanswered(.team(id))], otherwise ?? graph[id].otherwise, depth, rest)
        case .ring(let ring, let otherwise):
            missed(steps + [.unanswered(.endpoint(ring.endpoint))], otherwise, depth, rest)
        case .flow(let id):
            if let first = graph[id].parts.first { take(first, steps, depth, rest: graph[id].parts.dropFirst()) }
        case .schedule(let id, let open, let closed):
            take(open, steps + [.open(id)], depth, rest: [])
            take(closed, steps + [.closed(id)], depth, rest: [])
        case .split(let branches):
            let sum = branches.reduce(0) { $0 + $1.weight }
            for branch in branches {
                take(branch.route, steps + [.share(weight: branch.weight, of: sum)], depth, rest: [])
            }
        case .caller, .ncco, .voicemail, .websocket, .conference, .hangup: break
        }
    }

    private mutating func missed(_ steps: [CallStep], _ otherwise: Route?, _ depth: Int, _ rest: ArraySlice<Route>) {
        if let next = rest.first {
            take(next, steps, depth, rest: rest.dropFirst())
        } else if let otherwise {
            take(otherwise, steps, depth, rest: [])
        }
    }
}

/// The text of a center whose calls go anywhere but round without a key: a silent way only leads to what is written later.
private struct RandomCenter {
    var text = ""

    init(_ random: inout SeededGenerator) {
        let count = 4
        func target(after index: Int, _ random: inout SeededGenerator) -> String {
            let later = (index + 1)..<count
            let kinds = later.isEmpty ? ["hangup"] : ["menu: m", "team: t", "flow: f", "agent: a", "hangup"]
            let kind = random.pick(kinds)
            return kind == "hangup" ? "hangup: yes" : kind + String(Int.random(in: later, using: &random))
        }
        func destination(after index: Int, _ random: inout SeededGenerator) -> String {
            let first = target(after: index, &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                let second = target(after: index, &random)
                return "{schedule: s, open: {\(first)}, closed: {\(second)}}"
            case 1:
                let second = target(after: index, &random)
                return "{split: [{weight: 1, \(first)}, {weight: 2, \(second)}]}"
            case 2 where first.hasPrefix("team") || first.hasPrefix("agent"):
                let second = target(after: index, &random)
                return "{\(first), otherwise: {\(second)}}"
            default: return "{\(first)}"
            }
        }
        text = "schedules: {s: {open: {mon-fri: 09:00-17:00}}}\nnumbers:\n"
        text += "  n0: {number: +44 20 7946 0000, inbound: \(destination(after: -1, &random))}\n"
        text += "  n1: {number: +44 20 7946 0001, inbound: {menu: m3}}\n"
        text += "agents:\n"
        for index in 0..<count { text += "  a\(index): {otherwise: \(destination(after: index, &random))}\n" }
        text += "teams:\n"
        for index in 0..<count {
            text += "  t\(index): {agents: [a\(index)], otherwise: \(destination(after: index, &random))}\n"
        }
        text += "flows:\n"
        for index in 0..<count {
            text += "  f\(index): [{agent: a\(index)}, \(destination(after: index, &random))]\n"
        }
        text += "menus:\n"
        for index in 0..<count {
            let back = Int.random(in: 0..<count, using: &random)
            text += "  m\(index): {prompt: Hello., retries: 1, options: {1: {menu: m\(back)}, "
            text += "2: \(destination(after: -1, &random))}, otherwise: \(destination(after: index, &random))}\n"
        }
    }
}
