internal import Applying
internal import ArgumentParser
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

/// `ccapply destroy`.
struct Destroy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delete the application with its users, for good.",
        discussion: """
            Its numbers are unlinked and stay in the account; none is cancelled. Published files stay where they are. What \
            'policy.protect' names is not touched, and then nothing is. Running it again is the way to resume.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Option(help: ArgumentHelp("The application's name, for where nobody can type it.", valueName: "name"))
    var confirm: String?

    @OptionGroup var change: ChangeArguments

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        let name = prepared.desired.application.name
        guard confirm == nil || confirm == name else {
            throw ProgramFailure(
                "--confirm is not the name of the application; nothing was changed",
                help: "pass --confirm with '\(printable(name))', if that is the one to be destroyed"
            ).reported()
        }
        let connection = try account.connected()
        try checkKey(connection, for: prepared.desired)
        let held = try await HeldTarget(of: prepared.loaded, for: "destroy", waiting: change.lock)
        try await held.whileHeld { try await destroy(prepared, name, held, connection) }
    }

    private func destroy(
        _ prepared: PreparedProject,
        _ name: String,
        _ held: HeldTarget,
        _ connection: AccountConnection
    ) async throws {
        guard let application = try await findLiveApplication(prepared.desired, in: connection.account) else {
            return try change.finishWithoutChange(
                makeDestroyPlan(prepared.desired, of: nil),
                .destroy,
                "Nothing to do: the account has no application '\(printable(name))'.\n"
            )
        }
        let belongings = try await read(application, connection.account)
        try checkProtection(belongings, prepared.loaded.project?.policy.protect ?? [])
        var plan = makeDestroyPlan(prepared.desired, of: belongings)
        plan.environment = prepared.loaded.environment
        try change.printPlan(plan, isAsked: confirm == nil)
        if confirm == nil { try requireName(name) }
        try await PlanRun(
            command: .destroy,
            plan: plan,
            desired: prepared.desired,
            target: held,
            deployment: Deployment { "" },
            account: ChangeableAccount(connection.account, writer: VonageWriter(connection.session)),
            journal: held.journal?.following(plan, toward: prepared.desired, as: .destroy) ?? .none
        ).run(change)
        if let place = held.place.nameOfOwn, change.format == .text {
            try printOutput("Published files stay in '\(printable(place))', for calls that are still on them.\n")
        }
    }

    private func read(_ application: LiveApplication, _ account: LiveAccount) async throws -> ApplicationBelongings {
        if case .refused(let reason) = account.userAccess(to: application) {
            throw ProgramFailure(
                "the application's users cannot be looked for: \(reason)",
                help: "set VONAGE_PRIVATE_KEY to the application's private key: its users go with it"
            ).reported()
        }
        return try await reported {
            async let numbers = account.ownedNumbers()
            async let users = account.userRows(application: application.id)
            return ApplicationBelongings(
                application,
                numbers: try await numbers.map(LiveNumber.init(body:)),
                users: try await users.map(LiveUser.init(body:))
            )
        }
    }

    private func checkProtection(
        _ belongings: ApplicationBelongings,
        _ protected: [Located<Policy.Protected>]
    ) throws {
        let kept = belongings.kept(by: protected.map(\.value))
        guard !kept.isEmpty else { return }
        throw ProgramFailure(
            "'policy.protect' keeps \(kept.joined(separator: ", ")); nothing was changed",
            help: "take out of 'policy.protect' what is to go"
        ).reported()
    }

    /// Asks for more than a yes.
    private func requireName(_ name: String) throws {
        printError("This cannot be undone. Type the name of the application, '\(printable(name))', to go on:")
        guard readLine() == name else {
            throw ProgramFailure(
                "not confirmed; nothing was changed",
                help: "type the name, or pass --confirm with it where nobody can type"
            ).reported()
        }
    }
}
