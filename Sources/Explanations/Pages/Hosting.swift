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
                "hosting.target" says what is to serve the bundle: ccserve, nginx (with njs), worker, nginx-plain or static.
                """,
            onTheTelephone: """
                What a bundle may hold depends on its host. One that cannot decide by key, number or hour would send every
                caller to the same place.
                """,
            mending: """
                Write one of these, or leave the key out: that is ccserve.
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
                "publish" says where ccapply puts the bundle: a folder, written dir: and its path; a bucket, written s3://, its
                name and a prefix; or {command: [...]}, a program that is given the files.
                """,
            onTheTelephone: """
                The account is only changed when the new release is seen at its public address. Files that are put nowhere are
                not seen, and the line stays as it is.
                """,
            mending: """
                Write it like dir:/srv/voice or s3://acme-voice/site; a path without a leading / is relative to the project's folder. Without the key
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
        Explanation(
            "CC4010",
            .error,
            "The host cannot serve this",
            meaning: """
                Each host of "hosting.target" has its limits. ccserve and worker serve everything; nginx cannot tell
                signed webhooks from others. nginx-plain has no program to run, so no words, hours, shares of calls or lists of
                callers either. static has one document for all calls: no menus, no different ways, and after a person who does
                not answer only words.
                """,
            onTheTelephone: """
                The webhook would go unanswered, and the call on without what was meant.
                """,
            mending: """
                Use one of the targets that the finding names, or write the center without it.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting: {url: "https://voice.acme.example", target: nginx-plain}
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Say again to hear this again.
                    options: {1: {menu: main, words: [again]}}
                    speech: yes
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC4011",
            .error,
            "The bundle would be too large",
            meaning: """
                A bundle grows with its project, but for a few things: a team or menu that is entered with an "otherwise" of its
                own is there once more for each such place, and a list of callers or a schedule in each table that decides by it.
                All these copies together are bounded.
                """,
            onTheTelephone: """
                Nothing is heard of it. The files would take hours to publish and a host long to read.
                """,
            mending: """
                Let places share a way: use the team's or menu's own "otherwise", or let numbers lead to one flow.
                """,
            example: .made(
                "A team of ten agents, and a menu of 10,001 options that lead to it, each with an 'otherwise' of its own."
            ) {
                let agents = (1...10).map { "A\($0)" }.joined(separator: ", ")
                let options = (10_000...20_000).map { "      \($0): {team: all, otherwise: hangup}\n" }.joined()
                let text = """
                    version: 1
                    app: {name: Acme}
                    hosting: {url: "https://voice.acme.example"}
                    numbers: {default: {inbound: {menu: main}}}
                    agents: {\(agents.replacing(", ", with: ": , ")): }
                    teams: {all: {agents: [\(agents)], otherwise: hangup}}
                    menus:
                      main:
                        prompt: Enter the number of your contract.
                        otherwise: hangup
                        options:

                    """
                return Array((text + options).utf8)
            }
        ),
        Explanation(
            "CC4012",
            .warning,
            "The fallback is served by the host that it stands in for",
            meaning: """
                "fallback" has no "url" of its own, or one on the same host as everything else. What it says is then still heard by
                callers whose call is going on when the host dies: the platform holds those words. The document for new calls is
                on the dead host.
                """,
            onTheTelephone: """
                While the host is dead, whoever calls hears nothing, and nobody is rung.
                """,
            mending: """
                Serve the fallback elsewhere: "url" is its address at another provider, where "publish" puts the one file that it
                needs.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting:
                  url: https://voice.acme.example
                  fallback: {say: We have a technical problem.}
                numbers: {default: {inbound: {say: Hello., hangup: yes}}}
                """
            )
        ),
        Explanation(
            "CC4013",
            .warning,
            "A static fallback is heard in mid-call, too",
            meaning: """
                When the host is dead, the platform asks the fallback: as a call begins, and for every key, jump and unanswered
                ring of a call that goes on. A host of files cannot tell these apart and always gives the fallback's document.
                Where "fallback.target" is left out, and its "url" is another host, that is taken for granted.
                """,
            onTheTelephone: """
                Whoever is in one of these menus, or is being rung through, when the host dies hears the fallback. The platform
                would still hold more for them: the prompts that are left, and the way out behind.
                """,
            mending: """
                Let a program serve the fallback ("ccplan host worker" or "nginx" writes one, "ccserve" is another) and say so
                with "target". It answers 204 in mid-call, and the call goes on with what the platform holds. Where callers
                reach a person by the fallback's "phone" you may prefer that: allow it under "policy.allow" with the reason.
                "ccplan graph --outage" tells what is heard at each place.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting:
                  url: https://voice.acme.example
                  fallback: {url: "https://static.acme.example", target: static, say: We have a technical problem.}
                numbers: {default: {inbound: {menu: main}}}
                menus:
                  main:
                    prompt: For our opening hours, press 1.
                    options: {1: {say: We are open from nine to five., hangup: yes}}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC4014",
            .error,
            "The fallback has a target, and no place that it is the target of",
            meaning: """
                "fallback.target" says what serves the fallback at "fallback.url". Without that, or with the "url" of
                "hosting", it is the host that serves the fallback, and the host is what "hosting.target" says.
                """,
            onTheTelephone: """
                When the host dies, callers would hear something else than the project says of calls that are going on; and
                who calls then would hear nothing, since a fallback on the host that it stands in for is dead, too.
                """,
            mending: """
                Give "fallback" the "url" of what you mean, at another provider; or take "target" out of it.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme}
                hosting:
                  url: https://voice.acme.example
                  target: nginx
                  fallback: {target: worker, say: We have a technical problem.}
                numbers: {default: {inbound: {say: Hello., hangup: yes}}}
                """
            )
        ),
        Explanation(
            "CC4020",
            .error,
            "Signatures are required that nobody makes",
            meaning: """
                "hosting.signatures: require" tells the host to refuse every webhook that the platform has not signed, and
                "app.signed_callbacks: no" tells the platform to sign none.
                """,
            onTheTelephone: """
                The host would refuse every call, and callers would hear the fallback, or nothing.
                """,
            mending: """
                Take "signed_callbacks: no" out, or write "signatures: observe" while it is there.
                """,
            example: .whole(
                """
                version: 1
                app: {name: Acme, signed_callbacks: no}
                hosting: {url: "https://voice.acme.example", signatures: require}
                numbers: {default: {inbound: {say: We are closed., hangup: yes}}}
                """
            )
        ),
    ]
}
