internal import Diagnostics

extension Explanations {
    /// Names of teams and the like, steps, and decisions.
    static let callFlow: [Explanation] = [
        undefined("CC1005", "team", "teams"),
        undefined("CC1006", "flow", "flows"),
        undefined("CC1007", "voicemail", "voicemails"),
        Explanation(
            "CC1008",
            .error,
            "The schedule is not defined",
            meaning: """
                A destination decides by a schedule that "schedules" does not have.
                """,
            onTheTelephone: """
                Nobody could tell whether the line is open.
                """,
            mending: """
                Correct the name, or add the schedule under "schedules".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {schedule: office, open: hangup, closed: hangup}}
                """
            )
        ),
        Explanation(
            "CC1009",
            .error,
            "The list of callers is not defined",
            meaning: """
                A decision by caller names a list that "callers" does not have.
                """,
            onTheTelephone: """
                Those who are meant to be turned away, or put through at once, would be treated like everybody else.
                """,
            mending: """
                Correct the name, or add the list under "callers".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {caller: {list: {blocked: hangup}, otherwise: hangup}}}
                """
            )
        ),
        Explanation(
            "CC3008",
            .error,
            "An agent is in a team twice",
            meaning: """
                The list of a team's agents has a name twice.
                """,
            onTheTelephone: """
                The same person would be rung again right after not having answered, while the caller waits.
                """,
            mending: """
                Name each agent once. To ring somebody longer, raise "ring_for".
                """,
            example: .adding(
                """
                agents: {Jane: {otherwise: hangup}}
                teams: {support: {agents: [Jane, Jane], otherwise: hangup}}
                numbers:
                  default: {inbound: {team: support}}
                """
            )
        ),
        Explanation(
            "CC3011",
            .error,
            "A step has an \"otherwise\" that is never used",
            meaning: """
                In a flow, a step that rings leads to the next step when nobody answers. Only the last step can say "otherwise".
                """,
            onTheTelephone: """
                Two ways on for the same moment: callers would take one of them, and perhaps not the one that was meant.
                """,
            mending: """
                Leave it out, or make the step the last one.
                """,
            example: .adding(
                """
                agents: {Jane: {otherwise: hangup}}
                flows:
                  night:
                    - agent: Jane
                      otherwise: hangup
                    - say: Nobody is here.
                numbers:
                  default: {inbound: {flow: night}}
                """
            )
        ),
        Explanation(
            "CC3012",
            .error,
            "Steps are never taken",
            meaning: """
                A menu, voicemail, conference and the like end a flow: a call that goes there does not come back to the steps
                behind.
                """,
            onTheTelephone: """
                Callers never hear or reach what stands there.
                """,
            mending: """
                Make this the last step, or move the others to where the call goes on, such as the menu's "otherwise".
                """,
            example: .adding(
                """
                flows:
                  night:
                    - hangup
                    - say: Nobody is here.
                numbers:
                  default: {inbound: {flow: night}}
                """
            )
        ),
        Explanation(
            "CC3013",
            .error,
            "Who calls is not known here",
            meaning: """
                A decision by caller stands where a call already goes on: behind an option, in a flow, or under "otherwise".
                """,
            onTheTelephone: """
                The platform tells for certain who calls only when it asks what to do with a call that comes in. Later the
                decision could take anyone for anyone.
                """,
            mending: """
                Put it under a number's "inbound", and lead each kind of caller to a menu or flow of its own.
                """,
            example: .adding(
                """
                flows:
                  night:
                    - caller: {"+44": hangup, otherwise: hangup}
                numbers:
                  default: {inbound: {flow: night}}
                """
            )
        ),
        Explanation(
            "CC2009",
            .warning,
            "Nobody sees this caller id",
            meaning: """
                An agent has a "caller_id", but is rung in the app or at a business phone, which show none.
                """,
            onTheTelephone: """
                The agent does not see which line a call came in on.
                """,
            mending: """
                Leave it out. To tell the agent about the call, use "announce" with a telephone.
                """,
            example: .adding(
                """
                agents: {Jane: {caller_id: +44 20 7946 0001, otherwise: hangup}}
                numbers:
                  default: {inbound: {agent: Jane}}
                """
            )
        ),
        Explanation(
            "CC2010",
            .error,
            "A list of callers cannot be used",
            meaning: """
                The file of a list is missing or unreadable, or a line of it is no international number.
                """,
            onTheTelephone: """
                Numbers of the list would be treated like all others.
                """,
            mending: """
                Correct the path, which is relative to the project's folder. The file has a number a line, such as
                +44 20 7946 0000; "#" begins a comment.
                """,
            example: .adding(
                """
                callers: {blocked: {file: blocked.txt}}
                numbers:
                  default: {inbound: {caller: {list: {blocked: hangup}, otherwise: hangup}}}
                """
            )
        ),
        Explanation(
            "CC3032",
            .error,
            "A sound file cannot be played",
            meaning: """
                The file is missing or unreadable, or is neither an MP3 nor a WAV of 16 bits. The content counts, not the ending
                of the name.
                """,
            onTheTelephone: """
                Callers would hear nothing where the sound should be.
                """,
            mending: """
                Correct the path, which is relative to the project's folder, or convert the file.
                """,
            example: .adding(
                """
                flows:
                  night:
                    - play: closed.mp3
                numbers:
                  default: {inbound: {flow: night}}
                """
            )
        ),
    ]

    private static func undefined(_ code: String, _ kind: String, _ place: String) -> Explanation {
        Explanation(
            code,
            .error,
            "The \(kind) is not defined",
            meaning: """
                A destination names a \(kind) that "\(place)" does not have.
                """,
            onTheTelephone: """
                The call would have nowhere to go.
                """,
            mending: """
                Correct the name, or add the \(kind) under "\(place)".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {\(kind): night}}
                """
            )
        )
    }
}
