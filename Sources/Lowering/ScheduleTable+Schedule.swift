package import CallBundle
package import ContactCenter
internal import Diagnostics
internal import TimeZones

extension ScheduleTable {
    /// The table that decides as the schedule says, with the UTC offsets of its time zone from 2024 to 2040.
    ///
    /// - Complexity: O(schedule, with a sort + time zone data).
    package init(_ schedule: Schedule) {
        self.init(
            offsets: schedule.timeZone.value.offsets,
            week: schedule.week.mapValues { $0.map(\.value) },
            closed: schedule.closed.map(\.value),
            // No date is there twice: the decoder saw to that.
            special: Dictionary(
                schedule.special.map { ($0.date.value, $0.hours.map(\.value)) },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }
}
