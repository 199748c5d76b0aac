internal import Diagnostics

/// What a bundle holds once for each place that leads to it, and so more than the project has.
///
/// Nothing in a request tells from where a team was entered: a place that enters it with an `otherwise` of its own has
/// documents of its own for every agent, and such a menu tables of its own with every option. Lists of callers and schedules
/// stand in every table that decides by them, and what is said before a decision by caller in each of its branches. The rest of a bundle grows with the project; these products do not, and so are
/// bounded.
struct OwnWays: Sendable {
    /// Agents and options, once for each place; of numbers and dates, which take far less, sixteen count as one.
    var copies = 0
    var isReported = false

    static let most = 100_000
}

extension Resolver {
    /// Counts a place that enters a team of so many agents, or a menu of so many options, with a way on of its own.
    mutating func noteOwnWay(into kind: String, _ name: Located<String>, of count: Int, at place: Span) {
        noteCopies(of: kind, name, count, at: place, help: "let some places use the \(kind)'s own 'otherwise'")
    }

    /// Counts a place that decides by a list of so many numbers, or a schedule of so many dates.
    mutating func noteTable(of kind: String, _ name: Located<String>, entries: Int, at place: Span) {
        noteCopies(of: kind, name, entries / 16, at: place, help: "let several numbers share one way in")
    }

    /// Counts a text that is said before a decision by caller; of its bytes 256 count as one copy.
    ///
    /// Only the answer webhook knows who calls, so that the text stands in the document of every branch.
    mutating func noteSaying(_ text: Located<String>, before route: Route) {
        guard let branches = route.branchesByCaller else { return }
        noteCopies(
            of: "text",
            text,
            branches * (text.value.utf8.count / 256),
            at: text.span,
            note: "each branch of the decision behind it has its own copy",
            help: "say less before a decision by caller, or say it behind, where only some callers hear it"
        )
    }

    private mutating func noteCopies(
        of kind: String,
        _ name: Located<String>,
        _ count: Int,
        at place: Span,
        note: String = "each place that leads to it so has its own copy",
        help: String
    ) {
        ownWays.copies += count
        guard ownWays.copies > OwnWays.most, !ownWays.isReported else { return }
        ownWays.isReported = true
        diagnostics.append(
            .error(
                .bundleTooLarge,
                "the bundle holds at most \(OwnWays.most) copies of agents, options, lists and texts: "
                    + "this \(kind) is one too many",
                at: place,
                notes: [.init(note, at: name.span)],
                help: help
            )
        )
    }
}

extension Route {
    /// In how many ways it may go on, where who calls is asked before; nil where that is not asked.
    fileprivate var branchesByCaller: Int? {
        switch target {
        case .caller(let caller): caller.routes.reduce(0) { $0 + $1.branches }
        case .schedule, .split: inner.contains { $0.branchesByCaller != nil } ? branches : nil
        default: nil
        }
    }

    private var branches: Int {
        switch target {
        case .schedule, .caller, .split: inner.reduce(0) { $0 + $1.branches }
        default: 1
        }
    }
}
