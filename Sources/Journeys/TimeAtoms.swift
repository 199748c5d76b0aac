internal import CallBundle
internal import TimeZones

/// The instants of 2024 to 2040, by what the schedules of both sides say: all of one atom find the same lines open.
struct TimeAtoms {
    /// An instant of each atom, in seconds since 1970: the first one that is still to come, where there is one.
    private(set) var instants: [Int] = []

    /// The next full hour: what is told to be tried is not past by then.
    let start: Int

    /// For each atom, whether each table is open.
    private var open: [[Bool]] = []

    private(set) var tables: [ScheduleTable: Int] = [:]

    /// The tables by their numbers.
    let ordered: [ScheduleTable]

    /// - Parameters:
    ///   - tables: All tables that decide something.
    ///   - now: Seconds since 1970; the day that it is in (UTC) is the first one.
    ///   - end: The last second that is looked at.
    /// - Complexity: O(tables² × (weeks with a day that differs + 2 × changes of the clocks) × hours of a week).
    init(_ tables: [ScheduleTable], now: Int, to end: Int) {
        start = min((now + 3_599) / 3_600 * 3_600, end)
        for table in tables where self.tables[table] == nil { self.tables[table] = self.tables.count }
        let distinct = self.tables.sorted { $0.value < $1.value }.map(\.key)
        ordered = distinct
        guard !distinct.isEmpty else {
            instants = [start]
            open = [[]]
            return
        }
        var known: [[Bool]: Int] = [:]
        let boundaries = Self.boundaries(distinct, from: now / 86_400 * 86_400, and: start, to: end)
        for instant in boundaries {
            let says = distinct.map { $0.isOpen(at: instant) }
            if let atom = known[says] {
                if instants[atom] < start, instant >= start { instants[atom] = instant }
            } else {
                known[says] = instants.count
                instants.append(instant)
                open.append(says)
            }
        }
    }

    func isOpen(_ table: Int, in atom: Int) -> Bool { open[atom][table] }

    /// The first instant of some atoms that is still to come; one that is past where there is none.
    func firstInstant(of atoms: [Int]) -> Int? {
        let all = atoms.map { instants[$0] }
        return all.filter { $0 >= start }.min() ?? all.min()
    }

    /// All instants at which a line may open or close, in order.
    ///
    /// Weeks without a day of their own and without a change of a clock repeat the one before: of those between two others one is
    /// enough.
    private static func boundaries(_ tables: [ScheduleTable], from start: Int, and now: Int, to end: Int) -> [Int] {
        let days = start / 86_400...end / 86_400
        var wanted: Set<Int> = []
        func want(_ range: ClosedRange<Int>) {
            for day in range where days.contains(day) { wanted.insert(day) }
        }
        want(days.lowerBound...days.lowerBound + 14)
        for table in tables {
            for day in table.special { want(day.day - 2...day.day + 8) }
            for range in table.closed {
                want(range.lowerBound - 2...min(range.lowerBound + 8, range.upperBound + 8))
                want(range.upperBound - 8...range.upperBound + 8)
            }
            for change in table.offsets.changes {
                let day = change.instant / 86_400
                want(day - 2...day + 9)
            }
        }
        var instants: Set<Int> = [start, now]
        for day in wanted {
            instants.insert(day * 86_400)
            for table in tables {
                for hours in table.hours(of: day) {
                    instants.insert(table.offsets.firstInstant(ofWallClock: day * 86_400 + hours.opens * 60))
                    instants.insert(table.offsets.lastInstant(ofWallClock: day * 86_400 + hours.closes * 60))
                }
            }
        }
        return instants.filter { start...end ~= $0 }.sorted()
    }
}
