package import Provisioning

/// What became of a plan, truthfully, step by step.
package struct Receipt: Hashable, Sendable {
    /// The version of the JSON form.
    package static let version = 1

    /// What was run.
    package enum Command: String, CaseIterable, Sendable {
        case apply, rollback, destroy
    }

    package var command = Command.apply
    package var planHash: String

    /// The environment of the project; nil when it has none.
    package var environment: String?

    /// The id of the application, once it is there.
    package var applicationID: String?

    /// One for each step of the plan, in its order.
    package var steps: [StepReceipt]

    /// Whether someone asked to stop before the end.
    package var wasInterrupted: Bool

    /// What went wrong beside the steps and undid none of them, such as a log that could not be written.
    package var warnings: [String] = []

    /// The receipt of a plan with nothing left to do.
    package static func nothingToDo(_ plan: Plan) -> Receipt {
        Receipt(planHash: plan.hash, applicationID: plan.applicationID, steps: [], wasInterrupted: false)
    }

    /// The receipt of a run whose end nobody saw: it stands in the file while the run lasts, and stays when it is killed.
    package static func unfinished(_ plan: Plan, _ command: Command) -> Receipt {
        Receipt(
            command: command,
            planHash: plan.hash,
            environment: plan.environment,
            applicationID: plan.applicationID,
            steps: plan.steps.map { step in
                StepReceipt(
                    address: step.address,
                    action: step.action,
                    status: .unknown,
                    detail: "the run was killed, or has not ended",
                    help: "run it again: what is done already is skipped"
                )
            },
            wasInterrupted: true
        )
    }

    /// Whether the account is now as the plan wants it.
    package var isComplete: Bool {
        steps.allSatisfy { $0.status == .done || $0.status == .skipped }
    }
}

/// What became of one step.
package struct StepReceipt: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case done
        /// It was as wanted already.
        case skipped
        case failed
        /// The request may have been carried out: the answer did not come.
        case unknown
        /// Not tried, since something that it depends on is not there, or since someone asked to stop.
        case blocked
    }

    package var address: String
    package var action: PlanStep.Action
    package var status: Status

    /// A few words: an id, what was there, what went wrong.
    ///
    /// Never a secret.
    package var detail: String

    /// What to do about a failure.
    package var help: String?
}
