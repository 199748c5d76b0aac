internal import Applying
internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning
internal import Publishing
internal import ReleaseRecords
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
            what is missing there is taken from ~/.vonage/config.json. VONAGE_SIGNATURE_SECRET signs what is asked of routes. \
            For 's3:' targets AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL_S3.

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

    @Flag(help: "Let go what the project neither names nor removes: numbers are unlinked, users deleted.")
    var prune = false

    @Flag(help: "Let numbers that are in use, or more than 30 % of the users, be removed.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Apply only the plan with this hash, which a report of 'ccplan plan' shows.",
            valueName: "hash"
        )
    )
    var planHash: String?

    @OptionGroup var verification: VerifyArguments
    @OptionGroup var change: ChangeArguments

    func validate() throws {
        guard project == nil || isSavedPlan else { throw ValidationError("--project goes with a saved plan") }
        guard !prune || !isSavedPlan else {
            throw ValidationError("--prune goes with 'ccplan plan' when a plan is saved")
        }
    }

    private var isSavedPlan: Bool { path.hasSuffix(".json") }

    func run() async throws {
        let saved = isSavedPlan ? try loadPlan(path) : nil
        let prepared = try PreparedProject(
            project ?? saved?.source ?? path,
            try saved?.environment(of: variables) ?? variables
        )
        let connection = try account.connected()
        try prepared.requireAccount(of: connection)
        try checkKey(connection, for: prepared.desired)
        if let saved { try saved.requireUnchanged(prepared) }
        let target = try await HeldTarget(of: prepared.loaded, for: "apply", waiting: change.lock)
        try await target.whileHeld { try await apply(prepared, saved, to: target, connection) }
    }

    private func apply(
        _ prepared: PreparedProject,
        _ saved: Plan?,
        to target: HeldTarget,
        _ connection: AccountConnection
    ) async throws {
        let live = LiveAccount(reader: VonageReader(connection.session), key: connection.privateKey?.publicKey)
        // A saved plan may have been made with --prune: what it does not have, it does not do.
        let isPruning = prune || (saved?.isPruning ?? false)
        let made = try await prepared.plan(against: live, pruning: isPruning)
        let fresh = made.plan
        // Of what was reviewed only the steps stop that an error is about, and those that wait for them.
        guard made.isSound || saved != nil && made.isSoundElsewhere else { throw ProgramFailure.alreadyPrinted }
        if let saved { try saved.requireSameApplication(fresh, made.objections) }
        // What must wait now was perhaps not known to be needed when the plan was made.
        let plan = saved?.holding(what: fresh) ?? fresh

        // What is left to do decides, but what was reviewed is what is done.
        guard !fresh.isEmpty || !made.isSound else {
            return try change.finishWithoutChange(
                plan,
                .apply,
                plan.isEmpty ? plan.text(StandardStream.output.colouring) : nothingLeft,
                warnings: await target.noteFound(fresh, prepared.desired)
            )
        }
        try requireReviewed(saved ?? fresh)
        let rights = ApplyRights(allowCancel: allowCancel, force: force)
        try checkRights(plan, prepared, connection, rights)
        try confirm(plan)
        // Only the new key lets users be compared: it goes first, and the rest is planned with it.
        let exchangesKey = saved == nil && plan.comparesUsersLater
        let stop = StopRequest()
        let signals = SignalWatch { stop.stop() }
        defer { signals.cancel() }
        let first = exchangesKey ? plan.untilKeyExchange : plan
        // Before anything is published: what comes into the folder then is no change of the project.
        let commit = target.journal == nil ? nil : prepared.loaded.cleanCommit
        var run = PlanRun(
            command: .apply,
            plan: first,
            desired: prepared.desired,
            target: target,
            deployment: .publishing(
                try makePublication(prepared, to: target.place, verification, connection.signer),
                warn: printWarning
            ),
            account: ChangeableAccount(live, writer: VonageWriter(connection.session)),
            journal: target.journal?.following(first, toward: prepared.desired, as: .apply, from: commit) ?? .none,
            objections: made.objections,
            warnings: made.objections.warnings(beside: plan) + (await target.noteFound(fresh, prepared.desired))
        )
        var receipt = try await run.carryOut(change, stop)
        if exchangesKey, receipt.isComplete, !stop.isStopping {
            do {
                let remade = try await prepared.plan(against: live, pruning: isPruning)
                guard remade.isSound else { throw ProgramFailure.alreadyPrinted }
                let rest = remade.plan
                try checkRights(rest, prepared, connection, rights)
                if !rest.isEmpty { try confirm(rest) }
                run.plan = rest
                run.journal =
                    target.journal?.following(rest, toward: prepared.desired, as: .apply, from: commit) ?? .none
                receipt = receipt.followed(by: try await run.carryOut(change, stop))
            } catch {
                try? run.finish(receipt, change)  // What was done was done; the error says more than the exit status.
                throw error
            }
        }
        try run.finish(receipt, change)
    }

    /// With `--plan-hash`, that the plan is the one that was reviewed.
    private func requireReviewed(_ plan: Plan) throws {
        guard let planHash, planHash != plan.hash else { return }
        throw ProgramFailure(
            "the plan is not the one that was reviewed: its hash is \(plan.hash), not \(printable(planHash))",
            help:
                "the project or the account changed since: review the plan again; or apply the file that 'ccplan plan "
                + "--out' saved then, which goes on where a run was interrupted"
        ).reported()
    }

    private var nothingLeft: String { "Nothing left to do: the account is as the plan wants it.\n" }

    /// Prints the plan, and asks.
    private func confirm(_ plan: Plan) throws {
        try change.printPlan(plan, isAsked: !autoApprove)
        guard !autoApprove else { return }
        try requireYes("Apply these changes?")
    }
}

/// Asks on standard error, so that standard output stays the result; only the whole word counts.
func requireYes(_ question: String) throws {
    printError("\(question) Only 'yes' is accepted:")
    guard readLine() == "yes" else {
        throw ProgramFailure(
            "not confirmed; nothing was changed",
            help: "answer 'yes', or pass --auto-approve where nobody can answer"
        ).reported()
    }
}

extension AccountArguments {
    /// Opens the account; what is missing or wrong ends the run.
    func connected() throws -> AccountConnection {
        do {
            return try connect()
        } catch {
            throw error.reported()
        }
    }
}

extension HeldTarget {
    /// Keeps the log of the target; nil where there is none.
    var journal: ReleaseJournal? {
        place.shelf.map { ReleaseJournal($0, by: Runner.name) { Runner.now } }
    }

    /// Writes down where calls go before anything is changed, where the log does not say so; gives why it could not.
    func noteFound(_ plan: Plan, _ desired: DesiredState) async -> [String] {
        guard let id = plan.applicationID else { return [] }
        let warning = await journal?.noteFound(
            plan.liveAnswerURL(desired),
            applicationID: id,
            environment: plan.environment
        )
        return warning.map { [$0] } ?? []
    }
}
