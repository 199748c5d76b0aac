import CallBundle
import TimeZones

/// The slow and obvious second version of schedules: what a wall clock shows is written down minute by minute, times are
/// looked up in that log, and the open minutes are painted.
struct MinuteLog {
    /// The instant of the first minute, in minutes since 1970.
    let start: Int
    let isOpen: [Bool]

    init(_ table: ScheduleTable, minutes: Range<Int>) {
        // Three days of margin on either side hold all hours that could reach in.
        let all = minutes.lowerBound - 3 * 1_440..<minutes.upperBound + 3 * 1_440
        var shown: [Int] = []
        shown.reserveCapacity(all.count)
        var offset = table.offsets.initialOffset
        var changes = table.offsets.changes[...]
        for minute in all {
            while let change = changes.first, change.instant <= minute * 60 {
                offset = change.offset
                changes.removeFirst()
            }
            shown.append(minute + offset / 60)
        }
        // By what is shown, less the least that is: where it is shown first and last.
        let least = shown.min() ?? 0
        var firstPlace: [Int?] = Array(repeating: nil, count: (shown.max() ?? 0) - least + 1)
        var lastPlace = firstPlace
        for (place, minute) in shown.enumerated() {
            if firstPlace[minute - least] == nil { firstPlace[minute - least] = place }
            lastPlace[minute - least] = place
        }
        func jump(over minute: Int) -> Int? {
            shown.indices.dropFirst().first { shown[$0 - 1] < minute && minute < shown[$0] }
        }
        var isOpen = Array(repeating: false, count: shown.count)
        let days = Set(shown.map { $0 / 1_440 }).sorted()
        for day in days.dropFirst().dropLast(2) {
            for hours in Self.hours(of: day, table) {
                let opens = day * 1_440 + hours.opens
                let closes = day * 1_440 + hours.closes
                guard let first = firstPlace[opens - least] ?? jump(over: opens),
                    let last = lastPlace[closes - least] ?? jump(over: closes),
                    first < last
                else { continue }
                for place in first..<last { isOpen[place] = true }
            }
        }
        start = all.lowerBound
        self.isOpen = isOpen
    }

    private static func hours(of day: Int, _ table: ScheduleTable) -> [WallHours] {
        if table.closed.contains(where: { $0.contains(day) }) { return [] }
        if let special = table.special.first(where: { $0.day == day }) { return special.hours }
        let monday = 20_458  // 2026-01-05
        return table.week[((day - monday) % 7 + 7) % 7]
    }
}
