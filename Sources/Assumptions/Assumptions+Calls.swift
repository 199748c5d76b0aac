extension Assumptions {
    /// What the report of an outage rests on where there is a fallback.
    package static let fallbackInMidCall = Assumption(
        .calls,
        "the platform asks `fallback_answer_url` in mid-call too, and whatever kept the host from answering",
        ifFalse:
            "callers in mid-call hear what `ccplan graph --outage` shows for a dead fallback, on an error status as on a dead host: what stands behind in the document leads every call to its end"
    )

    static let calls: [Assumption] = [
        Assumption(
            .calls,
            "`digits` is an empty text when nothing was pressed",
            ifFalse: "nothing: null and absent are no keys either",
            quirk: "null-digits"
        ),
        Assumption(
            .calls,
            "`timed_out` tells that the time ran out",
            ifFalse: "nothing: it is never read",
            quirk: "timed-out-always"
        ),
        Assumption(
            .calls,
            "the event of a keys-only input has a `speech` member",
            ifFalse: "nothing: speech is read only where it is well formed",
            quirk: "no-speech-member"
        ),
        Assumption(
            .calls,
            "a call ends when the callee of an answered `connect` hangs up",
            ifFalse: "the caller hears the way out that stands behind the `connect`, then the call ends",
            quirk: "answered-connect-goes-on"
        ),
        fallbackInMidCall,
        Assumption(
            .calls,
            "the request to the fallback names the original one by JSON text in its query",
            ifFalse: "a fallback that a program serves is heard in mid-call too, as a static one is"
        ),
        Assumption(
            .calls,
            "an empty answer of the fallback in mid-call lets the call go on",
            ifFalse: "nothing: a fallback that gives no NCCO counts as dead, and the call goes on the same way"
        ),
        Assumption(
            .calls,
            "the platform waits 1 s for a connection and 5 s for an answer, and tries twice (its troubleshooting page: 3 s, and three times)",
            ifFalse: "callers wait longer in silence before the way out; the flow is the same"
        ),
        Assumption(
            .calls,
            "an empty NCCO ends the call",
            ifFalse:
                "nothing: no answer of a host is an empty NCCO; where nothing is to be said, a tenth of a second of silence and the end of the NCCO end the call"
        ),
        Assumption(
            .calls,
            "of a synchronous `connect` only `timeout`, `failed`, `rejected`, `unanswered` and `busy` want an NCCO",
            ifFalse: "nothing: every other state, `cancelled` too, is answered 204"
        ),
        Assumption(
            .calls,
            "`record` without an end runs beside the actions behind it (2021: the flow goes on without recording)",
            ifFalse: "calls of agents with `record` are not recorded; they are put through all the same"
        ),
        Assumption(
            .calls,
            "a call to the telephone network needs an own number as `from` (2021: it only becomes anonymous)",
            ifFalse: "nothing: a `phone` without a caller id is an error, and the simulator refuses the call"
        ),
        Assumption(
            .calls,
            "`from` may also stand where an app user calls (2021: to be left out)",
            ifFalse: "the platform ignores it, or refuses the call, which then goes on as one that nobody answers"
        ),
        Assumption(
            .calls,
            "a callee whose `onAnswer` document cannot be had is put through without the announcement",
            ifFalse: "with a dead host, calls to a `phone` with `announce` fail; then what follows unanswered is heard"
        ),
        Assumption(
            .calls,
            "a sound file on a dead host is skipped, although the platform may still hold it",
            ifFalse: "callers hear the file after all, or the call ends there: say what matters with `say`"
        ),
        Assumption(
            .calls,
            "an event that comes by GET has each object as one parameter of JSON text, the flat form of old inputs too",
            ifFalse:
                "nothing for what ccplan builds, whose inputs are posted; a hand-written NCCO with `eventMethod: GET` gets no digit, as if none was pressed"
        ),
        Assumption(
            .calls,
            "`to` of an app user's call is what the app dialled",
            ifFalse: "the call is refused: only what is an extension, or a number that is allowed, is dialled"
        ),
        Assumption(
            .calls,
            "events of a kind that no page describes may come",
            ifFalse: "nothing: the host takes every event, and answers unknown ones with no content"
        ),
        Assumption(
            .calls,
            "languages of speech recognition are matched in any letter case, and the list of 2021 is whole",
            ifFalse:
                "a language is written as the list has it; one that was added since is reported as unknown until the table is renewed"
        ),
        Assumption(
            .calls,
            "a language and style must be in the table of voices, of which the 2026 edition is known in part",
            ifFalse:
                "a style that was added since is reported until the table is renewed; one that was taken away is spoken as the platform likes"
        ),
        Assumption(
            .calls,
            "1,500 characters of a text are UTF-16 units",
            ifFalse: "nothing: that is the largest of the usual counts, so texts are cut sooner than needed"
        ),
        Assumption(
            .calls,
            "`startTimeout` of speech may be 60 s (2021: 10 s), and `beep_timeout` begins at 45 s (2026: 30 s)",
            ifFalse:
                "only hand-written NCCOs have them: an older platform refuses the longer wait, and a shorter one is reported though it works"
        ),
        Assumption(
            .calls,
            "the conversation of a `transfer` is named by `conversationId` (the page's table: `conversation_id`)",
            ifFalse: "only hand-written NCCOs have it: the other name is reported as unknown; the simulator takes both"
        ),
        Assumption(
            .calls,
            "when an answering machine is hung up on (`machine: hang-up`), the leg ends in one of the states that nobody answered",
            ifFalse: "the caller hears what stands behind the `connect` in its document, rather than `otherwise`",
            quirk: "hung-up-machine-is-machine"
        ),
        Assumption(
            .calls,
            "a leg that nobody answers ends in one state, not in two (`timeout`, then `unanswered`)",
            ifFalse: "the second state is answered with the same document, which begins the next ringing anew"
        ),
        Assumption(
            .calls,
            "a second `record` in a call starts a recording of its own beside the first",
            ifFalse:
                "of several recorded agents in a row the first one's recording goes on for the others, or is the only one"
        ),
        Assumption(
            .calls,
            "texts with `bargeIn` that follow each other are spoken one after the other",
            ifFalse: "the parts of a prompt over 1,500 characters may overlap: keep prompts short"
        ),
        Assumption(
            .calls,
            "what an app passes along as `custom_data` comes as JSON text in a query",
            ifFalse: "nothing: no decision reads it"
        ),
    ]
}
