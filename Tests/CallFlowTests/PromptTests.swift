import Diagnostics
import Testing

@Suite("a prompt and its menu agree")
struct PromptTests {
    /// What is found in a prompt of a menu with option 1 for Joe, 2 for team billing, 3 for Ann Lee.
    private func found(_ prompt: String, options: String? = nil, extra: String = "") throws -> [String] {
        let options = options ?? "1: {agent: Joe}, 2: {team: billing}, 3: {agent: Ann}"
        return try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
            agents: {Joe: {otherwise: hangup}, Ann: {display_name: Ann Lee, otherwise: hangup}}
            teams: {billing: {agents: [Joe], otherwise: hangup}}
            vars: {key: "1", greeting: Hi}
            menus:
              main: {prompt: \(prompt), options: {\(options)}, otherwise: hangup\(extra)}
            """
        ).diagnostics.map { diagnostic in "\(diagnostic.code) \(diagnostic.message)" }
    }

    @Test(
        "nothing is said of prompts that are right, or that say nothing for certain",
        arguments: [
            "\"For Joe, press 1, for billing, press 2, for Ann, press 3.\"",
            "\"To talk to Joe, please press 1, or, to talk to billing, press 2. Press 3 for Ann Lee.\"",
            "\"Press one for Joe, two for billing, or three for Ann.\"",
            "\"Press 1 for Joe; for billing press 2; dial 3 to talk to Ann.\"",
            "\"Please press 1, 2 or 3.\"", "\"Press 1 through 3.\"", "\"Press 1 to 3.\"",
            "\"For Joe, please press 1, for billing 2, for Ann 3.\"",
            "\"Please choose one of the following.\"", "\"Please select one. We are all ears.\"",
            "\"Press one of the keys 1, 2 or 3.\"", "How can we help you?", "Please choose.",
            "\"In an emergency dial 999. Press 1, 2 or 3.\"",
            "\"Call us at +44 20 7946 0000, or press 1, 2 or 3.\"", "\"Press the 1 key, the 2 key, or the 3 key.\"",
            "\"Press 1, 2 or 3. Please enter 4 digits.\"", "\"Please wait 9 seconds, or press 1, 2 or 3.\"",
            "\"<speak>Press <break time='4s'/> 1, 2 <prosody rate='7'>or</prosody> 3.</speak>\"",
            "\"${greeting}, press 7.\"", "\"Press ${key} or 7.\"",
            "\"Press 1, 2 or 3. Do not press 9.\"", "\"Never dial 7, don't press 8. Press 1, 2 or 3.\"",
            "\"In an emergency dial 9-1-1. Press 1, 2 or 3.\"", "\"In need dial 9 9 9. Press 1, 2 or 3.\"",
            "\"Press 1, 2 or 3, or call 0 8 0 0 7 8 9.\"", "\"Please dial nine one one, or press 1, 2 or 3.\"",
            "\"Press 1-3.\"", "\"Call 0800-789, or press 1, 2 or 3.\"", "\"Press 1 2 or 3.\"",
            "\"Call us at +44 7 8 9, or press 1, 2 or 3.\"",
            "{text: \"Drücken Sie 1. Press 7.\", language: de-DE}",
        ]
    )
    func sound(prompt: String) throws {
        #expect(try found(prompt) == [])
    }

    @Test(
        "keys that are no option, options that are not spoken, and exchanged names are found",
        arguments: [
            ("\"Press 1, 2, 3 or 7.\"", ["CC3073 the prompt says '7', and menu 'main' has no such option"]),
            (
                "\"Press 1, 2 or 3, or press the star key.\"",
                ["CC3073 the prompt says '*', and menu 'main' has no such option"]
            ),
            ("\"Press one, two, three or pound.\"", ["CC3073 the prompt says '#', and menu 'main' has no such option"]),
            ("\"Press 1 or press 2.\"", ["CC3074 the prompt never says that '3' can be pressed"]),
            ("\"Press 1, 2 or 4.\"", ["CC3073 the prompt says '4', and menu 'main' has no such option"]),
            (
                "\"To talk to Joe, press 2, for billing, press 1, for Ann, press 3.\"",
                ["CC3075 the prompt says '2' for 'Joe', which is option '1'"]
            ),
            (
                "\"Press 1 for Joe, press 3 for billing. Or press 2.\"",
                ["CC3075 the prompt says '3' for 'billing', which is option '2'"]
            ),
            (
                "\"Press 1 for Joe, 2 for billing, or PRESS 9 for Ann. For Ann, press 3.\"",
                ["CC3073 the prompt says '9', and menu 'main' has no such option"]
            ),
            (
                "\"It''s easy: press 1, 2, 3 or 8.\"",
                ["CC3073 the prompt says '8', and menu 'main' has no such option"]
            ),
        ]
    )
    func wrong(prompt: String, findings: [String]) throws {
        #expect(try found(prompt) == findings)
    }

    @Test("keys within a telephone number are no options that were spoken of")
    func numbers() throws {
        #expect(
            try found("\"Press 1 or 2, or call 0 8 0 0 3 3.\"") == [
                "CC3074 the prompt never says that '3' can be pressed"
            ]
        )
        #expect(try found("\"Dial 1 2.\"", options: "12: {agent: Joe}, 3: {team: billing}, 4: {agent: Ann}").count == 2)
    }

    /// What is found in a prompt of a menu with option 1 as given, where agents Joe and Ann Lee, teams sales and support, flow
    /// tour and menu opening-hours are elsewhere.
    private func misled(_ prompt: String, option: String) throws -> [String] {
        try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}, b: {number: +44 20 7946 0001, inbound: {menu: rest}}}
            agents: {Joe: {otherwise: hangup}, Ann: {display_name: Ann Lee, otherwise: hangup}, Sue: {otherwise: hangup}}
            teams: {sales: {agents: [Joe], otherwise: hangup}, support: {agents: [Ann], otherwise: hangup}}
            flows: {tour: [{say: Hello.}, {team: sales}]}
            schedules: {s: {open: {mon-fri: 09:00-17:00}}}
            menus:
              main: {prompt: "\(prompt)", options: {1: \(option)}, otherwise: hangup}
              opening-hours: {prompt: Hello., options: {1: {team: support}, 9: {menu: main}}, otherwise: hangup}
              rest: {prompt: Hello., options: {1: {menu: opening-hours}, 2: {flow: tour}, 3: {team: sales}}, otherwise: hangup}
            """
        ).diagnostics.filter { $0.code != DiagnosticCode("CC3094") }.map(\.message)
    }

    @Test(
        "an option that leads to something else than the name that is spoken is found",
        arguments: [
            ("Press 1 for Ann.", "{agent: Joe}", "'Ann', and that option leads to agent 'Joe'"),
            (
                "To talk to our Ann Lee, please press 1.", "{agent: Joe}",
                "'Ann Lee', and that option leads to agent 'Joe'"
            ),
            ("For the support team, press 1.", "{team: sales}", "'support', and that option leads to team 'sales'"),
            ("For opening hours press 1.", "{flow: tour}", "'opening-hours', and that option leads to flow 'tour'"),
            (
                "Press 1 to talk to Ann.", "{agent: Joe, otherwise: {agent: Ann}}",
                "'Ann', and that option leads to agent 'Joe'"
            ),
            (
                "Press 1 for support.", "{schedule: s, open: {agent: Joe}, closed: {agent: Sue}}",
                "'support', and that option leads to something else"
            ),
        ]
    )
    func namesOfOthers(prompt: String, option: String, finding: String) throws {
        #expect(try misled(prompt, option: option) == ["the prompt says '1' for \(finding)"])
    }

    @Test(
        "nothing is said where the option may lead there, or where it is not certain what is meant",
        arguments: [
            ("Press 1 for sales.", "{flow: tour}"), ("Press 1 for support.", "{menu: opening-hours}"),
            ("Press 1 for Ann.", "{team: support}"), ("Press 1 for support.", "{agent: Ann}"),
            ("Press 1 for support.", "{schedule: s, open: {agent: Joe}, closed: {team: support}}"),
            ("Press 1 for support.", "{team: sales, otherwise: {team: support}}"),
            ("Press 1 for Ann.", "{phone: +44 7700 900001, otherwise: hangup}"),
            ("Press 1 for Ann.", "{conference: room}"),
            ("For questions about sales taxes, press 1.", "{agent: Ann}"), ("Press 1 for Joe or Ann.", "{agent: Ann}"),
            ("Press 1 for Joe, Sue and Ann.", "{agent: Ann}"),
            ("Press 1 to leave Ann a message.", "{agent: Joe}"), ("Press 1 for salesmanship.", "{agent: Sue}"),
            ("Press 1 to take our tour.", "{agent: Sue}"), ("Press 1 for Joe in support.", "{agent: Joe}"),
        ]
    )
    func namesThatMayBeMeant(prompt: String, option: String) throws {
        #expect(try misled(prompt, option: option) == [])
    }

    @Test("'*', '#', '0' and long options may stay unspoken, and 'say' speaks for the prompt")
    func unspoken() throws {
        let habits = "1: {agent: Joe}, \"*\": {menu: main}, \"#\": {agent: Ann}, 0: {agent: Ann}, 101: {agent: Ann}"
        // The team is not reached then, and 1 begins 101.
        let others = try found("Press 1 for Joe.", options: habits).filter { $0.contains("prompt") }
        #expect(others == [])
        let said = ", say: \"Press 2 for billing, 3 for Ann at any time.\""
        #expect(try found("Press 1 for Joe.", extra: said) == [])
    }

    @Test("the key is underlined where it stands, the whole prompt where it is escaped or folded")
    func places() throws {
        func row(_ prompt: String) throws -> String? {
            try ResolvedText(
                """
                numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
                menus:
                  main: {prompt: \(prompt), options: {1: hangup}, otherwise: hangup}
                """
            ).rows.first
        }
        let call = "call +44 20 7946 0000, press 7: that counts as a wrong key"
        #expect(try row("Press 1 or seven.") == "CC3073 'seven' \(call)")
        #expect(try row("'Press 1 or 7, that''s all.'") == "CC3073 'Press 1 or 7, that''s all.' \(call)")
    }
}
