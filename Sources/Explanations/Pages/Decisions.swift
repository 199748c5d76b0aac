internal import Diagnostics

extension Explanations {
    /// Ways that cannot be, texts that cannot be spoken, and numbers that ring themselves.
    static let decisions: [Explanation] = [
        Explanation(
            "CC3090",
            .warning,
            "A schedule is asked again at the same moment",
            meaning: """
                A decision by schedule stands within a branch of a decision by the same schedule. Nothing happens between the
                two, so that both find it open, or both find it closed, and one branch is never taken.
                """,
            onTheTelephone: """
                No caller ever gets to what stands there.
                """,
            mending: """
                Write in the branch only what follows there, or name the schedule that was meant.
                """,
            example: .adding(
                """
                timezone: Europe/London
                numbers:
                  default:
                    inbound:
                      schedule: office
                      open: {schedule: office, open: {say: Hello., hangup: yes}, closed: {say: Never heard., hangup: yes}}
                      closed: {say: We are closed., hangup: yes}
                schedules: {office: {open: {mon-fri: 09:00-17:30}}}
                """
            )
        ),
        Explanation(
            "CC3091",
            .error,
            "A text holds nothing that can be spoken",
            meaning: """
                A text is blank, or has only punctuation, tags or breaks in it.
                """,
            onTheTelephone: """
                Callers would hear nothing where something is meant to be said.
                """,
            mending: """
                Write what callers are to hear, or leave the text out. For silence a flow has the step "pause".
                """,
            example: .adding(
                """
                numbers: {default: {inbound: {say: "...", hangup: yes}}}
                """
            )
        ),
        Explanation(
            "CC3092",
            .error,
            "A number of the project is rung, and its calls get back there",
            meaning: """
                A "phone", an agent's telephone or that of the fallback is a number of the project itself. The call goes out, comes
                in again like any other, and can get to the same place once more.
                """,
            onTheTelephone: """
                The call goes round until the platform or the account's money stops it. Each lap opens two more calls, and all
                of them are paid until the end.
                """,
            mending: """
                Ring a telephone that is none of the project's numbers, or lead to a menu, a team or a flow: that costs no
                second call.
                """,
            example: .adding(
                """
                voice: {caller_id: main}
                numbers:
                  main: {number: +44 20 7946 0000, inbound: {menu: desk}}
                menus:
                  desk:
                    prompt: To hear this again, press 1.
                    options: {1: {phone: +44 20 7946 0000, otherwise: hangup}}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3093",
            .warning,
            "A number of the project is rung as a telephone",
            meaning: """
                A "phone" or an agent's telephone is a number of the project itself. The call goes out to the telephone network
                and comes in again, where it could have gone on at once.
                """,
            onTheTelephone: """
                Both calls are paid to their end. The caller waits for the second one, and whoever answers sees the center's
                number as the caller's.
                """,
            mending: """
                Lead to what that number does: its menu, team or flow.
                """,
            example: .adding(
                """
                voice: {caller_id: main}
                numbers:
                  main: {number: +44 20 7946 0000, inbound: {phone: +44 20 7946 0001, otherwise: hangup}}
                  sales: {number: +44 20 7946 0001, inbound: {agent: Jane}}
                agents: {Jane: {otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC3094",
            .warning,
            "No decision asks a schedule or a list of callers",
            meaning: """
                A schedule under "schedules", or a list under "callers", is written down and used nowhere, in no environment.
                """,
            onTheTelephone: """
                The line keeps no such hours, and treats these callers like all others. Most often the decision that should ask is
                missing, or asks another one.
                """,
            mending: """
                Decide by it where calls come in, or remove it.
                """,
            example: .adding(
                """
                timezone: Europe/London
                numbers: {default: {inbound: {say: We are closed., hangup: yes}}}
                schedules: {office: {open: {mon-fri: 09:00-17:30}}}
                """
            )
        ),
    ]
}
