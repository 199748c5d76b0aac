extension KeyTable {
    /// All tables, in the order of the reference page.
    package static let all: [KeyTable] = [
        root, app, hosting, publishCommand, fallback, number, defaultNumber, search, user, channels, sipChannel, secret,
        agent, agentPlace,
        recording, team, destination, websocket, callerCases, splitBranch, menu, option, digits, speech, retryText,
        flow,
        step, voicemail, schedule, callerFile, outbound, nationalTrunk, text, voice, textVoice, policy, allowance,
        removed,
        environment, callTest, testCall, expectation, rungEndpoint,
    ]

    static let root: KeyTable = KeyTable(
        "a contact center",
        [
            .required("version", .choice(["1"]), "The version of the language: `1`."),
            .required("app", .table { .app }, "The Vonage application."),
            .required("hosting", .table { .hosting }, "Where the bundle is served."),
        ] + parts + [
            .optional(
                "vars",
                .named(.variable, .text),
                "Texts by name, put in place of `${name}` in any value; `$${` is a literal `${`."
            ),
            .optional(
                "include",
                .list(.format(.pattern)),
                "Further files of the project, by path or pattern: `menus/*.yaml`. They hold keys of this table but `version` and `include`."
            ),
            .optional("default_environment", .format(.environment), "The environment where `--env` names none."),
            .optional(
                "environments",
                .named(.environment, .orNothing(.table { .environment })),
                "What differs in each environment, by name."
            ),
        ]
    )

    /// What a project is made of, wherever its parts stand.
    private static let parts: [Key] = [
        .optional("timezone", .format(.timeZone), "The time zone of all schedules that name none, as `Europe/London`."),
        .optional(
            "numbers",
            .named(.name, .table { .number }),
            "Numbers of the account by a name of your choice; `default` holds for all others."
        ),
        .optional(
            "users",
            .named(.userName, .orNothing(.table { .user })),
            "Client SDK identities by their name; an agent implies its user."
        ),
        .optional(
            "agents",
            .named(.userName, .orNothing(.table { .agent })),
            "People who take calls, by the name of their Client SDK user."
        ),
        .optional("teams", .named(.name, .table { .team }), "People who take calls together, by name."),
        .optional("menus", .named(.name, .table { .menu }), "Menus that callers answer by key or word, by name."),
        .optional(
            "flows",
            .named(.name, .anyOf([.list(.table { .step }, atLeast: 1), .table { .flow }])),
            "Steps that calls take one after the other, by name."
        ),
        .optional(
            "voicemails",
            .named(.name, .orNothing(.table { .voicemail })),
            "Where callers leave messages, by name."
        ),
        .optional("schedules", .named(.name, .table { .schedule }), "Opening hours to decide by, by name."),
        .optional(
            "callers",
            .named(.name, .anyOf([.list(.format(.phoneNumber)), .table { .callerFile }])),
            "Lists of numbers to decide by, by name."
        ),
        .optional("outbound", .table { .outbound }, "What happens when an app user dials."),
        .optional("voice", .table { .voice }, "Language, caller id and goodbye where nothing nearer is said."),
        .optional("policy", .table { .policy }, "What the project allows itself: cost, waiting, findings."),
        .optional("removed", .table { .removed }, "What is to go from the account."),
        .optional("tests", .list(.table { .callTest }), "Calls, and what callers are to meet in them."),
    ]

    /// An overlay: the parts of a project, with what is different in one environment.
    static let environment: KeyTable = KeyTable(
        "an environment",
        [
            .optional("app", .table { .app }, "What is different about the application."),
            .optional("hosting", .table { .hosting }, "What is different about the hosting."),
        ] + parts + [
            .optional("vars", .named(.variable, .text), "Texts that are different here."),
            .optional(
                "shared",
                .boolean,
                "Whether this environment may have a number, application or publish target in common with another one."
            ),
        ]
    )

    static let app: KeyTable = KeyTable(
        "the application",
        [
            .required("name", .text, "Its name in the account."),
            .optional("id", .text, "Its id, where the name alone would not find it."),
            .optional(
                "public_key",
                .format(.path),
                "The path of its public key, a PEM file of the project (see `ccplan keygen`)."
            ),
            .optional(
                "previous_public_key",
                .format(.path),
                "While the key is exchanged: the path of the public key before, by which the application is found."
            ),
            .optional(
                "account",
                .text,
                "The API key of the account that the project belongs to; no other one is read or changed."
            ),
            .optional(
                "region",
                .choice(["na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"]),
                "Where its calls live: `na-east`, `na-west`, `eu-west`, `eu-east`, `apac-sng`, `apac-australia`."
            ),
            .optional("signed_callbacks", .boolean, "Whether the platform signs its webhooks: `yes` when left out."),
            .optional("events", .format(.webURL), "An own URL for call events; the host's when left out."),
        ]
    )

    static let hosting: KeyTable = KeyTable(
        "the hosting",
        [
            .required("url", .format(.webURL), "The public URL that bundles are served under."),
            .optional(
                "target",
                .choice(HostingTarget.allCases.map(\.rawValue)),
                "What serves them: `ccserve` (when left out), `nginx`, `worker`, `nginx-plain` or `static`."
            ),
            .optional(
                "publish",
                .anyOf([.format(.publish), .table { .publishCommand }]),
                "Where `ccapply` puts them: `dir:PATH`, absolute or relative to the project, `s3://bucket/prefix`, or `{command: [./publish.sh]}`."
            ),
            .optional(
                "signatures",
                .choice(HostingSettings.Signatures.allCases.map(\.rawValue)),
                "What becomes of webhooks that the platform has not signed: `observe` (when left out), served and logged, or `require`, refused."
            ),
            .optional("fallback", .table { .fallback }, "What callers get when the host is dead."),
        ]
    )

    static let publishCommand: KeyTable = KeyTable(
        "a publishing command",
        [
            .required(
                "command",
                .list(.text, atLeast: 1),
                "A program and its arguments, run in the project's folder; it gets the staged folder as its last argument."
            )
        ]
    )

    static let fallback: KeyTable = KeyTable(
        "the fallback",
        [
            .optional(
                "url",
                .format(.webURL),
                "Where it is served, best by another provider; `hosting.url` when left out."
            ),
            .optional(
                "target",
                .choice(HostingTarget.allCases.map(\.rawValue)),
                "What serves it at its own `url`: `ccserve`, `nginx` and `worker` let calls in progress go on; `static` (when left out) and `nginx-plain` do not. Without such a `url` the host serves it, and this is what the host is."
            ),
            .optional(
                "publish",
                .anyOf([.format(.publish), .table { .publishCommand }]),
                "Where `ccapply` puts it, as in `hosting`."
            ),
            .optional("say", .spoken, "What callers hear; `voice.goodbye` when left out."),
            .optional("phone", .format(.phoneNumber), "A number of last resort."),
            .optional("caller_id", .format(.callerID), "The number shown to it; `voice.caller_id` when left out."),
        ]
    )

    static let text: KeyTable = KeyTable(
        "a text",
        [
            .required("text", .text, "Plain text, or SSML in `<speak>`.")
        ] + textVoice.keys + [
            .optional(
                "consent",
                .boolean,
                "Whether it tells that the call is recorded (see `policy.recording_consent`)."
            )
        ]
    )

    static let voice: KeyTable = KeyTable(
        "the voice",
        textVoice.keys + [
            .optional(
                "caller_id",
                .format(.callerID),
                "The number shown to callees: a number of the project by name, or any of the account."
            ),
            .optional("goodbye", .spoken, "Said where a call runs out of ways: `Goodbye.` when left out."),
        ]
    )

    static let textVoice: KeyTable = KeyTable(
        "a voice",
        [
            .optional(
                "language",
                .format(.language),
                "The language, as in `en-GB`; the project's, else the platform's `en-US` when left out."
            ),
            .optional("style", .integer(0...99), "The voice in that language: 0 and up."),
            .optional("premium", .boolean, "Whether the premium voice is asked for; charged extra."),
        ]
    )

    static let policy: KeyTable = KeyTable(
        "the policy",
        [
            .optional(
                "max_monthly_cost",
                .amount,
                "What all numbers together may cost a month, in EUR; `ccapply buy` stops before that."
            ),
            .optional(
                "protect",
                .list(.choice(Policy.Protected.allCases.map(\.rawValue))),
                "What is never removed: a list of `app`, `numbers`, `users`."
            ),
            .optional(
                "drain",
                .duration(0...2_592_000),
                "How long calls on an earlier release may go on: what it rings is not removed before; `4h` when left out."
            ),
            .optional(
                "max_wait",
                .duration(1...7_200),
                "The longest time from the answer to a ringing person or a recording."
            ),
            .optional(
                "recording_consent",
                .boolean,
                "Whether every way to a recording must pass a text marked `consent: yes`."
            ),
            .optional(
                "diagnostics",
                .named(.code, .choice(["off", "warning", "error"])),
                "What is made of warnings, by their code: `off`, `warning` or `error`."
            ),
            .optional("allow", .list(.table { .allowance }), "Warnings that are meant, each with its reason."),
        ]
    )

    static let allowance: KeyTable = KeyTable(
        "an allowance",
        [
            .required("code", .format(.code), "The code of the warning."),
            .optional(
                "at",
                .format(.place),
                "The path of the thing that may have it, `menus.main`; anywhere when left out."
            ),
            .required("because", .text, "Why it may stand there, for those who read this in a year."),
        ]
    )

    static let removed: KeyTable = KeyTable(
        "what is removed",
        [
            .optional(
                "numbers",
                .named(.phoneNumber, .choice(["unlink", "cancel"])),
                "By number: `unlink`, or `cancel` (gives it back; wants `--allow-cancel`)."
            ),
            .optional("users", .named(.userName, .choice(["delete"])), "By name: `delete`."),
        ]
    )
}
