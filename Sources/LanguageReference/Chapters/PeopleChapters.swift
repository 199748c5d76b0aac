/// Who takes and makes calls.
let peopleChapters: [Chapter] = [
    Chapter(
        "Agents",
        tables: ["an agent", "the place of an agent", "a recording"],
        """
        An agent is a person by the name of a Client SDK user; the user is made where it is not there yet. `at` says where the agent
        is rung: in the app when it is left out, else at a SIP endpoint, a telephone or an extension.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {flow: all}}
        agents:
          Jane: {display_name: Jane Doe, ring_for: 20s}
          Joe: {at: {phone: +44 7700 900001, announce: A call from a customer.}}
          Ann: {at: {sip: "sip:ann@pbx.acme.example"}, record: yes, otherwise: {voicemail: support}}
        flows:
          all: [{agent: Jane}, {agent: Joe}, {agent: Ann}]
        voicemails: {support: {say: Please leave a message.}}
        voice: {caller_id: main}
        ```
        """
    ),
    Chapter(
        "Teams",
        tables: ["a team"],
        """
        A team rings its agents one after the other. `order: fixed` is always the order of the list; `spread` begins with another
        agent from call to call and goes round, so that the work is shared. Ringing all at once does not exist on the platform.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {team: support}}
        agents: {Jane: , Joe: {ring_for: 30s}}
        teams:
          support: {agents: [Jane, Joe], order: spread, ring_for: 15s, otherwise: {voicemail: support}}
        voicemails: {support: {say: Please leave a message.}}
        ```

        An agent's own `ring_for` beats the team's. When nobody answers, the `otherwise` of the destination holds, else that of the
        team; those of its agents are not used.
        """
    ),
    Chapter(
        "Users",
        tables: ["a user", "the channels of a user", "a SIP endpoint", "a secret"],
        """
        Client SDK users that take no calls here, or more about those of agents.

        ```yaml
        users:
          supervisor: {display_name: Shift lead, data: {crm_id: "4711"}}
        ```

        No secret stands in a project. `{secret: NAME}` reads the environment variable `NAME` when the project is planned and
        applied, and is allowed for what is kept in the account only.
        """
    ),
    Chapter(
        "Outbound calls",
        tables: ["outbound calling", "the national dialling plan"],
        """
        What happens when an app user dials. Nothing may be dialled unless it is allowed.

        ```yaml
        numbers:
          main: {number: +44 20 7946 0000, inbound: {agent: Jane}}
        agents: {Jane: {otherwise: hangup}}
        outbound:
          say: Please wait while we connect you.
          caller_id: main
          ring_for: 20s
          national: {trunk: 0, code: 44}
          allow: ["+44", "+1212"]
          deny: ["+449", "+447624"]
          refuse: {say: You cannot call that number.}
          extensions: {100: {agent: Jane}}
        ```

        What was dialled goes this way: an extension first. Else spaces, dashes, parentheses and one leading `+` or `00` are taken
        away, or a national number is made international: by `national: {trunk: 0, code: 44}` the number 020 7946 0018 is
        +44 20 7946 0018; where national numbers have no trunk digit, their length tells, `{digits: 10, code: 1}`. Then the longest
        prefix of `allow` and `deny` decides, and `deny` where both are equally long.
        """
    ),
]
