package import JSONTree

extension Action {
    /// The action as the platform reads it, keys in the order of the NCCO reference.
    package var json: JSONValue {
        switch self {
        case .talk(let talk): talk.json
        case .stream(let stream): stream.json
        case .input(let input): input.json
        case .connect(let connect): connect.json
        case .notify(let notify): notify.json
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
        var object = JSONObject()
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
        var object = JSONObject()
        object.appendNew("action", "stream")
        object.appendNew("streamUrl", [.string(url)])
        if bargeIn { object.appendNew("bargeIn", true) }
        return .object(object)
    }
}

extension Input {
    fileprivate var json: JSONValue {
        var dtmf = JSONObject()
        dtmf.appendNew("maxDigits", .integer(maxDigits))
        dtmf.appendNew("timeOut", .integer(timeOut))
        if submitOnHash { dtmf.appendNew("submitOnHash", true) }
        var object = JSONObject()
        object.appendNew("action", "input")
        object.appendNew("type", ["dtmf"])
        object.appendNew("dtmf", .object(dtmf))
        object.appendNew("eventUrl", [.string(eventURL)])
        if let eventMethod { object.appendNew("eventMethod", .string(eventMethod)) }
        return .object(object)
    }
}

extension Connect {
    fileprivate var json: JSONValue {
        var object = JSONObject()
        object.appendNew("action", "connect")
        if let timeout { object.appendNew("timeout", .integer(timeout)) }
        if let from { object.appendNew("from", .string(from)) }
        if let synchronousEventURL {
            object.appendNew("eventType", "synchronous")
            object.appendNew("eventUrl", [.string(synchronousEventURL)])
        }
        object.appendNew("endpoint", [endpoint.json])
        return .object(object)
    }
}

extension Connect.Endpoint {
    fileprivate var json: JSONValue {
        switch self {
        case .app(let user): ["type": "app", "user": .string(user)]
        case .phone(let number): ["type": "phone", "number": .string(number)]
        }
    }
}

extension Notify {
    fileprivate var json: JSONValue {
        [
            "action": "notify",
            "payload": .object(payload),
            "eventUrl": [.string(eventURL)],
        ]
    }
}
