import CallBundle
import JourneySampling
import Testing

@testable import Journeys

/// 2027-01-04, a Monday.
private let monday = 1_799_020_800

private let head = """
    version: 1
    timezone: Europe/London
    app: {name: Acme}
    hosting: {url: https://voice.example.com}
    voice: {language: en-GB, caller_id: main}

    """

private let plain =
    head + """
        numbers:
          main: {number: +44 20 7946 0000, inbound: {menu: main}}
          sales: {number: +44 20 7946 0001, inbound: {schedule: office, open: {menu: main}, closed: {voicemail: box}}}
        agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: {voicemail: box}}}
        teams: {support: {agents: [Jane, Joe], otherwise: {voicemail: box}}}
        menus:
          main:
            prompt: To talk to Jane, press 1. To talk to Joe, press 2.
            options: {1: {agent: Jane}, 2: {agent: Joe}}
            otherwise: {voicemail: box}
        voicemails: {box: {say: Speak now}}
        schedules: {office: {open: {mon-fri: 09:00-17:00}}}

        """

/// The report on two projects, the second being the first with some text replaced.
private func report(_ text: String = plain, replacing changes: [(String, String)]) throws -> String {
    var new = text
    for (old, with) in changes {
        try #require(new.contains(old))
        new = new.replacing(old, with: with)
    }
    let before = try compile(text)
    let after = try compile(new)
    let names = ["442079460000": "main", "442079460001": "sales"]
    let comparison = compareJourneys(before, after, now: monday)
    return JourneyReport(comparison, numberNames: names, before: "main", after: "HEAD").text
}

@Suite("What changes for callers, as it is told")
struct JourneyReportTests {
    @Test("another agent behind an option is told once, for all numbers")
    func option() throws {
        #expect(
            try report(replacing: [("2: {agent: Joe}", "2: {team: support}")]) == """
                1 difference for callers, from main to HEAD:

                1. call +442079460000 (main), press 2
                     was: rings Joe
                     now: rings Jane → rings Joe
                     also: +442079460001 (sales)

                """
        )
    }

    @Test("a text is told word by word, wherever it is heard")
    func wording() throws {
        #expect(
            try report(replacing: [("To talk to Joe, press 2.", "To talk to Joe, please press 2.")]) == """
                1 difference for callers, from main to HEAD:

                1. call +442079460000 (main)
                     said: To talk to Jane, press 1. To talk to Joe, {+please+} press 2.
                     also: +442079460001 (sales)

                """
        )
    }

    @Test("hours are told with a time to try, and only for whom they hold")
    func hours() throws {
        #expect(
            try report(replacing: [("09:00-17:00", "09:00-18:00")]) == """
                1 difference for callers, from main to HEAD:

                1. call +442079460001 (sales) on Monday 2027-01-04, 17:00
                     was: “Speak now” → records (# ends it, 120 s at most, after a tone) → “Goodbye.”
                     now: “To talk to Jane, press 1. To talk to Joe, press 2.” → menu 'main' waits for keys

                """
        )
    }

    @Test("a number that goes is told, and nothing of what it led to")
    func number() throws {
        let gone =
            "  sales: {number: +44 20 7946 0001, inbound: {schedule: office, open: {menu: main}, closed: {voicemail: box}}}\n"
        let report = try report(replacing: [(gone, ""), ("schedules: {office: {open: {mon-fri: 09:00-17:00}}}", "")])
        #expect(report.contains("1. call +442079460001 (sales): no longer answered\n"))
        #expect(report.hasPrefix("1 difference"))
    }

    @Test("numbers that are linked but not named are walked, too")
    func unnamed() throws {
        let text = plain.replacing("numbers:\n", with: "numbers:\n  default: {inbound: {say: Hello., hangup: yes}}\n")
        #expect(
            try report(text, replacing: [("say: Hello.", "say: Goodbye.")]) == """
                1 difference for callers, from main to HEAD:

                1. call any other number
                     said: [-Hello.-]{+Goodbye.+}

                """
        )
    }

    @Test(
        "what nobody hears is no difference",
        arguments: [
            [("main:\n    prompt", "other:\n    prompt"), ("menu: main", "menu: other")],
            [("hosting: {url: https://voice.example.com}", "hosting: {url: https://elsewhere.example.com}")],
            [("support:", "helpers:")],
            [("{1: {agent: Jane}, 2: {agent: Joe}}", "{2: {agent: Joe}, 1: {agent: Jane}}")],
            [("office", "hours")],
            [("mon-fri: 09:00-17:00", "mon-thu: 09:00-17:00, fri: [09:00-12:00, 12:00-17:00]")],
            [("{mon-fri: 09:00-17:00}", "{mon-fri: 09:00-17:00}, closed: [2026-12-25]")],
        ]
    )
    func same(changes: [(String, String)]) throws {
        #expect(try report(replacing: changes) == "No caller can tell HEAD from main.\n")
    }

    @Test("what is left when the host is dead is compared, too")
    func deadHost() throws {
        let long = String(repeating: "This is a long text. ", count: 20)
        let text = plain.replacing("say: Speak now", with: "say: \"\(long)\"")
        #expect(try report(text, replacing: [("This is a long", "This is another long")]).hasPrefix("1 difference"))
    }

    @Test("a number that app users dial as at home, read as another, is told once")
    func national() throws {
        let text =
            plain + """
                outbound: {national: {trunk: 0, code: 44}, allow: ["+44", "+353"], deny: ["+449"]}

                """
        let report = try report(text, replacing: [("code: 44", "code: 353")])
        #expect(report.hasPrefix("1 difference"), "\(report)")
        #expect(report.contains(/\n     dialled 0[0-9]+: calls \+353[0-9]+, and called \+44[0-9]+\n/), "\(report)")
    }
}
