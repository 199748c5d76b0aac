package import TimeZones

/// When a line is open: what a decision needs in order to tell open from closed at an instant, and nothing else.
///
/// Dates are days since 1970-01-01, times minutes since 00:00 on the wall clock of `offsets`. A table is evaluated by
/// `isOpen(at:)`; its JSON form is written out in `ScheduleTable+JSON.swift`.
package struct ScheduleTable: Hashable, Sendable {
    /// The wall clock of the schedule's time zone.
    package let offsets: OffsetTable

    /// The hours of the seven days of a week, Monday first.
    package let week: [[WallHours]]

    /// Days without hours, whatever else is said of them: ascending, neither overlapping nor adjacent.
    package let closed: [ClosedRange<Int>]

    /// Days with hours of their own in place of the week's, in ascending order; no hours mean closed.
    package let special: [SpecialDay]

    package struct SpecialDay: Hashable, Sendable {
        package let day: Int
        package let hours: [WallHours]
    }

    /// Puts days and hours in order, and joins closed days that overlap or adjoin.
    ///
    /// - Parameters:
    ///   - offsets: The wall clock.
    ///   - week: The hours of each weekday; none where it is missing.
    ///   - closed: Days without hours, in any order.
    ///   - special: The hours of days that differ from their weekday.
    package init(
        offsets: OffsetTable,
        week: [Weekday: [WallHours]],
        closed: [ClosedRange<CivilDate>] = [],
        special: [CivilDate: [WallHours]] = [:]
    ) {
        self.offsets = offsets
        self.week = Weekday.allCases.map { Self.sorted(week[$0] ?? []) }
        self.closed = closed.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, dates in
            let days = dates.lowerBound.daysSince1970...dates.upperBound.daysSince1970
            if let last = joined.last, days.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, days.upperBound)
            } else {
                joined.append(days)
            }
        }
        self.special = special.sorted { $0.key < $1.key }.map { date, hours in
            SpecialDay(day: date.daysSince1970, hours: Self.sorted(hours))
        }
    }

    private static func sorted(_ hours: [WallHours]) -> [WallHours] {
        hours.sorted { ($0.opens, $0.closes) < ($1.opens, $1.closes) }
    }
}

extension ScheduleTable {
    /// Instants are cut to the years up to 9999, either side of 1970.
    private static let instantLimit = 253_402_300_799

    /// Whether the line is open at an instant: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    ///
    /// For the local dates from two before to one after that of the instant: a date in `closed` has no hours, else one in
    /// `special` has those, else it has those of its weekday. Hours last from the *first* instant at which the wall clock
    /// shows their beginning to just before the *last* one at which it shows their end; a time that the wall clock skips
    /// is the instant of the jump. The line is open when the instant lies in the hours of any of the dates: hours that
    /// reach past midnight belong to the date that they begin on, and so hold whatever the next date is.
    ///
    /// - Complexity: O(hours of four days + log of all the rest).
    package func isOpen(at unixSeconds: Int) -> Bool {
        let instant = min(max(unixSeconds, -Self.instantLimit), Self.instantLimit)
        let today = (instant + offsets.offset(at: instant)).dividedDown(by: 86_400)
        return (today - 2...today + 1).contains { day in
            hours(of: day).contains { hours in
                let midnight = day * 86_400
                return offsets.firstInstant(ofWallClock: midnight + hours.opens * 60) <= instant
                    && instant < offsets.lastInstant(ofWallClock: midnight + hours.closes * 60)
            }
        }
    }

    /// The hours that begin on a day: days since 1970-01-01.
    package func hours(of day: Int) -> [WallHours] {
        let nextClosed = closed.firstIndex(sortedWhere: { $0.lowerBound > day })
        if nextClosed > 0, closed[nextClosed - 1].contains(day) { return [] }
        let index = special.firstIndex(sortedWhere: { $0.day >= day })
        if index < special.count, special[index].day == day { return special[index].hours }
        // 1970 began on a Thursday, which is 3 from Monday.
        return week[(day + 3) - (day + 3).dividedDown(by: 7) * 7]
    }
}

extension Array {
    /// The index of the first element for which `isBeyond` holds, as it does for all behind it; `count` if for none.
    fileprivate func firstIndex(sortedWhere isBeyond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
