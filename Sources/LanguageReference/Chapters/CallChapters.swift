/// Where calls go.
let callChapters: [Chapter] = [
    Chapter(
        "Destinations",
        tables: ["a destination", "a websocket"],
        """
        Wherever a call can go (the `inbound` of a number, an option of a menu, an `otherwise` …) the same mapping is written: one
        place to go, and what belongs to it. `say` may stand before any of them.

        Exactly one of these says where: `menu`, `agent`, `team`, `flow`, `voicemail`, `phone`, `sip`, `websocket`, `vbc`,
        `conference`, `ncco`, `hangup`, or one that decides between others: `schedule`, `caller`, `split`.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {say: One moment., phone: +44 7700 900001, ring_for: 20s, otherwise: hangup}}
          second: {number: +44 20 7946 0001, inbound: {conference: monday}}
          default: {inbound: {say: This line is not in service., hangup: yes}}
        voice: {caller_id: main}
        ```

        **`otherwise`** means the same everywhere: where the call goes when it did not work out, since nobody answered or the last
        attempt of a menu was made. It may stand with `menu`, `agent`, `team`, `phone`, `sip` and `vbc` where one is used, and on
        the agent, team or menu itself; the nearest wins. Where nothing is left, the caller hears `voice.goodbye`, and the compiler
        warns.

        **`hangup`** ends the call, and says that this is meant. It may stand bare: `otherwise: hangup`.

        **Caller id**: what the callee's telephone shows is the `caller_id` of the destination, else of its agent or team, else
        `voice.caller_id`. A `phone` cannot do without; `sip` sends it where there is one; the others send none.

        **`ncco`** is a hand-written call control object, in a JSON file or in place. It is checked and served as it stands. A URL
        `ccplan://menu/main` in it enters that menu, `ccplan://menu/main/input` answers the keys of it.
        """
    ),
    Chapter(
        "Deciding by hours",
        tables: ["a schedule"],
        """
        `schedule` names opening hours, and decides between `open` and `closed`.

        ```yaml
        numbers:
          main:
            number: +44 20 7946 0000
            inbound:
              schedule: office
              open: {conference: reception}
              closed: {say: We are closed., hangup: yes}
        schedules:
          office:
            open: {mon-fri: 09:00-17:30, sat: [09:00-12:00, 13:00-16:00]}
            closed: [2039-12-25, 2039-12-26..2039-12-28]
            special: {2039-12-24: 09:00-12:00}
        ```

        A schedule is in the time zone of the project, or in its own. `closed` beats `special`, which beats the week. A range ends
        just before its second time: at 17:30 it is closed. Ranges of days may go round the end of the week, `fri-mon`. Hours may
        go past midnight, `22:00-06:00`, and belong to the day on which they begin, also where the next day is closed or special.
        A time that the clock skips in spring is the moment of the jump; one that comes twice in autumn counts the first time for
        opening, and the second time for closing.
        """
    ),
    Chapter(
        "Deciding by caller",
        tables: ["a decision by caller", "a list of callers"],
        """
        `caller` decides by the number that calls: lists go first, then the longest prefix, and `otherwise` takes the rest. Callers
        who send no number are `withheld`.

        ```yaml
        numbers:
          main:
            number: +44 20 7946 0000
            inbound:
              caller:
                list: {vip: {conference: reception}}
                "+44": {say: Good day., conference: reception}
                withheld: hangup
                otherwise: {say: We serve Great Britain only., hangup: yes}
        callers:
          vip: [+44 7700 900500, +44 7700 900501]
        ```

        It can stand only where a call comes in: in the `inbound` of a number, or behind a `schedule` or `split` there. A caller's
        number can be forged, so let nothing but comfort hang on it.
        """
    ),
    Chapter(
        "Sharing calls",
        tables: ["a share"],
        """
        `split` shares calls by weight: of 100 calls, some 70 go to the first here. One call always takes the same way.

        ```yaml
        numbers:
          main:
            number: +44 20 7946 0000
            inbound:
              split:
                - {weight: 70, conference: london}
                - {weight: 30, conference: leeds}
        ```
        """
    ),
    Chapter(
        "Menus",
        tables: ["a menu", "an option", "the digits of a menu", "the speech of a menu", "a repeated attempt"],
        """
        A menu speaks its prompt, waits for a key, and takes the option that fits.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {menu: main}}
        agents:
          Jane: {otherwise: {menu: main}}
          Joe: {otherwise: {menu: main}}
        menus:
          main:
            say: Thank you for calling Acme.
            prompt: "To talk to Jane, press 1. To talk to Joe, press 2. To hear this again, press star."
            options:
              1: {say: One moment., agent: Jane}
              2: {say: One moment., agent: Joe}
              "*": {menu: main}
            no_input: {say: "Sorry, I did not hear you."}
            wrong_input: {say: That is not one of the options.}
            retries: 2
            otherwise: {say: Please call again., hangup: yes}
        ```

        `say` is said once, when the menu is entered from elsewhere; the prompt before each attempt. `retries: 2` makes three
        attempts in all. `no_input` and `wrong_input` are said before the next prompt, not after the last one. `otherwise` is
        where callers go after the last attempt.

        Options may have several keys, `12:`; then the menu waits for as many as the longest has. One that is the beginning of
        another, `1` beside `12`, makes its callers wait, and is a warning.

        With `speech:` callers may speak, too: an option is chosen by its `words`. A word fits when it is among what was
        understood, a phrase when its words stand there side by side and in order.
        """
    ),
    Chapter(
        "Flows",
        tables: ["a flow", "a step"],
        """
        A flow is a list of steps, which a call takes one after the other. A step is `say`, `play` (a sound) or `pause` alone, or a
        destination.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {flow: after-hours}}
        flows:
          after-hours:
            - say: We are closed.
            - pause: 1s
            - phone: +44 7700 900002
              ring_for: 15s
            - say: Nobody can take your call.
            - voicemail: support
        voicemails:
          support: {say: Please leave a message after the tone.}
        voice: {caller_id: main}
        ```

        `agent`, `phone`, `team`, `sip` and `vbc` may stand anywhere: where nobody answers, the next step follows, before the
        agent's or team's own `otherwise`, which holds on the last step only. The other destinations end the flow. Instead of the
        list a mapping with `steps` may stand, and the `voice` of its texts.
        """
    ),
    Chapter(
        "Voicemail",
        tables: ["a voicemail"],
        """
        A voicemail says its text, gives a tone and records. What was recorded is told to `notify`, or else to the event URL of the
        project.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {voicemail: support}}
        voicemails:
          support: {say: Please leave a message after the tone., max: 2m, end_on: "#"}
        ```
        """
    ),
]
