package import Diagnostics
internal import TimeZones

extension DiagnosticCode {
    static let invalidHours = DiagnosticCode("CC3040")
    static let emptyHours = DiagnosticCode("CC3041")
    static let overlappingHours = DiagnosticCode("CC3042")
    static let unknownDay = DiagnosticCode("CC3043")
    static let dayTwice = DiagnosticCode("CC3044")
    static let invalidDate = DiagnosticCode("CC3045")
    static let reversedDates = DiagnosticCode("CC3046")
    static let unknownTimeZone = DiagnosticCode("CC3047")
    package static let missingTimeZone = DiagnosticCode("CC3048")
}

extension Diagnostic {
    static func invalidHours(at span: Span) -> Diagnostic {
        .error(
            .invalidHours,
            "hours are two times of the day with '-' between",
            at: span,
            help: "write them like 09:00-17:30; the times are 00:00 to 24:00"
        )
    }

    static func invalidTime(_ text: String, at span: Span) -> Diagnostic {
        .error(
            .invalidHours,
            "'\(text)' is no time of the day",
            at: span,
            help: "write it like 09:30; the times are 00:00 to 23:59"
        )
    }

    static func emptyHours(_ text: String, at span: Span) -> Diagnostic {
        .error(
            .emptyHours,
            "the hours '\(text)' end where they begin",
            at: span,
            help: "write 00:00-24:00 for the whole day, 'closed' for none of it"
        )
    }

    static func overlappingHours(_ hours: Located<WallHours>, with earlier: Located<WallHours>) -> Diagnostic {
        .error(
            .overlappingHours,
            "the hours \(hours.value) overlap \(earlier.value) of the same day",
            at: hours.span,
            notes: [Note("also here", at: earlier.span)],
            help: "join them, or let one end where the other begins"
        )
    }

    static func unknownDay(_ text: String, at span: Span) -> Diagnostic {
        let diagnostic = Diagnostic.error(
            .unknownDay,
            "'\(text)' is no day of the week and no range of days",
            at: span,
            help: "the days are mon, tue, wed, thu, fri, sat, sun; a range is written mon-fri"
        )
        let nearest = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
            Weekday(abbreviation: part.drop { $0 == " " }.lowercased().prefix(3))?.abbreviation
        }
        guard nearest.count <= 2, !nearest.contains(nil) else { return diagnostic }
        return diagnostic.suggesting(nearest.compactMap(\.self).joined(separator: "-"), insteadOf: span)
    }

    static func dayTwice(_ what: String, at span: Span, first: Span) -> Diagnostic {
        .error(
            .dayTwice,
            "\(what) is there twice",
            at: span,
            notes: [Note("first here", at: first)],
            help: "write each day once; for several hours of a day write a list: [09:00-12:00, 13:00-16:00]"
        )
    }

    static func dateTwice(_ date: CivilDate, at span: Span, first: Span) -> Diagnostic {
        .error(
            .dayTwice,
            "\(date) is there twice",
            at: span,
            notes: [Note("first here", at: first)],
            help: "write each date once"
        )
    }

    static func invalidDate(_ text: String, at span: Span) -> Diagnostic {
        let shape = text.map { $0.isASCII && $0.isNumber ? "0" : $0 }
        let isDate = String(shape) == "0000-00-00"
        return .error(
            .invalidDate,
            isDate ? "the calendar has no day \(text)" : "a date is a year, a month and a day, not '\(text)'",
            at: span,
            help: isDate
                ? "choose a day that this month has; the year stands first, then the month"
                : "write it like 2026-12-25, a range like 2026-12-26..2026-12-28"
        )
    }

    static func reversedDates(_ first: CivilDate, _ last: CivilDate, at span: Span) -> Diagnostic {
        .error(
            .reversedDates,
            "the dates end before they begin",
            at: span,
            help: "write the earlier date first: \(last)..\(first)"
        )
    }

    static func unknownTimeZone(_ name: Located<String>) -> Diagnostic {
        let diagnostic = Diagnostic.error(
            .unknownTimeZone,
            "there is no time zone '\(name.value)'",
            at: name.span,
            help: isOffset(name.value)
                ? "write the zone of a city, such as Europe/Berlin or America/New_York: an offset has no summer time, "
                    + "and Etc/GMT+1 is an hour behind UTC"
                : "write a name of the tz database, such as Europe/London or America/New_York"
        )
        guard !isOffset(name.value) else { return diagnostic }
        // Letter case alone, then the city without its continent, then a slip of the pen.
        let names = TimeZoneTable.names
        let wanted = name.value.lowercased().replacing(" ", with: "_")
        let nearest =
            names.first { $0.lowercased() == wanted }
            ?? names.first { $0.lowercased().hasSuffix("/\(wanted)") }
            ?? nearestName(to: name.value, among: names.lazy.filter { !isOffset($0) })
        return diagnostic.suggesting(nearest, insteadOf: name.span)
    }

    static func missingTimeZone(of name: Located<String>) -> Diagnostic {
        .error(
            .missingTimeZone,
            "schedule '\(name.value)' needs a time zone",
            at: name.span,
            help: "set 'timezone' here, or at the top of the project for all schedules, such as timezone: Europe/London"
        )
    }
}

/// Whether a time zone is told by its distance from UTC, as `GMT+1` and `Etc/GMT-5` are.
///
/// These names of the tz database count from the other side: who writes or is offered one gets it wrong.
private func isOffset(_ name: String) -> Bool {
    let name = name.lowercased()
    let bare = (name.hasPrefix("etc/") ? name.dropFirst(4) : name[...]).filter { $0 != " " }
    guard let mark = bare.firstIndex(where: { "+-".contains($0) }) else { return false }
    return ["", "gmt", "utc", "z", "ut"].contains(bare[..<mark])
}
