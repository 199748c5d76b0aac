internal import Diagnostics

/// What nobody may write down.
extension Explanations {
    static let secrets: [Explanation] = [
        Explanation(
            "CC6001",
            .error,
            "A secret stands in the project",
            meaning: """
                A private key, a token, a password or an API secret is written down in a file of the project: by itself, behind a
                key whose name tells, or in a URL. What it is, no report shows. URLs and headers of the project end up in
                documents that anybody can fetch.
                """,
            onTheTelephone: """
                One Vonage key does everything: whoever reads the repository, its forks or a CI log can make calls at your
                expense and point your numbers elsewhere. A secret that was committed once stays in the history.
                """,
            mending: """
                Take it out, and change it where it is used: it has been seen. Keep the new one in the environment:
                VONAGE_API_KEY, VONAGE_API_SECRET and VONAGE_PRIVATE_KEY for the tools; {secret: NAME} for the SIP passwords
                of users, where NAME is an environment variable.
                """,
            example: .adding(
                """
                users:
                  Bob: {channels: {sip: [{uri: "sip:bob@pbx.acme.example", password: hunter2}]}}
                """
            )
        ),
        Explanation(
            "CC6002",
            .error,
            "A value cannot be read from the environment",
            meaning: """
                {secret: NAME} stands where a text of the project is wanted. It reads the environment when the account is
                compared and changed, and only the SIP user names and passwords of channels can be given that way.
                """,
            onTheTelephone: """
                Everything else ends up in documents that anybody can fetch, so a secret there would be none.
                """,
            mending: """
                Write the value itself, or use a variable: ${name} with "vars" or --var for what differs from place to place.
                """,
            example: .adding(
                """
                users: {Bob: {display_name: {secret: NAME}}}
                """
            )
        ),
    ]
}
