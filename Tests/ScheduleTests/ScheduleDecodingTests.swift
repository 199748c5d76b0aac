import Diagnostics
import Testing
import TimeZones

@testable import ContactCenter

/// A source with marks, and what is found at the first of them.
struct Fault: Sendable, CustomTestStringConvertible {
    var source: String
    var code: String
    var message: String
    var notes: [Int] = []
    var fix: String?

    init(_ source: String, _ code: String, _ message: String, notes: [Int] = [], fix: String? = nil) {
        self.source = source
        self.code = code
        self.message = message
        self.notes = notes
        self.fix = fix
    }

    var testDescription: String { source }
}

struct ScheduleDecodingTests {
    @Test("a schedule is read as it is written in the design")
    func whole() throws {
        let schedule = try soundSchedule(
            """
            {open: {mon-fri: 09:00-17:30, sat: [09:00-12:00, 13:00-16:00]},
             closed: [2026-12-25, 2026-12-26..2026-12-28], special: {2026-12-24: 09:00-12:00, 2026-12-31: closed, 2027-01-02: []}}
            """
        )
        #expect(schedule.timeZone.value.name == "Europe/London")
        #expect(hours(schedule, .monday) == ["09:00-17:30"] && hours(schedule, .friday) == ["09:00-17:30"])
        #expect(hours(schedule, .saturday) == ["09:00-12:00", "13:00-16:00"])
        #expect(hours(schedule, .sunday).isEmpty)
        #expect(schedule.closed.map { "\($0.value)" } == ["2026-12-25...2026-12-25", "2026-12-26...2026-12-28"])
        #expect(
            schedule.special.map { "\($0.date.value) \($0.hours.map(\.value))" } == [
                "2026-12-24 [09:00-12:00]", "2026-12-31 []", "2027-01-02 []",
            ]
        )
    }

    @Test(
        "days, ranges that wrap, and hours in many hands",
        arguments: [
            ("{fri-mon: 9:00-17:00}", [.sunday, .monday, .friday, .saturday], "09:00-17:00"),
            ("{tue: 22:00-06:00}", [.tuesday], "22:00-06:00"),
            ("{tue: [22:00-24:00]}", [.tuesday], "22:00-24:00"),
            ("{tue-mon: \"00:00 - 24:00\"}", Weekday.allCases, "00:00-24:00"),
            ("{wed-wed: 18:00-00:00}", [.wednesday], "18:00-24:00"),
        ] as [(String, [Weekday], String)]
    )
    func days(open: String, days: [Weekday], text: String) throws {
        let schedule = try soundSchedule("{open: \(open)}")
        for day in Weekday.allCases {
            #expect(hours(schedule, day) == (days.contains(day) ? [text] : []), "\(day)")
        }
    }

    @Test("hours of a list are put in order", arguments: ["[22:00-06:00, 08:00-09:00, 06:00-08:00]"])
    func order(list: String) throws {
        let schedule = try soundSchedule("{open: {mon: \(list)}}")
        #expect(hours(schedule, .monday) == ["06:00-08:00", "08:00-09:00", "22:00-06:00"])
    }

    @Test("an empty schedule is sound by itself", arguments: ["{}", "{open: }", "{open: {}, closed: [], special: {}}"])
    func empty(body: String) throws {
        let schedule = try soundSchedule(body)
        #expect(schedule.week.isEmpty && schedule.closed.isEmpty && schedule.special.isEmpty)
    }

    @Test(
        "one mistake, one finding",
        arguments: [
            Fault("open: «09:00-17:00»", "CC0101", "'open' is hours by day of the week, not a text"),
            Fault("open: {mon: «»}", "CC3040", "hours are two times of the day with '-' between"),
            Fault("open: {mon: «9-17»}", "CC3040", "hours are two times of the day with '-' between"),
            Fault("open: {mon: \"«24:00-25:00»\"}", "CC3040", "hours are two times of the day with '-' between"),
            Fault("open: {mon: «24:00-06:00»}", "CC3040", "hours are two times of the day with '-' between"),
            Fault("open: {mon: [«09:00-12:00-13:00»]}", "CC3040", "hours are two times of the day with '-' between"),
            Fault("open: {mon: [«[09:00-12:00]»]}", "CC0101", "hours are a text, not a list"),
            Fault("open: {mon: «{from: 1}»}", "CC0101", "hours are a text, not a mapping"),
            Fault("open: {mon: «09:00-9:00»}", "CC3041", "the hours '09:00-9:00' end where they begin"),
            Fault(
                "open: {mon: [09:00-12:00, 13:00-14:00, «11:00-12:30»]}",
                "CC3042",
                "the hours 11:00-12:30 overlap 09:00-12:00 of the same day",
                notes: [1]
            ),
            Fault("open: {«mo»: 09:00-17:00}", "CC3043", "'mo' is no day of the week and no range of days"),
            Fault(
                "open: {«Monday»: 09:00-17:00}",
                "CC3043",
                "'Monday' is no day of the week and no range of days",
                fix: "mon"
            ),
            Fault(
                "open: {«Mon - Fri»: 09:00-17:00}",
                "CC3043",
                "'Mon - Fri' is no day of the week and no range of days",
                fix: "mon-fri"
            ),
            Fault(
                "open: {«mon-wed-fri»: 09:00-17:00}",
                "CC3043",
                "'mon-wed-fri' is no day of the week and no range of days"
            ),
            Fault("closed: «2026-12-25»", "CC0101", "'closed' is a list of dates, not a text"),
            Fault("closed: [«{a: b}»]", "CC0101", "a closed day is a date or two, not a mapping"),
            Fault("closed: [«2026-02-29»]", "CC3045", "the calendar has no day 2026-02-29"),
            Fault("closed: [«25.12.2026»]", "CC3045", "a date is a year, a month and a day, not '25.12.2026'"),
            Fault("closed: [«2026-12-25..2026-12-32»]", "CC3045", "the calendar has no day 2026-12-32"),
            Fault("closed: [«2026-12-25..»]", "CC3045", "a date is a year, a month and a day, not ''"),
            Fault("closed: [«2026-12-28 .. 2026-12-26»]", "CC3046", "the dates end before they begin"),
            Fault("special: «[2026-12-24]»", "CC0101", "'special' is hours by date, not a list"),
            Fault("special: {«christmas»: closed}", "CC3045", "a date is a year, a month and a day, not 'christmas'"),
            Fault("special: {2026-12-24: «open»}", "CC3040", "hours are two times of the day with '-' between"),
            Fault("timezone: «Europe/Londn»", "CC3047", "there is no time zone 'Europe/Londn'", fix: "Europe/London"),
            Fault("timezone: «europe/london»", "CC3047", "there is no time zone 'europe/london'", fix: "Europe/London"),
            Fault("timezone: «new york»", "CC3047", "there is no time zone 'new york'", fix: "America/New_York"),
            Fault("timezone: «Moon/Tranquility_Base»", "CC3047", "there is no time zone 'Moon/Tranquility_Base'"),
            Fault("timezone: «[]»", "CC0101", "'timezone' is a text, not a list"),
            Fault("«opne»: {}", "CC0102", "a schedule has no key 'opne'", fix: "open"),
        ]
    )
    func faults(fault: Fault) throws {
        try check(fault)
    }

    @Test(
        "a day twice is shown with its first place",
        arguments: [
            Fault("open: {«mon-fri»: 09:00-17:00, «wed»: 09:00-12:00}", "CC3044", "'wed' is there twice", notes: [0]),
            Fault("open: {«sat»: closed, «fri-mon»: 09:00-12:00}", "CC3044", "'sat' is there twice", notes: [0]),
            Fault(
                "closed: [«2026-12-25..2026-12-28», «2026-12-26»]",
                "CC3044",
                "2026-12-26 is there twice",
                notes: [0]
            ),
            Fault(
                "closed: [«2026-12-26», «2026-12-24..2026-12-28»]",
                "CC3044",
                "2026-12-26 is there twice",
                notes: [0]
            ),
        ]
    )
    func twice(fault: Fault) throws {
        let marked = Marked("office: {\(fault.source)}")
        let found = try decodeSchedules(marked.text).diagnostics.map(sketch)
        let wanted = "\(fault.code) \(marked.spans[1]) \(fault.message) notes: [\"\(marked.spans[0])\"] fix: none"
        #expect(found == [wanted])
    }

    @Test("overlapping hours are shown with each other")
    func overlap() throws {
        let marked = Marked("office: {open: {mon: [«13:00-16:00», «09:00-13:30»]}}")
        let found = try decodeSchedules(marked.text).diagnostics.map(sketch)
        let message = "the hours 09:00-13:30 overlap 13:00-16:00 of the same day"
        #expect(found == ["CC3042 \(marked.spans[1]) \(message) notes: [\"\(marked.spans[0])\"] fix: none"])
    }

    @Test("every finding says what to do")
    func helps() throws {
        let text =
            "office: {open: {mon: 1, x: 09:00-09:00}, closed: [x, 2026-01-02..2026-01-01], timezone: x, special: 1}"
        let diagnostics = try decodeSchedules(text).diagnostics
        #expect(diagnostics.count == 7)
        #expect(diagnostics.allSatisfy { $0.help != nil && $0.severity == .error })
    }

    @Test("a schedule without any time zone is an error, with a wrong one only that is")
    func zones() throws {
        let marked = Marked("«office»: {open: {mon: 09:00-17:00}}")
        let missing = try decodeSchedules(marked.text, projectZone: nil)
        #expect(
            missing.diagnostics.map(sketch) == [
                "CC3048 \(marked.spans[0]) schedule 'office' needs a time zone notes: [] fix: none"
            ]
        )
        #expect(
            try decodeSchedules(marked.text, projectZone: "Europe/Nowhere_At_All").diagnostics.map(\.code.text) == [
                "CC3047"
            ]
        )
        let own = try decodeSchedules("office: {timezone: Asia/Kolkata}", projectZone: nil)
        #expect(own.diagnostics.isEmpty && own.output?.first?.timeZone.value.name == "Asia/Kolkata")
    }

    @Test("the name of a schedule is checked, and each schedule is read")
    func names() throws {
        let checked = try decodeSchedules("{a b: {}, good: {}, 3: [x]}")
        #expect(checked.diagnostics.map(\.code.text) == ["CC1001", "CC0101"])
        #expect(checked.output?.map(\.name.value) == ["a b", "good"])
    }

    private func hours(_ schedule: Schedule, _ day: Weekday) -> [String] {
        (schedule.week[day] ?? []).map { "\($0.value)" }
    }
}

/// One finding at the first mark, and nothing else.
private func check(_ fault: Fault) throws {
    let marked = Marked("office: {\(fault.source)}")
    let diagnostics = try decodeSchedules(marked.text).diagnostics
    let found = diagnostics.map { "\($0.code) \($0.message) fix: \($0.fixIts.first?.replacement ?? "none")" }
    #expect(found == ["\(fault.code) \(fault.message) fix: \(fault.fix ?? "none")"])
    let span = diagnostics.first?.span
    #expect(span.map { Int($0.start)..<Int($0.end) } == marked.spans[0])
}
