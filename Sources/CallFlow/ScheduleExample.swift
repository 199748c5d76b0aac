package import ContactCenter
internal import Diagnostics
internal import TimeZones

/// What a schedule is to be at a time.
package struct ScheduleCondition: Hashable, Sendable {
    package var schedule: ScheduleID
    package var isOpen: Bool

    package init(schedule: ScheduleID, isOpen: Bool) {
        self.schedule = schedule
        self.isOpen = isOpen
    }
}

/// Finds times at which schedules are as a call needs them, in words; each set of conditions is searched once.
package struct ExampleTimes {
    private let schedules: [Schedule]

    /// Made when a schedule is first asked for.
    private var days: [ScheduleID: ScheduleDays] = [:]
    private var known: [[ScheduleCondition]: String?] = [:]

    /// How many stretches of opening hours were looked at so far.
    package private(set) var looks = 0

    /// Beyond so many looks no time is searched: findings then name the schedules instead.
    package static let mostLooks = 1_000_000

    package init(_ schedules: [Schedule]) {
        self.schedules = schedules
    }

    /// A time at which all conditions hold: "on a Saturday", "at 10:00 on a Monday", "on 25 December 2026".
    ///
    /// A day of the week is preferred to a date, and of either a whole day to a time. Nil where there is no such time, or
    /// where it is hard to tell since the schedules have several time zones.
    ///
    /// - Complexity: O(conditions × (days + dates) × hours of a day) the first time, and never more than `mostLooks`.
    package mutating func example(_ conditions: [ScheduleCondition]) -> String? {
        if let found = known[conditions] { return found }
        let found = search(conditions)
        known[conditions] = .some(found)
        return found
    }

    private mutating func search(_ conditions: [ScheduleCondition]) -> String? {
        let zones = Set(conditions.map { schedules[$0.schedule.index].timeZone.value })
        guard zones.count == 1 else { return nil }
        let tables = conditions.map { (isOpen: $0.isOpen, days: table(of: $0.schedule)) }
        let dates = Set(tables.flatMap { $0.days.dates }).sorted()
        return search(Weekday.allCases.lazy.map(ExampleDay.week), tables)
            ?? search(dates.lazy.map(ExampleDay.date), tables)
    }

    private mutating func table(of id: ScheduleID) -> ScheduleDays {
        if let known = days[id] { return known }
        let table = ScheduleDays(schedules[id.index])
        days[id] = table
        return table
    }

    /// The first whole day that will do, else the first time of one.
    private mutating func search(
        _ days: some Sequence<ExampleDay>,
        _ tables: [(isOpen: Bool, days: ScheduleDays)]
    ) -> String? {
        var time: String?
        for day in days {
            guard looks < Self.mostLooks else { return time }
            let hours = tables.map { (isOpen: $0.isOpen, stretches: $0.days.stretches(on: day)) }
            func holds(_ minute: Int) -> Bool {
                hours.allSatisfy { hours in
                    looks += 1 + hours.stretches.count
                    return hours.stretches.contains { $0.contains(minute) } == hours.isOpen
                }
            }
            // A schedule changes its mind only where a stretch of that day begins or ends.
            var minutes: Set<Int> = [0]
            for stretch in hours.flatMap(\.stretches) {
                minutes.formUnion([stretch.lowerBound, stretch.upperBound].filter { 0..<1_440 ~= $0 })
            }
            let turns = minutes.sorted()
            if turns.allSatisfy(holds) { return "on \(day.words)" }
            if time == nil, let minute = ([600, 720, 180] + turns).first(where: holds) {
                time = "at \(clockText(ofMinute: minute)) on \(day.words)"
            }
        }
        return time
    }
}

/// A day of an ordinary week, or a date.
private enum ExampleDay {
    case week(Weekday)
    case date(CivilDate)

    var words: String {
        switch self {
        case .week(let day): "a \(day.name)"
        case .date(let date): date.words
        }
    }
}

/// A schedule by its days.
private struct ScheduleDays {
    private var week: [Weekday: [Range<Int>]] = [:]
    private var special: [CivilDate: [Range<Int>]] = [:]

    /// Sorted; none overlaps another.
    private var closed: [ClosedRange<CivilDate>]

    /// The dates that it names, of a range the first.
    let dates: [CivilDate]

    init(_ schedule: Schedule) {
        func stretches(_ hours: [Located<WallHours>]) -> [Range<Int>] {
            hours.map { $0.value.opens..<max($0.value.opens, $0.value.closes) }
        }
        week = schedule.week.mapValues(stretches)
        for day in schedule.special where special[day.date.value] == nil {
            special[day.date.value] = stretches(day.hours)
        }
        closed = schedule.closed.map(\.value).sorted { $0.lowerBound < $1.lowerBound }
        dates = schedule.closed.map(\.value.lowerBound) + schedule.special.map(\.date.value)
    }

    /// The minutes of a day at which it is open, the hours included that reach over from the day before.
    func stretches(on day: ExampleDay) -> [Range<Int>] {
        let (today, before): ([Range<Int>], [Range<Int>])
        switch day {
        case .week(let weekday):
            (today, before) = (week[weekday] ?? [], week[Weekday.allCases[(weekday.rawValue + 6) % 7]] ?? [])
        case .date(let date):
            today = hours(on: date)
            before = CivilDate(daysSince1970: date.daysSince1970 - 1).map { hours(on: $0) } ?? []
        }
        return today
            + before.filter { $0.upperBound > 1_440 }.map { $0.lowerBound - 1_440..<$0.upperBound - 1_440 }
    }

    private func hours(on date: CivilDate) -> [Range<Int>] {
        isClosed(date) ? [] : special[date] ?? week[date.weekday] ?? []
    }

    private func isClosed(_ date: CivilDate) -> Bool {
        var (low, high) = (0, closed.count)
        while low < high {
            let middle = (low + high) / 2
            if closed[middle].upperBound < date { low = middle + 1 } else { high = middle }
        }
        return low < closed.count && closed[low].contains(date)
    }
}

extension CivilDate {
    /// `25 December 2026`.
    fileprivate var words: String {
        let parts = description.split(separator: "-")
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]), months.indices ~= month - 1 else {
            return description
        }
        return "\(day) \(months[month - 1]) \(parts[0])"
    }
}
