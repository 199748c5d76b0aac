import JSONTree

/// Reads an NCCO as the platform does, and refuses what it would refuse (V§e: structural rules and value ranges).
func readNCCO(_ json: JSONValue) throws(NCCOFault) -> [CallAction] {
    guard let elements = json.arrayValue else { throw NCCOFault(detail: "an NCCO is an array of actions") }
    var actions: [CallAction] = []
    actions.reserveCapacity(elements.count)
    var wantsInput: Int?
    for (index, element) in elements.enumerated() {
        guard let object = element.objectValue else { throw NCCOFault(detail: "actions[\(index)]: an object") }
        let action = try readAction(ActionReader(object: object, place: "actions[\(index)]"))
        switch action {
        case .prompt(let prompt): if prompt.bargeIn, wantsInput == nil { wantsInput = index }
        case .input: wantsInput = nil
        default:
            if let wantsInput {
                throw NCCOFault(detail: "actions[\(wantsInput)].bargeIn: the next action must be an input")
            }
        }
        actions.append(action)
    }
    return actions
}

private func readAction(_ reader: ActionReader) throws(NCCOFault) -> CallAction {
    switch try reader.text("action") {
    case "talk": .prompt(try readTalk(reader))
    case "stream": .prompt(try readStream(reader))
    case "input": .input(try readInput(reader))
    case "connect": .connect(try readConnect(reader))
    case "conversation": .conversation(try readConversation(reader))
    case "record": .record(try readRecord(reader))
    case "notify": try readNotify(reader)
    case "wait":
        // Values outside the range are clamped, not refused (NCCO reference, 2026).
        .wait(milliseconds: Int((min(max(try reader.number("timeout") ?? 10, 0.1), 7_200) * 1_000).rounded()))
    case "transfer":
        // The example and the table of the reference spell it differently.
        if let conversation = try reader.text("conversationId") {
            .transfer(conversation: conversation)
        } else {
            .transfer(conversation: try reader.requiredText("conversation_id"))
        }
    case let name?: throw reader.fault("action", "no action '\(name.prefix(40))'")
    case nil: throw reader.fault("action", "required text")
    }
}

private func readTalk(_ reader: ActionReader) throws(NCCOFault) -> PromptAction {
    let text = try reader.requiredText("text")
    guard SpokenLength(text).characters <= 1_500 else { throw reader.fault("text", "more than 1500 characters") }
    _ = try reader.text("language")
    _ = try reader.number("style")
    _ = try reader.flag("premium", default: false)
    return try readPrompt(reader, .speech(text))
}

private func readStream(_ reader: ActionReader) throws(NCCOFault) -> PromptAction {
    guard let url = try reader.url("streamUrl") else { throw reader.fault("streamUrl", "required") }
    return try readPrompt(reader, .file(url))
}

private func readPrompt(_ reader: ActionReader, _ sound: PromptAction.Sound) throws(NCCOFault) -> PromptAction {
    _ = try reader.number("level", in: -1...1)
    return PromptAction(
        sound: sound,
        bargeIn: try reader.flag("bargeIn", default: false),
        loop: try reader.integer("loop", in: 0...1_000_000) ?? 1
    )
}

private func readInput(_ reader: ActionReader) throws(NCCOFault) -> InputAction {
    guard let types = try reader.texts("type") else {
        return InputAction(form: .legacy, keys: try readKeys(reader), speech: nil, event: try reader.event())
    }
    guard !types.isEmpty, types.allSatisfy({ $0 == "dtmf" || $0 == "speech" }) else {
        throw reader.fault("type", "\"dtmf\", \"speech\" or both")
    }
    var input = InputAction(form: .synchronous, event: try reader.event())
    switch try reader.text("mode") {
    case nil, "synchronous": break
    case "asynchronous":
        guard types == ["dtmf"], try reader.member("dtmf")?.object.isEmpty ?? true else {
            throw reader.fault("mode", "asynchronous input takes keys only, and no settings")
        }
        input.form = .asynchronous
    default: throw reader.fault("mode", "synchronous or asynchronous")
    }
    if types.contains("dtmf") { input.keys = try readKeys(reader.member("dtmf")) }
    if types.contains("speech") { input.speech = try readSpeech(reader.member("speech")) }
    return input
}

private func readKeys(_ reader: ActionReader?) throws(NCCOFault) -> InputAction.Keys {
    var keys = InputAction.Keys()
    guard let reader else { return keys }
    if let seconds = try reader.integer("timeOut", in: 0...10) { keys.timeOut = seconds * 1_000 }
    if let count = try reader.integer("maxDigits", in: 1...20) { keys.maxDigits = count }
    keys.submitOnHash = try reader.flag("submitOnHash", default: false)
    return keys
}

private func readSpeech(_ reader: ActionReader?) throws(NCCOFault) -> InputAction.Speech {
    var speech = InputAction.Speech()
    guard let reader else { return speech }
    if let time = try reader.milliseconds("endOnSilence", in: 0.4...10) { speech.endOnSilence = time }
    if let time = try reader.milliseconds("startTimeout", in: 1...60) { speech.startTimeout = time }
    if let time = try reader.milliseconds("maxDuration", in: 1...60) { speech.maxDuration = time }
    _ = try reader.texts("context")
    _ = try reader.texts("uuid")
    _ = try reader.text("language")
    return speech
}

private func readConversation(_ reader: ActionReader) throws(NCCOFault) -> ConversationAction {
    let mute = try reader.flag("mute", default: false)
    if mute, try reader.texts("canSpeak") != nil { throw reader.fault("mute", "not together with 'canSpeak'") }
    _ = try reader.flag("startOnEnter", default: true)
    _ = try reader.flag("endOnExit", default: false)
    _ = try reader.flag("record", default: false)
    return ConversationAction(name: try reader.requiredText("name"), musicURL: try reader.url("musicOnHoldUrl"))
}

private func readRecord(_ reader: ActionReader) throws(NCCOFault) -> RecordAction {
    var record = RecordAction(beepStart: try reader.flag("beepStart", default: false), event: try reader.event())
    record.endOnSilence = try reader.milliseconds("endOnSilence", in: 3...10)
    record.timeOut = try reader.milliseconds("timeOut", in: 3...7_200)
    if let key = try reader.digits("endOnKey") {
        guard key.count == 1, let character = key.first, "0123456789*#".contains(character) else {
            throw reader.fault("endOnKey", "one of 0 to 9, * and #")
        }
        record.endOnKey = character
    }
    if try reader.integer("channels", in: 1...32) != nil, try reader.text("split") == nil {
        throw reader.fault("channels", "needs 'split'")
    }
    return record
}

private func readNotify(_ reader: ActionReader) throws(NCCOFault) -> CallAction {
    guard let payload = try reader.member("payload") else { throw reader.fault("payload", "required object") }
    guard let event = try reader.event() else { throw reader.fault("eventUrl", "required") }
    return .notify(event, payload: payload.object)
}
