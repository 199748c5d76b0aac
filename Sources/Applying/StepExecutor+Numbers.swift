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
        return .done()
    }

    private func unlink(_ live: LiveNumber, _ step: PlanStep) async throws -> StepOutcome {
        let changes = live.unlinkChanges
        guard !changes.isEmpty else { return .alreadyAsWanted }
        guard step.covers(changes) else { return .stale(step.describeDifference(to: changes)) }
        try await account.updateNumber(live.updateForm(application: nil))
        return .done()
    }

    private func cancel(_ live: LiveNumber, _ step: PlanStep) async throws -> StepOutcome {
        guard step.fingerprint == live.fingerprint else { return .stale("its settings") }
        do {
            try await account.cancelNumber(country: live.country, digits: live.digits)
        } catch let failure as AccountFailure where failure.kind == .outcomeUnknown {
            // Cancelling twice could hit a number that somebody else bought meanwhile, so look first, and only look.
            await settle()
            guard try await account.ownedNumber(digits: live.digits) == nil else { throw failure }
        }
        return .done()
    }
}
