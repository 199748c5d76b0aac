internal import ArgumentParser
internal import CallBundle
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import ReleaseRecords
internal import VonageAPI

/// `ccplan drift`.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Tell what was changed in the account behind the project's back.",
        discussion: """
            Compares the account with the project, and what differs with the version of the project that was applied \
            last: the one that compiles to the release that calls are on now. It is looked for in the project itself, \
            and then in its git history. The account was changed where it is not as that version said ('drift'); else \
            the project was, and is not applied yet ('pending'). Where no version compiles to that release, nobody \
            knows ('difference'). Nothing is changed, so it may run on a schedule.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_PRIVATE_KEY (a PEM or the path of one), \
            VONAGE_API_URL; what is missing there is taken from ~/.vonage/config.json.

            Exit status: 0 without drift, 2 when there is drift or a difference that nobody knows the cause of, 1 for \
            an error, 64 for a wrong command line.
            """
    )

    @OptionGroup var project: ProjectArguments

    @Option(help: ArgumentHelp("Compare with the project at this git commit, branch or tag. (default: as it is now)"))
    var ref: String?

    @Option(help: "How many commits of the project's folder are looked through for what was applied.")
    var depth = 50

    @Option(
        name: [.customLong("live"), .customLong("snapshot")],
        help: ArgumentHelp("Compare a snapshot that 'ccplan snapshot' took, not the account.", valueName: "file")
    )
    var live: String?

    @OptionGroup var account: AccountArguments

    @Option(help: "How the report is printed: text, json.")
    var format: DiffFormat = .text

    func validate() throws {
        guard (1...10_000).contains(depth) else { throw ValidationError("--depth wants 1 to 10000 commits") }
        guard live == nil || account.apiURL == nil else {
            throw ValidationError("--api-url has no use with --live: nothing is asked over the network")
        }
    }

    func run() async throws {
        let history = Result { () throws(GitFailure) in try GitHistory(of: project.path) }
        let start = try start(in: history)
        let prepared = try PreparedProject(start?.path ?? project.path, project.variables)
        let state = try await read(for: prepared)
        let checked = makePlan(prepared.desired, against: state)
        let findings = prepared.loaded.applyPolicy(toAccount: checked.diagnostics)
        printDiagnostics(findings, sources: prepared.loaded.sources)
        guard var plan = checked.output else { throw ProgramFailure.alreadyPrinted }
        plan.environment = prepared.loaded.environment
        plan.live = LiveOrigin(of: state, for: prepared.desired)

        let search = AppliedSearch(
            history: history,
            commit: start?.commit,
            variables: project.variables,
            depth: depth,
            hasDepthOption: true
        )
        let report = search.report(on: plan, prepared.desired, against: state)
        switch format {
        case .text: try printOutput(report.text(StandardStream.output.colouring, now: .now))
        case .json: try printOutput(report.json.serialized(.pretty) + "\n")
        }
        if report.hasDrift { throw ExitCode(2) }
        if findings.hasErrors { throw ProgramFailure.alreadyPrinted }
    }

    /// The project at `--ref`; nil when it is as it is now.
    private func start(in history: Result<GitHistory, GitFailure>) throws -> (path: String, commit: String)? {
        guard let ref else { return nil }
        do throws(GitFailure) {
            let history = try history.get()
            let commit = try history.commit(named: ref)
            return (try history.project(at: commit), commit)
        } catch {
            throw ProgramFailure(
                "the project at '\(printable(ref))' cannot be had: \(printable(error.reason))",
                help: "name a commit, branch or tag that git has here"
            ).reported()
        }
    }

    private func read(for prepared: PreparedProject) async throws -> LiveState {
        do {
            if let live { return try await readLiveState(try prepared.snapshotAccount(live), for: prepared.desired) }
            return try await readLiveState(try account.liveAccount(for: prepared), for: prepared.desired)
        } catch let error as APIError {
            throw prepared.reported(error)
        }
    }
}
