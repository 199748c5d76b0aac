internal import Applying
internal import ArgumentParser
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing
internal import ReleaseRecords
internal import VonageAPI
internal import VonageAPIWrites

/// `ccapply rollback`.
struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send calls to an earlier release, which is still published.",
        discussion: """
            Without RELEASE it is the one before the live one; 'ccapply releases' lists them. Its files are looked at where \
            they are served, and its users and numbers in the account, before 'answer_url' and 'fallback_answer_url' are \
            moved; nothing else changes. Calls in progress stay on the release they began on.
            """
    )

    @Argument(help: "The release, 16 hex digits.")
    var release: String?

    @Argument(help: "A project's folder, or its root file. (default: .)")
    var path: String?

    @OptionGroup var variables: VariableArguments
    @OptionGroup var account: AccountArguments

    @Flag(help: "Do not ask before the change.")
    var autoApprove = false

    @Flag(help: "Go on although the account lacks a user or number that the release needs.")
    var force = false

    @OptionGroup var verification: VerifyArguments
    @OptionGroup var change: ChangeArguments

    /// A single argument is a release when it looks like one, else a path.
    private var target: ReleaseID? { release.flatMap { ReleaseID($0) } }
    private var projectPath: String { path ?? (target == nil ? release : nil) ?? "." }

    func validate() throws {
        if path != nil, target == nil { throw ValidationError("a release has 16 hex digits: '\(release ?? "")'") }
    }

    func run() async throws {
        let prepared = try PreparedProject(projectPath, variables)
        let connection = try account.connected()
        try checkKey(connection, for: prepared.desired)
        let held = try await HeldTarget(of: prepared.loaded, for: "rollback", waiting: change.lock)
        try await held.whileHeld { try await roll(prepared, back: held, connection) }
    }

    private func roll(_ prepared: PreparedProject, back held: HeldTarget, _ connection: AccountConnection) async throws
    {
        guard let shelf = held.place.shelf, let journal = held.journal else {
            throw noLog(held.place, "earlier releases are not known")
        }
        guard let application = try await findLiveApplication(prepared.desired, in: connection.account) else {
            throw ProgramFailure(
                "the account has no application '\(prepared.desired.application.name)'",
                help: "apply the project first"
            ).reported()
        }
        let choice = try await choose(application, prepared, shelf)
        var plan = makeRollbackPlan(choice.desired, of: application)
        plan.environment = prepared.loaded.environment
        guard !plan.isEmpty else {
            let text = "Nothing to do: calls go to release \(choice.manifest.release).\n"
            return try change.finishWithoutChange(plan, .rollback, text)
        }
        try await checkRequirements(choice.manifest, application, connection)
        try change.printPlan(plan, isAsked: !autoApprove)
        if !autoApprove { try requireYes("Send calls to release \(choice.manifest.release)?") }
        let found = await journal.noteFound(
            application.answerURL,
            applicationID: application.id,
            environment: plan.environment
        )
        try await PlanRun(
            command: .rollback,
            plan: plan,
            desired: choice.desired,
            scope: .pointerOnly,
            target: held,
            deployment: .published(
                choice.manifest,
                verification: verification.verification(
                    fallbackURL: choice.desired.application.fallbackURL,
                    place: held.place.nameOfOwn,
                    connection.signer
                ),
                warn: printWarning
            ),
            account: ChangeableAccount(connection.account, writer: VonageWriter(connection.session)),
            journal: journal.following(plan, toward: choice.desired, as: .rollback),
            warnings: [found].compactMap(\.self)
        ).run(change)
    }

    /// The release to go to, and what the account looks like on it.
    private func choose(
        _ application: LiveApplication,
        _ prepared: PreparedProject,
        _ shelf: some ReleaseShelf
    ) async throws -> (manifest: Manifest, desired: DesiredState) {
        do throws(PublishingError) {
            let log = try await shelf.log()
            for line in log.unreadableLines { printError(unreadableWarning(line)) }
            let timeline = log.timeline(of: application.id)
            let live = application.answerURL.flatMap { ReleaseID(in: $0) }
            guard let wanted = target ?? timeline.releases(before: live).first else {
                throw PublishingError(
                    message: "the log knows no release before \(live.map { "\($0)" } ?? "the live one")",
                    help: "name the release; 'ccapply releases' lists what is published"
                )
            }
            guard let manifest = try await shelf.manifest(of: wanted) else {
                throw PublishingError(
                    message: "release \(wanted) is not published any more: its manifest is missing",
                    help: "choose another with 'ccapply releases', or apply the commit that it was built from"
                )
            }
            let base = prepared.loaded.project?.hosting.fallback?.url?.value ?? manifest.baseURL
            let fallback = manifest.fallbackPath.map { timeline.fallbackURL(of: wanted) ?? "\(base)/\($0)" }
            return (manifest, prepared.desired.pointing(to: manifest, fallbackURL: fallback))
        } catch {
            throw error.reported()
        }
    }

    private func checkRequirements(
        _ manifest: Manifest,
        _ application: LiveApplication,
        _ connection: AccountConnection
    ) async throws {
        let unmet = try await reported {
            try await unmetRequirements(manifest.requires, of: application, in: connection.account)
        }
        guard !unmet.isEmpty else { return }
        let lines = unmet.map { "  \(printable($0))" }
        guard force else {
            throw ProgramFailure(
                (["the account lacks what release \(manifest.release) needs; nothing was changed"] + lines)
                    .joined(separator: "\n"),
                help: "bring it back first, choose another release, or pass --force"
            ).reported()
        }
        printError((["warning: the account lacks what the release needs"] + lines).joined(separator: "\n"))
    }
}
