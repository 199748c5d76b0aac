/// The longest waits of calls that can be made, as far as schedules tell.
///
/// A wait that is the longest only because a schedule is open first and closed later is replaced by the longest with that
/// schedule the same all the time. Each such schedule doubles the searches, so that they are bounded: beyond `mostSearches`
/// in a project a wait is taken as it was found.
struct PossibleWaits {
    struct Journey {
        var seconds: Int
        var steps: [CallStep]
        var menus: [MenuID]
    }

    /// Of the whole graph, for all its numbers together.
    static let mostSearches = 16

    private let graph: CallGraph
    private let order: [SilentNode]
    private let ranks: [SilentNode: Int]

    /// By what was known of schedules.
    private var searches: [[ScheduleID: Bool]: LongestWaits] = [:]

    init(graph: CallGraph, order: [SilentNode]) {
        self.graph = graph
        self.order = order
        ranks = graph.ranksOfWays()
    }

    /// The longest wait on a route that is entered by a step, where that is longer than so many seconds.
    mutating func longest(along route: Route, from step: CallStep, beyond seconds: Int) -> Journey? {
        guard let found = journey(along: route, from: step, where: [:], beyond: seconds) else { return nil }
        guard let turning = found.steps.turningSchedule else { return found }
        var isCut = false
        let lasting = lasting(along: route, from: step, turning, where: [:], &isCut)
        if let lasting, lasting.seconds > seconds { return lasting }
        // A menu takes its time, in which it may turn.
        return isCut || found.steps.waitsBeforeTurn(of: turning) ? found : nil
    }

    /// The longest on which no schedule turns; some are known already, and `turning` is one that is not.
    private mutating func lasting(
        along route: Route,
        from step: CallStep,
        _ turning: ScheduleID,
        where known: [ScheduleID: Bool],
        _ isCut: inout Bool
    ) -> Journey? {
        var longest: Journey?
        for isOpen in [true, false] {
            var known = known
            known[turning] = isOpen
            guard searches[known] != nil || searches.count < Self.mostSearches else {
                isCut = true
                return longest
            }
            guard var found = journey(along: route, from: step, where: known) else { continue }
            if let next = found.steps.turningSchedule {
                guard let inside = lasting(along: route, from: step, next, where: known, &isCut) else { continue }
                found = inside
            }
            if found.seconds > longest?.seconds ?? -1 { longest = found }
        }
        return longest
    }

    private mutating func journey(
        along route: Route,
        from step: CallStep,
        where known: [ScheduleID: Bool],
        beyond shortest: Int = -1
    ) -> Journey? {
        let waits = searches[known] ?? LongestWaits(graph: graph, order: order, ranks: ranks, known: known)
        searches[known] = waits
        guard let wait = waits.wait(along: route) else { return nil }
        let seconds = (wait.milliseconds + 999) / 1_000
        guard seconds > shortest else { return nil }
        let (steps, menus) = waits.journey(wait, from: [step])
        return Journey(seconds: seconds, steps: steps, menus: menus)
    }

    /// What the time in a menu is spent on.
    func words(of id: MenuID) -> String {
        searches[[:]]?.words(of: id) ?? ""
    }
}

extension [CallStep] {
    /// Whether keys or silence come between two answers of a schedule that differ.
    fileprivate func waitsBeforeTurn(of id: ScheduleID) -> Bool {
        var found: CallStep?
        var hasWaited = false
        for step in self {
            switch step {
            case .press, .nothing: hasWaited = true
            case .open(id), .closed(id):
                if let found, found != step { return hasWaited }
                (found, hasWaited) = (step, false)
            default: continue
            }
        }
        return false
    }
}
