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

private func report(replacing changes: [(String, String)]) throws -> String {
    var new = line
    for (old, with) in changes {
        try #require(new.contains(old), "\(old)")
        new = new.replacing(old, with: with)
    }
    let before = try compile(line)
    let after = try compile(new)
    let comparison = compareJourneys(before, after, now: 1_799_020_800)
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
}
