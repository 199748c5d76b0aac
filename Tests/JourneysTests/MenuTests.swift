import CallBundle
import JourneySampling
import Testing

@testable import Journeys

private let line = """
    version: 1
    app: {name: Acme}
    hosting: {url: https://voice.example.com}
    voice: {language: en-GB, caller_id: main}
    numbers: {main: {number: +44 20 7946 0000, inbound: {menu: main}}}
    agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: {voicemail: box}}, Ann: {otherwise: {voicemail: box}}}
    menus:
      main: {prompt: "For help, press 1. For bills, press 2.", options: {1: {menu: aid}, 2: {menu: bills}}, otherwise: hangup}
      aid: {prompt: "For Jane, press 1.", options: {1: {agent: Jane}}, otherwise: hangup}
      bills: {prompt: "For Joe, press 1.", options: {1: {agent: Joe}}, otherwise: hangup}
    voicemails: {box: {say: Speak now}}

    """

/// The report on the line and one with other texts.
private func report(from old: [(String, String)] = [], replacing new: [(String, String)]) throws -> String {
    let releases = try [old, new].map { changes in
        var text = line
        for (old, with) in changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: with)
        }
        return try compile(text)
    }
    let comparison = compareJourneys(releases[0], releases[1], now: 1_799_020_800)
    return JourneyReport(comparison, numberNames: ["442079460000": "main"], before: "main", after: "HEAD").text
}

@Suite("Menus in place of others")
struct MenuTests {
    private let swap = ("{1: {menu: aid}, 2: {menu: bills}}", "{1: {menu: bills}, 2: {menu: aid}}")

    private func swapped(_ aid: String) -> String {
        """
        2 differences for callers, from main to HEAD:

        1. call +442079460000 (main), press 1
             was: “For Jane, press 1.” → menu 'aid' waits for keys
             now: “For Joe, press 1.” → menu 'bills' waits for keys

        2. call +442079460000 (main), press 2
             was: “For Joe, press 1.” → menu 'bills' waits for keys
             now: “For Jane, press 1.” → menu '\(aid)' waits for keys

        """
    }

    @Test("two menus that change places are two differences, and nothing of what lies behind them")
    func places() throws {
        #expect(try report(replacing: [swap]) == swapped("aid"))
    }

    @Test("so they are when one of them was renamed as well")
    func renamedAndSwapped() throws {
        #expect(
            try report(replacing: [swap, ("menu: aid}", "menu: help}"), ("  aid: {", "  help: {")]) == swapped("help")
        )
    }

    @Test("behind a menu that was renamed and says something else all is compared")
    func renamed() throws {
        let changes = [
            ("menu: aid}", "menu: help}"), ("  aid: {", "  help: {"), ("For Jane, press 1.", "For Ann, press 1."),
            ("{agent: Jane}}, otherwise: hangup", "{agent: Ann}}, otherwise: hangup"),
        ]
        #expect(
            try report(replacing: changes) == """
                2 differences for callers, from main to HEAD:

                1. call +442079460000 (main), press 1
                     said: For [-Jane,-] {+Ann,+} press 1.

                2. call +442079460000 (main), press 1 twice
                     was: rings Jane
                     now: rings Ann

                """
        )
    }

    @Test("what changed in a menu that stands elsewhere now is told by both ways to it")
    func changedAndSwapped() throws {
        let changes = [swap, ("{agent: Joe}}, otherwise: hangup", "{agent: Ann}}, otherwise: hangup")]
        #expect(
            try report(replacing: changes)
                == swapped("aid").replacing("2 differences", with: "3 differences") + """

                    3. call +442079460000 (main), in menu 'bills' (now: press 1; before: press 2), press 1
                         was: rings Joe
                         now: rings Ann

                    """
        )
    }

    @Test("so is what changed in a menu that a new menu leads to now")
    func behindNew() throws {
        let changes = [
            ("1: {menu: aid}", "1: {menu: choice}"),
            (
                "  aid: {",
                "  choice: {prompt: \"For Jane, press 3.\", options: {3: {menu: aid}}, otherwise: hangup}\n  aid: {"
            ),
            ("{agent: Jane}}, otherwise: hangup", "{agent: Ann}}, otherwise: hangup"),
        ]
        let report = try report(replacing: changes)
        #expect(report.hasPrefix("2 differences"), "\(report)")
        #expect(
            report.hasSuffix(
                """
                2. call +442079460000 (main), in menu 'aid' (now: press 1, press 3; before: press 1), press 1
                     was: rings Jane
                     now: rings Ann

                """
            ),
            "\(report)"
        )
    }

    @Test("so is what changed in a menu that another number leads to now, or another time")
    func otherBeginnings() throws {
        func inbound(_ text: String, _ other: String = "hangup: yes") -> (String, String) {
            ("{menu: main}}}", "{\(text)}}, two: {number: +44 20 7946 0001, inbound: {\(other)}}}")
        }
        let ann = ("{agent: Joe}}, otherwise: hangup", "{agent: Ann}}, otherwise: hangup")
        let numbers = try report(
            from: [inbound("menu: aid", "menu: bills")],
            replacing: [inbound("menu: bills", "menu: aid"), ann]
        )
        #expect(
            numbers.contains(
                """
                3. call +442079460000 (main), in menu 'bills' (now: at once; before: call +442079460001), press 1
                     was: rings Joe
                     now: rings Ann

                """
            ),
            "\(numbers)"
        )
        let hours = ("version: 1\n", "version: 1\nschedules: {office: {timezone: UTC, open: {mon-fri: 09:00-17:00}}}\n")
        let times = try report(
            from: [inbound("schedule: office, open: {menu: aid}, closed: {menu: bills}"), hours],
            replacing: [inbound("schedule: office, open: {menu: bills}, closed: {menu: aid}"), hours, ann]
        )
        #expect(
            times.contains(
                """
                3. call +442079460000 (main) on Monday 2027-01-04, 09:00, in menu 'bills' (now: at once; before: on Monday \
                2027-01-04, 00:00), press 1
                     was: rings Joe
                     now: rings Ann

                """
            ),
            "\(times)"
        )
    }
}
