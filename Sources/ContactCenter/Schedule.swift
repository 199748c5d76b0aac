package import Diagnostics
package import TimeZones

/// When a line is open: an entry of `schedules`.
///
/// `closed` beats `special`, and that beats the week. Hours that reach past midnight belong to the day that they begin on.
package struct Schedule: Sendable {
    package var name: Located<String>

    /// Its own, else the project's; the span is that of the project's then.
    package var timeZone: Located<TimeZoneName>

    /// The hours of each weekday; closed where it is missing.
    package var week: [Weekday: [Located<WallHours>]] = [:]

    /// Dates without hours, in source order, a single one as a range of one; none is there twice.
    package var closed: [Located<ClosedRange<CivilDate>>] = []

    /// Dates with hours of their own, in source order, without any for closed; none is there twice.
    package var special: [SpecialDay] = []

    package struct SpecialDay: Sendable {
        package var date: Located<CivilDate>
        package var hours: [Located<WallHours>]

        package init(date: Located<CivilDate>, hours: [Located<WallHours>]) {
            self.date = date
            self.hours = hours
        }
    }

    package init(name: Located<String>, timeZone: Located<TimeZoneName>) {
        self.name = name
        self.timeZone = timeZone
    }
}
