internal import Diagnostics

/// What a project says of the findings about it.
extension Explanations {
    static let findings: [Explanation] = [
        Explanation(
            "CC5101",
            .error,
            "There is no such code",
            meaning: """
                The project changes or allows findings of a code that this program does not have.
                """,
            onTheTelephone: """
                A finding that was to be an error stays a warning, and the release goes out with it.
                """,
            mending: """
                Take the near code that is suggested. "ccplan explain" lists all codes.
                """,
            example: .adding("policy: {diagnostics: {CC3099: error}}")
        ),
        Explanation(
            "CC5102",
            .error,
            "An error cannot be turned off",
            meaning: """
                The project turns off, lowers or allows a code whose findings are errors. Warnings can be turned off, allowed
                in places, or raised to errors; errors stay what they are.
                """,
            onTheTelephone: """
                An error is what the platform would refuse, what leaves a caller in silence or a circle, or what costs money.
                It would be as wrong on the telephone with the finding hidden.
                """,
            mending: """
                Take the code out of "policy", and mend what the findings say.
                """,
            example: .adding("policy: {diagnostics: {CC3004: off}}")
        ),
        Explanation(
            "CC5103",
            .warning,
            "An allowance silences nothing",
            meaning: """
                The project allows findings of a code, at a place or anywhere, and there are none. Either what was wrong is
                mended, or the place has another name by now.
                """,
            onTheTelephone: """
                An allowance that is left lying about will hide the next finding of its kind, which nobody has looked at.
                """,
            mending: """
                Remove the allowance, or correct its place.
                """,
            example: .adding("policy: {allow: [{code: CC3010, because: callers are told before}]}")
        ),
        Explanation(
            "CC5104",
            .error,
            "An allowance gives no reason",
            meaning: """
                An allowance says with "because" why the finding may stand.
                """,
            onTheTelephone: """
                Whoever is called at night because a line is dead wants to know whether this was meant.
                """,
            mending: """
                Add "because" and a reason that will still be understood in a year.
                """,
            example: .adding("policy: {allow: [{code: CC3010}]}")
        ),
    ]
}
