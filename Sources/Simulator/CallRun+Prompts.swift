extension CallRun {
    /// `talk` and `stream`: with bargeIn, a key or a word cuts it and everything up to the input.
    mutating func play(_ prompt: PromptAction) async throws(CallEnding) {
        let length: Int
        switch prompt.sound {
        case .speech(let text):
            note(.hears(text))
            length = SpokenLength(text).milliseconds
        case .file(let url):
            note(.hearsSound(url: url))
            length = script.soundLength
        }
        // Longer than any call, but short enough to add to a time.
        let forever = CallLimit.milliseconds + 1
        let (whole, overflow) = length.multipliedReportingOverflow(by: prompt.loop)
        let duration = prompt.loop == 0 || overflow ? forever : min(whole, forever)

        keysCutPrompts = keysCutPrompts || prompt.bargeIn
        guard keysCutPrompts else { return try await pass(duration, hearing: .sound) }
        if isBeforeInput(position) { scheduleResponse(in: min(reactionTime, duration)) }
        guard try await pass(duration, hearing: .sound, stopsAtActs: true) else { return }
        while position < actions.count, case .prompt = actions[position] { position += 1 }
        // With no input behind, the keys are for nobody.
        if !isBeforeInput(position) {
            let act = pendingActs.removeFirst()
            await spend(act)
        }
    }

    /// How soon a caller who knows the menu presses a key.
    private var reactionTime: Int { 1_100 }

    private func isBeforeInput(_ index: Int) -> Bool {
        guard index < actions.count, case .input = actions[index] else { return false }
        return true
    }

    /// Plans what the caller does at the next input, unless that is planned already.
    mutating func scheduleResponse(in delay: Int, isAsked: Bool = false) {
        guard !responseIsPending else { return }
        if let director {
            // Who has nothing to say to a prompt may have to the input behind it.
            guard let directed = director.response(at: clock, isAsked: isAsked) else { return }
            responseIsPending = true
            return schedule(directed.response, at: max(clock + delay, directed.earliest))
        }
        responseIsPending = true
        defer { inputsMet += 1 }
        guard inputsMet < script.responses.count else { return }
        schedule(script.responses[inputsMet], at: clock + delay)
    }

    private mutating func schedule(_ response: CallScript.Response, at time: Int) {
        switch response {
        case .silence: break
        case .speech(let results): schedule(.words(results), at: time)
        case .keys(let text):
            for (index, key) in dialKeys(text).enumerated() {
                schedule(.key(key), at: time + index * keyInterval)
            }
        }
    }
}
