extension KeyTable {
    static let agent = KeyTable(
        "an agent",
        [
            .optional("display_name", "A name to show."),
            .optional("at", "Where the agent is rung: `app`, or a mapping with `sip`, `phone` or `vbc`."),
            .optional("ring_for", "How long to ring: `1s` to `2m`; the platform's 60 seconds when left out."),
            .optional("music", "What the caller hears while it rings: an https URL or a sound file of the project."),
            .optional("record", "Whether calls are recorded: `yes`, or `{notify: URL}`."),
            .optional("caller_id", "The number shown to the agent's telephone."),
            .optional("otherwise", "Where an unanswered call goes: a destination."),
        ]
    )

    static let agentPlace = KeyTable(
        "the place of an agent",
        [
            .optional("sip", "A SIP URI of at most 50 characters."),
            .optional("phone", "A number, international."),
            .optional("vbc", "An extension of the business phone system."),
            .optional("announce", "With `phone`: what the agent hears before the call is put through."),
            .optional("machine", "With `phone`: `hang-up` or `ignore` when an answering machine picks up."),
        ]
    )

    static let recording = KeyTable(
        "a recording",
        [.optional("notify", "A URL that is told where the recording is; the project's event URL when left out.")]
    )

    static let team = KeyTable(
        "a team",
        [
            .required("agents", "The names of its agents: a list."),
            .optional(
                "order",
                "`fixed`: always as written (the default); `spread`: from another agent each call, and round."
            ),
            .optional("ring_for", "How long each rings, where the agent does not say: `1s` to `2m`."),
            .optional("caller_id", "The number shown to telephones, where the agent does not say."),
            .optional("otherwise", "Where a call goes that nobody answers: a destination."),
        ]
    )

    static let destination = KeyTable(
        "a destination",
        [
            .optional("say", "Said before: a text."),
            .optional("menu", "The name of a menu."),
            .optional("agent", "The name of an agent."),
            .optional("team", "The name of a team."),
            .optional("flow", "The name of a flow."),
            .optional("voicemail", "The name of a voicemail."),
            .optional("phone", "A number, international."),
            .optional("sip", "A SIP URI of at most 50 characters."),
            .optional("websocket", "A program that takes the sound: a wss URL, or a mapping."),
            .optional("vbc", "An extension of the business phone system."),
            .optional("conference", "A room that others may be in or come to, by a name of your choice."),
            .optional("ncco", "A hand-written NCCO: the path of a JSON file of the project, or a list of actions."),
            .optional("hangup", "`yes`: the call ends here. Also bare, `hangup` in place of the mapping."),
            .optional("schedule", "The name of a schedule, which decides between `open` and `closed`."),
            .optional("open", "With `schedule`: the destination while it is open."),
            .optional("closed", "With `schedule`: the destination while it is closed."),
            .optional("caller", "Decides by who calls: destinations by prefix, `withheld`, `list` and `otherwise`."),
            .optional("split", "Shares calls: a list of destinations, each with its `weight`."),
            .optional("ring_for", "With `agent`, `phone`, `sip`, `vbc`: how long to ring, `1s` to `2m`."),
            .optional("caller_id", "The number shown: one of the project by name or any of the account."),
            .optional("announce", "With `phone`: what the callee hears before the call is put through."),
            .optional("machine", "With `phone`: `hang-up` or `ignore` when an answering machine picks up."),
            .optional(
                "otherwise",
                "With `menu` and all that rings: the destination when it did not work out. The nearest wins."
            ),
        ]
    )

    static let websocket = KeyTable(
        "a websocket",
        [
            .required("uri", "Its URL, wss."),
            .optional("rate", "Samples a second: `8000`, `16000` (when left out) or `24000`."),
            .optional("headers", "Texts by name that the program gets, 512 bytes in all."),
        ]
    )

    /// A destination with `weight` beside it.
    static let splitBranch = KeyTable(
        "a share",
        [.required("weight", "Its part of the whole, the sum of all weights: a whole number over 0.")]
            + destination.keys
    )

    static let flow = KeyTable(
        "a flow",
        [
            .required("steps", "The steps: a list of `say`, `play`, `pause` and destinations."),
            .optional("voice", "The voice of the flow's own texts."),
        ]
    )

    static let voicemail = KeyTable(
        "a voicemail",
        [
            .optional("say", "Said before the tone."),
            .optional("max", "The longest message: `3s` to `2h`, `2m` when left out."),
            .optional("end_on", "The key that ends a message: one of `0-9*#`, `#` when left out."),
            .optional("notify", "A URL that is told where the recording is; the project's event URL when left out."),
            .optional("voice", "The voice of its own texts."),
        ]
    )

    static let callerFile = KeyTable(
        "a list of callers",
        [.required("file", "The path of a file of the project with a number a line; `#` begins a comment.")]
    )

    static let menu = KeyTable(
        "a menu",
        [
            .optional("say", "Said once, when the menu is entered from elsewhere."),
            .required("prompt", "Said before each attempt."),
            .required("options", "Destinations by the keys that lead to them: 1 to 20 of `0-9*#`."),
            .optional("digits", "How keys are collected."),
            .optional("retries", "How often the prompt is repeated: 0 to 9, 2 when left out."),
            .optional("no_input", "Said before the next prompt when nothing was pressed."),
            .optional("wrong_input", "Said before the next prompt when no option fits."),
            .optional("barge_in", "Whether a key cuts the prompt short: `yes` when left out."),
            .optional("otherwise", "The destination after the last attempt."),
            .optional("voice", "The voice of the menu's own texts."),
        ]
    )

    static let digits = KeyTable(
        "the digits of a menu",
        [
            .optional("max", "The most that are collected: 1 to 20; the longest option's when left out."),
            .optional("timeout", "How long to wait for a key: `0s` to `10s`, `5s` when left out."),
        ]
    )

    static let retryText = KeyTable("a repeated attempt", [.required("say", "What is said.")])
}
