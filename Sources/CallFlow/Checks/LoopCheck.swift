internal import Diagnostics

/// A circle that a call runs in while nobody does anything: it would ring and talk until the platform cuts it off.
///
/// `circles` are those of `silentOrder()`.
///
/// - Complexity: O(nodes on circles).
func checkLoops(_ graph: CallGraph, circles: [[SilentNode]], _ teller: inout CallTeller) -> [Diagnostic] {
    circles.map { circle in
        let names = circle.map { graph.name(of: $0) }
        let spans = circle.map { graph.span(of: $0) }
        let wayRound = (names + names.prefix(1)).joined(separator: " → ")
        return Diagnostic.error(
            .unbreakableLoop,
            "a caller who does nothing goes round for ever: \(wayRound)",
            at: spans[0],
            notes: zip(names, spans).dropFirst().map { .init("passes \($0) here", at: $1) },
            help: "let one 'otherwise' on the way end in a person or a goodbye"
        ).shown(by: teller.tell({ $0.call(to: circle[0]) }, outcome: "round and round, \(wayRound)"))
    }
}

extension CallGraph {
    fileprivate func name(of node: SilentNode) -> String {
        switch node {
        case .menu(let id): "menu '\(self[id].name.value)'"
        case .agent(let id): "agent '\(self[id].name.value)'"
        case .team(let id): "team '\(self[id].name.value)'"
        case .flow(let id): "flow '\(self[id].name.value)'"
        }
    }

    fileprivate func span(of node: SilentNode) -> Span {
        switch node {
        case .menu(let id): self[id].name.span
        case .agent(let id): self[id].name.span
        case .team(let id): self[id].name.span
        case .flow(let id): self[id].name.span
        }
    }
}

extension ShortestCalls {
    fileprivate func call(to node: SilentNode) -> [CallStep]? {
        switch node {
        case .menu(let id): call(to: id)
        case .agent(let id): call(to: id)
        case .team(let id): call(to: id)
        case .flow(let id): call(to: id)
        }
    }
}
