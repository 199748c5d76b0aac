import JSONTree

extension CallRun {
    /// The leg that a `connect` rings.
    private struct Leg {
        var uuid: String
        var callee: Callee
        var from: JSONValue
    }

    /// How a leg ended that was never joined with the caller.
    private struct Refusal {
        var outcome: ConnectOutcome
        var detail: String?
        var because: String?
    }

    /// `connect`: rings one endpoint and joins it with the caller; when it is not reached the flow goes on.
    mutating func connect(_ action: ConnectAction) async throws(CallEnding) -> Continuation {
        let ordinal = connectsMet
        connectsMet += 1
        let secondAgo = clock - 1_000
        connectTimes.removeAll { $0 <= secondAgo }
        guard connectTimes.count < 3 else {
            note(.fails(action.callee, .failed, detail: nil, because: "more than 3 connects within one second"))
            await postError("Too many connect actions: at most 3 per second; this one is not queued")
            return .nextAction
        }
        connectTimes.append(clock)

        let callerID = action.randomFromNumber ? setup.linkedNumbers?.min() : action.from
        let leg = Leg(
            uuid: identifiers.uuid(),
            callee: action.callee,
            from: callerID.map { .string($0) } ?? fromField
        )
        await post("started", of: leg, action)
        if let refusal = platformRefusal(action) { return try await fail(leg, action, refusal) }

        note(.rings(action.callee, from: callerID))
        let directed = outcome(of: action.callee, ordinal: ordinal)
        var outcome = directed.outcome
        if outcome == .answered, let wait = directed.answersAfter, wait > action.timeout { outcome = .timeout }
        await post("ringing", of: leg, action)
        let ringing = outcome == .answered ? directed.answersAfter ?? script.answersAfter : ringing(outcome)
        try await pass(min(ringing, action.timeout), hearing: .presence)
        switch outcome {
        case .answered, .disconnected:
            return try await join(leg, action, isDropped: outcome == .disconnected)
        case .machine:
            guard case .hangUp? = action.machineDetection else {
                await post("machine", of: leg, action, if: action.machineDetection != nil)
                return try await join(leg, action, isDropped: false)
            }
            guard !setup.quirks.contains(.hungUpMachineIsMachine) else {
                return try await fail(leg, action, Refusal(outcome: .machine))
            }
            note(.fails(leg.callee, .machine, detail: nil))
            await post("machine", of: leg, action)
            return try await tell("unanswered", of: leg, action)
        case .busy, .failed: return try await fail(leg, action, Refusal(outcome: outcome))
        case .rejected: return try await fail(leg, action, Refusal(outcome: .rejected, detail: "declined"))
        case .timeout: return try await fail(leg, action, Refusal(outcome: .timeout))
        case .unanswered: return try await fail(leg, action, Refusal(outcome: .unanswered, detail: "timeout"))
        }
    }

    private func outcome(of callee: Callee, ordinal: Int) -> DirectedOutcome {
        if let director { return director.outcome(of: callee, at: clock) }
        let scripted = ordinal < script.outcomes.count ? script.outcomes[ordinal] : .answered
        return DirectedOutcome(script.outcomesByEndpoint[callee.name] ?? scripted)
    }

    private func ringing(_ outcome: ConnectOutcome) -> Int {
        switch outcome {
        case .answered, .machine, .disconnected: script.answersAfter
        case .busy, .rejected: 2_000
        case .failed: 500
        case .timeout: .max
        case .unanswered: 30_000
        }
    }

    /// What the platform does not even try to ring.
    private func platformRefusal(_ action: ConnectAction) -> Refusal? {
        func refusal(_ outcome: ConnectOutcome, _ detail: String, because: String) -> Refusal {
            Refusal(outcome: outcome, detail: detail, because: because)
        }
        switch action.callee.kind {
        case .phone:
            guard isE164(action.callee.name) else {
                return refusal(.failed, "cannot_route", because: "not a number of 7 to 15 digits")
            }
            // Since 2026 a call to the phone network needs an own number as its caller id.
            if action.randomFromNumber {
                guard setup.linkedNumbers?.isEmpty != true else {
                    return refusal(.rejected, "restricted", because: "the application has no number to call from")
                }
                return nil
            }
            guard let from = action.from else {
                return refusal(.rejected, "restricted", because: "no 'from', which a phone call needs")
            }
            guard setup.accountNumbers?.contains(from) ?? true else {
                return refusal(
                    .rejected,
                    "restricted",
                    because: "the account does not own \(shownNumber(from)), which it would call from"
                )
            }
            return nil
        case .app:
            guard setup.rtcEnabled else {
                return refusal(.failed, "cannot_route", because: "the application lacks the rtc capability")
            }
            guard setup.knownUsers?.contains(action.callee.name) ?? true else {
                return refusal(.unanswered, "unavailable", because: "the application has no such user")
            }
            return nil
        case .sip, .websocket, .vbc: return nil
        }
    }

