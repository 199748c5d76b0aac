internal import CallBundle
internal import TimeZones

/// The instants of 2024 to 2040, by what the schedules of both sides say: all of one atom find the same lines open.
struct TimeAtoms {
    /// An instant of each atom, in seconds since 1970; in the order of time.
    private(set) var instants: [Int] = []

    /// For each atom, whether each table is open.
    private var open: [[Bool]] = []

    private(set) var tables: [ScheduleTable: Int] = [:]

    /// - Parameters:
    ///   - tables: All tables that decide something.
    ///   - start: Seconds since 1970; what is earlier is past.
    ///   - end: The last second that is looked at.
    /// - Complexity: O(tables² × (weeks with a day that differs + 2 × changes of the clocks) × hours of a week).
    init(_ tables: [ScheduleTable], from start: Int, to end: Int) {
        for table in tables where self.tables[table] == nil { self.tables[table] = self.tables.count }
        let distinct = self.tables.sorted { $0.value < $1.value }.map(\.key)
        guard !distinct.isEmpty else {
            instants = [start]
            open = [[]]
            return
        }
        var known: Set<[Bool]> = []
        for instant in Self.boundaries(distinct, from: start, to: end) {
            let says = distinct.map { $0.isOpen(at: instant) }
            if known.insert(says).inserted {
                instants.append(instant)
                open.append(says)
            }
        }
    }

    func isOpen(_ table: Int, in atom: Int) -> Bool { open[atom][table] }

    /// All instants at which a line may open or close, in order.
    ///
    /// Weeks without a day of their own and without a change of a clock repeat the one before: of those between two others one is
    /// enough.
    private static func boundaries(_ tables: [ScheduleTable], from start: Int, to end: Int) -> [Int] {
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
        var instants: Set<Int> = [start]
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
