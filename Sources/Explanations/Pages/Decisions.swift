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
    ]
}
