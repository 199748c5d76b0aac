import Testing

@Suite("the steps of a call test")
struct StepTests {
    @Test(
        "a call that goes as expected passes",
        arguments: [
            "call: {to: line}, expect: [{hears: welcome to the LINE}, {press: 1}, {rings: {agent: Jane}}, answers, ends]",
            // The words of SSML, and words over two texts.
            "call: {to: line}, expect: [{press: 1}, {hears: One moment please}]",
            "call: {to: line}, expect: [{hears: the line for Jane}, {hears: press 2}]",
            "call: {to: line}, expect: [{says: the Team please}, {rings: {team: all}}]",
            "call: {to: line}, expect: [{press: 9}, {hears: no such choice}, {press: 1}, {rings: {agent: Jane}}]",
            "call: {to: line}, expect: [{waits: 1m}, {hears: did not hear}, {hears: Good day}, ends]",
            "call: {to: line}, expect: [{waits: 1m}, {hears: did not hear}, {press: 1}, {hears: One moment}]",
            "call: {to: line}, expect: [{hears: Welcome}, hangs_up]",
            "call: {to: line, at: 2026-11-28 10:00}, expect: [{hears: Leave a message}, records, {hears: Goodbye}, ends]",
            // The zone behind a time counts: 08:30 in London.
            "call: {to: line, at: 2026-11-23 09:30 Europe/Paris}, expect: [records]",
            // What becomes of a ring.
            "call: {to: known}, expect: [{rings: {agent: Jane}}, busy, records]",
            "call: {to: known}, expect: [{rings: {agent: Jane}}, {waits: 20s}, answers, hangs_up]",
            "call: {to: known}, expect: [{rings: {agent: Jane}}, records]",
            "call: {to: known, from: withheld}, expect: [{hears: Show yourself}, ends]",
            """
            call: {to: known, from: +1 212 555 0123}, expect: [{rings: {agent: Jane}}, rejects, \
            {rings: {phone: +44 7700 900001}}, machine, {rings: {sip: "sip:ann@pbx.example"}}, fails, records]
            """,
            """
            call: {to: known, from: +1 212 555 0123, lot: 1}, expect: [{rings: {agent: Joe}}, answers, \
            {announces: A call for Joe}, ends]
            """,
            "call: {to: lots}, expect: [{rings: {agent: Jane}}]",
            "call: {to: lots, lot: 1}, expect: [{rings: {agent: Jane}}]",
            "call: {to: lots, lot: 2}, expect: [{rings: {agent: Joe}}]",
            // Outbound.
            "call: {as: Jane, to: 020 7946 0018}, expect: [{rings: {phone: +44 20 7946 0018}}, no_answer, {hears: Nobody}, ends]",
            "call: {as: Jane, to: +44 900 123 4567}, expect: [{hears: You cannot call that}, ends]",
            "call: {as: Jane, to: 7}, expect: [{joins: room}]",
            // A dead host.
            "call: {to: line}, expect: [host_down, {hears: We have a problem}, {rings: {phone: +44 20 7946 0999}}]",
            "call: {to: line}, expect: [{hears: Welcome}, host_down, {press: 1}, {hears: We have a problem}]",
        ]
    )
    func passes(_ test: String) async throws {
        #expect(try await play(test) == "passed")
    }

    @Test(
        "behind a host that dies in mid-call, a fallback with a program lets the call go on with what the platform holds",
        arguments: [
            "call: {to: line}, expect: [host_down, {hears: We have a problem}, {rings: {phone: +44 20 7946 0999}}]",
            """
            call: {to: line}, expect: [{hears: Welcome}, host_down, {press: 1}, {hears: I did not hear you}, {waits: 1m},
                {hears: Good day}, ends]
            """,
            "call: {to: known}, expect: [{rings: {agent: Jane}}, host_down, no_answer, {hears: We have a problem}, ends]",
        ]
    )
    func goesOn(_ test: String) async throws {
        let center =
            support
            .replacing("phone: +44 20 7946 0999}}", with: "phone: +44 20 7946 0999, target: worker}}")
            .replacing("policy: {allow: [{code: CC4013, because: a person answers there}]}\n", with: "")
        #expect(try await play(test, in: center) == "passed")
    }

