package import JSONTree

extension Action {
    /// The action as the platform reads it, keys in the order of the NCCO reference.
    package var json: JSONValue {
        switch self {
        case .talk(let talk): talk.json
        case .stream(let stream): stream.json
        case .input(let input): input.json
        case .connect(let connect): connect.json
        case .conversation(let conversation): ["action": "conversation", "name": .string(conversation.name)]
        case .record(let record): record.json
        case .notify(let notify): notify.json
        case .wait(let seconds): ["action": "wait", "timeout": .integer(seconds)]
        }
    }
}

extension JSONValue {
    /// An NCCO: the array of its actions.
    package init(ncco actions: [Action]) {
        self = .array(actions.map(\.json))
    }
}

extension Talk {
    fileprivate var json: JSONValue {
        var object = JSONObject(minimumCapacity: 6)
        object.appendNew("action", "talk")
        object.appendNew("text", .string(text))
        if let language = voice.language { object.appendNew("language", .string(language)) }
        if let style = voice.style { object.appendNew("style", .integer(style)) }
        if let premium = voice.premium { object.appendNew("premium", .bool(premium)) }
        if bargeIn { object.appendNew("bargeIn", true) }
        return .object(object)
    }
}

extension Stream {
    fileprivate var json: JSONValue {
        var object = JSONObject(minimumCapacity: 3)
        object.appendNew("action", "stream")
        object.appendNew("streamUrl", [.string(url)])
        if bargeIn { object.appendNew("bargeIn", true) }
        return .object(object)
    }
}

extension Input {
    fileprivate var json: JSONValue {
        var dtmf = JSONObject(minimumCapacity: 3)
        dtmf.appendNew("maxDigits", .integer(maxDigits))
        dtmf.appendNew("timeOut", .integer(timeOut))
        if submitOnHash { dtmf.appendNew("submitOnHash", true) }
        var object = JSONObject(minimumCapacity: 6)
        object.appendNew("action", "input")
        object.appendNew("type", speech == nil ? ["dtmf"] : ["dtmf", "speech"])
        object.appendNew("dtmf", .object(dtmf))
        if let speech { object.appendNew("speech", speech.json) }
        object.appendNew("eventUrl", [.string(eventURL)])
        if let eventMethod { object.appendNew("eventMethod", .string(eventMethod)) }
        return .object(object)
    }
}

extension Input.Speech {
    fileprivate var json: JSONValue {
        var object = JSONObject(minimumCapacity: 4)
        if let language { object.appendNew("language", .string(language)) }
        if !context.isEmpty { object.appendNew("context", .array(context.map(JSONValue.string))) }
        if let startTimeout { object.appendNew("startTimeout", .integer(startTimeout)) }
        if let maxDuration { object.appendNew("maxDuration", .integer(maxDuration)) }
        return .object(object)
    }
}

extension Connect {
    fileprivate var json: JSONValue {
        var object = JSONObject(minimumCapacity: 8)
        object.appendNew("action", "connect")
        if let timeout { object.appendNew("timeout", .integer(timeout)) }
        if let from { object.appendNew("from", .string(from)) }
        if let machineDetection { object.appendNew("machineDetection", .string(machineDetection)) }
        if let ringbackTone { object.appendNew("ringbackTone", .string(ringbackTone)) }
        if let synchronousEventURL {
            object.appendNew("eventType", "synchronous")
            object.appendNew("eventUrl", [.string(synchronousEventURL)])
            if let eventMethod { object.appendNew("eventMethod", .string(eventMethod)) }
        }
        object.appendNew("endpoint", [endpoint.json])
        return .object(object)
    }
}

extension Connect.Endpoint {
    var json: JSONValue {
        switch self {
        case .app(let user): ["type": "app", "user": .string(user)]
        case .phone(let number, nil): ["type": "phone", "number": .string(number)]
        case .phone(let number, let url?):
            ["type": "phone", "number": .string(number), "onAnswer": ["url": .string(url)]]
        case .sip(let uri, let headers):
            .object(JSONObject([("type", "sip"), ("uri", .string(uri))] + headersMember(headers)))
        case .websocket(let uri, let contentType, let headers):
            .object(
                JSONObject(
                    [("type", "websocket"), ("uri", .string(uri)), ("content-type", .string(contentType))]
                        + headersMember(headers)
                )
            )
        case .vbc(let number): ["type": "vbc", "extension": .string(number)]
        }
    }
}

private func headersMember(_ headers: [(name: String, value: String)]) -> [(String, JSONValue)] {
    headers.isEmpty ? [] : [("headers", .object(JSONObject(headers.map { ($0.name, .string($0.value)) })))]
}

extension Record {
    fileprivate var json: JSONValue {
        var object = JSONObject(minimumCapacity: 5)
        object.appendNew("action", "record")
        if let key = end?.key { object.appendNew("endOnKey", .string(key)) }
        if let end { object.appendNew("timeOut", .integer(end.timeOut)) }
        if beepStart { object.appendNew("beepStart", true) }
        object.appendNew("eventUrl", [.string(eventURL)])
        return .object(object)
    }
}

extension Notify {
    fileprivate var json: JSONValue {
        var object = JSONObject(minimumCapacity: 4)
        object.appendNew("action", "notify")
        object.appendNew("payload", .object(payload))
        object.appendNew("eventUrl", [.string(eventURL)])
        if let eventMethod { object.appendNew("eventMethod", .string(eventMethod)) }
        return .object(object)
    }
}
