internal import Diagnostics

/// What is live, for those who compare with it.
extension Explanations {
    static let liveReleases: [Explanation] = [
        Explanation(
            "CC8020",
            .error,
            "Nothing is live",
            meaning: """
                "ccplan diff --live" compares with what calls meet now, and the account has no application of this project, by
                its id, its key or its name.
                """,
            onTheTelephone: """
                Nobody can call what was never applied, so everything would be new to callers.
                """,
            mending: """
                Apply the project first. To compare two versions of it with each other, name a commit, branch or tag:

                    ccplan diff main

                Check also that the API key is that of the right account.
                """,
            example: .adding(Self.greeting, account: .init(live: .isSought))
        ),
        Explanation(
            "CC8021",
            .error,
            "Calls go to no release of ccplan",
            meaning: """
                The application is there, but its answer URL names no release: it is a webhook of somebody else, or empty. The
                URL of a release has "/r/", 16 hex digits and "/e/answer" in it.
                """,
            onTheTelephone: """
                What callers hear now is decided by a program that ccplan does not know, so nobody can tell what would change
                for them.
                """,
            mending: """
                Apply the project once: calls go to a release from then on. "ccplan import" writes a project from what is there
                now, "--fetch-answers" asks the present webhook what it answers.
                """,
            example: .adding(
                Self.greeting,
                account: .init(
                    applications: [.answered(at: "https://old.acme.example/answer")],
                    live: .isSought
                )
            )
        ),
        Explanation(
            "CC8022",
            .error,
            "The content of the live release cannot be had",
            meaning: """
                The account tells which release calls are on. It is read where the project is published, a folder or a bucket, and
                each file is held against the release's manifest. Where that cannot be, the commit that "releases.jsonl" names
                and then the last 50 commits of the project's folder are compiled, until one gives that release.
                """,
            onTheTelephone: """
                Calls go on as before. Only what would change for callers cannot be told.
                """,
            mending: """
                The message has a reason for each place. Run it where the folder of "hosting.publish" is, or with the
                credentials of the bucket; or in a clone that has the whole history ("fetch-depth: 0"), with the "--env" and
                "--var" that the project was applied with, and the version of ccplan that did: another one may compile the
                same project to another release. "ccapply" publishes what is missing again.
                """,
            example: .adding(
                Self.greeting,
                account: .init(
                    applications: [.answered(at: "https://voice.acme.example/r/0123456789abcdef/e/answer")],
                    live: .isLost
                )
            )
        ),
    ]

    private static let greeting = """
        numbers:
          default: {inbound: {say: Hello., hangup: yes}}
        """
}

extension Explanation.ExampleAccount.Application {
    fileprivate static func answered(at url: String) -> Self {
        Self(id: acme.id, name: acme.name, answerURL: url)
    }
}
