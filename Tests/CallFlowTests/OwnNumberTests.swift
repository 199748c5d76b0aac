import Diagnostics
import Testing

@Suite("a number of the project that is rung as a telephone")
struct OwnNumberTests {
    private let people = """

        agents: {Jane: {otherwise: hangup}, Bob: {at: {phone: +44 7700 900001}, otherwise: hangup}}

        """

    private func found(_ body: String) throws -> [String] {
        try ResolvedText(body + people).rows.filter { $0.hasPrefix("CC309") }
    }

    @Test("going round is an error, shown by one lap")
    func loops() throws {
        let direct = "numbers: {a: {number: +44 20 7946 0000, inbound: {phone: +44 20 7946 0000, otherwise: hangup}}}"
        #expect(
            try found(direct) == [
                "CC3092 '+44 20 7946 0000' call +44 20 7946 0000: +442079460000 is called again, "
                    + "and each lap is one more call to pay"
            ]
        )
        let menu = """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
            menus:
              main: {prompt: Hello., options: {1: {agent: Jane}, 2: {flow: f}}, otherwise: hangup}
            flows: {f: [{agent: Jane}, {phone: +44 20 7946 0000}, hangup]}
            """
        #expect(
            try found(menu) == [
                "CC3092 '+44 20 7946 0000' call +44 20 7946 0000, press 2, then Jane does not answer: "
                    + "+442079460000 is called again, and each lap is one more call to pay"
            ]
        )
    }

    @Test("going round by way of another number, and by an agent's telephone")
    func roundabout() throws {
        let found = try ResolvedText(
            """
            numbers:
              a: {number: +44 20 7946 0000, inbound: {phone: +44 20 7946 0001, otherwise: hangup}}
              b: {number: +44 20 7946 0001, inbound: {agent: Ann}}
            agents: {Ann: {at: {phone: +44 20 7946 0000}, otherwise: hangup}}
            """
        ).rows
        #expect(
            found == [
                "CC3092 '+44 20 7946 0001' call +44 20 7946 0001: +442079460000 is called, which leads back to "
                    + "+442079460001, and each lap is more to pay",
                "CC3092 '+44 20 7946 0000' call +44 20 7946 0000: +442079460001 is called, which leads back to "
                    + "+442079460000, and each lap is more to pay",
            ]
        )
    }

    @Test("where it does not come back it is a warning that says what to write instead")
    func twoLegs() throws {
        let numbers = """
            numbers:
              a: {number: +44 20 7946 0000, inbound: {phone: +44 20 7946 0001, otherwise: hangup}}
              b: {number: +44 20 7946 0001, inbound: {team: sales}}
            teams: {sales: {agents: [Jane, Bob], otherwise: hangup}}
            """
        let finding = try #require(try ResolvedText(numbers + people).diagnostics.first)
        #expect(finding.code.text == "CC3093")
        #expect(finding.severity == .warning)
        #expect(finding.help == "lead there without a second call: {team: sales}")
        let extensions = """
            numbers: {a: {number: +44 20 7946 0000, inbound: {agent: Jane}}}
            outbound: {allow: ["+44"], otherwise: hangup, extensions: {100: {phone: +44 20 7946 0000, otherwise: hangup}}}
            """
        #expect(try found(extensions) == ["CC3093 '+44 20 7946 0000' -"])
        let none = "numbers: {a: {number: +44 20 7946 0000, inbound: {phone: +44 7700 900009, otherwise: hangup}}}"
        #expect(try found(none) == [])
    }

    @Test("a decision by caller knows the number that calls, and keeps the call from going round")
    func callers() throws {
        func center(_ list: String) -> String {
            """
            numbers:
              a:
                number: +44 20 7946 0000
                inbound:
                  caller: {list: {own: {agent: Jane}}, otherwise: {phone: +44 20 7946 0000, otherwise: hangup}}
            callers: {own: [\(list)]}
            """
        }
        // The caller id that the head of these projects sets.
        #expect(try found(center("+44 20 7946 0999")).map { $0.prefix(6) } == ["CC3093"])
        #expect(try found(center("+44 20 7946 0998")).map { $0.prefix(6) } == ["CC3092"])
    }

    @Test("hundreds of own numbers that are rung are looked at in no time")
    func many() throws {
        var text = "numbers:\n"
        for index in 0..<300 {
            let (own, next) = (10_000 + index, 10_000 + (index + 1) % 300)
            text += "  n\(index): {number: +44207946\(own), inbound: {phone: +44207946\(next), otherwise: hangup}}\n"
        }
        let found = try found(text)
        #expect(found.count == 300)
        // Nobody gets round with the searches that are made: it is said of each that two calls are paid.
        #expect(found.allSatisfy { $0.hasPrefix("CC3093") })
    }
}
