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

        let report = report(on: plan, prepared, state, history: history, from: start?.commit)
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

    // MARK: What was applied

    private func report(
        on plan: Plan,
        _ prepared: PreparedProject,
        _ state: LiveState,
        history: Result<GitHistory, GitFailure>,
        from commit: String?
    ) -> DriftReport {
        let desired = prepared.desired
        func report(_ applied: DriftReport.Applied, _ versions: [DesiredState], _ release: ReleaseID?) -> DriftReport {
            DriftReport(
                plan: plan,
                liveRelease: release,
                applied: applied,
                findings: findDrift(desired, plan: plan, applied: versions, live: state)
            )
        }
        guard case .found(let application) = findApplication(desired.application, among: state.applications) else {
            return report(.unknown(reason: "the application is not in the account"), [], nil)
        }
        guard let release = application.liveRelease else {
            let place = application.answerURL.map { "calls go to '\($0)', which is no release of ccplan" }
            return report(.unknown(reason: place ?? "calls go nowhere"), [], nil)
        }
        let isSame = desired.release.id == release
        // Nothing differs: then nobody need look for who did it.
        if isSame, findDrift(desired, plan: plan, applied: [], live: state).isEmpty {
            return report(.same, [desired], release)
        }
        let found = versions(of: release, in: history, from: commit)
        switch (isSame, found) {
        case (true, .success(let versions)): return report(.same, [desired] + versions.states, release)
        case (true, .failure): return report(.same, [desired], release)
        case (false, .success(let versions)): return report(.commit(versions.commit), versions.states, release)
        case (false, .failure(let failure)): return report(.unknown(reason: failure.reason), [], release)
        }
    }

    /// The newest versions of the project in a row that compile to a release: not all that an account has is in it, so each
    /// of them may be the one that was applied.
    private func versions(
        of release: ReleaseID,
        in history: Result<GitHistory, GitFailure>,
        from commit: String?
    ) -> Result<(commit: String, states: [DesiredState]), GitFailure> {
        Result { () throws(GitFailure) in
            let history = try history.get()
            let commits = try history.commits(upTo: commit ?? "HEAD", limit: depth)
            var states: [DesiredState] = []
            var newest: String?
            for commit in commits {
                // Before the folder was there the project was not either.
                guard let path = try? history.project(at: commit) else { break }
                defer { history.discard(path) }
                if let state = desiredState(at: path), state.release.id == release {
                    newest = newest ?? commit
                    states.append(state)
                } else if newest != nil {
                    break
                }
            }
            if let newest { return (newest, states) }
            let hint = history.isShallow ? "the clone has not the whole history" : "--depth looks further back"
            throw GitFailure(
                reason: "release \(release) is of none of the last \(commits.count) versions of the project (\(hint))"
            )
        }
    }

    /// What a version of the project says; nil when it does not compile.
    private func desiredState(at path: String) -> DesiredState? {
        // Findings of versions that are past are nobody's trouble.
        let loaded = try? loadProject(
            at: path,
            environment: project.variables.environment,
            variables: project.variables.pairs,
            through: .bundle
        )
        return loaded.flatMap(DesiredState.init(loaded:))
    }
}