    @Test(
        "a call that goes another way fails with the first difference",
        arguments: [
            (
                "call: {to: line}, expect: [{press: 1}, {rings: {agent: Joe}}]", "'Jane' is rung, not 'Joe'"
            ),
            (
                "call: {to: line}, expect: [{press: 2}, {rings: {agent: Ann}}]", "'Jane' is rung, not 'Ann'"
            ),
            (
                "call: {to: line}, expect: [{press: 1}, {hears: Two moments}]",
                "'Two moments' is not heard: the caller hears 'One moment, please.', then 'Jane' is rung"
            ),
            (
                "call: {to: line}, expect: [{press: 9}, {rings: {agent: Jane}}]",
                "'Jane' is not rung: the caller is asked for a choice"
            ),
            ("call: {to: line}, expect: [{press: 1}, ends]", "the call does not end: 'Jane' is rung"),
            (
                "call: {to: line}, expect: [{press: 1}, {rings: {agent: Jane}}, answers, records]",
                "nothing is recorded: the call ends when 'Jane' hangs up"
            ),
            ("call: {to: known}, expect: [{press: 1}]", "nothing asks for '1': 'Jane' is rung"),
            (
                "call: {as: Jane, to: 020 7946 0018}, expect: [{rings: {team: all}}]",
                "'+44 20 7946 0018' is rung, who is not in team 'all'"
            ),
            (
                "call: {to: line}, expect: [{hears: Welcome to the team}]",
                "'Welcome to the team' is not heard: the caller hears 'Welcome to the line!', then the caller is asked for a choice"
            ),
            ("call: {to: known}, expect: [{says: hello}]", "nothing listens for 'hello': 'Jane' is rung"),
            (
                "call: {to: known}, expect: [{rings: {agent: Jane}}, {waits: 70s}, answers]",
                "nobody answers: 'Jane' is not rung for so long"
            ),
            (
                "call: {to: known}, expect: [{rings: {agent: Jane}}, ends]",
                "the call does not end: a message is recorded"
            ),
            (
                "call: {to: line, at: 2026-11-28 10:00}, expect: [{press: 1}]",
                "nothing asks for '1': a message is recorded"
            ),
            ("call: {as: Jane, to: 7}, expect: [{rings: {agent: Joe}}]", "'Joe' is not rung: the caller joins 'room'"),
            (
                "call: {as: Jane, to: +1 212 555 0123}, expect: [{rings: {phone: +1 212 555 0123}}]",
                "'+12125550123' is not rung: the call ends"
            ),
            (
                "call: {to: line}, expect: [{hears: Welcome}, {joins: room}]",
                "the caller does not join 'room': the caller is asked for a choice"
            ),
            (
                "call: {to: known, from: +1 212 555 0123, lot: 1}, expect: [{rings: {agent: Joe}}, answers, {announces: Hi}]",
                "'Hi' is not announced: the call ends when 'Joe' hangs up"
            ),
        ]
    )
    func fails(_ test: String, message: String) async throws {
        #expect(try await play(test) == "failed: \(message)")
    }

    @Test("what is expected to fail passes while it does, and fails when it no longer does")
    func expectedFailures() async throws {
        let test = "call: {to: line}, expect: [{press: 1}, {rings: {agent: Joe}}], fails: Joe is on holiday"
        #expect(try await play(test) == "expected_failure")
        let mended = "call: {to: line}, expect: [{press: 1}, {rings: {agent: Jane}}], fails: Jane is on holiday"
        #expect(try await play(mended) == "unexpected_pass: the test passes, though it is expected to fail")
    }
}
