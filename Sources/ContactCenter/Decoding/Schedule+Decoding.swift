internal import ConfigSyntax
internal import Diagnostics
internal import TimeZones

extension ModelDecoder {
    /// The schedules of a project: the value of `schedules`, and what `timeZone` made of the project's `timezone`.
    mutating func schedules(_ node: SyntaxNode?, projectZone: Located<TimeZoneName>?) -> [Schedule] {
        namedEntries(node, of: "schedules").compactMap { schedule($0.name, $0.value, projectZone: projectZone) }
    }

    /// A name of the tz database; nil where none is written.
    ///
    /// One that is wrong is reported and counts as UTC, so that what needs a zone is not reported as well.
    mutating func timeZone(_ node: SyntaxNode?) -> Located<TimeZoneName>? {
        guard let node else { return nil }
        guard let name = string(node, "timezone") else { return Located(.utc, at: node.span) }
        if let zone = TimeZoneName(name.value) { return Located(zone, at: name.span) }
        report(.unknownTimeZone(name))
        return Located(.utc, at: name.span)
    }

    private mutating func schedule(
        _ name: Located<String>,
        _ node: SyntaxNode,
        projectZone: Located<TimeZoneName>?
    ) -> Schedule? {
        checkName(name, of: "schedule")
        guard let reader = mapping(node, .schedule) else { return nil }
        let ownZone = timeZone(reader["timezone"])
        let week = week(reader["open"])
        let closed = closedDates(reader["closed"])
        let special = specialDays(reader["special"])
        guard let zone = ownZone ?? projectZone else {
            report(.missingTimeZone(of: name))
            return nil
        }
        var schedule = Schedule(name: name, timeZone: zone)
        schedule.week = week
        schedule.closed = closed
        schedule.special = special
        return schedule
    }

    // MARK: Days and their hours

    private mutating func week(_ node: SyntaxNode?) -> [Weekday: [Located<WallHours>]] {
        let entries = entries(node, "'open' is hours by day of the week", like: "{mon-fri: 09:00-17:30}")
        var week: [Weekday: [Located<WallHours>]] = [:]
        var places: [Weekday: Span] = [:]
        for entry in entries {
            let hours = hours(entry.value)
            guard let days = weekdays(entry.key.text) else {
                report(.unknownDay(entry.key.text, at: entry.key.contentSpan))
                continue
            }
            if let day = days.first(where: { places[$0] != nil }), let first = places[day] {
                report(.dayTwice("'\(day.abbreviation)'", at: entry.key.contentSpan, first: first))
            }
            for day in days where places[day] == nil {
                places[day] = entry.key.contentSpan
                week[day] = hours
            }
        }
        return week
    }

    /// `mon`, or `fri-mon`.
    private func weekdays(_ text: String) -> [Weekday]? {
        let days = text.split(separator: "-", omittingEmptySubsequences: false).map { Weekday(abbreviation: $0) }
        switch (days.first, days.last) {
        case (let first??, let last??) where days.count <= 2: return first.through(last)
        default: return nil
        }
    }

    private mutating func specialDays(_ node: SyntaxNode?) -> [Schedule.SpecialDay] {
        let entries = entries(node, "'special' is hours by date", like: "{2026-12-24: 09:00-12:00}")
        var places: [CivilDate: Span] = [:]
        var special: [Schedule.SpecialDay] = []
        for entry in entries {
            let place = entry.key.contentSpan
            let hours = hours(entry.value)
            guard let dates = dates(entry.key) else { continue }
            let days = dates.value.lowerBound.daysSince1970...dates.value.upperBound.daysSince1970
            guard days.count <= Self.specialDaysLimit else {
                let rule = "dates with hours of their own are at most \(Self.specialDaysLimit) in a row"
                let help = "make a schedule of its own for hours that hold longer"
                report(.error(.outOfRange, rule, at: place, help: help))
                continue
            }
            if let (day, first) = days.lazy.compactMap({ CivilDate(daysSince1970: $0) }).compactMap({ day in
                places[day].map { (day, $0) }
            }).first {
                report(.dateTwice(day, at: place, first: first))
            }
            for day in days.compactMap({ CivilDate(daysSince1970: $0) }) where places[day] == nil {
                places[day] = place
                special.append(Schedule.SpecialDay(date: Located(day, at: place), hours: hours))
            }
        }
        return special
    }

    /// As many days as a year may have.
    private static let specialDaysLimit = 366

    private mutating func entries(_ node: SyntaxNode?, _ rule: String, like example: String) -> [SyntaxEntry] {
        guard let node, !node.isNull else { return [] }
        guard node.kind == .mapping else {
            report(.wrongShape(rule, found: node.shape, at: node.span, help: "write it like \(example)"))
            return []
        }
        return Array(node.entries)
    }

