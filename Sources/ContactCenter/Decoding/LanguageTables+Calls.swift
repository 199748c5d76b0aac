extension KeyTable {
    static let destination: KeyTable = KeyTable(
        "a destination",
        [
            .optional("say", .spoken, "Said before: a text."),
            .optional("menu", .format(.name), "The name of a menu."),
            .optional("agent", .format(.userName), "The name of an agent."),
            .optional("team", .format(.name), "The name of a team."),
            .optional("flow", .format(.name), "The name of a flow."),
            .optional("voicemail", .format(.name), "The name of a voicemail."),
            .optional("phone", .format(.phoneNumber), "A number, international."),
            .optional("sip", .format(.sipURI), "A SIP URI of at most 50 characters."),
            .optional(
                "websocket",
                .anyOf([.format(.webSocketURL), .table { .websocket }]),
                "A program that takes the sound: a wss URL, or a mapping."
            ),
            .optional("vbc", .format(.extensionNumber), "An extension of the business phone system."),
            .optional(
                "conference",
                .format(.name),
                "A room that others may be in or come to, by a name of your choice."
            ),
            .optional(
                "ncco",
                .anyOf([.format(.path), .actions]),
                "A hand-written NCCO: the path of a JSON file of the project, or a list of actions."
            ),
            .optional(
                "hangup",
                .choice(["yes"]),
                "`yes`: the call ends here. Also bare, `hangup` in place of the mapping."
            ),
            .optional("schedule", .format(.name), "The name of a schedule, which decides between `open` and `closed`."),
            .optional("open", .destination, "With `schedule`: the destination while it is open."),
            .optional("closed", .destination, "With `schedule`: the destination while it is closed."),
            .optional(
                "caller",
                .table { .callerCases },
                "Decides by who calls: destinations by prefix, `withheld`, `list` and `otherwise`."
            ),
            .optional(
                "split",
                .list(.table { .splitBranch }, atLeast: 2),
                "Shares calls: a list of destinations, each with its `weight`."
            ),
            .optional("ring_for", .ringing, "With `agent`, `phone`, `sip`, `vbc`: how long to ring, `1s` to `2m`."),
            .optional(
                "caller_id",
                .format(.callerID),
                "The number shown: one of the project by name or any of the account."
            ),
            .optional("announce", .spoken, "With `phone`: what the callee hears before the call is put through."),
            .optional(
                "machine",
                .choice(["hang-up", "ignore"]),
                "With `phone`: `hang-up` or `ignore` when an answering machine picks up."
            ),
            .optional(
                "otherwise",
                .destination,
                "With `menu` and all that rings: the destination when it did not work out. The nearest wins."
            ),
        ]
    )

    static let websocket: KeyTable = KeyTable(
        "a websocket",
        [
            .required("uri", .format(.webSocketURL), "Its URL, wss."),
            .optional(
                "rate",
                .choice(["8000", "16000", "24000"]),
                "Samples a second: `8000`, `16000` (when left out) or `24000`."
            ),
            .optional("headers", .texts, "Texts by name that the program gets, 512 bytes in all."),
        ]
    )

    /// Beside these, prefixes such as `+44` are keys.
    static let callerCases: KeyTable = KeyTable(
        "a decision by caller",
        [
            .optional("list", .named(.name, .destination), "Destinations by the names of `callers`; they go first."),
            .optional("withheld", .destination, "The destination of callers without a number."),
            .required(
                "otherwise",
                .destination,
                "The destination of all others. Beside these, prefixes of numbers are keys: `\"+44\"`; the longest wins."
            ),
        ]
    )

    /// A destination with `weight` beside it.
    static let splitBranch: KeyTable = KeyTable(
        "a share",
        [
            .required(
                "weight",
                .integer(1...1_000_000),
                "Its part of the whole, the sum of all weights: a whole number over 0."
            )
        ]
            + destination.keys
    )

    /// A destination with `words` beside it.
    static let option: KeyTable = KeyTable(
        "an option",
        [
            .optional(
                "words",
                .list(.text, atLeast: 1),
                "With `speech`: words or phrases that choose it, too: `[joe, sales]`."
            )
        ]
            + destination.keys
    )

    /// `say`, `play` or `pause` alone, else a destination.
    static let step: KeyTable = KeyTable(
        "a step",
        [
            .optional(
                "play",
                .format(.sound),
                "Alone: a sound that is played, an https URL or a sound file of the project."
            ),
            .optional("pause", .duration(1...7_200), "Alone: a silence, `1s` to `2h`."),
        ] + destination.keys
    )

    static let flow: KeyTable = KeyTable(
        "a flow",
        [
            .required(
                "steps",
                .list(.table { .step }, atLeast: 1),
                "The steps: a list of `say`, `play`, `pause` and destinations."
            ),
            .optional("voice", .table { .textVoice }, "The voice of the flow's own texts."),
        ]
    )

    static let voicemail: KeyTable = KeyTable(
        "a voicemail",
        [
            .optional("say", .spoken, "Said before the tone."),
            .optional("max", .duration(3...7_200), "The longest message: `3s` to `2h`, `2m` when left out."),
            .optional("end_on", .format(.key), "The key that ends a message: one of `0-9*#`, `#` when left out."),
            .optional(
                "notify",
                .format(.webhookURL),
                "A URL that is told where the recording is; the project's event URL when left out."
            ),
            .optional("voice", .table { .textVoice }, "The voice of its own texts."),
        ]
    )

    static let callerFile: KeyTable = KeyTable(
        "a list of callers",
        [
            .required(
                "file",
                .format(.path),
                "The path of a file of the project with a number a line; `#` begins a comment."
            )
        ]
    )

    static let menu: KeyTable = KeyTable(
        "a menu",
        [
            .optional("say", .spoken, "Said once, when the menu is entered from elsewhere."),
            .required("prompt", .spoken, "Said before each attempt."),
            .required(
                "options",
                .named(.keys, .anyOf([.table { .option }, .choice(["hangup"])])),
                "Destinations by the keys that lead to them: 1 to 20 of `0-9*#`."
            ),
            .optional("digits", .table { .digits }, "How keys are collected."),
            .optional(
                "speech",
                .anyOf([.boolean, .table { .speech }]),
                "How words are listened for, or just `yes`: present, callers may speak, too."
            ),
            .optional("retries", .integer(0...9), "How often the prompt is repeated: 0 to 9, 2 when left out."),
            .optional("no_input", .sayText, "Said before the next prompt when nothing was pressed or said."),
            .optional("wrong_input", .sayText, "Said before the next prompt when no option fits."),
            .optional("barge_in", .boolean, "Whether a key cuts the prompt short: `yes` when left out."),
            .optional("otherwise", .destination, "The destination after the last attempt."),
            .optional("voice", .table { .textVoice }, "The voice of the menu's own texts."),
        ]
    )

    static let digits: KeyTable = KeyTable(
        "the digits of a menu",
        [
            .optional(
                "max",
                .integer(1...20),
                "The most that are collected: 1 to 20; the longest option's when left out."
            ),
            .optional("timeout", .duration(0...10), "How long to wait for a key: `0s` to `10s`, `5s` when left out."),
        ]
    )

    static let speech: KeyTable = KeyTable(
        "the speech of a menu",
        [
            .optional(
                "language",
                .format(.language),
                "The language that is listened for, as in `en-GB`; the prompt's when left out."
            ),
            .optional(
                "timeout",
                .duration(1...10),
                "How long to wait for a word: `1s` to `10s`, the menu's wait for a key when left out."
            ),
            .optional("max", .duration(1...60), "The longest utterance: `1s` to `60s`, `10s` when left out."),
            .optional("hints", .list(.text), "Words to expect beside those of the options."),
        ]
    )

    static let retryText: KeyTable = KeyTable("a repeated attempt", [.required("say", .spoken, "What is said.")])

    static let callTest: KeyTable = KeyTable(
        "a test",
        [
            .required("name", .text, "What it shows, as a sentence."),
            .required("call", .table { .testCall }, "The call."),
            .required(
                "expect",
                .list(
                    .anyOf([
                        .choice(CallTest.Event.allCases.map(\.rawValue)), .format(.placeholder),
                        .table { .expectation },
                    ]),
                    atLeast: 1
                ),
                "What happens in it, step by step; see [call tests](call-tests.md)."
            ),
            .optional(
                "cases",
                .list(.named(.column, .text), atLeast: 1),
                "Rows of texts by name: the test is played once for each, with the texts in place of `<name>`."
            ),
            .optional("fails", .text, "Why it cannot pass yet: it is to fail, and is told of when it passes."),
        ]
    )

    static let testCall: KeyTable = KeyTable(
        "the call of a test",
        [
            .required("to", .text, "A number of the project by its name, or digits as they are dialled."),
            .optional(
                "from",
                .anyOf([.format(.callerNumber), .format(.placeholder)]),
                "Who calls: a number, or `withheld`; some caller when left out."
            ),
            .optional("as", .format(.userName), "The app user who dials."),
            .optional(
                "at",
                .anyOf([.format(.callTime), .format(.placeholder)]),
                "When, in the project's time zone or in one that stands behind: `2026-11-23 10:00`; Wednesday 2026-01-07 12:00 when left out."
            ),
            .optional(
                "lot",
                .anyOf([.integer(0...9_999), .format(.placeholder)]),
                "Where the call falls in a split or a spread team, counted from 0, which it is when left out: of 70 and 30, `69` is the last of the first share, `70` the first of the second; of 5 agents, `2` rings the third first."
            ),
        ]
    )

    static let expectation: KeyTable = KeyTable(
        "a step of a test",
        [
            .optional("hears", .text, "The caller hears these words, somewhere in what is said next."),
            .optional("press", .anyOf([.format(.keys), .format(.placeholder)]), "The caller presses keys."),
            .optional("says", .text, "The caller says words."),
            .optional(
                "waits",
                .anyOf([.duration(0...7_200), .format(.placeholder)]),
                "The caller does nothing for so long; behind `rings`, how long it rings."
            ),
            .optional("rings", .table { .rungEndpoint }, "Somebody is rung."),
            .optional("announces", .text, "Who answered hears these words before the caller is put through."),
            .optional("joins", .text, "The caller comes into the conference of that name."),
        ]
    )

    static let rungEndpoint: KeyTable = KeyTable(
        "who is rung",
        [
            .optional("agent", .format(.userName), "An agent, wherever it is."),
            .optional("team", .text, "Anybody in a team."),
            .optional("phone", .anyOf([.format(.phoneNumber), .format(.placeholder)]), "A telephone."),
            .optional("sip", .anyOf([.format(.sipURI), .format(.placeholder)]), "A SIP endpoint."),
            .optional(
                "vbc",
                .anyOf([.format(.extensionNumber), .format(.placeholder)]),
                "An extension of the business phone system."
            ),
            .optional("websocket", .text, "A program that takes the sound, by its URL."),
        ]
    )
}
