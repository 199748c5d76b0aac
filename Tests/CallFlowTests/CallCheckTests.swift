import Testing

@Suite("what callers go through")
struct CallCheckTests {
    private let people = """

        agents:
          A: {otherwise: hangup}
          B: {otherwise: hangup}
          C: {otherwise: hangup}
          D: {otherwise: hangup}
          P: {at: {phone: +44 7700 900001}, otherwise: hangup}
        schedules: {s: {open: {mon-fri: 09:00-17:00}}}

        """

    private func found(_ body: String) throws -> [String] {
        // Not every one of them asks the schedule.
        try ResolvedText(body + people).rows.filter { !$0.hasPrefix("CC3094") }
    }

    @Test(
        "an end in silence is found where it is hardly meant",
        arguments: [
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {agent: A}, closed: hangup}}}",
                ["CC3070 'hangup' call +44 20 7946 0000 on a Saturday: silence"]
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {split: [{weight: 1, hangup: yes}, {weight: 3, agent: A}]}}}",
                ["CC3070 '{weight: 1, hangup: yes}' call +44 20 7946 0000 as one of the 25 %: silence"]
            ),
            (
                "numbers: {default: {inbound: {flow: f}}}\nflows: {f: [{pause: 2s}, hangup]}",
                ["CC3070 'hangup' call any other number of the application: silence"]
            ),
            // What stops behind a pause ends with the goodbye.
            ("numbers: {default: {inbound: {flow: f}}}\nflows: {f: [{pause: 2s}]}", ["CC3010 'f' -"]),
            ("numbers: {default: {inbound: {flow: f}}}\nflows: {f: [{agent: A}, {pause: 2s}]}", ["CC3010 'f' -"]),
            ("numbers: {default: {inbound: {flow: f}}}\nflows: {f: [{agent: A}, {say: Bye.}, {pause: 2s}]}", []),
            (
                "numbers: {default: {inbound: {say: \"<speak><break time='1s'/></speak>\", agent: A}}}",
                ["CC3091 '<speak><break time='1s'/></speak>' -"]
            ),
            (
                "numbers: {default: {inbound: {say: \"  \", agent: A}}}",
                ["CC3091 '  ' -"]
            ),
            (
                "numbers: {default: {inbound: {say: 你好, agent: A}}}", []
            ),
            (
                "numbers: {default: {inbound: {ncco: [{action: wait}]}}}",
                ["CC3070 '{ncco: [{action: wait}]}' call any other number of the application: silence"]
            ),
            // Meant: a number that only hangs up, callers who are turned away, and ends behind ringing or a word.
            ("numbers: {a: {number: +44 20 7946 0000, inbound: hangup}}", []),
            ("numbers: {default: {inbound: {schedule: s, open: {agent: A}, closed: hangup}}}", []),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {caller: {\"+1\": hangup, otherwise: {schedule: s, "
                    + "open: {agent: A}, closed: hangup}}}}}", []
            ),
            ("numbers: {a: {number: +44 20 7946 0000, inbound: {agent: A, otherwise: hangup}}}", []),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {say: Hello., schedule: s, open: {agent: A}, closed: hangup}}}",
                []
            ),
            ("numbers: {default: {inbound: {flow: f}}}\nflows: {f: [{pause: 2s}, {say: Bye.}]}", []),
        ]
    )
    func silence(body: String, rows: [String]) throws {
        #expect(try found(body) == rows)
    }

    @Test("a silent end counts whichever number is written first", arguments: [false, true])
    func silenceInAnyOrder(isReversed: Bool) throws {
        let numbers = [
            "  a: {number: +44 20 7946 0000, inbound: {flow: f}}\n",
            "  b: {number: +44 20 7946 0001, inbound: {schedule: s, open: {agent: A}, closed: {flow: f}}}\n",
        ]
        let rows = try found(
            "numbers:\n\((isReversed ? numbers.reversed() : numbers).joined())flows: {f: [hangup]}\n"
        )
        #expect(rows.count == 1)
        #expect(rows.first?.hasPrefix("CC3070 'hangup'") == true, "\(rows)")
    }

    @Test(
        "four agents of the app in a row are found, where nothing takes time between them",
        arguments: [
            ("{team: t}", "t: {agents: [A, B, C, D], otherwise: hangup}", "", "CC3071 't'"),
            ("{team: t}", "t: {agents: [A, B, P, C, D], order: spread, otherwise: hangup}", "", "CC3071 't'"),
            (
                "{team: t}", "t: {agents: [A, B, C], otherwise: {team: u}}, u: {agents: [D], otherwise: hangup}", "",
                "CC3071 'u'"
            ),
            ("{team: t}", "t: {agents: [A, B, C], otherwise: {agent: D}}", "", "CC3071 'D'"),
            (
                "{agent: A, otherwise: {agent: B, otherwise: {agent: C, otherwise: {agent: D, otherwise: hangup}}}}",
                "t: {agents: [A], otherwise: hangup}", "",
                "CC3071 '{agent: D, otherwise: hangup}'"
            ),
            ("{flow: f}", "t: {agents: [A, B, C], otherwise: hangup}", "f: [{team: t}, {agent: D}]", "CC3071 'D'"),
        ]
    )
    func row(inbound: String, teams: String, flows: String, row: String) throws {
        let rows = try found(
            "numbers: {default: {inbound: \(inbound)}}\nteams: {\(teams)}\n"
                + (flows.isEmpty ? "" : "flows: {\(flows)}\n")
        ).filter { !$0.hasPrefix("CC3005") }
        #expect(rows.count == 1)
        #expect(rows.first?.hasPrefix("\(row) call any other number of the application") == true, "\(rows)")
    }

    @Test(
        "what takes time begins anew",
        arguments: [
            ("t: {agents: [A, B, C], otherwise: hangup}", "[{team: t}]"),
            ("t: {agents: [A, B, P, C, D], otherwise: hangup}", "[{team: t}]"),
            ("t: {agents: [A, B, C], otherwise: hangup}", "[{team: t}, {say: Please hold.}, {agent: D}]"),
            ("t: {agents: [A, B, C], otherwise: hangup}", "[{team: t}, {pause: 2s}, {agent: D}]"),
            ("t: {agents: [A, B, C], otherwise: {say: Please hold., agent: D}}", "[{team: t}]"),
        ]
    )
    func noRow(teams: String, flow: String) throws {
        #expect(try found("numbers: {default: {inbound: {flow: f}}}\nteams: {\(teams)}\nflows: {f: \(flow)}\n") == [])
    }

    @Test(
        "a recording that goes on with somebody else is found",
        arguments: [
            ("{agent: R}", "t: {agents: [R], otherwise: hangup}", "R: {record: {}, otherwise: {agent: S}}", true),
            ("{team: t}", "t: {agents: [R, S], otherwise: hangup}", "R: {record: {}}", true),
            ("{team: t}", "t: {agents: [S, R], order: spread, otherwise: hangup}", "R: {record: {}}", true),
            ("{agent: R, otherwise: {team: t}}", "t: {agents: [S], otherwise: hangup}", "R: {record: {}}", true),
            ("{team: t}", "t: {agents: [S, R], otherwise: hangup}", "R: {record: {}}", false),
            ("{agent: R}", "t: {agents: [R], otherwise: hangup}", "R: {record: {}, otherwise: {voicemail: v}}", false),
            ("{team: t}", "t: {agents: [R, Q], otherwise: hangup}", "R: {record: {}}, Q: {record: {}}", false),
        ]
    )
    func recording(inbound: String, teams: String, agents: String, isFound: Bool) throws {
        let found = try ResolvedText(
            """
            numbers: {default: {inbound: \(inbound)}}
            teams: {\(teams)}
            agents: {\(agents), S: {otherwise: hangup}}
            voicemails: {v: {say: Leave a message.}}
            """
        )
        let rows = found.rows.filter { $0.hasPrefix("CC3072") }
        #expect(rows.count == (isFound ? 1 : 0), "\(found.rows)")
        if isFound {
            let call =
                "CC3072 'R' call any other number of the application, then R does not answer: agent 'S' is recorded"
            #expect(rows == [call])
        }
    }
}
