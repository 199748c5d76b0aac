internal import CallBundle

/// Times and calls, one for each way in which the decisions of some releases may fall.
///
/// Found by trying: quarters of an hour of three weeks against all schedules, five hundred calls against all splits.
struct Moments {
    private(set) var times: [Int] = []
    private(set) var calls: [String] = []

    var all: [PlainMoment] { times.flatMap { time in calls.map { PlainMoment(time: time, call: $0) } } }

    init(_ sides: [PlainSide]) {
        var tables: Set<ScheduleTable> = []
        var shares: Set<[Int]> = []
        for decision in sides.flatMap(\.decisions) { decision.gather(&tables, &shares) }
        let (schedules, splits) = (Array(tables), Array(shares))
        var known: Set<[Bool]> = []
        for time in stride(from: ProjectPair.monday - 86_400, to: ProjectPair.monday + 20 * 86_400, by: 900) {
            if known.insert(schedules.map { $0.isOpen(at: time) }).inserted { times.append(time) }
        }
        var ways: Set<[Int]> = []
        for number in 0..<500 {
            let call = "CON-\(number)"
            if ways.insert(splits.map { place(of: call, in: $0) }).inserted { calls.append(call) }
        }
    }
}

/// Into which of some shares a call falls.
private func place(of call: String, in weights: [Int]) -> Int {
    var rest = Int(callHash(call)) % weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
        if rest < weight { return index }
        rest -= weight
    }
    return weights.count
}

extension Decision {
    fileprivate func gather(_ tables: inout Set<ScheduleTable>, _ shares: inout Set<[Int]>) {
        switch self {
        case .schedule(let table, _, _): tables.insert(table)
        case .split(let parts): shares.insert(parts.map(\.weight))
        case .document, .dialledDocument, .proceed: return
        default: break
        }
        for branch in branches { branch.gather(&tables, &shares) }
    }
}
