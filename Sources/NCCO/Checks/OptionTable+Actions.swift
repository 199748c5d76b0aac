// The options of all actions, from the platform's NCCO reference (2021 and 2026; the newer where they differ).

extension OptionTable {
    /// The table of an action by its name on the wire.
    static let actions: [String: OptionTable] = [
        "talk": talk, "stream": stream, "input": input, "connect": connect, "conversation": conversation,
        "record": record, "notify": notify, "wait": wait, "transfer": transfer,
    ]

    /// In the order of the reference.
    static let actionNames = [
        "talk", "stream", "input", "connect", "conversation", "record", "notify", "wait", "transfer",
    ]

    /// Once documented, removed since.
    static let retiredActions = ["pay"]

    private static let talk = OptionTable(
        "a talk",
        [
            .required("text", .text),
            .optional("bargeIn", .flag),
            .optional("loop", .integer(0...Int.max)),
            .optional("level", .number(-1...1)),
            .optional("language", .ttsLanguage),
            .optional("style", .integer(0...Int.max)),
            .optional("premium", .flag),
            .deprecated("voiceName", .text, help: "use 'language' and 'style'"),
        ]
    )

    private static let stream = OptionTable(
        "a stream",
        [
            .required("streamUrl", .urlInArray),
            .optional("bargeIn", .flag),
            .optional("loop", .integer(0...Int.max)),
            .optional("level", .number(-1...1)),
        ]
    )

    private static let input = OptionTable(
        "an input",
        [
            .required("type", .inputTypes),
            .optional("dtmf", .settings(dtmf)),
            .optional("speech", .settings(speech)),
            .optional("mode", .choice(["synchronous", "asynchronous"])),
            .optional("eventUrl", .urlInArray),
            .optional("eventMethod", method),
        ]
    )

    /// The input of before 2020, with no `type`: its key settings stand at the top, its events are flat.
    static let legacyInput = OptionTable(
        "an input without 'type'",
        dtmf.options + [.optional("eventUrl", .urlInArray), .optional("eventMethod", method)]
    )

    private static let dtmf = OptionTable(
        "the 'dtmf' of an input",
        [
            .optional("timeOut", .integer(0...10, unit: "seconds")),
            .optional("maxDigits", .integer(1...20)),
            .optional("submitOnHash", .flag),
        ]
    )

    private static let speech = OptionTable(
        "the 'speech' of an input",
        [
            .optional("uuid", .textInArray),
            .optional("endOnSilence", .number(0.4...10, unit: "seconds")),
            .optional("language", .asrLanguage),
            .optional("context", .texts),
            .optional("startTimeout", .number(1...60, unit: "seconds")),
            .optional("maxDuration", .number(1...60, unit: "seconds")),
            .optional("saveAudio", .flag),
            .optional("sensitivity", .integer(10...100)),
            .optional("provider", .text),
            .optional("providerOptions", .freeObject),
        ]
    )

    private static let connect = OptionTable(
        "a connect",
        [
            .required("endpoint", .endpoint),
            .optional("from", .pattern(.phoneNumber)),
            .optional("randomFromNumber", .flag),
            .optional("eventType", .choice(["synchronous"])),
            .optional("timeout", .integer(1...120, unit: "seconds")),
            .optional("limit", .integer(1...7200, unit: "seconds")),
            .optional("machineDetection", .choice(["continue", "hangup"])),
            .optional("advancedMachineDetection", .settings(machineDetection)),
            .optional("eventUrl", .urlInArray),
            .optional("eventMethod", method),
            .optional("ringbackTone", .url),
        ]
    )

    /// Keys in snake case, unlike all others of an NCCO.
    ///
    /// The shortest beep timeout is 30 in one source and 45 in two: 45 holds under both.
    private static let machineDetection = OptionTable(
        "an 'advancedMachineDetection'",
        [
            .optional("behavior", .choice(["continue", "hangup"])),
            .optional("mode", .choice(["default", "detect", "detect_beep"])),
            .optional("beep_timeout", .integer(45...120, unit: "seconds")),
        ]
    )

    private static let conversation = OptionTable(
        "a conversation",
        [
            .required("name", .text),
            .optional("musicOnHoldUrl", .urlInArray),
            .optional("startOnEnter", .flag),
            .optional("endOnExit", .flag),
            .optional("record", .flag),
            .optional("canSpeak", .texts),
            .optional("canHear", .texts),
            .optional("mute", .flag),
            .optional("transcription", .settings(transcription)),
            .optional("eventUrl", .urlInArray),
            .optional("eventMethod", method),
        ]
    )

    private static let record = OptionTable(
        "a record",
        [
            .optional("format", .choice(["mp3", "wav", "ogg"])),
            .optional("split", .choice(["conversation"])),
            .optional("channels", .integer(1...32)),
            .optional("endOnSilence", .number(3...10, unit: "seconds")),
            .optional("endOnKey", .pattern(.endKey)),
            .optional("timeOut", .integer(3...7200, unit: "seconds")),
            .optional("beepStart", .flag),
            .optional("eventUrl", .urlInArray),
            .optional("eventMethod", method),
            .optional("transcription", .settings(transcription)),
        ]
    )

    private static let transcription = OptionTable(
        "a 'transcription'",
        [
            .optional("language", .asrLanguage),
            .optional("eventUrl", .urlInArray),
            .optional("eventMethod", method),
            .optional("sentimentAnalysis", .flag),
        ]
    )

    private static let notify = OptionTable(
        "a notify",
        [
            .required("payload", .freeObject),
            .required("eventUrl", .urlInArray),
            .optional("eventMethod", method),
        ]
    )

    private static let wait = OptionTable(
        "a wait",
        [.optional("timeout", .clampedNumber(0.1...7200, unit: "seconds"))]
    )

    private static let transfer = OptionTable(
        "a transfer",
        [
            .required("conversationId", .text),
            .optional("canHear", .texts),
            .optional("canSpeak", .texts),
            .optional("mute", .flag),
        ]
    )

    private static let method = OptionKind.choice(["POST", "GET"])
}
