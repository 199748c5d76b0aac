internal import Provisioning

extension StepExecutor {
    func changeNumber(_ step: PlanStep, digits: String) async throws -> StepOutcome {
        guard let body = try await account.ownedNumber(digits: digits) else {
            switch step.action {
            case .unlink, .cancel: return .skipped("no longer in the account")
            default: return .stale("the account does not own it any more")
            }
        }
        let live = LiveNumber(body: body)
        switch step.action {
        case .unlink: return try await unlink(live, step)
        case .cancel: return try await cancel(live, step)
        default: return try await link(live, step)
        }
    }

    private func link(_ live: LiveNumber, _ step: PlanStep) async throws -> StepOutcome {
        let application = try knownApplicationID()
        let changes = live.linkChanges(to: application)
        guard !changes.isEmpty else { return .alreadyAsWanted }
        guard step.covers(changes) else { return .stale(step.describeDifference(to: changes)) }
        try await account.updateNumber(live.updateForm(application: application))
        // Leaving a forwarding out clears it, as far as is known.
        if live.forwarding != nil {
            try await clearWhatStayed(of: live.digits) { number in
                number.forwarding == nil
                    ? nil
                    : number.updateForm(application: application)
                        + [("voiceCallbackType", ""), ("voiceCallbackValue", "")]
            }
        }
        return .done()
    }

    private func unlink(_ live: LiveNumber, _ step: PlanStep) async throws -> StepOutcome {
        let changes = live.unlinkChanges
        guard !changes.isEmpty else { return .alreadyAsWanted }
        guard step.covers(changes) else { return .stale(step.describeDifference(to: changes)) }
        try await account.updateNumber(live.updateForm(application: nil))
        // Leaving the link out removes it, as far as is known.
        try await clearWhatStayed(of: live.digits) { number in
            number.applicationID == nil ? nil : number.updateForm(application: nil) + [("app_id", "")]
        }
        return .done()
    }

    /// Reads a number again from which something was to go by being left out, and sends the form that says so in words
    /// when it is still there: whether an update replaces or merges is documented nowhere.
    private func clearWhatStayed(
        of digits: String,
        _ form: (LiveNumber) -> [(name: String, value: String)]?
    ) async throws {
        do {
            guard let body = try await account.ownedNumber(digits: digits), let form = form(LiveNumber(body: body))
            else {
                return
            }
            try await account.updateNumber(form)
        } catch let failure as AccountFailure {
            // The first update may have done all of it.
            throw failure.leavingOpen
        }
    }

    private func cancel(_ live: LiveNumber, _ step: PlanStep) async throws -> StepOutcome {
        guard step.fingerprint == live.fingerprint else { return .stale("its settings") }
        do {
            try await account.cancelNumber(country: live.country, digits: live.digits)
        } catch let failure as AccountFailure where failure.kind == .outcomeUnknown {
            // Cancelling twice could hit a number that somebody else bought meanwhile, so look first, and only look.
            await settle()
            do {
                guard try await account.ownedNumber(digits: live.digits) == nil else { throw failure }
            } catch let second as AccountFailure {
                throw second.leavingOpen
            }
        }
        return .done()
    }
}
