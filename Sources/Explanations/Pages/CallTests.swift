internal import Diagnostics

/// Calls that a project expects something of.
extension Explanations {
    static let callTests: [Explanation] = [
        Explanation(
            "CC7001",
            .error,
            "A test calls nothing",
            meaning: """
                "to" is neither the name of one of "numbers" nor an international phone number. Only an app user, named by
                "as", dials anything else.
                """,
            onTheTelephone: """
                The test shows nothing about any call.
                """,
            mending: """
                Name a number of the project, or write one like +44 20 7946 0000. For a call out of the app add "as" with the
                name of the user who dials.
                """,
            example: .adding(
                """
                tests:
                  - {name: the line answers, call: {to: support}, expect: [{hears: Welcome}]}
                """
            )
        ),
        Explanation(
            "CC7002",
            .error,
            "A test has a call by nobody",
            meaning: """
                "as" names a user that neither "agents" nor "users" has.
                """,
            onTheTelephone: """
                Nobody of that name can log in, so nobody makes this call.
                """,
            mending: """
                Correct the name, or add the agent or user.
                """,
            example: .adding(
                """
                tests:
                  - {name: Jane calls out, call: {as: Jane, to: 020 7946 0018}, expect: [ends]}
                """
            )
        ),
        Explanation(
            "CC7003",
            .error,
            "Two tests have the same name",
            meaning: """
                The name of a test stands for it in every report, and two have the same.
                """,
            onTheTelephone: """
                When one fails, nobody can tell which call went wrong.
                """,
            mending: """
                Name each for what it shows, as a sentence: "pressing 1 reaches Jane".
                """,
            example: .adding(
                """
                tests:
                  - {name: one, call: {to: +44 20 7946 0000}, expect: [ends]}
                  - {name: one, call: {to: +44 20 7946 0001}, expect: [ends]}
                """
            )
        ),
        Explanation(
            "CC7004",
            .error,
            "A test has nobody who could answer",
            meaning: """
                "answers", "busy", "rejects" and "no_answer" tell what somebody does who is rung, and no "rings" stands before.
                """,
            onTheTelephone: """
                Whose telephone it is that is answered or not decides where the call goes next.
                """,
            mending: """
                Put {rings: {agent: Jane}} or {rings: {phone: +44 …}} in front of it.
                """,
            example: .adding(
                """
                tests:
                  - {name: somebody answers, call: {to: +44 20 7946 0000}, expect: [answers]}
                """
            )
        ),
        Explanation(
            "CC7005",
            .error,
            "A test goes on behind the end of its call",
            meaning: """
                A step stands behind "ends" or "hangs_up".
                """,
            onTheTelephone: """
                Once somebody has hung up, nothing is heard and nobody is rung.
                """,
            mending: """
                Take the step out, or move it in front of the end.
                """,
            example: .adding(
                """
                tests:
                  - {name: it ends, call: {to: +44 20 7946 0000}, expect: [ends, {hears: Goodbye}]}
                """
            )
        ),
        Explanation(
            "CC7006",
            .error,
            "A call goes another way than its test expects",
            meaning: """
                "ccplan test" played the call on the bundle as a host would serve it, and the first thing that is not as
                expected is the step that is shown. The call is printed below it: what happened until then, and the line of the
                project that made it happen.

                Texts that a test does not name are no difference. Somebody who rings, a message that is recorded, the end of
                the call, and a question for keys or words that no step answers, are.
                """,
            onTheTelephone: """
                A caller who does what the test does gets what the call below the finding shows.
                """,
            mending: """
                Where the project is wrong, mend the line that the note shows; where the test is, mend the step.
                """,
            example: .adding(
                """
                numbers:
                  support: {number: +44 20 7946 0000, inbound: {agent: Jane}}
                agents:
                  Jane: {otherwise: hangup}
                  Joe: {otherwise: hangup}
                tests:
                  - {name: calls reach Joe, call: {to: support}, expect: [{rings: {agent: Joe}}]}
                """
            )
        ),
        Explanation(
            "CC7007",
            .error,
            "A test passes that is expected to fail",
            meaning: """
                The test has "fails" with a reason why it cannot pass yet, and it passes.
                """,
            onTheTelephone: """
                Callers get what was wished for. As long as "fails" stands there, nobody is told when they no longer do.
                """,
            mending: """
                Take "fails" out of the test.
                """,
            example: .adding(
                """
                numbers:
                  support: {number: +44 20 7946 0000, inbound: {agent: Jane}}
                agents:
                  Jane: {otherwise: hangup}
                tests:
                  - name: calls reach Jane
                    fails: Jane has no app yet
                    call: {to: support}
                    expect: [{rings: {agent: Jane}}]
                """
            )
        ),
        Explanation(
            "CC7008",
            .error,
            "A file of tests holds something else",
            meaning: """
                The files of the folder "tests" are read without being included, for the calls under their "tests". Another key
                stands in one of them.
                """,
            onTheTelephone: """
                What callers meet would be written where nobody looks for it.
                """,
            mending: """
                Move it to the root file, or to a file that is included.
                """,
            example: .adding(
                """
                numbers:
                  support: {number: +44 20 7946 0000, inbound: {say: We are closed., hangup: yes}}
                """,
                files: [
                    (
                        "tests/calls.yaml",
                        """
                        vars: {brand: Acme}
                        tests:
                          - {name: the line says so, call: {to: support}, expect: [{hears: closed}, ends]}

                        """
                    )
                ]
            )
        ),
        Explanation(
            "CC7009",
            .error,
            "A test hears or says no word",
            meaning: """
                What is heard, said and announced in a test is compared word by word, without case and punctuation. Here
                nothing is left to compare.
                """,
            onTheTelephone: """
                Whatever callers hear, the test would pass.
                """,
            mending: """
                Write at least one word of what callers hear.
                """,
            example: .adding(
                """
                numbers:
                  support: {number: +44 20 7946 0000, inbound: {say: We are closed., hangup: yes}}
                tests:
                  - {name: the line says so, call: {to: support}, expect: [{hears: "…"}]}
                """
            )
        ),
    ]
}
