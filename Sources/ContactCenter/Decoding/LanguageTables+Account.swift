extension KeyTable {
    static let number: KeyTable = KeyTable(
        "a number",
        [
            .optional(
                "number",
                .format(.phoneNumber),
                "The number, international: `+44 20 7946 0000`. Either this or `search`."
            ),
            .optional(
                "search",
                .table { .search },
                "What to look for instead, until `ccapply buy` has bought a number and pinned it."
            ),
            .optional("inbound", .destination, "Where its calls go: a destination. The `default`'s when left out."),
            .optional(
                "monthly_cost",
                .amount,
                "What it costs a month, in EUR, where you know: the platform does not tell of numbers that you own."
            ),
            .optional(
                "adopt",
                .boolean,
                "Whether it is taken from another application, or from a forwarding of its own: `no` when left out."
            ),
        ]
    )

    static let defaultNumber: KeyTable = KeyTable(
        "the default number",
        [.required("inbound", .destination, "Where calls go to a linked number that no entry names: a destination.")]
    )

    static let search: KeyTable = KeyTable(
        "a search for a number",
        [
            .required("country", .format(.country), "Two letters, ISO 3166: `US`."),
            .optional(
                "features",
                .list(.choice(NumberSearch.Feature.allCases.map(\.rawValue)), atLeast: 1),
                "What it must be able to do: a list of `VOICE`, `SMS`, `MMS`; `[VOICE]` when left out."
            ),
            .optional(
                "type",
                .choice(NumberSearch.Kind.allCases.map(\.rawValue)),
                "`landline`, `landline-toll-free` or `mobile-lvn`."
            ),
            .optional("starts_with", .format(.digits), "Its first digits, the country code among them: `1415`."),
            .optional("contains", .format(.digits), "Digits that it has somewhere."),
            .optional("ends_with", .format(.digits), "Its last digits."),
            .optional("max_monthly_cost", .amount, "The most that it may cost a month, in EUR."),
            .optional(
                "reuse",
                .boolean,
                "Whether a spare number of the account is taken, rather than one bought: `no` when left out."
            ),
        ]
    )

    static let user: KeyTable = KeyTable(
        "a user",
        [
            .optional("display_name", .text, "A name to show."),
            .optional("image_url", .format(.webhookURL), "The URL of a picture."),
            .optional("data", .texts, "Texts by key, kept with the user (`custom_data`)."),
            .optional("channels", .table { .channels }, "Other ways to reach the user."),
        ]
    )

    static let channels: KeyTable = KeyTable(
        "the channels of a user",
        [
            .optional("pstn", .list(.format(.phoneNumber)), "Telephones."),
            .optional("sip", .list(.anyOf([.format(.sipURI), .table { .sipChannel }])), "SIP endpoints."),
            .optional("vbc", .list(.format(.extensionNumber)), "Extensions of the business phone system."),
            .optional(
                "websocket",
                .list(.anyOf([.format(.webSocketURL), .table { .websocket }])),
                "Programs that take the sound."
            ),
            .optional("sms", .list(.format(.phoneNumber)), "Numbers for SMS."),
            .optional("mms", .list(.format(.phoneNumber)), "Numbers for MMS."),
            .optional("whatsapp", .list(.format(.phoneNumber)), "WhatsApp numbers."),
            .optional("viber", .list(.format(.phoneNumber)), "Viber numbers."),
            .optional("messenger", .list(.text), "Messenger ids."),
        ]
    )

    static let sipChannel: KeyTable = KeyTable(
        "a SIP endpoint",
        [
            .required("uri", .format(.sipURI), "A SIP URI."),
            .optional("username", .anyOf([.text, .table { .secret }]), "The user name to register with."),
            .optional("password", .table { .secret }, "The password: `{secret: NAME}`."),
        ]
    )

    static let secret: KeyTable = KeyTable(
        "a secret",
        [
            .required(
                "secret",
                .format(.environmentVariable),
                "The environment variable that holds it when the project is planned or applied."
            )
        ]
    )

    static let agent: KeyTable = KeyTable(
        "an agent",
        [
            .optional("display_name", .text, "A name to show."),
            .optional(
                "at",
                .anyOf([.choice(["app"]), .table { .agentPlace }]),
                "Where the agent is rung: `app`, or a mapping with `sip`, `phone` or `vbc`."
            ),
            .optional("ring_for", .ringing, "How long to ring: `1s` to `2m`; the platform's 60 seconds when left out."),
            .optional(
                "music",
                .format(.sound),
                "What the caller hears while it rings: an https URL or a sound file of the project."
            ),
            .optional(
                "record",
                .anyOf([.boolean, .table { .recording }]),
                "Whether calls are recorded: `yes`, or `{notify: URL}`."
            ),
            .optional("caller_id", .format(.callerID), "The number shown to the agent's telephone."),
            .optional("otherwise", .destination, "Where an unanswered call goes: a destination."),
        ]
    )

    static let agentPlace: KeyTable = KeyTable(
        "the place of an agent",
        [
            .optional("sip", .format(.sipURI), "A SIP URI of at most 50 characters."),
            .optional("phone", .format(.phoneNumber), "A number, international."),
            .optional("vbc", .format(.extensionNumber), "An extension of the business phone system."),
            .optional("announce", .spoken, "With `phone`: what the agent hears before the call is put through."),
            .optional(
                "machine",
                .choice(["hang-up", "ignore"]),
                "With `phone`: `hang-up` or `ignore` when an answering machine picks up."
            ),
        ]
    )

    static let recording: KeyTable = KeyTable(
        "a recording",
        [
            .optional(
                "notify",
                .format(.webhookURL),
                "A URL that is told where the recording is; the project's event URL when left out."
            )
        ]
    )

    static let team: KeyTable = KeyTable(
        "a team",
        [
            .required("agents", .list(.format(.userName), atLeast: 1), "The names of its agents: a list."),
            .optional(
                "order",
                .choice(Team.Order.allCases.map(\.rawValue)),
                "`fixed`: always as written (the default); `spread`: from another agent each call, and round."
            ),
            .optional("ring_for", .ringing, "How long each rings, where the agent does not say: `1s` to `2m`."),
            .optional("caller_id", .format(.callerID), "The number shown to telephones, where the agent does not say."),
            .optional("otherwise", .destination, "Where a call goes that nobody answers: a destination."),
        ]
    )

    static let outbound: KeyTable = KeyTable(
        "outbound calling",
        [
            .optional("say", .spoken, "Said before ringing."),
            .optional("caller_id", .format(.callerID), "The number shown; `voice.caller_id` when left out."),
            .optional("ring_for", .ringing, "How long to ring: `1s` to `2m`."),
            .optional("national", .table { .nationalTrunk }, "How a number without `+` is made international."),
            .optional(
                "allow",
                .list(.format(.prefix)),
                "Prefixes that may be dialled, `+44`; nothing is allowed by default."
            ),
            .optional(
                "deny",
                .list(.format(.prefix)),
                "Prefixes that may not; the longest of `allow` and `deny` wins."
            ),
            .optional("refuse", .sayText, "What the caller hears when a number may not be dialled."),
            .optional("extensions", .named(.keys, .destination), "Destinations by what is dialled, before all else."),
            .optional("otherwise", .destination, "The destination when nobody answers."),
        ]
    )

    static let nationalTrunk: KeyTable = KeyTable(
        "the national dialling plan",
        [
            .optional("trunk", .format(.digits), "The digits before a national number: `0` in most countries."),
            .optional("digits", .integer(4...14), "Instead: how many digits a national number has."),
            .required("code", .format(.digits), "The country code, without `+`."),
        ]
    )
}
