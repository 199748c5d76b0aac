extension Shape {
    /// The body of a create and of a PATCH of a user.
    static let user = Shape.object([
        .optional("name", .name),
        .optional("display_name", .text),
        .optional("image_url", .text),
        .optional(
            "properties",
            .object([.optional("custom_data", .map(.any)), .optional("ttl", .integer(0...2_147_483_648))])
        ),
        .optional("channels", channels),
    ])

    private static let channels = Shape.object([
        // The only channel whose number is a JSON number.
        .optional("pstn", .list(.object([.required("number", .integer(1_000_000...999_999_999_999_999))]))),
        .optional(
            "sip",
            .list(
                .object([
                    .required("uri", .prefixed(["sip:", "sips:"])), .optional("username", .text),
                    .optional("password", .text),
                ])
            )
        ),
        .optional("vbc", .list(.object([.required("extension", .text)]))),
        .optional(
            "websocket",
            .list(
                .object([
                    .required("uri", .prefixed(["ws://", "wss://"])),
                    .optional("content-type", .oneOf(["audio/l16;rate=8000", "audio/l16;rate=16000"])),
                    .optional("headers", .map(.any)),
                ])
            )
        ),
        .optional("sms", numbers),
        .optional("mms", numbers),
        .optional("whatsapp", numbers),
        .optional("viber", numbers),
        .optional("messenger", .list(.object([.required("id", .text)]))),
    ])

    private static let numbers = Shape.list(.object([.required("number", .digits)]))
}
