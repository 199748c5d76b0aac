package import JSONTree

extension CallTranscript {
    /// The transcript as JSON, version 1; times are milliseconds since the call began.
    package var json: JSONValue {
        var call = JSONObject()
        switch caller {
        case .number(let number): call["from"] = number.map { .string($0) } ?? .null
        case .user(let name): call["from_user"] = .string(name)
        }
        call["to"] = .string(to)
        call["uuid"] = .string(uuid)
        call["conversation_uuid"] = .string(conversationUUID)
        return [
            "version": 1,
            "call": .object(call),
            "entries": .array(entries.map(\.json)),
            "ending": .object(ending.json),
            "answered": .bool(isAnswered),
            "duration": .integer(duration),
            "reached": .array(reached.map(\.json)),
            "heard_nothing": .bool(heardNothing),
            "silences": .array(silences.map { ["from": .integer($0.lowerBound), "to": .integer($0.upperBound)] }),
            "summary": .string(summary),
        ]
    }
}

extension TranscriptEntry {
    /// The entry in the JSON form of a transcript.
    package var json: JSONValue {
        let (name, fields) = event.json
        return .object(
            JSONObject(
                [("at", .integer(time)), ("event", .string(name))] + fields.map { ($0.0, $0.1) }
            )
        )
    }
}

extension TranscriptEntry.Event {
    fileprivate var json: (name: String, fields: [(String, JSONValue)]) {
        switch self {
        case .hears(let text): ("hears", [("text", .string(text))])
        case .hearsSound(let url): ("hears", [("sound", .string(url))])
        case .presses(let keys, let listened): ("presses", [("keys", .string(keys)), ("listened", .bool(listened))])
        case .says(let text, let listened): ("says", [("text", .string(text)), ("listened", .bool(listened))])
        case .rings(let callee, let from):
            ("rings", [("callee", callee.json), ("from", from.map { .string($0) } ?? .null)])
        case .answers(let callee): ("answers", [("callee", callee.json)])
        case .fails(let callee, let outcome, let detail, let because):
            (
                "fails",
                [
                    ("callee", callee.json), ("outcome", .string(outcome.rawValue)),
                    ("detail", detail.map { .string($0) } ?? .null),
                    ("because", because.map { .string($0) } ?? .null),
                ]
            )
        case .leaves(let callee): ("leaves", [("callee", callee.json)])
        case .calleeHears(let callee, let text): ("whispers", [("callee", callee.json), ("text", .string(text))])
        case .waits(let milliseconds): ("waits", [("for", .integer(milliseconds))])
        case .joins(let conversation): ("joins", [("conversation", .string(conversation))])
        case .records(let milliseconds): ("records", [("for", milliseconds.map { .integer($0) } ?? .null)])
        case .notifies(let url): ("notifies", [("url", .string(url))])
        case .error(let reason): ("error", [("reason", .string(reason))])
        case .webhook(let trace): ("webhook", trace.json)
        case .silence(let since): ("silence", [("since", .integer(since))])
        case .ends(let ending): ("ends", ending.json.members.map { ($0.key, $0.value) })
        }
    }
}

extension WebhookTrace {
    fileprivate var json: [(String, JSONValue)] {
        var fields: [(String, JSONValue)] = [
            ("purpose", .string(purpose.rawValue)), ("method", .string(method.rawValue)), ("url", .string(url)),
            ("attempt", .integer(attempt)),
        ]
        switch outcome {
        case .answered(let status):
            fields.append(("status", .integer(status)))
            if let actionCount { fields.append(("actions", .integer(actionCount))) }
        case .failed(let reason): fields.append(("failure", .string(reason)))
        }
        return fields
    }
}

extension Callee {
    fileprivate var json: JSONValue {
        ["type": .string(kind.rawValue), "name": .string(name)]
    }
}

extension CallEnding {
    fileprivate var json: JSONObject {
        JSONObject([("reason", .string(name)), ("text", .string(shown))])
    }
}
