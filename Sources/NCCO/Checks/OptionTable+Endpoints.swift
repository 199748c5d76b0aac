extension OptionTable {
    /// The table of an endpoint by its type on the wire.
    static let endpoints: [String: OptionTable] = [
        "phone": phone, "app": app, "sip": sip, "websocket": websocket, "vbc": vbc,
    ]

    /// In the order of the NCCO reference.
    static let endpointNames = ["phone", "app", "sip", "websocket", "vbc"]

    private static let phone = OptionTable(
        "a phone endpoint",
        [
            .required("number", .dialledNumber),
            .optional("dtmfAnswer", .pattern(.answerKeys)),
            .optional("onAnswer", .settings(onAnswer)),
            .optional("shaken", .text),
        ]
    )

    private static let onAnswer = OptionTable(
        "an 'onAnswer'",
        [
            .required("url", .url),
            .optional("ringbackTone", .url),
            .deprecated("ringback", .url, help: "write 'ringbackTone'"),
        ]
    )

    private static let app = OptionTable("an app endpoint", [.required("user", .text)])

    /// Either `uri`, or `user` and `domain`: a rule of its own holds that.
    private static let sip = OptionTable(
        "a sip endpoint",
        [
            .optional("uri", .pattern(.sipURI)),
            .optional("user", .text),
            .optional("domain", .text),
            .optional("headers", .freeObject),
            .optional("standardHeaders", .settings(standardHeaders)),
        ]
    )

    private static let standardHeaders = OptionTable(
        "a 'standardHeaders'",
        [.optional("User-to-User", .text)]
    )

    private static let websocket = OptionTable(
        "a websocket endpoint",
        [
            .required("uri", .pattern(.websocketURI)),
            .optional(
                "content-type",
                .choice(["audio/l16;rate=8000", "audio/l16;rate=16000", "audio/l16;rate=24000"])
            ),
            .optional("headers", .freeObject),
            .optional("authorization", .settings(authorization)),
        ]
    )

    private static let authorization = OptionTable(
        "an 'authorization'",
        [.required("type", .choice(["vonage", "custom"])), .optional("value", .text)]
    )

    private static let vbc = OptionTable("a vbc endpoint", [.required("extension", .text)])
}
