internal import Applying
internal import ArgumentParser
internal import FileAccess
internal import ProgramSupport
internal import Provisioning
internal import VonageAPI
internal import VonageAPIWrites

/// A plan on its way into the account: everything that a run needs but the question.
struct PlanRun {
    var command: Receipt.Command
    var plan: Plan
    var desired: DesiredState
    var scope = ApplyScope.project
    var target: HeldTarget
    var deployment: Deployment
    var account: ChangeableAccount
    var journal: PointerJournal

    /// What forbids single steps.
    var objections: [Objection] = []

    /// What is known to be wrong before anything begins.
    var warnings: [String] = []

    /// Does it, and prints what became of each step; a signal lets the step in hand end.
    ///
    /// - Throws: The exit status, when not all is as planned.
    func run(_ arguments: ChangeArguments) async throws {
        let stop = StopRequest()
        let signals = SignalWatch { stop.stop() }
        defer { signals.cancel() }
        try finish(try await carryOut(arguments, stop), arguments)
    }

    /// Does it, and prints steps as they end.
    ///
    /// - Parameters:
    ///   - arguments: How steps are printed, and where the receipt is that stands for a run that is killed.
    ///   - stop: Asked before each step.
    /// - Returns: The receipt, which is printed and written by `finish`.
    /// - Throws: The exit status, when the receipt's file cannot be written; then nothing was begun.
    func carryOut(_ arguments: ChangeArguments, _ stop: StopRequest) async throws -> Receipt {
        try arguments.write(.unfinished(plan, command))
        await target.tellOfChanges()
        let watch = target.watch { stop.stop() }
        defer { watch.cancel() }
        let printer = StepPrinter(plan, format: arguments.format)
        let ticking = Task { await printer.tick() }
        var receipt = await applyPlan(
            plan,
            toward: desired,
            account: account,
            deployment: deployment,
            settle: { try? await Task.sleep(for: .seconds(1)) },  // Cancelled: look at once.
            stop: stop,
            scope: scope,
            journal: journal,
            objections: objections
        ) { step in
            printer.print(step)
        }
        ticking.cancel()
        await ticking.value
        receipt.command = command
        receipt.environment = plan.environment
        receipt.warnings = warnings + receipt.warnings.filter { !warnings.contains($0) }
        return receipt
    }

    /// Prints the receipt and writes it to its file.
    ///
    /// - Throws: The exit status, when not all is as planned.
    func finish(_ receipt: Receipt, _ arguments: ChangeArguments) throws {
        // The file first: standard output may be closed by now.
        let written = Result { try arguments.write(receipt) }
        try arguments.printReceipt(receipt)
        printWarnings(receipt.warnings)
        try written.get()
        guard receipt.isComplete, receipt.warnings.isEmpty else { throw ExitCode.failure }
    }
}

/// Prints what went wrong beside the steps.
func printWarnings(_ warnings: [String]) {
    for warning in warnings { printError("warning: \(printable(warning))") }
}
