internal import Diagnostics
internal import Provisioning

/// How a step ended, before it is written on the receipt.
struct StepOutcome: Sendable {
    var status: StepReceipt.Status
    var detail: String
    var help: String?

    static func done(_ detail: String = "") -> StepOutcome { StepOutcome(status: .done, detail: detail) }

    static func skipped(_ detail: String) -> StepOutcome { StepOutcome(status: .skipped, detail: detail) }

    static func failed(_ detail: String, help: String? = nil) -> StepOutcome {
        StepOutcome(status: .failed, detail: detail, help: help)
    }

    static func blocked(_ detail: String) -> StepOutcome { StepOutcome(status: .blocked, detail: detail) }

    /// The live object is neither as planned from nor as wanted.
    static func stale(_ what: String) -> StepOutcome {
        failed("changed since the plan was made: \(what)", help: "make a new plan, and look at it")
    }

    static let alreadyAsWanted = skipped("already as wanted")

    init(status: StepReceipt.Status, detail: String, help: String? = nil) {
        self.status = status
        self.detail = detail
        self.help = help
    }

    /// A finding that forbids a step.
    init(_ finding: Diagnostic) {
        self = .failed("\(finding.code): \(finding.message)", help: finding.help)
    }

    /// An error that ended a step.
    init(_ error: any Error) {
        switch error {
        case let failure as AccountFailure:
            self.init(
                status: failure.kind == .outcomeUnknown ? .unknown : .failed,
                detail: failure.message,
                help: failure.help
            )
        case let failure as DeploymentFailure:
            self.init(status: .failed, detail: failure.message, help: failure.help)
        default:
            self.init(status: .failed, detail: "\(error)")
        }
    }
}
