internal import Provisioning

extension StepExecutor {
    /// Deletes the application, when nothing of it is left that would go with it unseen.
    func deleteApplication(_ step: PlanStep) async throws -> StepOutcome {
        let id = try knownApplicationID()
        guard let body = try await account.application(id: id) else { return .skipped("already gone") }
        let live = LiveApplication(body: body)
        guard live.identityFingerprint == step.fingerprint else { return .stale("its name or its key") }
        // What the platform does to numbers and users of a deleted application is told nowhere (V§b).
        let linked = try await account.ownedNumbers().map(LiveNumber.init(body:))
        if let number = linked.first(where: { isSameApplication($0.applicationID, id) }) {
            return .stale("number +\(number.digits) is linked to it")
        }
        if case .granted = account.userAccess(to: live),
            let user = try await account.userRows(application: id).first
        {
            return .stale("it has the user '\(LiveUser(body: user).name)'")
        }
        do {
            try await account.deleteApplication(id: id)
        } catch let failure as AccountFailure where failure.kind == .notFound {
            return .done("already gone")
        }
        return .done(id)
    }
}
