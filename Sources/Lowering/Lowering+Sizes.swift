internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import JSONTree

/// What keeps a bundle as long as its project: what many places lead to stands in each of them only while it is small, and
/// is jumped to else.
///
/// Not so kept: the goodbye and the apology, which stand wherever a call may end; what is said before a `caller`, in every
/// branch of it, since no later request tells who calls; a schedule, in every table that decides by it. A team or menu that is
/// entered with an own `otherwise` is there once more for each such place, within `OwnWays`.
extension Lowering {
    /// The most branches that what is said before is repeated in, and that a team's agents are in a table beside others.
    static let mostBranches = 16

    /// The most actions and bytes, these more or less, that stand in many documents.
    private static let mostActions = 40
    private static let mostBytes = 4_096

    /// The actions where they are small, else a jump to where they stand.
    mutating func smallOrJump(_ actions: [JSONValue], _ route: Route) -> [JSONValue] {
        isSmall(actions) ? actions : jump(to: route.bare)
    }

    /// Whether actions are small enough to stand in many documents.
    ///
    /// A host that has one document for all calls has nowhere to jump.
    func isSmall(_ actions: [JSONValue]) -> Bool {
        if graph.target == .static { return true }
        guard actions.count <= Self.mostActions else { return false }
        var left = Self.mostBytes
        return actions.allSatisfy { $0.fits(into: &left) }
    }

    /// Whether a route decides among so many branches that what is said before should be said only once.
    func isTooWide(_ route: Route) -> Bool {
        var left = Self.mostBranches
        return route.isWider(than: &left) && !route.asksForCaller
    }

    /// A document that says something and jumps to a route that only a webhook can take.
    mutating func jumpDocument(to route: Route, after prelude: [Prompt]) -> Decision {
        .document(draft.add(document: .array(prompts(prelude) + jump(to: route))))
    }
}

extension Route {
    /// Whether there are more ends than `left`, which is counted down.
    fileprivate func isWider(than left: inout Int) -> Bool {
        switch target {
        case .schedule(_, let open, let closed): return open.isWider(than: &left) || closed.isWider(than: &left)
        case .split(let branches): return branches.contains { $0.route.isWider(than: &left) }
        case .caller(let caller): return caller.routes.contains { $0.isWider(than: &left) }
        default:
            left -= 1
            return left < 0
        }
    }

    /// Whether some branch is decided by who calls, which only the answer webhook knows.
    fileprivate var asksForCaller: Bool {
        switch target {
        case .caller: true
        case .schedule(_, let open, let closed): open.asksForCaller || closed.asksForCaller
        case .split(let branches): branches.contains { $0.route.asksForCaller }
        default: false
        }
    }
}

extension JSONValue {
    /// Whether the value, written, takes about `left` bytes at most; takes them away.
    fileprivate func fits(into left: inout Int) -> Bool {
        switch self {
        case .string(let text): left -= text.utf8.count + 3
        case .array(let items):
            for item in items where !item.fits(into: &left) { return false }
        case .object(let object):
            for member in object.members {
                left -= member.key.utf8.count + 4
                guard member.value.fits(into: &left) else { return false }
            }
        default: left -= 5
        }
        return left >= 0
    }
}
