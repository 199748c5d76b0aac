internal import Diagnostics

/// What the account has, and the project asks of it.
extension Explanations {
    static let liveAccount: [Explanation] = [
        Explanation(
            "CC8001",
            .error,
            "A number is not owned by the account",
            meaning: """
                The project uses a number that the account does not have: it was never bought, given back, or belongs to another
                account.
                """,
            onTheTelephone: """
                A number of somebody else cannot be answered. Whoever dials it reaches that somebody, or nobody.
                """,
            mending: """
                Check the digits and the account that the API key belongs to. Buy the number, or take it out of "numbers".
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                """,
                account: .init(applications: [.acme])
            )
        ),
        Explanation(
            "CC8002",
            .error,
            "The account has no application with this id",
            meaning: """
                "app.id" pins the application, and the account has none of that id.
                """,
            onTheTelephone: """
                The numbers are linked to an application; were another one made, the calls would go on to the old one.
                """,
            mending: """
                Correct the id, or take it out: the application is then found by its public key, or by its name. Check the
                account that the API key belongs to.
                """,
            example: Self.pinned
        ),
        Explanation(
            "CC8003",
            .error,
            "Several applications could be meant",
            meaning: """
                Several applications of the account have the same public key, or the same name, and nothing tells which one is
                the project's. While a key is exchanged, that holds for an application with the new key and another one with
                the key of "app.previous_public_key".
                """,
            onTheTelephone: """
                Changing the wrong application would change somebody else's line.
                """,
            mending: """
                Write down the id of the right one as "app.id"; the ids are in the message.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {say: Hello., hangup: yes}}
                """,
                account: .init(applications: [.acme, .init(id: "22222222-0000-4000-8000-000000000000", name: "Acme")])
            )
        ),
        Explanation(
            "CC8004",
            .error,
            "A new application has no public key",
            meaning: """
                The account has no application of this name, so a new one would be made, and "app.public_key" names no key for
                it.
                """,
            onTheTelephone: """
                Without a key nobody can log in as an agent. A key that the platform makes is shown once and then lost; so keys
                are made here.
                """,
            mending: """
                Make a pair with "ccplan keygen", and name the public half as "app.public_key". When the application should
                be there, check its name and the account.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {say: Hello., hangup: yes}}
                """,
                account: .init()
            )
        ),
        Explanation(
            "CC8005",
            .error,
            "A caller id is not owned by the account",
            meaning: """
                Telephones are rung with a number that the account does not have.
                """,
            onTheTelephone: """
                The platform refuses such calls: showing somebody else's number is how fraud begins. Callers are told that
                nobody answers, although nobody was rung.
                """,
            mending: """
                Use a number of the account as "caller_id".
                """,
            example: .adding(
                """
                voice: {caller_id: +44 20 7946 0999}
                numbers:
                  default: {inbound: {phone: +44 7700 900001, otherwise: hangup}}
                """,
                account: .init(applications: [.acme])
            )
        ),
        Explanation(
            "CC8006",
            .warning,
            "A number cannot take calls",
            meaning: """
                The number is owned, but has no VOICE feature: it is for messages only.
                """,
            onTheTelephone: """
                It can be linked and never rings. Whoever dials it hears that the number is not available.
                """,
            mending: """
                Use a number with the VOICE feature.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                """,
                account: .init(
                    applications: [.acme],
                    numbers: [.init(digits: "442079460000", features: ["SMS"])]
                )
            )
        ),
        Explanation(
            "CC8007",
            .error,
            "A number that is to be cancelled belongs to another application",
            meaning: """
                "removed" says that the number is to be given back, and it is linked to an application that is not the
                project's.
                """,
            onTheTelephone: """
                Somebody else's line hangs on that number. A number that was given back is hardly ever had again.
                """,
            mending: """
                Unlink it from the other application first, when it is really out of use, or take it out of "removed".
                """,
            example: .adding(
                """
                removed:
                  numbers: {+44 20 7946 0000: cancel}
                """,
                account: .init(
                    applications: [.acme, .init(id: "33333333-0000-4000-8000-000000000000", name: "Other")],
                    numbers: [
                        .init(digits: "442079460000", applicationID: "33333333-0000-4000-8000-000000000000")
                    ]
                )
            )
        ),
    ]

    private static let pinned: Explanation.Example = {
        var example = Explanation.Example.whole(
            """
            version: 1
            app: {name: Acme, id: 99999999-0000-4000-8000-000000000000}
            hosting: {url: "https://voice.acme.example"}
            """
        )
        example.account = .init(applications: [.acme])
        return example
    }()
}

extension Explanation.ExampleAccount.Application {
    static let acme = Self(id: "11111111-0000-4000-8000-000000000000", name: "Acme")
}
