package import Provisioning

/// Does what a plan says, step by step, and tells what became of each.
///
/// Before each write the object is read again: as wanted already means skipped, changed since the plan means that this
/// step and those that depend on it stop. So running it again is the way to resume, with the same plan or a new one.
///
/// - Parameters:
///   - plan: What is to be done.
///   - desired: What the plan was made from.
///   - account: Where it is done.
///   - deployment: Nothing in the account is changed before it succeeded, when the plan moves the release.
///   - settle: Waits before looking for what a lost answer may have made.
///   - stop: Asked before each step.
///   - scope: What of the project's application a move of the pointer may set.
///   - journal: Told of each move, once it is confirmed.
///   - objections: What forbids single steps: those fail, untried, and those that wait for them stop.
///   - report: Called with each step's receipt as it ends; of steps that run side by side, in the order in which they end.
/// - Returns: What became of each step, in the plan's order.
package func applyPlan(
    _ plan: Plan,
    toward desired: DesiredState,
    account: some AccountChanging,
    deployment: Deployment,
    settle: @escaping @Sendable () async -> Void,
    stop: StopRequest,
    scope: ApplyScope = .project,
    journal: PointerJournal = .none,
    objections: [Objection] = [],
    report: @Sendable (StepReceipt) -> Void
) async -> Receipt {
    var receipts: [StepReceipt] = []
    var warnings: [String] = []
    var applicationID = plan.applicationID
    var good: Set<String> = []
    var rest = plan.steps[...]
    while let first = rest.first {
        // Users do not depend on each other; everything else goes one by one. Those that go, go after those that come.
        let isDeletion = first.action == .delete
        let run =
            first.isAboutUser
            ? rest.prefix { $0.isAboutUser && ($0.action == .delete) == isDeletion } : rest.prefix(1)
        rest = rest.dropFirst(run.count)
        let executor = StepExecutor(
            plan: plan,
            desired: desired,
            applicationID: applicationID,
            account: account,
            deployment: deployment,
            scope: scope,
            settle: settle
        )
        let outcomes = await inParallel(run, width: stepWidth) { [good] step in
            let outcome: StepOutcome
            let made: String?
            if stop.isStopping {
                (outcome, made) = (.blocked("stopped before it"), nil)
            } else if let missing = step.dependsOn.first(where: { !good.contains($0) }) {
                (outcome, made) = (.blocked("waits for \(missing)"), nil)
            } else if let objection = objections.first(where: { $0.address == step.address }) {
                (outcome, made) = (StepOutcome(objection.finding), nil)
            } else {
                (outcome, made) = await executor.run(step)
            }
            let receipt = StepReceipt(
                address: step.address,
                action: step.action,
                status: outcome.status,
                detail: outcome.detail,
                help: outcome.help
            )
            report(receipt)
            return (receipt, made)
        }
        for (receipt, made) in outcomes {
            receipts.append(receipt)
            if receipt.status == .done || receipt.status == .skipped { good.insert(receipt.address) }
            if let made { applicationID = made }
        }
        // Only steps that run alone move calls.
        if let event = first.journalEvent(receipts.last), let applicationID,
            let warning = await journal.note(event, applicationID)
        {
            warnings.append(warning)
        }
    }
    return Receipt(
        planHash: plan.hash,
        applicationID: applicationID,
        steps: receipts,
        wasInterrupted: stop.isStopping,
        warnings: warnings
    )
}

/// How many users are made at the same time; the account's rate limit is kept by the client.
private let stepWidth = 8

/// What of the application a move of the pointer may set.
package enum ApplyScope: Sendable {
    /// Everything that the project declares: what differs besides is in the plan, or stops it.
    case project
    /// Nothing but where calls go, whatever else is as the project says or is not.
    case pointerOnly
}

extension PlanStep {
    fileprivate var isAboutUser: Bool {
        if case .user = subject { true } else { false }
    }

    /// What this step's end tells about where calls go.
    fileprivate func journalEvent(_ receipt: StepReceipt?) -> PointerJournal.Event? {
        guard let receipt, receipt.status == .done || receipt.status == .skipped else { return nil }
        switch (subject, action) {
        case (.application, .delete): return .deleted
        case (.application, .create), (.answerURL, _): return receipt.status == .done ? .moved : .found
        default: return nil
        }
    }
}

/// The results of `body`, in the order of `items`.
private func inParallel<Item: Sendable, Result: Sendable>(
    _ items: ArraySlice<Item>,
    width: Int,
    _ body: @Sendable (Item) async -> Result
) async -> [Result] {
    await withoutActuallyEscaping(body) { body in
        await withTaskGroup(of: (Int, Result).self) { group in
            var results = [Result?](repeating: nil, count: items.count)
            var waiting = Array(items).enumerated().makeIterator()
            func startNext() {
                guard let (index, item) = waiting.next() else { return }
                group.addTask { (index, await body(item)) }
            }
            for _ in 0..<width { startNext() }
            while let (index, result) = await group.next() {
                results[index] = result
                startNext()
            }
            return results.compactMap(\.self)
        }
    }
}
