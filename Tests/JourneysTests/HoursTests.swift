import CallBundle
import JSONTree
import JourneySampling
import Testing

@testable import Journeys

/// 2027-01-04, a Monday.
private let monday = 1_799_020_800

private let line = """
    version: 1
    timezone: Europe/London
    app: {name: Acme}
    hosting: {url: https://voice.example.com}
    voice: {language: en-GB, caller_id: main}
    numbers:
      main: {number: +44 20 7946 0000, inbound: {schedule: office, open: {menu: main}, closed: {flow: after}}}
      sales: {number: +44 20 7946 0001, inbound: {schedule: office, open: {menu: main}, closed: {flow: after}}}
    agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: {voicemail: box}}}
    menus:
      main:
        say: Welcome to Acme.
        prompt: To talk to Jane, press 1.
        options: {1: {agent: Jane}}
        otherwise: {voicemail: box}
    flows:
      after: [say: We are closed., {schedule: night, open: {agent: Joe}, closed: {voicemail: box}}]
    voicemails: {box: {say: Speak now}}
    schedules: {office: {open: {mon-fri: 09:00-18:00}}, night: {open: {mon-fri: 18:00-23:00}}}

    """

/// The report on the line and one with other hours and texts; schedules have their names.
private func report(from old: [(String, String)] = [], to new: [(String, String)]) throws -> String {
    let releases = try [old, new].map { changes in
        var text = line
        for (old, with) in changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: with)
        }
        return try compile(text)
    }
    var names: [ScheduleTable: String] = [:]
    for release in releases {
        var tables: [ScheduleTable] = []
        var sums: Set<Int> = []
        for file in release.files where file.path.contains("/e/") {
            try Decision(file: try JSONValue(parsing: file.bytes)).collect(&tables, &sums)
        }
        // The night begins at 18:00 on Mondays.
        for table in tables { names[table] = table.isOpen(at: monday + 22 * 3_600) ? "night" : "office" }
    }
    let comparison = compareJourneys(releases[0], releases[1], now: monday, names: names)
    let numbers = ["442079460000": "main", "442079460001": "sales"]
    return JourneyReport(comparison, numberNames: numbers, before: "main", after: "HEAD").text
}

@Suite("Hours and texts, as they are told")
struct HoursTests {
    @Test(
        "hours that changed are told by the schedule, once for all its numbers, and not again for calls that are on then"
    )
    func changedHours() throws {
        #expect(
            try report(to: [("09:00-18:00", "09:00-17:00")]) == """
                1 difference for callers, from main to HEAD:

                1. call +442079460000 (main) while 'office' was open and is closed now (such as Monday 2027-01-04, 17:00)
                     was: “Welcome to Acme.” → “To talk to Jane, press 1.” → menu 'main' waits for keys
                     now: “We are closed.” → “Speak now” → records (# ends it, 120 s at most, after a tone) → “Goodbye.”
                     also: +442079460001 (sales)

                """
        )
    }

    @Test("where another schedule tells two differences of changed hours apart, it is named, too")
    func apart() throws {
        let night = ("night: {open: {mon-fri: 18:00-23:00}}", "night: {open: {mon-fri: 17:30-23:00}}")
        let text = try report(from: [night], to: [night, ("09:00-18:00", "09:00-17:00")])
        #expect(text.hasPrefix("2 differences"), "\(text)")
        let office = "'office' was open and is closed now"
        #expect(text.contains(" while \(office) and 'night' is closed (such as Monday 2027-01-04, 17:00)\n"), "\(text)")
        #expect(text.contains(" while \(office) and 'night' is open (such as Monday 2027-01-04, 17:30)\n"), "\(text)")
    }

    @Test("a text outside of office hours is told once for all numbers, with the hours")
    func closedText() throws {
        let text = try report(to: [("We are closed.", "We are closed now.")])
        #expect(text.hasPrefix("1 difference"), "\(text)")
        #expect(text.contains("\n1. call +442079460000 (main) while 'office' is closed (such as "), "\(text)")
        #expect(
            text.hasSuffix("\n     said: We are [-closed.-]{+closed now.+}\n     also: +442079460001 (sales)\n"),
            "\(text)"
        )
    }

    @Test("texts in a row are each told word by word, once wherever they are said")
    func texts() throws {
        let text = try report(to: [
            ("Welcome to Acme.", "Welcome to Acme Ltd."), ("press 1.\n", "please press 1.\n"),
        ])
        #expect(text.hasPrefix("2 differences"), "\(text)")
        #expect(text.contains("\n     said: Welcome to [-Acme.-]{+Acme Ltd.+}\n"), "\(text)")
        #expect(text.contains("\n     said: To talk to Jane, {+please+} press 1.\n"), "\(text)")
    }

    @Test("an announcement is told by its words")
    func announcement() throws {
        let phone = ("agent: Joe}", "phone: +44 7700 900001, announce: A call.}")
        let other = ("agent: Joe}", "phone: +44 7700 900001, announce: A late call.}")
        let text = try report(from: [phone], to: [other])
        #expect(text.hasPrefix("1 difference"), "\(text)")
        #expect(text.contains("(callee hears “A late call.”"), "\(text)")
    }
}
