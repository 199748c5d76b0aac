extension KeyTable {
    /// All tables, in the order of the reference page.
    package static let all: [KeyTable] = [
        root, app, hosting, fallback, number, defaultNumber, user, agent, agentPlace, recording, team, destination,
        websocket, splitBranch, menu, digits, retryText, flow, voicemail, callerFile, schedule,
        outbound, nationalTrunk, text, voice, textVoice, removed,
    ]

    static let root = KeyTable(
        "a contact center",
        [
            .required("version", "The version of the language: `1`."),
            .required("app", "The Vonage application."),
            .required("hosting", "Where the bundle is served."),
            .optional("timezone", "The time zone of all schedules that name none, as `Europe/London`."),
            .optional("numbers", "Numbers of the account by a name of your choice; `default` holds for all others."),
            .optional("users", "Client SDK identities by their name; an agent implies its user."),
            .optional("agents", "People who take calls, by the name of their Client SDK user."),
            .optional("teams", "People who take calls together, by name."),
            .optional("menus", "Menus that callers answer by key, by name."),
            .optional("flows", "Steps that calls take one after the other, by name."),
            .optional("voicemails", "Where callers leave messages, by name."),
            .optional("schedules", "Opening hours to decide by, by name."),
            .optional("callers", "Lists of numbers to decide by, by name."),
            .optional("outbound", "What happens when an app user dials."),
            .optional("voice", "Language, caller id and goodbye where nothing nearer is said."),
            .optional("vars", "Texts by name, put in place of `${name}` in any value; `$${` is a literal `${`."),
            .optional("removed", "What is to go from the account."),
        ]
    )

    static let app = KeyTable(
        "the application",
        [
            .required("name", "Its name in the account."),
            .optional("id", "Its id, where the name alone would not find it."),
            .optional("public_key", "The path of its public key, a PEM file of the project (see `ccplan keygen`)."),
            .optional(
                "region",
                "Where its calls live: `na-east`, `na-west`, `eu-west`, `eu-east`, `apac-sng`, `apac-australia`."
            ),
            .optional("signed_callbacks", "Whether the platform signs its webhooks: `true` when left out."),
            .optional("events", "An own URL for call events; the host's when left out."),
        ]
    )

    static let hosting = KeyTable(
        "the hosting",
        [
            .required("url", "The public URL that bundles are served under."),
            .optional("target", "What serves them: `ccserve`, the only one in this version."),
            .optional("publish", "Where `ccapply` puts them: `dir:PATH`, absolute or relative to the project."),
            .optional("fallback", "What callers get when the host is dead."),
        ]
    )

    static let fallback = KeyTable(
        "the fallback",
        [
            .optional("url", "Where it is served, best by another provider; `hosting.url` when left out."),
            .optional("publish", "Where `ccapply` puts it, as in `hosting`."),
            .optional("say", "What callers hear; `voice.goodbye` when left out."),
            .optional("phone", "A number of last resort."),
            .optional("caller_id", "The number shown to it; `voice.caller_id` when left out."),
        ]
    )

    static let number = KeyTable(
        "a number",
        [
            .required("number", "The number, international: `+44 20 7946 0000`."),
            .optional("inbound", "Where its calls go: a destination. The `default`'s when left out."),
        ]
    )

    static let defaultNumber = KeyTable(
        "the default number",
        [.required("inbound", "Where calls go to a linked number that no entry names: a destination.")]
    )

    static let user = KeyTable(
        "a user",
        [
            .optional("display_name", "A name to show."),
            .optional("image_url", "The URL of a picture."),
            .optional("data", "Texts by key, kept with the user (`custom_data`)."),
        ]
    )

    static let outbound = KeyTable(
        "outbound calling",
        [
            .optional("say", "Said before ringing."),
            .optional("caller_id", "The number shown; `voice.caller_id` when left out."),
            .optional("ring_for", "How long to ring: `1s` to `2m`."),
            .optional("national", "How a number without `+` is made international."),
            .optional("allow", "Prefixes that may be dialled, `+44`; nothing is allowed by default."),
            .optional("deny", "Prefixes that may not; the longest of `allow` and `deny` wins."),
            .optional("refuse", "What the caller hears when a number may not be dialled."),
            .optional("extensions", "Destinations by what is dialled, before all else."),
            .optional("otherwise", "The destination when nobody answers."),
        ]
    )

    static let nationalTrunk = KeyTable(
        "the national dialling plan",
        [
            .optional("trunk", "The digits before a national number: `0` in most countries."),
            .optional("digits", "Instead: how many digits a national number has."),
            .required("code", "The country code, without `+`."),
        ]
    )

    static let text = KeyTable(
        "a text",
        [
            .required("text", "Plain text, or SSML in `<speak>`."),
            .optional("language", "The language, as in `en-GB`."),
            .optional("style", "The voice in that language: 0 and up."),
            .optional("premium", "Whether the premium voice is asked for; charged extra."),
        ]
    )

    static let voice = KeyTable(
        "the voice",
        [
            .optional("language", "The language of all texts, as in `en-GB`; the platform's `en-US` when left out."),
            .optional("style", "The voice in that language: 0 and up."),
            .optional("premium", "Whether the premium voice is asked for; charged extra."),
            .optional(
                "caller_id",
                "The number shown to callees: a number of the project by name, or any of the account."
            ),
            .optional("goodbye", "Said where a call runs out of ways: `Goodbye.` when left out."),
        ]
    )

    static let textVoice = KeyTable(
        "the voice of a menu",
        [
            .optional("language", "The language, as in `en-GB`."),
            .optional("style", "The voice in that language: 0 and up."),
            .optional("premium", "Whether the premium voice is asked for; charged extra."),
        ]
    )

    static let removed = KeyTable(
        "what is removed",
        [
            .optional("numbers", "By number: `unlink`, or `cancel` (gives it back; wants `--allow-cancel`)."),
            .optional("users", "By name: `delete`."),
        ]
    )
}
