import JSONTree

extension CallRun {
    /// What an input has taken when it ends.
    private struct Collected {
        var digits = ""
        var timedOut = false
        var words: [CallScript.SpokenResult]?
        var speechTimeout = "start_timeout"
    }

    /// `input`: collects keys or words, posts them, and goes where the answer says.
    mutating func collect(_ input: InputAction) async throws(CallEnding) -> Continuation {
        keysCutPrompts = false
        scheduleResponse(in: min(500, firstWait(input) / 2), isAsked: true)
        responseIsPending = false
        if case .asynchronous = input.form {
            keyListener = input.event ?? setup.events
            return .nextAction
        }
        let collected = try await listen(input)
        guard let event = input.event ?? setup.events else { return .nextAction }
        let answer = try await askForNCCO(.input, event, inputFields(input, collected), original: "event")
        if case .actions(let actions) = answer { return .replacement(actions) }
        return .nextAction
    }

    /// How long it waits for the first sign of the caller.
    ///
    /// With speech on, the time for keys begins with the first key: else its default of 3 seconds would cut off most
    /// speakers.
    private func firstWait(_ input: InputAction) -> Int {
        input.speech?.startTimeout ?? input.keys?.timeOut ?? 0
    }

    private mutating func listen(_ input: InputAction) async throws(CallEnding) -> Collected {
        var collected = Collected()
        var deadline = clock + firstWait(input)
        while true {
            guard try await pass(deadline - clock, hearing: .nothing, stopsAtActs: true) else {
                collected.timedOut = true
                return collected
            }
            let act = pendingActs.removeFirst()
            switch act.kind {
            case .key(let key):
                guard let keys = input.keys else {
                    notePress(key, listened: false)
                    continue
                }
                notePress(key, listened: true)
                if key == "#", keys.submitOnHash { return collected }
                collected.digits.append(key)
                if collected.digits.count >= keys.maxDigits { return collected }
                deadline = clock + keys.timeOut
            case .words(let results):
                // A word after the first key is overridden by the keys.
                guard let speech = input.speech, collected.digits.isEmpty else {
                    note(.says(results.first?.text ?? "", listened: false))
                    continue
                }
                note(.says(results.first?.text ?? "", listened: true))
                let speaking = SpokenLength(results.first?.text ?? "").milliseconds
                let isLong = speaking + speech.endOnSilence > speech.maxDuration
                collected.speechTimeout = isLong ? "max_duration" : "end_on_silence_timeout"
                collected.words = results
                try await pass(min(speaking, speech.maxDuration), hearing: .presence)
                if !isLong { try await pass(speech.endOnSilence, hearing: .nothing) }
                return collected
            }
        }
    }

    private func inputFields(_ input: InputAction, _ collected: Collected) -> JSONObject {
        let timedOut = collected.timedOut || setup.quirks.contains(.timedOutAlways)
        if case .legacy = input.form {
            return JSONObject([
                ("uuid", .string(uuid)), ("conversation_uuid", .string(conversationUUID)),
                ("timed_out", .bool(timedOut)), ("dtmf", .string(collected.digits)), ("timestamp", now),
            ])
        }
        var fields = JSONObject()
        if let speech = speechField(input, collected) { fields["speech"] = speech }
        let hasNoDigits = collected.digits.isEmpty
        let isNull = input.keys == nil || hasNoDigits && setup.quirks.contains(.nullDigits)
        fields["dtmf"] = [
            "digits": isNull ? .null : .string(collected.digits),
            "timed_out": .bool(input.keys != nil && timedOut),
        ]
        addCallFields(to: &fields)
        return fields
    }

    private func speechField(_ input: InputAction, _ collected: Collected) -> JSONValue? {
        guard input.speech != nil else {
            return setup.quirks.contains(.noSpeechMember) ? nil : ["error": "Speech was not enabled"]
        }
        guard collected.digits.isEmpty else { return ["error": "Speech overridden by DTMF"] }
        let results = (collected.words ?? []).map { result -> JSONValue in
            ["confidence": .string(String(result.confidence)), "text": .string(result.text)]
        }
        return ["timeout_reason": .string(collected.speechTimeout), "results": .array(results)]
    }
}
