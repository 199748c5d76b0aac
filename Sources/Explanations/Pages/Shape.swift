internal import Diagnostics

/// Keys and values that the language does not have.
extension Explanations {
    static let shape: [Explanation] = [
        Explanation(
            "CC0101",
            .error,
            "A value has the wrong shape",
            meaning: """
                A list or a text stands where a mapping is expected, or the other way round. The message says which of them the
                key takes.
                """,
            onTheTelephone: """
                A destination that cannot be read leads nowhere; a list of prefixes that is a text allows nobody to dial.
                """,
            mending: """
                Write what the message asks for. A destination is a mapping, {menu: main}; several values are a list in brackets.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: main}
                """
            )
        ),
        Explanation(
            "CC0102",
            .error,
            "A key is not part of the language",
            meaning: """
                The mapping has no key of this name. Unknown keys are errors, so that a slip of the pen is not taken for a
                comment.
                """,
            onTheTelephone: """
                A misspelt "otherwise" is no way out: the caller whom nobody answers would hear the goodbye, although another
                destination stands in the file.
                """,
            mending: """
                Take the near name that is suggested, or one of the keys that are listed.
                """,
            example: .adding(
                """
                agents:
                  Jane: {otherwize: hangup}
                """
            )
        ),
        Explanation(
            "CC0103",
            .error,
            "A key is missing",
            meaning: """
                The mapping lacks a key without which it means nothing: a menu without a prompt, a number without its digits.
                """,
            onTheTelephone: """
                A menu without a prompt leaves its callers in silence; one without options leads nowhere.
                """,
            mending: """
                Add the key. The help line says what belongs there.
                """,
            example: .adding(
                """
                numbers:
                  sales: {inbound: hangup}
                """
            )
        ),
        Explanation(
            "CC0104",
            .error,
            "A value is none of those that the key takes",
            meaning: """
                The key takes one of a few words, a number or a duration, and the value is none of these.
                """,
            onTheTelephone: """
                How long an agent is rung, or whether a number is given back for good, is not guessed.
                """,
            mending: """
                Write the value as the message says. Durations are 20s, 2m or 1h; switches are yes or no.
                """,
            example: .adding(
                """
                agents:
                  Jane: {ring_for: twenty seconds, otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC0105",
            .error,
            "A value is out of range",
            meaning: """
                The number or duration is well written, but beyond what the platform takes or what makes sense. The message
                names both ends of the range.
                """,
            onTheTelephone: """
                The platform refuses a document with such a value in the middle of a call, and the caller hears nothing more.
                """,
            mending: """
                Choose a value within the range.
                """,
            example: .adding(
                """
                agents:
                  Jane: {ring_for: 10m, otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC0106",
            .error,
            "The file is written in another version of the language",
            meaning: """
                "version" says which version of the language the file is written in. This program reads version 1.
                """,
            onTheTelephone: """
                The same key may mean something else in another version. Nothing is built on a guess.
                """,
            mending: """
                Write "version: 1", or use the release of this program that reads the version.
                """,
            example: .whole(
                """
                version: 2
                app: {name: Acme}
                hosting: {url: "https://voice.acme.example"}
                """
            )
        ),
    ]
}
