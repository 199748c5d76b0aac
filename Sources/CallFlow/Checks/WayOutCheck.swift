internal import Diagnostics

/// Where a call ends in the goodbye, for want of an `otherwise`.
enum WayOutPlace {
    case menu(attempts: Int)

    /// The destination that rings, and the step that comes of nobody answering.
    case destination(Span, CallStep)
}

/// Adds to the findings of ways without `otherwise` the calls that end there: they were met before there was a graph.
///
/// - Complexity: O(findings).
func shownWaysOut(
    _ diagnostics: [Diagnostic],
    at places: [Span: WayOutPlace],
    _ teller: inout CallTeller
) -> [Diagnostic] {
    diagnostics.map { diagnostic in
        guard diagnostic.code == .noWayOut, let span = diagnostic.span, let place = places[span] else {
            return diagnostic
        }
        switch place {
        case .menu(let attempts):
            let step = CallStep.nothing(attempts: attempts)
            let call = teller.tell({ $0.call(toMenuNamedAt: span) }, then: [step], outcome: "the goodbye")
            return diagnostic.shown(by: call)
        case .destination(let destination, let step):
            return diagnostic.shown(
                by: teller.tell({ $0.call(toRouteAt: destination) }, then: [step], outcome: "the goodbye")
            )
        }
    }
}
