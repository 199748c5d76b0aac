internal import Diagnostics

/// Numbers, users and the application.
extension Explanations {
    static let account: [Explanation] = [
        Explanation(
            "CC2001",
            .error,
            "A phone number is not written internationally",
            meaning: """
                Phone numbers begin with + and the country code, and have 7 to 15 digits in all. Blanks, dashes and parentheses
                may stand between them.
                """,
            onTheTelephone: """
                020 7946 0000 is another telephone in every country. The platform rings numbers from nowhere in particular, so
                only the international form is certain to reach the right one.
                """,
            mending: """
                Write the number with its country code and without the leading 0: +44 20 7946 0000 for 020 7946 0000.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: 020 7946 0000, inbound: hangup}
                """
            )
        ),
        Explanation(
            "CC2002",
            .error,
            "A number is written down twice",
            meaning: """
                Two entries of "numbers" have the same digits.
                """,
            onTheTelephone: """
                A number leads to one place. Which of the two its callers would reach is anybody's guess.
                """,
            mending: """
                Remove one entry, or correct the digits.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                  support: {number: +44 (20) 7946-0000, inbound: {say: Hello., hangup: yes}}
                """
            )
        ),
        Explanation(
            "CC2003",
            .error,
            "The platform has no such region",
            meaning: """
                "app.region" names where the calls of the application live. The platform knows six places and refuses other
                names.
                """,
            onTheTelephone: """
                The region decides how far voices travel. With a wrong name the application is not created, and no number
                rings.
                """,
            mending: """
                Use na-east, na-west, eu-west, eu-east, apac-sng or apac-australia, or leave the key out.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme, region: eu-wset}
                hosting: {url: "https://voice.acme.example"}
                """
            )
        ),
        Explanation(
            "CC2004",
            .error,
            "A user cannot have this name",
            meaning: """
                Agents and users are users of the platform, which refuses the name "me", names that begin with "USR-", and empty
                ones. Longer ones than 128 bytes and control characters are refused here.
                """,
            onTheTelephone: """
                A user who is not created cannot log in, and is rung in vain.
                """,
            mending: """
                Choose another name. What colleagues see is display_name, which may be anything.
                """,
            example: .adding(
                """
                agents:
                  me: {otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC2005",
            .warning,
            "A number leads nowhere",
            meaning: """
                The number has no "inbound", and there is no "default" whose destination would hold for it.
                """,
            onTheTelephone: """
                Callers of this number hear the goodbye and nothing else. They do not learn whether they dialled the right
                number.
                """,
            mending: """
                Add "inbound" with a destination, here or under "default". When the number is meant to be silent, say so:
                {say: This line is not in service., hangup: yes}.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000}
                """
            )
        ),
        Explanation(
            "CC2006",
            .error,
            "Something is used and removed at once",
            meaning: """
                The number or user stands under "removed" and is used elsewhere in the project.
                """,
            onTheTelephone: """
                Taking away a number that is in use lets its callers ring in vain, and a number that was given back may be
                gone for good.
                """,
            mending: """
                Take it out of "removed", or out of the rest of the project.
                """,
            example: .adding(
                """
                agents:
                  Jane: {otherwise: hangup}
                removed:
                  users: {Jane: delete}
                """
            )
        ),
        Explanation(
            "CC2007",
            .error,
            "A telephone is rung without a caller id",
            meaning: """
                A telephone is rung with a number to show, and neither the destination nor "voice" names one.
                """,
            onTheTelephone: """
                The platform refuses to ring a telephone without a number of the account to show. The caller would be told
                that nobody is there, although nobody was rung.
                """,
            mending: """
                Set "caller_id" under "voice", once for all, or beside "phone": a number of the project by its name, or any
                number of the account.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: {phone: +44 7700 900001, otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC2008",
            .error,
            "The public key file cannot be used",
            meaning: """
                "app.public_key" names a file that cannot be read, that holds no public key in PEM form, or, worse, that holds
                the private key.
                """,
            onTheTelephone: """
                The key is how the platform knows the application's agents. With a wrong one nobody can log in; with a private
                key in the project, everybody who reads it can.
                """,
            mending: """
                Make a pair with "ccplan keygen": it writes the public half into the project and the private half outside of
                it. The path is relative to the project's folder.
                """,
            example: Self.wrongKey
        ),
        Explanation(
            "CC2011",
            .error,
            "The file of bought numbers is damaged",
            meaning: """
                contact-center.lock says which number was bought for which "search", a line a number: the environment or -, the
                name, the number. A line says something else, or two lines pin the same name.
                """,
            onTheTelephone: """
                The project would take the number for one that is still to be bought, and a second one would cost money.
                """,
            mending: """
                Take the file from version control as it was written. Where two branches each bought a number for the same
                name, keep the line whose number the account owns.
                """,
            example: .adding(
                """
                numbers:
                  us-sales: {search: {country: US}, inbound: hangup}
                """,
                files: [(path: "contact-center.lock", text: "us-sales 14155550100\n")]
            )
        ),
    ]

    private static let wrongKey = Explanation.Example(
        shown: """
            version: 1
            app: {name: Acme, public_key: notes.txt}
            hosting: {url: "https://voice.acme.example"}
            """,
        bytes: {
            Array(
                """
                version: 1
                app: {name: Acme, public_key: notes.txt}
                hosting: {url: "https://voice.acme.example"}

                """.utf8
            )
        },
        files: [(path: "notes.txt", text: "Not a key.\n")]
    )
}
