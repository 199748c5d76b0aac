import JSONTree

extension CallRun {
    /// `record`: with an end condition the flow waits for the caller's message, else it records until the call ends.
    mutating func record(_ action: RecordAction) async throws(CallEnding) {
        let start = clock
        guard action.isSynchronous else {
            note(.records(milliseconds: nil))
            openRecordings.append((start, action))
            return
        }
        if action.beepStart { try await pass(500, hearing: .sound) }
        // Whoever is asked for a key presses it; who is not falls silent, until the recorder notices.
        var length = script.messageLength
        if action.endOnKey == nil { length += action.endOnSilence ?? CallLimit.milliseconds }
        let end = clock + min(length, action.timeOut ?? .max)
        let isCut = clock + length > end
        while try await pass(end - clock, hearing: .presence, stopsAtActs: true) {
            let act = pendingActs.removeFirst()
            guard case .key(let key) = act.kind, key == action.endOnKey else {
                await spend(act)
                continue
            }
            notePress(key, listened: true)
            return await postRecording(action, from: start)
        }
        if let key = action.endOnKey, !isCut { notePress(key, listened: true) }
        await postRecording(action, from: start)
    }

    /// `conversation`: nobody else is there, so the caller hears music or nothing until the call ends.
    mutating func join(_ conversation: ConversationAction) async throws(CallEnding) {
        note(.joins(conversation: conversation.name))
        if let music = conversation.musicURL { note(.hearsSound(url: music)) }
        try await pass(CallLimit.milliseconds, hearing: conversation.musicURL == nil ? .nothing : .sound)
    }

    /// `notify`: posts the payload, wrapped, and goes where the answer says.
    mutating func notify(_ webhook: Webhook, _ payload: JSONObject) async throws(CallEnding) -> Continuation {
        note(.notifies(url: webhook.url))
        let fields = JSONObject([
            ("payload", .object(payload)), ("conversation_uuid", .string(conversationUUID)), ("timestamp", now),
        ])
        let answer = try await askForNCCO(.notify, webhook, fields, original: "event")
        if case .actions(let actions) = answer { return .replacement(actions) }
        return .nextAction
    }
}
