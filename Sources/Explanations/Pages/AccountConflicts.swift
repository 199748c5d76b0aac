internal import Diagnostics

/// Where the account, or what others do with it, stands against the project.
extension Explanations {
    static let accountConflicts: [Explanation] = [
        Explanation(
            "CC8008",
            .error,
            "The project belongs to another account",
            meaning: """
                "app.account" is the API key of the account that the project belongs to, and the credentials at hand are those
                of another one. It is compared before anything is read.
                """,
            onTheTelephone: """
                In the wrong account a plan would make everything a second time, and a test account's numbers would take the
                place of those that people dial.
                """,
            mending: """
                Set VONAGE_API_KEY and VONAGE_API_SECRET of the right account, or correct "app.account". The key is no secret by
                itself and may stand in the project.
                """,
            example: .conflict(
                """
                version: 1
                app: {name: Acme, account: a1b2c3d4}
                hosting: {url: "https://voice.acme.example"}
                """,
                .init(applications: [.acme], apiKey: "99999999")
            )
        ),
        Explanation(
            "CC8009",
            .error,
            "A number is linked to another application",
            meaning: """
                A number of the project is owned by the account, and linked to an application that is not the project's.
                """,
            onTheTelephone: """
                Calls to it go to that application today. Linking it here takes them away from there, at once.
                """,
            mending: """
                Unlink it from the other application, when it is out of use there. When this project is to take it over, write
                "adopt: yes" at the number; the plan then shows from where it is taken.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                """,
                account: .init(
                    applications: [.acme, .other],
                    numbers: [
                        .init(digits: "442079460000", applicationID: Explanation.ExampleAccount.Application.other.id)
                    ]
                )
            )
        ),
        Explanation(
            "CC8010",
            .error,
            "A number has a forwarding of its own",
            meaning: """
                A number of the project forwards its calls to a SIP address or to a telephone. That was set on the number
                itself, and wins over any application.
                """,
            onTheTelephone: """
                As long as it is set, callers reach the old place, whatever the project says. Clearing it ends whatever still
                relies on it.
                """,
            mending: """
                Write "adopt: yes" at the number: the forwarding is cleared when the number is linked, and the plan shows it.
                When the forwarding is still in use, take the number out of the project.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                """,
                account: .init(
                    applications: [.acme],
                    numbers: [.init(digits: "442079460000", forwarding: "sip:pbx@acme.example")]
                )
            )
        ),
        Explanation(
            "CC8011",
            .error,
            "Something protected would be removed",
            meaning: """
                "policy.protect" names kinds of things that no plan may remove, and this one would.
                """,
            onTheTelephone: """
                A number that was unlinked takes no calls, and an agent whose user is gone cannot be rung.
                """,
            mending: """
                Leave the removal out. When it is meant, take the kind out of "policy.protect" in the same change, so that
                whoever reviews it sees both.
                """,
            example: .adding(
                """
                policy: {protect: [users]}
                removed:
                  users: {Bob: delete}
                """,
                account: .init(applications: [.acme], users: [.init(name: "Bob")])
            )
        ),
        Explanation(
            "CC8012",
            .error,
            "The account does not accept the credentials",
            meaning: """
                The platform answers 401: the API key or secret is wrong, or was revoked, or the token of the application is
                not accepted. Nothing was changed.
                """,
            onTheTelephone: """
                Calls are not touched: they go on as they are. They only cannot be changed.
                """,
            mending: """
                Check VONAGE_API_KEY and VONAGE_API_SECRET, and that they belong to the same account. For users, check that
                VONAGE_PRIVATE_KEY belongs to the live application, and this machine's clock.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                """,
                account: .init(refusal: .credentials)
            )
        ),
        Explanation(
            "CC8013",
            .error,
            "The credentials do not suffice",
            meaning: """
                The platform answers 403: the credentials are right, but this account or key may not do what is asked, or the
                account is suspended, or this machine's address is not allowed. Nothing was changed.
                """,
            onTheTelephone: """
                Calls are not touched. A suspended account takes none, though.
                """,
            mending: """
                Ask the owner of the account to allow it; the message says what was asked. A sub-account may need the right to
                manage numbers or applications.
                """,
            example: .adding(
                """
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: hangup}
                """,
                account: .init(refusal: .permission)
            )
        ),
        Explanation(
            "CC8014",
            .error,
            "A user that was to be made exists, with other data",
            meaning: """
                The plan was to make a user. While it was applied the platform said that the name is taken, and the user of
                that name is not as the project wants it: somebody made it meanwhile.
                """,
            onTheTelephone: """
                Calls ring whoever logs in under the name. It may be somebody else's.
                """,
            mending: """
                Make a new plan: it shows what differs as an update of that user. When it is really somebody else, give the
                agent another name.
                """,
            example: .adding(
                """
                users:
                  Jane: {display_name: Jane Doe}
                """,
                account: .init(applications: [.acme], newUsers: [.init(name: "Jane", displayName: "Jane Roe")])
            )
        ),
        Explanation(
            "CC8015",
            .error,
            "Nothing is on sale that fits a search",
            meaning: """
                "ccapply buy" found no number that is as the search wants it and costs no more than it may. Nothing was bought,
                for other searches neither.
                """,
            onTheTelephone: """
                A line without a number cannot be dialled.
                """,
            mending: """
                Ask for less: a shorter pattern, any type, a higher "max_monthly_cost". Some countries sell numbers only in the
                dashboard, with an address: request one there, and write it down with "number" in place of "search".
                """,
            example: .adding(
                """
                numbers:
                  sales:
                    search: {country: US, max_monthly_cost: 0.50}
                    inbound: hangup
                """,
                account: .init(applications: [.acme], offers: [.init(digits: "14155550100", cost: "0.90")])
            )
        ),
        Explanation(
            "CC8016",
            .error,
            "The numbers would cost more than they may",
            meaning: """
                With the numbers that are still to be bought, at today's prices, the known monthly costs of the project's
                numbers pass the limit of "policy.max_monthly_cost" or of "--max-monthly-cost". Nothing was bought, and no
                apply changes anything.
                """,
            onTheTelephone: """
                An account whose credit is used up loses its numbers, those included that people have dialled for years.
                """,
            mending: """
                Raise the limit, or look for cheaper numbers. What an owned number costs is not in the platform's API: it
                counts only where "monthly_cost" of the number says it, and is told as unknown elsewhere.
                """,
            example: .adding(
                """
                policy: {max_monthly_cost: 0.50}
                numbers:
                  sales:
                    search: {country: US}
                    inbound: hangup
                """,
                account: .init(applications: [.acme], offers: [.init(digits: "14155550100", cost: "0.90")])
            )
        ),
    ]
}

extension Explanation.Example {
    /// A root file as it stands, planned against an account.
    fileprivate static func conflict(_ text: String, _ account: Explanation.ExampleAccount) -> Self {
        var example = whole(text)
        example.account = account
        return example
    }
}

extension Explanation.ExampleAccount.Application {
    fileprivate static let other = Self(id: "33333333-0000-4000-8000-000000000000", name: "Other")
}
