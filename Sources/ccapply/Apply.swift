internal import Applying
internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning
internal import VonageAPI
internal import VonageAPIWrites

/// `ccapply apply`.
struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish the bundle, check it where it is served, and change the account.",
        discussion: """
            PATH is a project's folder, its root file, or a plan that 'ccplan plan --out plan.json' saved. Nothing in the \
            account changes before the new release is served at its public URL. Running it again is the way to resume.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_PRIVATE_KEY (a PEM or the path of one), VONAGE_API_URL; \
            what is missing there is taken from ~/.vonage/config.json.

            Exit status: 0 when everything is as planned, 1 when not, 64 for a wrong command line.
            """
    )

    @Argument(help: "A project's folder, its root file, or a saved plan (.json).")
    var path = "."

    @Option(
        help: ArgumentHelp("With a saved plan: the project, when it is not where the plan was made.", valueName: "path")
    )
    var project: String?

    @OptionGroup var variables: VariableArguments
    @OptionGroup var account: AccountArguments

    @Flag(help: "Do not ask before the first change.")
    var autoApprove = false

    @Flag(help: "Let numbers be given back that 'removed' says to cancel.")
    var allowCancel = false

    @Option(help: "How the result is printed: text, json.")
    var format: ReceiptFormat = .text

    func validate() throws {
        guard project == nil || isSavedPlan else { throw ValidationError("--project goes with a saved plan") }
    }

    private var isSavedPlan: Bool { path.hasSuffix(".json") }

    func run() async throws {
        let saved = isSavedPlan ? try loadPlan(path) : nil
        let prepared = try PreparedProject(
            project ?? saved?.source ?? path,
            try saved?.environment(of: variables) ?? variables
        )
        let connection = try connected()
        try checkKey(connection, for: prepared.desired)
        if let saved { try saved.requireUnchanged(prepared) }
        let live = LiveAccount(reader: VonageReader(connection.session), key: connection.privateKey?.publicKey)
        let (fresh, isSound) = try await prepared.plan(against: live)
        guard isSound else { throw ProgramFailure.alreadyPrinted }
        if let saved { try saved.requireSameApplication(fresh) }
        let plan = saved ?? fresh

        // What is left to do decides, but what was reviewed is what is done.
        guard !fresh.isEmpty else { return try printNothingToDo(plan) }
        try checkRights(plan, prepared, connection, allowCancel: allowCancel)
        try confirm(plan)
        let deployment = try makeDeployment(prepared)
        let stop = StopRequest()
        let signals = SignalWatch { stop.stop() }
        defer { signals.cancel() }
        let receipt = await applyPlan(
            plan,
            toward: prepared.desired,
            account: ChangeableAccount(live, writer: VonageWriter(connection.session)),
            deployment: deployment,
            settle: { try? await Task.sleep(for: .seconds(1)) },  // Cancelled: look at once.
            stop: stop
        ) { step in
            // What cannot be printed must not stop the work; the last line tells of it.
            if format == .text { try? StandardStream.output.write(step.text(StandardStream.output.colouring) + "\n") }
        }
        try printReceipt(receipt)
        guard receipt.isComplete else { throw ExitCode.failure }
    }

    private func connected() throws -> AccountConnection {
        do {
            return try account.connect()
        } catch {
            throw error.reported()
        }
    }

    private func printNothingToDo(_ plan: Plan) throws {
        switch format {
        case .text: try printOutput(plan.steps.isEmpty ? plan.text(StandardStream.output.colouring) : nothingLeft)
        case .json: try printOutput(Receipt.nothingToDo(plan).json.serialized(.pretty) + "\n")
        }
    }

    private var nothingLeft: String { "Nothing left to do: the account is as the plan wants it.\n" }

    private func printReceipt(_ receipt: Receipt) throws {
        switch format {
        case .text: try printOutput("\n\(receipt.summaryLine)\n")
        case .json: try printOutput(receipt.json.serialized(.pretty) + "\n")
        }
    }

    /// Prints the plan, and asks.
    private func confirm(_ plan: Plan) throws {
        if format == .text { try printOutput(plan.text(StandardStream.output.colouring) + "\n") }
        guard !autoApprove else { return }
        if format == .json { printError(plan.text(StandardStream.error.colouring)) }
        guard askForYes() else {
            throw ProgramFailure(
                "not confirmed; nothing was changed",
                help: "answer 'yes', or pass --auto-approve where nobody can answer"
            ).reported()
        }
    }
}

/// How the result is printed.
enum ReceiptFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// Asks on standard error, so that standard output stays the result; only the whole word counts.
private func askForYes() -> Bool {
    printError("Apply these changes? Only 'yes' is accepted:")
    return readLine() == "yes"
}
