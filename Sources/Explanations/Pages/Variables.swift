internal import Diagnostics

/// `${name}` and what it stands for.
extension Explanations {
    static let variables: [Explanation] = [
        Explanation(
            "CC0030",
            .error,
            "A variable is not defined",
            meaning: """
                A value has ${name} in it, and neither "vars" nor --var defines that name.
                """,
            onTheTelephone: """
                Callers would hear "dollar brace" and the name of the variable.
                """,
            mending: """
                Correct the name, define it under "vars", or set it with --var name=value. For the characters themselves write
                $${.
                """,
            example: .adding(
                """
                vars: {brand: Acme}
                numbers:
                  default: {inbound: {say: "Welcome to ${barnd}.", hangup: yes}}
                """
            )
        ),
        Explanation(
            "CC0031",
            .error,
            "A variable's brace is not closed",
            meaning: """
                After ${ a name and } are expected, all within one value.
                """,
            onTheTelephone: """
                Callers would hear the name of the variable, not its text.
                """,
            mending: """
                Write ${name}. For the characters themselves write $${.
                """,
            example: .adding(
                """
                vars: {brand: Acme}
                numbers:
                  default: {inbound: {say: "Welcome to ${brand.", hangup: yes}}
                """
            )
        ),
        Explanation(
            "CC0032",
            .error,
            "A variable's name has other characters than letters and digits",
            meaning: """
                The name of a variable has letters, digits and underscores, and no digit first.
                """,
            onTheTelephone: """
                A name that cannot be written cannot be replaced: its text would be missing from what callers hear.
                """,
            mending: """
                Choose another name: opening_hours for "opening hours".
                """,
            example: .adding(
                """
                vars: {2nd_brand: Acme}
                """
            )
        ),
        Explanation(
            "CC0033",
            .error,
            "A variable's value is no text",
            meaning: """
                A variable stands for a text. A list or mapping cannot be put into the middle of one, and an empty value has to
                say that it is meant.
                """,
            onTheTelephone: """
                A prompt with a hole in it is heard by everybody who calls.
                """,
            mending: """
                Write name: text, with "" for an empty text. What is to be repeated as a whole, such as a destination, gets a
                name as a menu, or an alias.
                """,
            example: .adding(
                """
                vars: {brand: [Acme, Company]}
                """
            )
        ),
        Explanation(
            "CC0034",
            .error,
            "With its variables the file is too long",
            meaning: """
                Each use of a variable counts with the length of its text. With all of them the file has more than 128 MiB.
                """,
            onTheTelephone: """
                The limit keeps a wrong or hostile file from taking all memory of the machine that deploys. No voice could
                speak so long a text.
                """,
            mending: """
                Use shorter variables, or fewer of them.
                """,
            example: .made("A variable of 1 MiB that is used 130 times.") {
                let text = String(repeating: "x", count: 1 << 20)
                let users = (0..<130).map { "  user\($0): {display_name: \"${x}\"}\n" }.joined()
                return Array((Explanation.Example.head + "vars: {x: \(text)}\nusers:\n\(users)").utf8)
            }
        ),
        Explanation(
            "CC0061",
            .warning,
            "A variable within the text of a variable",
            meaning: """
                The text of a variable is taken as it is: what looks like a variable in it is not replaced.
                """,
            onTheTelephone: """
                Callers would hear the dollar sign and the braces read out.
                """,
            mending: """
                Write out what the inner variable stands for, or use both variables where the text is:

                    say: ${greeting} ${brand}.
                """,
            example: .adding(
                """
                vars: {brand: Acme, greeting: "Welcome to ${brand}"}
                """
            )
        ),
    ]
}
