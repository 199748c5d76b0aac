internal import JSONTree
internal import Provisioning

/// Does single steps of a plan.
struct StepExecutor<Account: AccountChanging>: Sendable {
    let plan: Plan
    let desired: DesiredState

    /// Nil until the application is there.
    let applicationID: String?
    let account: Account
    let deployment: Deployment
    let scope: ApplyScope
    let settle: @Sendable () async -> Void

    /// Does a step; gives the application's id with the step that made it.
    func run(_ step: PlanStep) async -> (StepOutcome, applicationID: String?) {
        do {
            switch step.subject {
            case _ where step.action == .held: return (.skipped("held"), nil)
            case .release: return (.done(try await deployment.run()), nil)
            case .application where step.action == .create: return try await createApplication()
            case .application where step.action == .delete: return (try await deleteApplication(step), nil)
            case .application: return (try await updateApplication(step), nil)
            case .answerURL: return (try await movePointer(step), nil)
            case .number(let digits): return (try await changeNumber(step, digits: digits), nil)
            case .wantedNumber: return (.stale("numbers are bought by a command of their own"), nil)
            case .user(let name): return (try await changeUser(step, name: name), nil)
            }
        } catch {
            return (StepOutcome(error), nil)
        }
    }

    /// The id of the application, which every step behind its making depends on.
    func knownApplicationID() throws(AccountFailure) -> String {
        guard let applicationID else { throw AccountFailure(.notFound, "the application is not there yet") }
        return applicationID
    }
}
