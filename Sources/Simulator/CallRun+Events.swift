import JSONTree

/// The payloads of the webhooks (V§f).
extension CallRun {
    var now: JSONValue { .string(timestamp(setup.startTime + clock)) }

    /// `to` and who calls, under the key that the platform uses; never both.
    func answerFields(uuid: String) -> JSONObject {
        var fields = JSONObject([("to", .string(setup.to))])
        switch setup.caller {
        case .number(let number): fields["from"] = .string(number ?? "anonymous")
        case .user(let name): fields["from_user"] = .string(name)
        }
        fields["endpoint_type"] =
            switch setup.caller {
            case .number: "phone"
            case .user: "app"
            }
        fields["conversation_uuid"] = .string(conversationUUID)
        fields["uuid"] = .string(uuid)
        fields["region_url"] = "https://api-us-3.vonage.com"
        if let customData = setup.customData { fields["custom_data"] = .object(customData) }
        return fields
    }

    /// The caller as events name it.
    var fromField: JSONValue {
        switch setup.caller {
        case .number(let number): .string(number ?? "anonymous")
        case .user(let name): .string(name)
        }
    }

    /// The end of the payload of input events.
    func addCallFields(to fields: inout JSONObject) {
        fields["from"] = fromField
        fields["to"] = .string(setup.to)
        fields["uuid"] = .string(uuid)
        fields["conversation_uuid"] = .string(conversationUUID)
        fields["timestamp"] = now
    }

    func answeredFields() -> [(String, JSONValue)] {
        [("start_time", .null), ("rate", .null), ("network", .null)]
    }

    func completedFields(since start: Int, byUser: Bool) -> [(String, JSONValue)] {
        [
            ("start_time", .string(timestamp(setup.startTime + start))), ("end_time", now),
            ("duration", .string(String((clock - start + 999) / 1_000))), ("rate", .string("0.00000000")),
            ("price", .string("0.00000000")), ("network", .null),
            ("disconnected_by", .string(byUser ? "user" : "platform")),
        ]
    }

    /// A state of the caller's leg, to the application's event URL.
    mutating func postStatus(_ status: String, _ more: [(String, JSONValue)] = []) async {
        var fields = JSONObject()
        fields["from"] = fromField
        fields["to"] = .string(setup.to)
        fields["uuid"] = .string(uuid)
        fields["conversation_uuid"] = .string(conversationUUID)
        fields["status"] = .string(status)
        fields["direction"] = "inbound"
        fields["timestamp"] = now
        for (key, value) in more { fields[key] = value }
        await postEvent(.event, setup.events, fields)
    }

    mutating func postError(_ reason: String) async {
        note(.error(reason))
        await postEvent(
            .event,
            setup.events,
            JSONObject([
                ("reason", .string(reason)), ("conversation_uuid", .string(conversationUUID)), ("timestamp", now),
            ])
        )
    }

    mutating func postSingleKey(_ key: Character, to webhook: Webhook) async {
        var fields = JSONObject([
            ("dtmf", .object(JSONObject([("digits", .string(String(key))), ("timed_out", false)])))
        ])
        addCallFields(to: &fields)
        await postEvent(.input, webhook, fields)
    }

    mutating func postRecording(_ action: RecordAction, from start: Int) async {
        let recordingID = identifiers.uuid()
        let fields = JSONObject([
            ("start_time", .string(timestamp(setup.startTime + start))), ("end_time", now),
            ("recording_url", .string("https://api.nexmo.com/v1/files/\(recordingID)")),
            ("recording_uuid", .string(recordingID)),
            // MP3 at 32 kbit/s.
            ("size", .integer((clock - start) * 4)), ("conversation_uuid", .string(conversationUUID)),
            ("timestamp", now),
        ])
        note(.records(milliseconds: clock - start))
        await postEvent(.recording, action.event ?? setup.events, fields)
    }
}
