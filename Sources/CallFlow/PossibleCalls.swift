/// The shortest calls that can be made, as far as schedules tell: no schedule is open and closed at the same moment.
///
/// Three searches, each made when the one before finds only what contradicts itself: any call, one in which every schedule
/// stays what it was first found to be, and one in which schedules turn only while something is heard, pressed or rung. All
/// are linear, since they come back to a place at most `Visits.most` times.
///
/// Schedules are not compared with each other: a call may find one open within whose hours another is always open, and that
/// one closed.
struct PossibleCalls {
    private let graph: CallGraph
    private let search: ShortestCalls.Search
    private let start: ShortestCalls.Start

    /// Any calls, their contradictions included.
    private(set) lazy var any = ShortestCalls(graph, search, from: start)
    private lazy var inOneMoment = ShortestCalls(graph, search, from: start, schedules: .stay)
    private lazy var inTime = ShortestCalls(graph, search, from: start, schedules: .turn)

    init(_ graph: CallGraph, _ search: ShortestCalls.Search = .all, from start: ShortestCalls.Start = .everywhere) {
        self.graph = graph
        self.search = search
        self.start = start
    }

    /// The steps of the shortest call that `find` asks for; nil when no call gets there.
    mutating func steps(_ find: (ShortestCalls) -> [CallStep]?) -> [CallStep]? {
        guard let shortest = find(any) else { return nil }
        guard shortest.turningSchedule != nil else { return shortest }
        // Where a search gave up, nothing is proved by what it did not find.
        return find(inOneMoment) ?? find(inTime) ?? (inTime.isCut ? shortest : nil)
    }
}

extension [CallStep] {
    /// The first schedule that is found both open and closed.
    var turningSchedule: ScheduleID? {
        var found: [ScheduleID: Bool] = [:]
        for step in self {
            switch step {
            case .open(let id), .closed(let id):
                if found.updateValue(step == .open(id), forKey: id) == (step != .open(id)) { return id }
            default: continue
            }
        }
        return nil
    }
}
