internal import Diagnostics

/// What a bundle gets for places that enter a team or menu with an `otherwise` of their own.
///
/// Nothing in a request tells from where a team was entered, so each such place has documents of its own for every agent,
/// and each such menu tables of its own with every option. All the rest of a bundle grows with the project; this product
/// does not, and so is bounded.
struct OwnWays: Sendable {
    /// Agents and options, once for each place.
    var copies = 0
    var isReported = false

    static let most = 100_000
}

extension Resolver {
    /// Counts a place that enters a team of so many agents, or a menu of so many options, with a way on of its own.
    mutating func noteOwnWay(into kind: String, _ name: Located<String>, of count: Int, at place: Span) {
        ownWays.copies += count
        guard ownWays.copies > OwnWays.most, !ownWays.isReported else { return }
        ownWays.isReported = true
        diagnostics.append(
            .error(
                .bundleTooLarge,
                "too many places enter teams and menus with a way on of their own: the bundle would need more than "
                    + "\(OwnWays.most) copies of agents and options",
                at: place,
                notes: [.init("the \(kind) that is entered here", at: name.span)],
                help: "let some of them use the \(kind)'s own 'otherwise'"
            )
        )
    }
}
