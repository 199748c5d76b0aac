package import ContactCenter
package import Diagnostics
internal import TimeZones

/// Schedules that never open, schedules that nobody has looked after since their last date, and special hours that never
/// hold.
///
/// `unixSeconds` is the time of the run, read at the edge.
///
/// - Complexity: O(dates of all schedules, with a sort + time zone data for each schedule that lists dates).
package func checkSchedules(_ schedules: [Schedule], at unixSeconds: Int) -> [Diagnostic] {
    schedules.flatMap { schedule in
        let hidden = hiddenDays(schedule)
        let hasHours = schedule.week.values.contains { !$0.isEmpty }
        let opensSpecially = schedule.special.contains { !$0.hours.isEmpty && hidden[$0.date.value] == nil }
        var findings = schedule.special.compactMap { special in
            hidden[special.date.value].flatMap { closed in
                special.hours.isEmpty ? nil : Diagnostic.closedSpecialDay(special.date, closed: closed)
            }
        }
        if !hasHours, !opensSpecially {
            findings.append(.neverOpens(schedule))
        } else if let last = lastDate(schedule), last.value < schedule.today(at: unixSeconds) {
            findings.append(.allDatesPast(schedule, last: last, opensAgain: hasHours))
        }
        return findings
    }
}

/// The special days that are closed, with the places that say so.
private func hiddenDays(_ schedule: Schedule) -> [CivilDate: Span] {
    let closed = schedule.closed.sorted { $0.value.lowerBound < $1.value.lowerBound }
    var hidden: [CivilDate: Span] = [:]
    var index = 0
    for date in schedule.special.map(\.date.value).sorted() {
        while index < closed.count, closed[index].value.upperBound < date { index += 1 }
        if index < closed.count, closed[index].value.contains(date) { hidden[date] = closed[index].span }
    }
    return hidden
}

private func lastDate(_ schedule: Schedule) -> Located<CivilDate>? {
    let dates = schedule.closed.map { $0.map(\.upperBound) } + schedule.special.map(\.date)
    return dates.max { $0.value < $1.value }
}

extension Schedule {
    /// The date on the wall clock of the schedule.
    fileprivate func today(at unixSeconds: Int) -> CivilDate {
        CivilDate(ofWallClock: unixSeconds + timeZone.value.offsets.offset(at: unixSeconds))
    }
}

extension DiagnosticCode {
    static let scheduleNeverOpens = DiagnosticCode("CC3049")
    static let allDatesPast = DiagnosticCode("CC3050")
    static let closedSpecialDay = DiagnosticCode("CC3051")
}

extension Diagnostic {
    fileprivate static func neverOpens(_ schedule: Schedule) -> Diagnostic {
        .warning(
            .scheduleNeverOpens,
            "schedule '\(schedule.name.value)' never opens",
            at: schedule.name.span,
            help: "give it hours under 'open', such as {mon-fri: 09:00-17:30}"
        )
    }

    fileprivate static func allDatesPast(
        _ schedule: Schedule,
        last: Located<CivilDate>,
        opensAgain: Bool
    ) -> Diagnostic {
        .warning(
            .allDatesPast,
            opensAgain
                ? "all dates of schedule '\(schedule.name.value)' are past"
                : "schedule '\(schedule.name.value)' never opens again: all its dates are past",
            at: schedule.name.span,
            notes: [Note("the last one is \(last.value)", at: last.span)],
            help: opensAgain ? "list the dates to come, or remove the old ones" : "list the dates to come"
        )
    }

    fileprivate static func closedSpecialDay(_ date: Located<CivilDate>, closed: Span) -> Diagnostic {
        .warning(
            .closedSpecialDay,
            "the special hours of \(date.value) never hold: 'closed' has that date",
            at: date.span,
            notes: [Note("closed here", at: closed)],
            help: "remove the date from one of the two"
        )
    }
}
