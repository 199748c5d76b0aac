internal import Diagnostics

/// Names and what they name.
extension Explanations {
    static let names: [Explanation] = [
        Explanation(
            "CC1001",
            .error,
            "A name cannot be used",
            meaning: """
                The names of numbers and menus become parts of web addresses. They have 1 to 64 letters without accents, digits,
                "-", "_" and ".", and do not begin with a dot.
                """,
            onTheTelephone: """
                The platform asks the host for the next step of a call by such an address. One with a blank or an umlaut in it
                may be asked for in another spelling, and the call would end there.
                """,
            mending: """
                Choose another name: uk-sales for "UK sales". What callers hear is in the texts, not in the names.
                """,
            example: .adding(
                """
                numbers:
                  UK sales: {number: +44 20 7946 0000, inbound: hangup}
                """
            )
        ),
        Explanation(
            "CC1002",
            .error,
            "A number is not defined",
            meaning: """
                A caller id names a number, and "numbers" has no entry of that name.
                """,
            onTheTelephone: """
                A telephone is rung with a number to show. Without one the platform does not ring it.
                """,
            mending: """
                Correct the name, add the number, or write the caller id as a number: +44 20 7946 0000.
                """,
            example: .adding(
                """
                voice: {caller_id: slaes}
                numbers:
                  sales: {number: +44 20 7946 0000, inbound: {phone: +44 7700 900001, otherwise: hangup}}
                """
            )
        ),
        Explanation(
            "CC1003",
            .error,
            "An agent is not defined",
            meaning: """
                A destination names an agent, and "agents" has no entry of that name. Capital letters count.
                """,
            onTheTelephone: """
                Callers who choose this way would reach nobody.
                """,
            mending: """
                Correct the name, or add the agent.
                """,
            example: .adding(
                """
                agents:
                  Jane: {otherwise: hangup}
                numbers:
                  default: {inbound: {agent: Jnae}}
                """
            )
        ),
        Explanation(
            "CC1004",
            .error,
            "A menu is not defined",
            meaning: """
                A destination names a menu, and "menus" has no entry of that name. An address ccplan://menu/… in a hand-written
                NCCO is such a destination too.
                """,
            onTheTelephone: """
                Callers who choose this way would hear nothing more, and then the end of the call.
                """,
            mending: """
                Correct the name, or add the menu.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: mian}}
                menus:
                  main:
                    prompt: Press 1 to hear this again.
                    options: {1: {menu: main}}
                    otherwise: hangup
                """
            )
        ),
    ]
}
