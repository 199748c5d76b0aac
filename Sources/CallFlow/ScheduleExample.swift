internal import ContactCenter
internal import Diagnostics
internal import TimeZones

/// What a schedule is to be at a time.
struct ScheduleCondition: Hashable {
    var schedule: ScheduleID
    var isOpen: Bool
}

extension CallGraph {
    /// A time at which all conditions hold, in words: "on a Saturday", "at 10:00 on a Monday", "on 25 December 2026".
    ///
    /// A day of the week is preferred to a time, and that to a date. Nil where there is no such time, or where it is hard to
    /// tell since the schedules have several time zones.
    ///
    /// - Complexity: O(conditions × (days + dates) × hours).
    func exampleTime(_ conditions: [ScheduleCondition]) -> String? {
        let zones = Set(conditions.map { self[$0.schedule].timeZone.value })
        guard zones.count == 1 else { return nil }
        func holds(_ day: ExampleDay, _ minute: Int) -> Bool {
            conditions.allSatisfy { self[$0.schedule].isOpen(on: day, at: minute) == $0.isOpen }
        }
        // A schedule changes its mind only where a stretch begins or ends.
        var minutes: Set<Int> = [0, 180, 600, 720]
        for condition in conditions { minutes.formUnion(self[condition.schedule].turns) }
        let sorted = minutes.sorted()
        let preferred = [600, 720, 180] + sorted
        let days = Weekday.allCases.map(ExampleDay.week)
        let dates = Set(conditions.flatMap { self[$0.schedule].dates }).sorted().map(ExampleDay.date)
        for days in [days, dates] {
            if let whole = days.first(where: { day in sorted.allSatisfy { holds(day, $0) } }) {
                return "on \(whole.words)"
            }
            for day in days {
                if let minute = preferred.first(where: { holds(day, $0) }) {
                    return "at \(clock(minute)) on \(day.words)"
                }
            }
        }
        return nil
    }

    private func clock(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
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

extension Schedule {
    /// Whether it is open at a minute of a day, the hours included that reach over from the day before.
    fileprivate func isOpen(on day: ExampleDay, at minute: Int) -> Bool {
        switch day {
        case .week(let weekday):
            let before = Weekday.allCases[(weekday.rawValue + 6) % 7]
            return opens(week[weekday] ?? [], minute) || opens(week[before] ?? [], minute + 1_440)
        case .date(let date):
            let before = CivilDate(daysSince1970: date.daysSince1970 - 1).map { hours(on: $0) } ?? []
            return opens(hours(on: date), minute) || opens(before, minute + 1_440)
        }
    }

    private func opens(_ hours: [Located<WallHours>], _ minute: Int) -> Bool {
        hours.contains { $0.value.opens <= minute && minute < $0.value.closes }
    }

    private func hours(on date: CivilDate) -> [Located<WallHours>] {
        if closed.contains(where: { $0.value.contains(date) }) { return [] }
        return special.first { $0.date.value == date }?.hours ?? week[date.weekday] ?? []
    }

    /// The minutes of the day at which it may open or close.
    fileprivate var turns: [Int] {
        (week.values.flatMap(\.self) + special.flatMap(\.hours)).flatMap { [$0.value.opens, $0.value.closes % 1_440] }
    }

    /// The dates that it names, of a range the first.
    fileprivate var dates: [CivilDate] {
        closed.map(\.value.lowerBound) + special.map(\.date.value)
    }
}

extension Weekday {
    fileprivate var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
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
