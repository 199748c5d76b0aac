internal import Diagnostics

extension Explanations {
    /// What callers go through.
    static let calls: [Explanation] = [
        Explanation(
            "CC3070",
            .warning,
            "Callers hear nothing from the answer to the end",
            meaning: """
                The call is answered and ends without a word, a sound or any ringing: a time or a share of the calls decides for a
                bare "hangup", a flow only pauses before it, or a hand-written NCCO holds nothing.

                A "hangup" written right at a number, or for some callers under "caller", is taken as meant.
                """,
            onTheTelephone: """
                The caller pays for a call that is dead, takes it for a fault, and calls again.
                """,
            mending: """
                Say something before the end: closed: {say: We are closed., hangup: yes}.
                """,
            example: .adding(
                """
                timezone: Europe/London
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: {schedule: office, open: {agent: Jane}, closed: hangup}}
                agents: {Jane: {otherwise: hangup}}
                schedules: {office: {open: {mon-fri: 09:00-17:30}}}
                """
            )
        ),
        Explanation(
            "CC3071",
            .warning,
            "More than three agents in the app are rung in a row",
            meaning: """
                Members of a team, steps of a flow or the "otherwise" of each other ring more than three agents in the app with
                nothing between them.
                """,
            onTheTelephone: """
                An agent who is not logged in fails at once, and the next one is rung. The platform connects three calls a
                second for an account and refuses more, so that a fourth agent who is there may not be rung at all.
                """,
            mending: """
                Let something take time between them. Ring a smaller team in a flow, then say something, then ring the next:

                    flows:
                      support:
                        - team: first
                        - say: Please hold on, we are still trying.
                        - team: second
                        - voicemail: support
                """,
            example: .adding(
                """
                numbers: {default: {inbound: {team: support}}}
                agents: {Ann: {}, Bob: {}, Cid: {}, Dan: {}}
                teams: {support: {agents: [Ann, Bob, Cid, Dan], otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC3072",
            .warning,
            "A recording goes on with somebody who is not to be recorded",
            meaning: """
                An agent's calls are recorded, and when the agent does not answer somebody is rung whose calls are not. The
                recording begins before the ringing and runs until the call ends, whoever takes it.
                """,
            onTheTelephone: """
                The conversation of the second one is on tape, and neither side was told.
                """,
            mending: """
                Give "record" to everybody who may be rung behind such an agent, or lead the unanswered calls of the agent to a
                voicemail or an end.
                """,
            example: .adding(
                """
                numbers: {default: {inbound: {agent: Jane}}}
                agents:
                  Jane: {record: {}, otherwise: {agent: Joe}}
                  Joe: {otherwise: hangup}
                """
            )
        ),
        Explanation(
            "CC3073",
            .warning,
            "A prompt speaks of a key that is no option",
            meaning: """
                An English prompt says "press 3" or the like, and the menu has no option 3. Prompts with variables, sound files
                and other languages are not read.
                """,
            onTheTelephone: """
                Callers do as they are told and hear that it is not one of the options.
                """,
            mending: """
                Add the option, or correct the prompt.
                """,
            example: .adding(
                """
                numbers: {default: {inbound: {menu: main}}}
                menus:
                  main:
                    prompt: Press 1 for Jane or press 3 for billing.
                    options: {1: {agent: Jane}}
                    otherwise: hangup
                agents: {Jane: {otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC3074",
            .warning,
            "A prompt never speaks of an option",
            meaning: """
                An English prompt tells which keys to press, and leaves one of 1 to 9 out that the menu has. "*", "#", "0" and
                options of several keys may stay unspoken.
                """,
            onTheTelephone: """
                Nobody chooses what nobody hears of.
                """,
            mending: """
                Name the key in the prompt, or remove the option. For a key that only regulars are to know, allow the finding
                under "policy" with the reason.
                """,
            example: .adding(
                """
                numbers: {default: {inbound: {menu: main}}}
                menus:
                  main:
                    prompt: For sales, press 1.
                    options: {1: {agent: Jane}, 2: {agent: Joe}}
                    otherwise: hangup
                agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC3075",
            .warning,
            "A prompt gives an option the name of something else",
            meaning: """
                An English prompt says a key together with the name of a menu, team, agent, flow or voicemail, and the option
                leads elsewhere: the name is that of another option, or of something that the option does not lead to at all.
                """,
            onTheTelephone: """
                Callers who want one team reach another.
                """,
            mending: """
                Exchange the keys, in the prompt or under "options", or lead the option to what the prompt says.
                """,
            example: .adding(
                """
                numbers: {default: {inbound: {menu: main}}}
                menus:
                  main:
                    prompt: To talk to Jane, press 1, to talk to Joe, press 2.
                    options: {1: {agent: Joe}, 2: {agent: Jane}}
                    otherwise: hangup
                agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}
                """
            )
        ),
    ]
}
