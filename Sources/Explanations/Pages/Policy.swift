internal import Diagnostics

/// Who may dial what.
extension Explanations {
    static let policy: [Explanation] = [
        Explanation(
            "CC5001",
            .error,
            "A prefix is not the beginning of an international number",
            meaning: """
                What may be dialled is told by prefixes: + and the first digits of international numbers, +44 for the United
                Kingdom, +4420 for London.
                """,
            onTheTelephone: """
                A prefix that is misread opens the line to calls that cost money, or refuses calls that people have to make.
                """,
            mending: """
                Write + and the country code, with as many digits as are to be told apart, in quotes: "+1212". Put 0 or 00
                nowhere.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {allow: ["0044"], otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC5002",
            .warning,
            "Outbound calling allows no number",
            meaning: """
                "outbound" has no "allow", or an empty one. Nothing may be dialled that is not allowed.
                """,
            onTheTelephone: """
                Everybody who dials a number in the app hears that it cannot be called. Extensions still work.
                """,
            mending: """
                List the prefixes of the countries that are called: allow: ["+44", "+353"]. Keep the list short: stolen logins
                are used to ring expensive numbers.
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0000}
                outbound: {otherwise: hangup}
                """
            )
        ),
    ]
}
