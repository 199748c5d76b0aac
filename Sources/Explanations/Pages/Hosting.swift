internal import Diagnostics

/// Where the bundle is served.
extension Explanations {
    static let hosting: [Explanation] = [
        Explanation(
            "CC4001",
            .error,
            "A web address cannot be used",
            meaning: """
                The address is no URL that begins with https:// (or http://, for trials), or it has a user, a query or a
                fragment, or characters that an address does not have.
                """,
            onTheTelephone: """
                The platform asks this address what to do with every call. An address that it cannot ask leaves callers with
                silence.
                """,
            mending: """
                Write it like https://voice.acme.example/center, without ?, # and a user's name.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting: {url: voice.acme.example}
                """
            )
        ),
        Explanation(
            "CC4002",
            .error,
            "There is no bundle for this host",
            meaning: """
                "hosting.target" says what serves the bundle. This version makes bundles for ccserve.
                """,
            onTheTelephone: """
                A host that cannot decide by key, number or hour would send every caller to the same place.
                """,
            mending: """
                Write "target: ccserve", or leave the key out.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting: {url: "https://voice.acme.example", target: apache}
                """
            )
        ),
        Explanation(
            "CC4003",
            .error,
            "The bundle cannot be published there",
            meaning: """
                "publish" says where ccapply puts the bundle: a folder, written dir: and its path.
                """,
            onTheTelephone: """
                The account is only changed when the new release is seen at its public address. Files that are put nowhere are
                not seen, and the line stays as it is.
                """,
            mending: """
                Write it like dir:/srv/voice; a path without a leading / is relative to the project's folder. Without the key
                somebody else has to put the files there.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting: {url: "https://voice.acme.example", publish: /srv/voice}
                """
            )
        ),
    ]
}
