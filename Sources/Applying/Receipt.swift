package import Provisioning

/// What became of a plan, truthfully, step by step.
package struct Receipt: Hashable, Sendable {
    /// The version of the JSON form.
    package static let version = 1

    package var planHash: String

    /// The id of the application, once it is there.
    package var applicationID: String?

    /// One for each step of the plan, in its order.
    package var steps: [StepReceipt]

    /// Whether someone asked to stop before the end.
    package var wasInterrupted: Bool

    /// The receipt of a plan with nothing left to do.
    package static func nothingToDo(_ plan: Plan) -> Receipt {
        Receipt(planHash: plan.hash, applicationID: plan.applicationID, steps: [], wasInterrupted: false)
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
