internal import CallBundle
internal import JSONTree
internal import Provisioning

extension StepExecutor {
    // MARK: Create

    func createApplication() async throws -> (StepOutcome, applicationID: String?) {
        if let found = try await findExisting() {
            // No apply leaves an application half made, but an earlier one may have made it.
            let changes = differences(of: found)
            guard changes.isEmpty else { return (.stale("the application exists now, as \(found.id)"), nil) }
            return (.skipped("already there, \(found.id)"), found.id)
        }
        do {
            return try await createOnce()
        } catch let failure as AccountFailure where failure.kind == .outcomeUnknown {
            await settle()
            if let found = try await findExisting() {
                return (.done("\(found.id), found after its answer was lost"), found.id)
            }
            return try await createOnce()
        }
    }

    private func createOnce() async throws -> (StepOutcome, applicationID: String?) {
        let made = LiveApplication(body: try await account.createApplication(desired.application.creationBody))
        return (checked(made, detail: made.id, changes: differences(of: made)), made.id)
    }

    private func findExisting() async throws -> LiveApplication? {
        let all = try await account.applications().map(LiveApplication.init(body:))
        switch findApplication(desired.application, among: all) {
        case .found(let found): return found
        case .missing: return nil
        case .unknownID(let id): throw AccountFailure(.refused, "there is no application with the id '\(id)'")
        case .ambiguous(let candidates, _):
            throw AccountFailure(
                .refused,
                "several applications fit: \(candidates.map(\.id).joined(separator: ", "))",
                help: "write down which one is meant with 'app.id'"
            )
        }
    }

    private func differences(of live: LiveApplication) -> [FieldChange] {
        desired.application.settingsChanges(from: live) + desired.application.pointerChanges(from: live)
    }

    // MARK: Update

    func updateApplication(_ step: PlanStep) async throws -> StepOutcome {
        let live = try await readApplication()
        let changes = desired.application.settingsChanges(from: live)
        guard !changes.isEmpty else { return .alreadyAsWanted }
        guard step.covers(changes) else { return .stale(step.describeDifference(to: changes)) }
        let body = desired.application.settingsBody(updating: live)
        let answer = LiveApplication(body: try await account.replaceApplication(id: live.id, body))
        return checked(answer, detail: "", changes: desired.application.settingsChanges(from: answer))
    }

    func movePointer(_ step: PlanStep) async throws -> StepOutcome {
        let live = try await readApplication()
        let changes = desired.application.pointerChanges(from: live)
        guard !changes.isEmpty else { return .alreadyAsWanted }
        guard step.covers(changes) else { return .stale(step.describeDifference(to: changes)) }
        if scope == .pointerOnly {
            let body = desired.application.pointerBody(updating: live)
            let answer = LiveApplication(body: try await account.replaceApplication(id: live.id, body))
            return checked(answer, detail: step.summary, changes: desired.application.pointerChanges(from: answer))
        }
        // A PUT replaces everything: what else differs now is not in the plan and must not be changed with it.
        if let other = desired.application.settingsChanges(from: live).first {
            return .stale("\(other.path) was changed in the account")
        }
        if let missing = try await missingRequiredUsers(of: live) { return missing }
        let body = desired.application.completeBody(updating: live)
        let answer = LiveApplication(body: try await account.replaceApplication(id: live.id, body))
        return checked(answer, detail: step.summary, changes: differences(of: answer))
    }

    /// Calls must find the users that they ring; those of a plan that compared users are there by now.
    private func missingRequiredUsers(of live: LiveApplication) async throws -> StepOutcome? {
        let required = desired.release.requires.users
        guard case .notCompared = plan.users, !required.isEmpty else { return nil }
        if case .refused(let reason) = account.userAccess(to: live) {
            return .failed(
                "calls may ring \(required.count) users that cannot be looked for: \(reason)",
                help: "set VONAGE_PRIVATE_KEY to the application's private key"
            )
        }
        let present = Set(try await account.userRows(application: live.id).compactMap { $0["name"]?.stringValue })
        guard let name = required.first(where: { !present.contains($0) }) else { return nil }
        return .failed(
            "calls may ring the user '\(name)', who is not there",
            help: "make a plan with VONAGE_PRIVATE_KEY set, so that users are made first"
        )
    }

    private func readApplication() async throws -> LiveApplication {
        let id = try knownApplicationID()
        guard let body = try await account.application(id: id) else {
            throw AccountFailure(.notFound, "application \(id) is gone", help: "make a new plan, and look at it")
        }
        return LiveApplication(body: body)
    }

    /// What the platform took silently for something else would differ for ever; better to say so at once.
    private func checked(_ answer: LiveApplication, detail: String, changes: [FieldChange]) -> StepOutcome {
        guard let refused = changes.first else { return .done(detail) }
        return .failed("the platform did not take '\(refused.path)'", help: "make a new plan, and look at what is left")
    }
}