    /// The states whose answer may replace the NCCO of a synchronous connect.
    private mutating func fail(
        _ leg: Leg,
        _ action: ConnectAction,
        _ refusal: Refusal
    ) async throws(CallEnding) -> Continuation {
        note(.fails(leg.callee, refusal.outcome, detail: refusal.detail, because: refusal.because))
        let details: [(String, JSONValue)] = refusal.detail.map { [("detail", .string($0))] } ?? []
        return try await tell(refusal.outcome.rawValue, of: leg, action, details)
    }

    private mutating func tell(
        _ status: String,
        of leg: Leg,
        _ action: ConnectAction,
        _ more: [(String, JSONValue)] = []
    ) async throws(CallEnding) -> Continuation {
        guard action.isSynchronous, let webhook = action.event ?? setup.events else {
            await post(status, of: leg, action, more)
            return .nextAction
        }
        let answer = try await askForNCCO(.connect, webhook, fields(status, of: leg, more), original: "event")
        if case .actions(let actions) = answer { return .replacement(actions) }
        return .nextAction
    }

    /// Joins the legs until one of them leaves: then the call is over, and what follows in the NCCO is not run.
    private mutating func join(
        _ leg: Leg,
        _ action: ConnectAction,
        isDropped: Bool
    ) async throws(CallEnding) -> Continuation {
        note(.answers(leg.callee))
        await post("answered", of: leg, action, answeredFields())
        let joined = clock
        if let url = action.onAnswerURL { try await prepare(leg.callee, uuid: leg.uuid, url) }
        let wanted = script.calleeHangsUpAfter ?? .max
        let isLimited = wanted > action.limit
        do throws(CallEnding) {
            try await pass(isLimited ? action.limit : wanted, hearing: .sound)
        } catch {
            await post("completed", of: leg, action, completedFields(since: joined, byUser: error == .callerHungUp))
            throw error
        }
        if isDropped, action.callee.kind == .websocket {
            note(.leaves(leg.callee))
            return try await tell("disconnected", of: leg, action)
        }
        await post("completed", of: leg, action, completedFields(since: joined, byUser: !isLimited))
        guard setup.quirks.contains(.answeredConnectGoesOn) else {
            throw isLimited ? .limitReached(leg.callee) : .calleeHungUp(leg.callee)
        }
        note(.leaves(leg.callee))
        return .nextAction
    }

    /// Plays the `onAnswer` NCCO to the callee while the caller still hears ringing; trouble with it only skips it.
    private mutating func prepare(_ callee: Callee, uuid: String, _ url: String) async throws(CallEnding) {
        let webhook = Webhook(url, method: .get)
        let whisper = try await fetchNCCO(.onAnswer, webhook, answerFields(uuid: uuid)) ?? []
        for action in whisper.prefix(100) {
            switch action {
            case .prompt(let prompt):
                var length = script.soundLength
                if case .speech(let text) = prompt.sound {
                    note(.calleeHears(callee, text))
                    length = SpokenLength(text).milliseconds
                }
                try await pass(length, hearing: .presence)
            case .wait(let milliseconds): try await pass(milliseconds, hearing: .presence)
            default: break
            }
        }
    }

    private mutating func post(
        _ status: String,
        of leg: Leg,
        _ action: ConnectAction,
        _ more: [(String, JSONValue)] = [],
        if condition: Bool = true
    ) async {
        guard condition else { return }
        await postEvent(.event, action.event ?? setup.events, fields(status, of: leg, more))
    }

    private func fields(_ status: String, of leg: Leg, _ more: [(String, JSONValue)]) -> JSONObject {
        var fields = JSONObject()
        fields["from"] = leg.from
        fields["to"] = .string(leg.callee.name)
        fields["uuid"] = .string(leg.uuid)
        fields["conversation_uuid"] = .string(conversationUUID)
        fields["status"] = .string(status)
        fields["direction"] = "outbound"
        fields["timestamp"] = now
        for (key, value) in more { fields[key] = value }
        return fields
    }
}