    /// One stretch of hours, a list of them, or `closed`.
    private mutating func hours(_ node: SyntaxNode) -> [Located<WallHours>] {
        if node.kind == .sequence {
            return withoutOverlaps(node.items.compactMap { stretch($0) })
        }
        return node.hasText("closed") ? [] : stretch(node).map { [$0] } ?? []
    }

    private mutating func stretch(_ node: SyntaxNode) -> Located<WallHours>? {
        guard node.kind == .scalar else {
            let help = "write them like 09:00-17:30"
            report(.wrongShape("hours are a text", found: node.shape, at: node.span, help: help))
            return nil
        }
        let text = node.text
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
            WallHours.minutes(part.trimmingBlanks())
        }
        guard times.count == 2, let opens = times[0], let ends = times[1], opens < 1_440 else {
            report(.invalidHours(at: node.contentSpan))
            return nil
        }
        let closes = ends < opens ? ends + 1_440 : ends
        guard let hours = WallHours(opens: opens, closes: closes) else {
            report(.emptyHours(text, at: node.contentSpan))
            return nil
        }
        return Located(hours, at: node.contentSpan)
    }

    /// The stretches in the order of the day, those left out that overlap an earlier one.
    private mutating func withoutOverlaps(_ hours: [Located<WallHours>]) -> [Located<WallHours>] {
        var kept: [Located<WallHours>] = []
        var longest: Located<WallHours>?
        for stretch in hours.sorted(by: { ($0.value.opens, $0.span) < ($1.value.opens, $1.span) }) {
            if let longest, longest.value.overlaps(stretch.value) {
                let isInOrder = longest.span < stretch.span
                report(.overlappingHours(isInOrder ? stretch : longest, with: isInOrder ? longest : stretch))
            } else {
                kept.append(stretch)
            }
            if stretch.value.closes > longest?.value.closes ?? 0 { longest = stretch }
        }
        return kept
    }

    // MARK: Dates

    private mutating func closedDates(_ node: SyntaxNode?) -> [Located<ClosedRange<CivilDate>>] {
        guard let node, !node.isNull else { return [] }
        guard node.kind == .sequence else {
            let help = "write it like [2026-12-25, 2026-12-26..2026-12-28]"
            report(.wrongShape("'closed' is a list of dates", found: node.shape, at: node.span, help: help))
            return []
        }
        return withoutRepetition(node.items.compactMap { dates($0) })
    }

    /// A date, or two with `..` between.
    private mutating func dates(_ node: SyntaxNode) -> Located<ClosedRange<CivilDate>>? {
        guard node.kind == .scalar, !node.isNull else {
            let help = "write it like 2026-12-25, or 2026-12-26..2026-12-28"
            report(.wrongShape("a closed day is a date or two", found: node.shape, at: node.span, help: help))
            return nil
        }
        let text = node.text
        let span = node.contentSpan
        guard let dots = text.firstRange(of: "..") else {
            return date(text, at: span).map { Located($0...$0, at: span) }
        }
        let first = date(text[..<dots.lowerBound].trimmingBlanks(), at: span)
        let last = date(text[dots.upperBound...].trimmingBlanks(), at: span)
        guard let first, let last else { return nil }
        guard first <= last else {
            report(.reversedDates(first, last, at: span))
            return nil
        }
        return Located(first...last, at: span)
    }

    private mutating func date(_ text: some StringProtocol, at span: Span) -> CivilDate? {
        if let date = CivilDate(text) { return date }
        report(.invalidDate(String(text), at: span))
        return nil
    }

    /// The ranges in source order, those left out that repeat a date of another one.
    ///
    /// - Complexity: O(n log n).
    private mutating func withoutRepetition(
        _ ranges: [Located<ClosedRange<CivilDate>>]
    ) -> [Located<ClosedRange<CivilDate>>] {
        var kept: [Located<ClosedRange<CivilDate>>] = []
        var longest: Located<ClosedRange<CivilDate>>?
        for range in ranges.sorted(by: { ($0.value.lowerBound, $0.span) < ($1.value.lowerBound, $1.span) }) {
            if let longest, longest.value.contains(range.value.lowerBound) {
                let places = [longest.span, range.span].sorted()
                report(.dateTwice(range.value.lowerBound, at: places[1], first: places[0]))
            } else {
                kept.append(range)
            }
            if longest.map({ $0.value.upperBound < range.value.upperBound }) ?? true { longest = range }
        }
        return kept.sorted { $0.span < $1.span }
    }
}

extension StringProtocol {
    fileprivate func trimmingBlanks() -> SubSequence {
        let start = firstIndex { $0 != " " } ?? endIndex
        let end = self[start...].lastIndex { $0 != " " }.map(index(after:)) ?? start
        return self[start..<end]
    }
}
