internal import Diagnostics

/// Call control that is written by hand.
extension Explanations {
    static let nccos: [Explanation] = [
        Explanation(
            "CC3030",
            .error,
            "An NCCO file cannot be used",
            meaning: """
                A destination names a JSON file that is not there, cannot be read, or is not JSON. The path is relative to the
                project's folder.
                """,
            onTheTelephone: """
                Callers who are sent there would hear nothing, and then the end of the call.
                """,
            mending: """
                Correct the path, or the JSON: the message says where it ends to be JSON.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {ncco: custom.json}}
                """,
                files: [(path: "custom.json", text: "[{action: talk}]\n")]
            )
        ),
        Explanation(
            "CC3031",
            .either,
            "A hand-written NCCO breaks a rule of the platform",
            meaning: """
                The actions of the NCCO were checked against the platform's rules, and one of them does not hold. The message
                begins with the place in the JSON, such as [0].text. It is an error when the platform would refuse the NCCO or
                a caller would end in silence, a warning when it works but is hardly meant.
                """,
            onTheTelephone: """
                An NCCO is only looked at by the platform when a call gets there. What is wrong with it is then heard by the
                caller: silence, and the end of the call.
                """,
            mending: """
                Correct the action as the message and the help say. Where the language has a word for what the NCCO does, the
                word is the safer way.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {ncco: [{action: talk, txet: Hello.}]}}
                """
            )
        ),
    ]
}
