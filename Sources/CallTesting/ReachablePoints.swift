internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import NCCO
internal import Simulator

/// All places that a call can come through, each with its name for a report, in source order.
///
/// - Complexity: O(routes), and a sort.
func reachablePoints(_ graph: CallGraph, fallback: Span?) -> [(point: CallPoint, name: String)] {
    var search = PointSearch(graph: graph)
    search.run()
    if let fallback { search.meet(.fallback, fallback, "the fallback for a dead host") }
    return search.found.sorted { $0.point.span < $1.point.span }
}

private struct PointSearch {
    let graph: CallGraph
    var found: [(point: CallPoint, name: String)] = []
    private var seen: Set<CallPoint> = []

    /// A route, and whether it is a part of a flow that another part follows.
    private struct Visit: Hashable {
        let span: Span
        let isFollowed: Bool
    }

    private var visited: Set<Visit> = []
    private var waiting: [(route: Route, isFollowed: Bool)] = []
    private var followedMenus: Set<MenuID> = []

    init(graph: CallGraph) {
        self.graph = graph
    }

    mutating func meet(_ kind: CallPoint.Kind, _ span: Span, _ name: String) {
        let point = CallPoint(kind: kind, span: span)
        if seen.insert(point).inserted { found.append((point, name)) }
    }

    mutating func run() {
        for entry in graph.entries {
            meet(.number, entry.name.span, "number '\(entry.name.value)'")
            go(entry.route ?? graph.defaultEntry)
        }
        if let route = graph.defaultEntry {
            meet(.number, route.span, "any other number")
            go(route)
        }
        if let outbound = graph.outbound {
            meet(.outbound, outbound.refuse.content.span, "a number that is refused")
            if !outbound.allow.isEmpty { meet(.outbound, outbound.allowedSpan, "a number that is allowed") }
            for (keys, route) in outbound.extensions {
                meet(.outbound, keys.span, "extension \(keys.value)")
                go(route)
            }
            if let otherwise = outbound.otherwise, !outbound.allow.isEmpty {
                meet(.fallback, otherwise.span, "'otherwise' of outbound calls")
                go(otherwise)
            }
        }
        while let next = waiting.popLast() { visit(next.route, isFollowed: next.isFollowed) }
    }

    private mutating func go(_ route: Route?, isFollowed: Bool = false) {
        guard let route else { return }
        if visited.insert(Visit(span: route.span, isFollowed: isFollowed)).inserted {
            waiting.append((route, isFollowed))
        }
    }

    private mutating func miss(_ otherwise: Route?, of name: String, isFollowed: Bool) {
        guard !isFollowed, let otherwise else { return }
        meet(.fallback, otherwise.span, "'otherwise' of \(name)")
        go(otherwise)
    }

    private mutating func visit(_ route: Route, isFollowed: Bool) {
        switch route.target {
        case .menu(let id): enter(id)
        case .agent(let id, _, _, let otherwise):
            meet(.agent, graph[id].name.span, "agent '\(graph[id].name.value)'")
            miss(otherwise ?? graph[id].otherwise, of: "agent '\(graph[id].name.value)'", isFollowed: isFollowed)
        case .team(let id, let otherwise):
            meet(.team, graph[id].name.span, "team '\(graph[id].name.value)'")
            miss(otherwise ?? graph[id].otherwise, of: "team '\(graph[id].name.value)'", isFollowed: isFollowed)
        case .ring(let ring, let otherwise):
            miss(otherwise, of: Callee(ring.endpoint).shownName, isFollowed: isFollowed)
        case .flow(let id):
            meet(.flow, graph[id].name.span, "flow '\(graph[id].name.value)'")
            let parts = graph[id].parts
            for (index, part) in parts.enumerated() { go(part, isFollowed: index + 1 < parts.count) }
        case .schedule(let id, let open, let closed):
            meet(.schedule, open.span, "schedule '\(graph[id].name.value)' open")
            meet(.schedule, closed.span, "schedule '\(graph[id].name.value)' closed")
            go(open)
            go(closed)
        case .caller(let caller):
            for (label, route) in caller.branches {
                meet(.caller, route.span, label)
                go(route)
            }
        case .split(let branches):
            for branch in branches {
                meet(.share, branch.route.span, "share of weight \(branch.weight)")
                go(branch.route)
            }
        case .ncco(let value):
            for reference in menuReferences(in: value) {
                if let id = graph.menu(named: reference.menu) { enter(id) }
            }
        case .voicemail, .websocket, .conference, .hangup: break
        }
    }

    private mutating func enter(_ id: MenuID) {
        guard followedMenus.insert(id).inserted else { return }
        let menu = graph[id]
        let name = "menu '\(menu.name.value)'"
        meet(.menu, menu.name.span, name)
        for option in menu.options {
            meet(.option, option.keys.span, "option \(option.keys.value) of \(name)")
            go(option.route)
        }
        if let otherwise = menu.otherwise {
            meet(.fallback, otherwise.span, "'otherwise' of \(name)")
            go(otherwise)
        }
    }
}

extension CallerNode {
    /// Where each case leads, with its name.
    var branches: [(label: String, route: Route)] {
        lists.map { ("callers of list '\($0.name)'", $0.route) }
            + prefixes.map { ("callers from +\($0.prefix)", $0.route) }
            + (withheld.map { [("withheld callers", $0)] } ?? []) + [("other callers", otherwise)]
    }
}

extension OutboundNode {
    /// Where the point of an allowed call stands.
    var allowedSpan: Span { span.startPoint }
}
