import CallFlow
import ContactCenter
import Diagnostics
import Testing

@Suite("what a project asks of its calls")
struct PolicyCheckTests {
    /// 15 characters are a second: a prompt of 3 s, one attempt, and a timeout of 2 s are 5 s in each menu.
    private let menus = """

        menus:
          main: {prompt: "Hello to the main menu. What are you up to, Bob", retries: 0, digits: {timeout: 2s}, options: {4: {menu: sub}, 5: {agent: Jane}}, otherwise: {agent: Jane}}
          sub: {prompt: "Hello to the next menu. What are you up to, Bob", retries: 0, digits: {timeout: 2s}, options: {5: {say: "123456789012345", voicemail: box}, "*": {menu: main}}, otherwise: {menu: main}}
        agents: {Jane: {otherwise: hangup}}
        voicemails: {box: {say: "123456789012345123456789012345"}}
        """

    @Test("the longest wait takes every prompt and timeout, then the way that takes longest")
    func wait() throws {
        let body = "numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}"
        // main 5.1 s, sub 5.1 s, then main again without a key 5.1 s: longer than 1 s and 2 s to the recording.
        #expect(try ResolvedText(body + menus, maxWait: 16).rows == [])
        #expect(
            try ResolvedText(body + menus, maxWait: 15).rows == [
                "CC5010 '+44 20 7946 0000' call +44 20 7946 0000, press 4, then nothing, then nothing: 16s until somebody "
                    + "is rung or a recording begins"
            ]
        )
    }

    @Test("numbers that lead to the same menu are one finding; pauses, preludes and decisions count")
    func waitFindings() throws {
        let two = """
            numbers:
              a: {number: +44 20 7946 0000, inbound: {menu: main}}
              b: {number: +44 20 7946 0001, inbound: {menu: main}}
              c: {number: +44 20 7946 0002, inbound: {schedule: s, open: {flow: f}, closed: {agent: Jane}}}
            flows: {f: [{pause: 20s}, {agent: Jane}]}
            schedules: {s: {open: {mon-fri: 09:00-17:00}}}
            """
        let rows = try ResolvedText(two + menus, maxWait: 10).rows
        #expect(rows.count == 2)
        #expect(
            rows.last
                == "CC5010 '+44 20 7946 0002' call +44 20 7946 0002 at 10:00 on a Monday: 20s until somebody is rung "
                + "or a recording begins"
        )
    }

    @Test("ways that end without a person do not count")
    func noPerson() throws {
        let body =
            "numbers: {a: {number: +44 20 7946 0000, inbound: {flow: f}}}\nflows: {f: [{pause: 90s}, {say: Bye.}]}"
        #expect(try ResolvedText(body, maxWait: 10).rows == [])
    }

    @Test(
        "a recording without a word of it is shown by the shortest call that lacks it",
        arguments: [
            ("{voicemail: box}", "Leave a message.", "CC5011 'box' call +44 20 7946 0000: "),
            ("{voicemail: box}", "Recorded. Leave a message.", nil),
            ("{say: Recorded., voicemail: box}", "Leave a message.", nil),
            ("{menu: told}", "Leave a message.", "CC5011 'box' call +44 20 7946 0001, then nothing three times: "),
            ("{agent: R}", "Recorded.", "CC5011 'R' call +44 20 7946 0000: "),
            ("{ncco: [{action: record}]}", "Recorded.", "CC5011 '{ncco: [{action: record}]}' call +44 20 7946 0000: "),
            (
                "{ncco: [{action: conversation, name: room, record: true}]}", "Recorded.",
                "CC5011 '{ncco: [{action: conversation, name: room, record: true}]}' call +44 20 7946 0000: "
            ),
            ("{ncco: [{action: talk, text: Hello}]}", "Recorded.", nil),
            // Behind '/input' nothing is said.
            (
                "{ncco: [{action: input, type: [dtmf], eventUrl: [\"ccplan://menu/keys/input\"]}]}", "Leave a message.",
                "CC5011 'box' call +44 20 7946 0000, then the hand-written NCCO leads on, press 1: "
            ),
            ("{ncco: [{action: notify, payload: {}, eventUrl: [\"ccplan://menu/keys\"]}]}", "Leave a message.", nil),
        ]
    )
    func consent(inbound: String, voicemail: String, row: String?) throws {
        let found = try ResolvedText(
            """
            numbers:
              a: {number: +44 20 7946 0000, inbound: \(inbound)}
              b: {number: +44 20 7946 0001, inbound: \(inbound == "{menu: told}" ? "{menu: untold}" : "hangup")}
            menus:
              told: {say: Recorded., prompt: Hello., options: {1: {voicemail: box}}, otherwise: hangup}
              keys: {say: Recorded., prompt: Hello., options: {1: {voicemail: box}}, otherwise: hangup}
              untold: {prompt: Hello., options: {1: {say: Recorded., voicemail: box}}, otherwise: {voicemail: box}}
            voicemails: {box: {say: \(voicemail)}}
            agents: {R: {record: {}, otherwise: hangup}}
            """,
            recordingConsent: true
        )
        let rows = found.rows.filter { $0.hasPrefix("CC5011") }
        #expect(rows == (row.map { ["\($0)recorded without having been told"] } ?? []), "\(found.rows)")
    }

    @Test("a prompt that tells of the recording cannot be cut short by a key, any other one can")
    func consentIsHeard() throws {
        let found = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: told}}}
            menus:
              told: {prompt: Recorded. Press 1 to go on., barge_in: yes, options: {1: {menu: next}}, otherwise: hangup}
              next: {prompt: Press 1 to go on., options: {1: {voicemail: box}}, otherwise: hangup}
            voicemails: {box: {say: Leave a message.}}
            """,
            recordingConsent: true
        )
        #expect(found.rows == [])
        #expect(found.graph?.menus.map(\.bargeIn) == [false, true])
    }

    @Test(
        "prefixes that allow more than their operator knows",
        arguments: [
            ("\"+1\"", ["CC5012 '+1' -"]), ("\"+4\"", ["CC5013 '+4' -"]), ("\"+35\"", ["CC5013 '+35' -"]),
            ("\"+2\", \"+3\", \"+44\", \"+9\"", ["CC5013 '+2' -"]), ("\"+371\"", ["CC5014 '+371' -"]),
            ("\"+37167\"", ["CC5014 '+37167' -"]), ("\"+44\", \"+1212\", \"+7\", \"+1876\"", []),
        ]
    )
    func outbound(allow: String, rows: [String]) throws {
        #expect(try ResolvedText("outbound: {allow: [\(allow)], otherwise: hangup}").rows == rows)
    }

    @Test("+1 is fine where the islands are denied")
    func denied() throws {
        let islands = CountryCodes().countries(under: "1").flatMap(\.prefixes).filter { $0 != "1" }
        #expect(islands.count > 20)
        let list = islands.map { "\"+\($0)\"" }.joined(separator: ", ")
        #expect(try ResolvedText("outbound: {allow: [\"+1\"], deny: [\(list)], otherwise: hangup}").rows == [])
    }

    @Test(
        "a country's name is answered with its prefixes and who shares them",
        arguments: [
            ("Germany", "write \"+49\" for Germany"), ("DE", "write \"+49\" for Germany"),
            ("jamaica", "write \"+1876\", \"+1658\" for Jamaica"),
            ("Italy", "write \"+39\" for Italy; Vatican City shares it"),
            ("UK", "write \"+44\" for United Kingdom; Guernsey, Isle of Man and Jersey share it"),
            (
                "USA",
                "write \"+1\" for United States, with area codes such as \"+1212\": +1 alone is also 24 other countries and "
                    + "territories"
            ),
            ("Atlantis", "write it like \"+44\" or \"+1212\""),
        ]
    )
    func countryName(name: String, help: String) throws {
        let found = try ResolvedText("outbound: {allow: [\"+44\", \(name)], otherwise: hangup}").diagnostics
        #expect(found.map(\.help) == [help])
    }

    @Test("the name of a caller id that nobody is rung with is to be defined, and is reported once")
    func unusedCallerID() throws {
        let rows = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {team: t}}}
            teams: {t: {agents: [J, K], caller_id: nope, otherwise: hangup}}
            agents: {J: {caller_id: mian}, K: {caller_id: mian}}
            """
        ).rows.filter { $0.hasPrefix("CC1002") }
        #expect(rows.sorted() == ["CC1002 'mian' -", "CC1002 'mian' -", "CC1002 'nope' -"])
    }
}
