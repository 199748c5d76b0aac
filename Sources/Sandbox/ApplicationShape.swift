extension Shape {
    /// The body of a create: nothing that only answers hold.
    static let applicationCreation = Shape.object(applicationFields)

    /// The body of a PUT: what was read may be sent back, so `id` and `_links` are let pass.
    static let applicationReplacement = Shape.object(
        applicationFields + [.optional("id", .text), .optional("_links", .map(.any))]
    )

    private static let applicationFields: [Field] = [
        .required("name", .name),
        .optional("keys", .object([.optional("public_key", .text)])),
        .optional("capabilities", capabilities),
        .optional("privacy", .object([.optional("improve_ai", .bool)])),
    ]

    private static let capabilities = Shape.object([
        .optional("voice", voice),
        .optional(
            "rtc",
            .object([
                .optional("webhooks", .object([.optional("event_url", webhook(methods: ["GET", "POST"]))])),
                .optional("signed_callbacks", .bool),
                .optional("leg_persistence_time", .integer(1...31)),
            ])
        ),
        .optional(
            "messages",
            .object([
                .optional("version", .oneOf(["v1", "v0.1"])),
                .optional(
                    "webhooks",
                    .object([
                        .optional("inbound_url", webhook(methods: ["POST"])),
                        .optional("status_url", webhook(methods: ["POST"])),
                    ])
                ),
                .optional("authenticate_inbound_media", .bool),
            ])
        ),
        .optional(
            "verify",
            .object([
                .optional("webhooks", .object([.optional("status_url", webhook(methods: ["POST"]))])),
                .optional("version", .oneOf(["v2"])),
            ])
        ),
        .optional("vbc", .object([])),
        .optional(
            "network_apis",
            .object([.optional("network_application_id", .text), .optional("redirect_uri", .text)])
        ),
        .optional("video", video),
    ])

    private static let voice = Shape.object([
        .optional(
            "webhooks",
            .object([
                .optional("answer_url", callWebhook(socketTimeout: 1000...5000)),
                .optional("fallback_answer_url", callWebhook(socketTimeout: 1000...5000)),
                .optional("event_url", callWebhook(socketTimeout: 1000...10000)),
            ])
        ),
        .optional("signed_callbacks", .bool),
        .optional("conversations_ttl", .integer(1...9000)),
        .optional("leg_persistence_time", .integer(1...31)),
        .optional("region", .oneOf(["na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"])),
        // Left over from a retired product; old applications still read back with them.
        .optional("payment_enabled", .bool),
        .optional("payments", .map(.any)),
    ])

    private static let video = Shape.object([
        .optional("webhooks", .map(videoWebhook)),
        .optional("storage", .map(.any)),
        // Undocumented, but the official command line insists that they survive a PUT.
        .optional("hoolock_configs", .any),
        .optional("environment_id", .any),
        .optional("environment_enabled", .any),
    ])

    private static let videoWebhook = Shape.object([
        .optional("address", .webAddress), .optional("active", .bool), .optional("secret", .text),
    ])

    private static func webhook(methods: [String]) -> Shape {
        .object([.required("address", .webAddress), .optional("http_method", .oneOf(methods))])
    }

    /// The timeouts have two names: that of 2021 is read too.
    private static func callWebhook(socketTimeout: ClosedRange<Int>) -> Shape {
        .object([
            .required("address", .webAddress),
            .optional("http_method", .oneOf(["GET", "POST"])),
            .optional("connect_timeout", .integer(300...1000)),
            .optional("connection_timeout", .integer(300...1000)),
            .optional("socket_timeout", .integer(socketTimeout)),
        ])
    }
}
