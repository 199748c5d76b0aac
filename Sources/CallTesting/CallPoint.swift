internal import Diagnostics

/// A place of a project that a call can come through, told by where it is written.
struct CallPoint: Hashable, Sendable {
    /// What a place is; those that reports count come first.
    enum Kind: String, CaseIterable, Sendable {
        case number
        case menu
        case option
        /// Where a schedule leads, open or closed.
        case schedule
        /// Where a decision by who calls leads.
        case caller
        case share
        /// What becomes of a call that an app user makes: an extension, an allowed number, a refused one.
        case outbound
        /// An `otherwise`, and the document for the time when the host is dead.
        case fallback
        case agent
        case team
        case flow
    }

    var kind: Kind
    var span: Span
}

extension CallPoint.Kind {
    /// The kinds that coverage counts, in the order of reports.
    static let counted: [Self] = [.number, .menu, .option, .schedule, .caller, .share, .outbound, .fallback]

    /// In the plural, as a summary has it.
    var plural: String {
        switch self {
        case .number: "numbers"
        case .menu: "menus"
        case .option: "options"
        case .schedule: "schedule branches"
        case .caller: "caller branches"
        case .share: "shares"
        case .outbound: "outbound ways"
        case .fallback: "fallbacks"
        case .agent: "agents"
        case .team: "teams"
        case .flow: "flows"
        }
    }
}
