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
    ]
}
