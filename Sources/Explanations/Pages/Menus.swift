internal import Diagnostics

/// Where calls go.
extension Explanations {
    static let menus: [Explanation] = [
        Explanation(
            "CC3001",
            .error,
            "A destination has no place to go, or several",
            meaning: """
                A destination names exactly one place: a menu, an agent, a telephone, an NCCO, or the end of the call. This one
                names none, or more than one.
                """,
            onTheTelephone: """
                A call goes to one place at a time. Of two places one would be dropped without a word.
                """,
            mending: """
                Keep one. What is to follow when nobody answers is "otherwise".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main, hangup: yes}}
                menus:
                  main:
                    prompt: Press 1 to hear this again.
                    options: {1: {menu: main}}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3002",
            .error,
            "A key has no use beside this destination",
            meaning: """
                The key belongs to another kind of destination: only what rings has a ring_for, only a telephone is shown a
                caller id, and after the end of a call nothing follows.
                """,
            onTheTelephone: """
                Whoever wrote the key counts on it. The call would go on as if it were not there.
                """,
            mending: """
                Remove the key, or use the destination that it belongs to.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {hangup: yes, ring_for: 20s}}
                """
            )
        ),
        Explanation(
            "CC3003",
            .error,
            "An option is no key of a telephone",
            meaning: """
                Options are named by what the caller presses: 1 to 20 of the keys 0 to 9, * and #. Extensions, which are
                dialled, have 1 to 15.
                """,
            onTheTelephone: """
                A key that no telephone has cannot be pressed, and whoever waits behind it is never reached.
                """,
            mending: """
                Write the keys: 1, 22, "*". Words that callers say are no keys.
                """,
            example: .adding(
                """
                menus:
                  main:
                    prompt: Say sales for sales.
                    options: {sales: hangup}
                    otherwise: hangup
                numbers:
                  default: {inbound: {menu: main}}
                """
            )
        ),
        Explanation(
            "CC3004",
            .error,
            "A caller who does nothing goes round for ever",
            meaning: """
                After the last attempt of a menu, or when an agent does not answer, the call goes on to "otherwise". Followed
                from one to the next, these lead back to where they began, and nothing on the way asks the caller for anything.
                """,
            onTheTelephone: """
                A telephone that lies on a desk, or a caller who has gone without hanging up, keeps such a call running until
                the platform ends it after hours. Every minute of it is charged, and agents are rung over and over.
                """,
            mending: """
                Let one "otherwise" on the way end in a recording, a person elsewhere, or a goodbye. Going back by an option
                is fine: a caller who presses a key is there.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Press 1 for Jane.
                    options: {1: {agent: Jane}}
                    otherwise: {agent: Jane}
                agents:
                  Jane: {otherwise: {menu: main}}
                """
            )
        ),
        Explanation(
            "CC3005",
            .warning,
            "No call reaches a menu",
            meaning: """
                Neither a number, an option, an "otherwise" nor an extension leads to the menu, or only places do that are not
                reached themselves.
                """,
            onTheTelephone: """
                Its prompt is never heard. Most often an option that should lead here is missing, and callers who want it have
                no way.
                """,
            mending: """
                Lead an option or a number to the menu, or remove it.
                """,
            example: .adding(
                """
                menus:
                  billing:
                    prompt: Press 1 to hear this again.
                    options: {1: {menu: billing}}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3006",
            .error,
            "An option has more keys than the menu collects",
            meaning: """
                "digits.max" says how many keys the menu waits for. This option has more, so its last key comes too late.
                """,
            onTheTelephone: """
                The menu decides before the option is pressed in full. Callers are told that there is no such option, or end up
                at a shorter one.
                """,
            mending: """
                Raise "max" under "digits", or leave it out: the longest option then decides.
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Press 12.
                    options: {12: hangup}
                    digits: {max: 1}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3007",
            .warning,
            "An option is the beginning of another",
            meaning: """
                One option begins with all the keys of another, as 12 does with 1. After the shorter one the menu has to wait
                whether the longer one follows.
                """,
            onTheTelephone: """
                Callers who press the short option hear silence until the time is up. Five seconds are long on the telephone:
                many press again, and reach the wrong place.
                """,
            mending: """
                Give all options of a menu the same number of keys, or shorten "timeout" under "digits".
                """,
            example: .adding(
                """
                numbers:
                  default: {inbound: {menu: main}}
                menus:
                  main:
                    prompt: Press 1 or 12.
                    options: {1: hangup, 12: {menu: main}}
                    otherwise: hangup
                """
            )
        ),
        Explanation(
            "CC3010",
            .warning,
            "There is no way out",
            meaning: """
                The menu, agent or telephone has no "otherwise", and nothing nearer says where a call goes when no key is
                pressed or nobody answers.
                """,
            onTheTelephone: """
                The caller hears the goodbye, after having waited for it. A voicemail, a colleague or at least an explanation
                is kinder.
                """,
            mending: """
                Add "otherwise" with a destination. When the end is meant, write "otherwise: hangup", or say something first:
                {say: Nobody is here right now., hangup: yes}.
                """,
            example: .adding(
                """
                agents:
                  Jane:
                numbers:
                  default: {inbound: {agent: Jane}}
                """
            )
        ),
    ]
}
