internal import Diagnostics
internal import JSONTree
internal import Provisioning

extension StepExecutor {
    func changeUser(_ step: PlanStep, name: String) async throws -> StepOutcome {
        let application = try knownApplicationID()
        if step.action == .delete { return try await deleteUser(step, name: name, application: application) }
        guard let user = desired.users.first(where: { $0.name == name }) else {
            return .stale("the project has no user '\(name)'")
        }
        return step.action == .create
            ? try await createUser(user, application: application)
            : try await updateUser(user, step, application: application)
    }

    /// Names are unique, so the platform itself refuses to make a user twice, and nothing need be read before.
    private func createUser(_ user: DesiredState.User, application: String) async throws -> StepOutcome {
        for isLastTry in [false, true] {
            do {
                return .done(try await account.createUser(user.creationBody, application: application).text("id"))
            } catch let failure as AccountFailure where failure.kind == .duplicateName {
                return try await adoptUser(user, application: application, failure: failure)
            } catch let failure as AccountFailure where failure.kind == .outcomeUnknown && !isLastTry {
                await settle()
            }
        }
        preconditionFailure("the last try returns or throws")
    }

    /// Takes a user that is there for the one that was to be made, when it is like it.
    private func adoptUser(
        _ user: DesiredState.User,
        application: String,
        failure: AccountFailure
    ) async throws -> StepOutcome {
        guard let body = try await account.user(named: user.name, application: application) else { throw failure }
        if let conflict = user.conflict(with: LiveUser(body: body)) {
            return .failed("\(conflict.code): \(conflict.message)", help: conflict.help)
        }
        return .skipped("already there, \(body.text("id"))")
    }

    private func updateUser(
        _ user: DesiredState.User,
        _ step: PlanStep,
        application: String
    ) async throws -> StepOutcome {
        guard let body = try await account.user(named: user.name, application: application) else {
            return .stale("the user is gone")
        }
        let live = LiveUser(body: body)
        let changes = user.changes(from: live)
        guard !changes.isEmpty else { return .alreadyAsWanted }
        guard step.covers(changes) else { return .stale(step.describeDifference(to: changes)) }
        _ = try await account.updateUser(id: live.id, user.updateBody(updating: live), application: application)
        return .done()
    }

    private func deleteUser(_ step: PlanStep, name: String, application: String) async throws -> StepOutcome {
        guard let body = try await account.user(named: name, application: application) else {
            return .skipped("already gone")
        }
        let live = LiveUser(body: body)
        guard live.identityFingerprint == step.fingerprint else { return .stale("it is another user of this name") }
        do {
            try await account.deleteUser(id: live.id, application: application)
        } catch let failure as AccountFailure where failure.kind == .notFound {
            return .done("already gone")
        }
        return .done()
    }
}

extension JSONObject {
    fileprivate func text(_ key: String) -> String { self[key]?.stringValue ?? "" }
}
