import Testing

@Suite("findings about calls print the shortest call that shows them")
struct WitnessTests {
    /// What every call of the table goes through.
    private let rest = """

        agents: {Jane: {otherwise: hangup}, Bob: {}}
        teams: {support: {agents: [Jane]}}
        menus:
          end: {prompt: Hello., options: {1: hangup}}
        """

    @Test(
        "the number as written, the time, the caller, then keys and silence in order",
        arguments: [
            ("numbers: {a: {number: +44 (20) 7946-0000, inbound: {menu: end}}}", "call +44 (20) 7946-0000"),
            ("numbers: {default: {inbound: {menu: end}}}", "call any other number of the application"),
            ("outbound: {allow: [\"+44\"], extensions: {100: {menu: end}}, otherwise: hangup}", "as app user dial 100"),
            (
                "outbound: {allow: [\"+44\"], otherwise: {menu: end}}",
                "as app user dial a number that begins with +44, then the call is not answered"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {caller: {list: {vip: {menu: end}}, otherwise: "
                    + "hangup}}}}\ncallers: {vip: [+44 7700 900500]}",
                "call +44 20 7946 0000 from a number of list 'vip'"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {caller: {\"+1\": {menu: end}, otherwise: hangup}}}}",
                "call +44 20 7946 0000 from a number in +1"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {caller: {withheld: {menu: end}, otherwise: hangup}}}}",
                "call +44 20 7946 0000 from a withheld number"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {split: [{weight: 70, agent: Jane}, {weight: 30, "
                    + "menu: end}]}}}",
                "call +44 20 7946 0000 as one of the 30 %"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {flow: f}}}\nflows: {f: [{phone: +44 7700 900001}, "
                    + "{agent: Jane}, {menu: end}]}",
                "call +44 20 7946 0000, then the call is not answered at +447700900001, then Jane does not answer"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {team: support, otherwise: {sip: \"sip:a@example.com\", "
                    + "otherwise: {menu: end}}}}}",
                "call +44 20 7946 0000, then nobody of team 'support' answers, then the call is not answered at "
                    + "sip:a@example.com"
            ),
        ]
    )
    func steps(entry: String, call: String) throws {
        let found = try ResolvedText(entry + rest).rows
        #expect(found.contains("CC3010 'end' \(call), then nothing three times: the goodbye"), "\(found)")
    }

    @Test(
        "the time is one at which the call goes that way",
        arguments: [
            ("{open: {mon-fri: 09:00-17:30}}", "closed", "on a Saturday"),
            ("{open: {mon-fri: 09:00-17:30}}", "open", "at 10:00 on a Monday"),
            ("{open: {mon-sun: 11:00-11:30}}", "open", "at 11:00 on a Monday"),
            ("{open: {mon-sun: 09:00-17:30}}", "closed", "at 03:00 on a Monday"),
            ("{open: {mon-sun: 00:00-24:00}, closed: [2026-12-25]}", "closed", "on 25 December 2026"),
            ("{special: {2026-12-24: 09:00-12:00}}", "open", "at 10:00 on 24 December 2026"),
            ("{open: {sun: 22:00-06:00}}", "open", "at 03:00 on a Monday"),
        ]
    )
    func times(schedule: String, branch: String, words: String) throws {
        let (open, closed) = branch == "open" ? ("{menu: end}", "{agent: Jane}") : ("{agent: Jane}", "{menu: end}")
        let found = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {schedule: s, open: \(open), closed: \(closed)}}}
            schedules: {s: \(schedule)}
            """ + rest
        ).rows
        let wanted = "CC3010 'end' call +44 20 7946 0000 \(words), then nothing three times: the goodbye"
        #expect(found.contains(wanted), "\(found)")
    }

    @Test("one time is found for all schedules on the way; none is made up")
    func severalSchedules() throws {
        func call(_ second: String) throws -> String? {
            try ResolvedText(
                """
                numbers:
                  a:
                    number: +44 20 7946 0000
                    inbound: {schedule: day, open: {agent: Jane}, closed: {schedule: late, open: {menu: end}, closed: {agent: Jane}}}
                schedules: {day: {open: {mon-fri: 09:00-17:00}}, late: {open: \(second)}}
                """ + rest
            ).rows.first { $0.hasPrefix("CC3010 'end'") }
        }
        #expect(try call("{mon-fri: 09:00-20:00}")?.contains("0000 at 17:00 on a Monday, then") == true)
        let never = try call("{mon-fri: 10:00-11:00}")
        #expect(never?.contains("0000 while 'day' is closed while 'late' is open, then") == true, "\(never ?? "")")
    }

    @Test("loops, and options that cannot be chosen or make callers wait, are shown by a call")
    func otherFindings() throws {
        let options = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
            menus: {main: {prompt: Hello., digits: {max: 2}, options: {1: hangup, 12: hangup, 345: hangup}, otherwise: hangup}}
            """
        )
        #expect(
            options.rows == [
                "CC3007 '1' call +44 20 7946 0000, press 1: 5s of silence before anything happens",
                "CC3006 '345' call +44 20 7946 0000, press 34: the menu goes on before the rest can be pressed",
            ]
        )
        let loop = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
            menus: {main: {prompt: Hello., retries: 0, options: {1: hangup}, otherwise: {menu: main}}}
            """
        )
        #expect(loop.rows == ["CC3004 'main' call +44 20 7946 0000: round and round, menu 'main' → menu 'main'"])
    }

    @Test("what no call reaches is shown by none, and a number behind a variable by its digits")
    func noCall() throws {
        let found = try ResolvedText(
            """
            numbers: {a: {number: "${line}", inbound: {menu: main}}}
            vars: {line: +44 20 7946 0000}
            menus:
              main: {prompt: Hello., options: {1: hangup}}
              lost: {prompt: Hello., options: {1: hangup}}
            """
        ).rows
        #expect(found.contains("CC3010 'main' call +442079460000, then nothing three times: the goodbye"), "\(found)")
        #expect(found.contains("CC3010 'lost' -"), "\(found)")
    }
}
