internal import Diagnostics

/// Environments, each by itself and all together.
extension Explanations {
    static let environments: [Explanation] = [
        Explanation(
            "CC0050",
            .error,
            "Environments are no mappings by name",
            meaning: """
                The key environments has the names of environments, and below each what is different in it: a mapping,
                or nothing where nothing is.
                """,
            onTheTelephone: """
                A change that is not understood would be missing: a trial might answer on the numbers of the real thing.
                """,
            mending: """
                Write the names with a colon:

                    environments: {production: {}, staging: {app: {name: Trial}}}
                """,
            example: .adding(
                """
                environments: [production, staging]
                """
            )
        ),
        Explanation(
            "CC0051",
            .error,
            "The default environment is no name",
            meaning: """
                The key default_environment names one of the environments, as a text.
                """,
            onTheTelephone: """
                Without a name it is open which environment is meant, and nothing is released.
                """,
            mending: """
                Write one of the names under environments.
                """,
            example: .adding(
                """
                default_environment: [production]
                environments: {production: {}}
                """
            )
        ),
        Explanation(
            "CC0052",
            .error,
            "Whether things are shared is yes or no",
            meaning: """
                The key shared of an environment says whether it may have a number, an application or a place to publish
                to in common with another one. It is yes, or no when left out.
                """,
            onTheTelephone: """
                Two environments with one number take each other's calls away, so this is not guessed.
                """,
            mending: """
                Write yes or no.
                """,
            example: .adding(
                """
                environments: {production: {shared: partly}}
                """
            )
        ),
        Explanation(
            "CC0053",
            .error,
            "A key that is the same in all environments",
            meaning: """
                The keys version, include, environments and default_environment say how the project is read, before an
                environment is chosen. They stand at the top of the root file.
                """,
            onTheTelephone: """
                None of it is heard: what was meant to differ would not.
                """,
            mending: """
                Move the key to the top of the root file. What an included file has for one environment goes below
                environments in that file.
                """,
            example: .adding(
                """
                environments: {production: {include: [production.yaml]}}
                """
            )
        ),
        Explanation(
            "CC0060",
            .error,
            "A project has too many environments",
            meaning: """
                A project is checked in each of its environments, and has at most 100 of them. The others are not looked at.
                """,
            onTheTelephone: """
                Callers hear nothing of it: the limit keeps a check of a pull request from taking hours.
                """,
            mending: """
                Remove the environments that are gone. Where many differ in a name or number only, make one of them and set
                that with --var.
                """,
            example: .made("A hundred and one environments.") {
                let names = (1...101).map { "e\($0): {shared: yes}" }.joined(separator: ", ")
                return Array((Explanation.Example.head + "environments: {\(names)}\n").utf8)
            }
        ),
        Explanation(
            "CC1012",
            .error,
            "The default environment is not defined",
            meaning: """
                The key default_environment names an environment that is not one of those under environments.
                """,
            onTheTelephone: """
                Without it, it is open which environment is meant, and nothing is released.
                """,
            mending: """
                Take the name that is suggested, define the environment, or remove the key and choose with --env.
                """,
            example: .adding(
                """
                default_environment: prodction
                environments: {production: {}}
                """
            )
        ),
        Explanation(
            "CC1013",
            .error,
            "No environment is chosen",
            meaning: """
                The project has environments, and everything but "ccplan validate" needs one of them. It is neither
                named on the command line nor in default_environment.
                """,
            onTheTelephone: """
                The numbers and people of one environment are not those of another. Which one is meant is not guessed.
                """,
            mending: """
                Choose with --env NAME, or set default_environment to the one that is meant most often.
                """,
            example: .adding(
                """
                environments:
                  production: {}
                  staging: {app: {name: Acme (staging)}}
                """
            )
        ),
        Explanation(
            "CC1014",
            .error,
            "There is nothing of this name to remove",
            meaning: """
                In an environment a name with null behind it, or with nothing, removes what the project has under this
                name. The project has nothing there.
                """,
            onTheTelephone: """
                What was to be removed under its right name stays: a trial keeps a number that callers dial.
                """,
            mending: """
                Correct the name. To add something that has no settings of its own, such as an agent, write {} behind
                it.
                """,
            example: .adding(
                """
                numbers: {support: {number: +44 20 7946 0000, inbound: hangup}}
                environments: {staging: {numbers: {suport: null}}}
                """
            )
        ),
        Explanation(
            "CC2020",
            .error,
            "Two environments have the same number",
            meaning: """
                A number is linked to one application. When two environments have it, each release of the one takes it
                away from the other.
                """,
            onTheTelephone: """
                Real callers end in the trial, or nobody can try out anything, depending on who released last.
                """,
            mending: """
                Give each environment its own number, or remove it in one of them: null behind its name. Where the
                number is to go to and fro, say shared: yes in one of the two.
                """,
            example: .adding(
                """
                numbers: {support: {number: +44 20 7946 0000, inbound: hangup}}
                environments:
                  production: {}
                  staging: {app: {name: Acme (staging)}}
                """
            )
        ),
        Explanation(
            "CC2021",
            .error,
            "Two environments have the same application",
            meaning: """
                An application answers with one release. Two environments with the same id, the same public key or the
                same name mean the same application, and each release of the one replaces the other's.
                """,
            onTheTelephone: """
                Everybody who calls the one environment hears the other.
                """,
            mending: """
                Give each environment a name and a key of its own. Where one application is meant, say shared: yes in
                one of the two.
                """,
            example: .adding(
                """
                environments: {production: {}, staging: {}}
                """
            )
        ),
        Explanation(
            "CC2022",
            .error,
            "Two environments publish to the same place",
            meaning: """
                Releases of two environments are put in one folder or bucket. They do not overwrite each other, but old
                ones are removed and the log of what was live is one for both.
                """,
            onTheTelephone: """
                A release that calls still use may be removed by the other environment.
                """,
            mending: """
                Give each environment its own hosting.url and hosting.publish. Where one place is meant, say shared: yes
                in one of the two.
                """,
            example: .adding(
                """
                environments:
                  production: {hosting: {publish: dir:/srv/voice}}
                  staging: {app: {name: Acme (staging)}, hosting: {publish: dir:/srv/voice}}
                """
            )
        ),
    ]
}
