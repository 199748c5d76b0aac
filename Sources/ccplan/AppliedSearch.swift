internal import CallBundle
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning

/// Looks for the version of a project that was applied last, to tell who made the account differ from it.
struct AppliedSearch {
    /// Where earlier versions are; or why there are none.
    let history: Result<GitHistory, GitFailure>

    /// Where the search begins; nil for `HEAD`.
    let commit: String?
    let variables: VariableArguments

    /// How many commits are looked through.
    let depth: Int

    /// Whether the command line has `--depth`.
    var hasDepthOption = false

    /// Who changed what.
    ///
    /// - Parameters:
    ///   - plan: What makes the account as `desired`.
    ///   - desired: What a version of the project says, the newest that may have been applied.
    ///   - state: The account.
    /// - Returns: What differs, each with who changed it.
    /// - Complexity: Compiles up to `depth` versions, but none where release and account are as `desired`.
    func report(on plan: Plan, _ desired: DesiredState, against state: LiveState) -> DriftReport {
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
        let found = versions(of: release)
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
        of release: ReleaseID
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
            let isWhole = commits.count < depth
            let hint =
                history.isShallow
                ? " (the clone has not the whole history)"
                : hasDepthOption && !isWhole ? " (--depth looks further back)" : ""
            throw GitFailure(
                reason: "release \(release) is of none of the last \(commits.count) versions of the project\(hint)"
            )
        }
    }

    /// What a version of the project says; nil when it does not compile.
    private func desiredState(at path: String) -> DesiredState? {
        // Findings of versions that are past are nobody's trouble.
        let loaded = try? loadProject(
            at: path,
            environment: variables.environment,
            variables: variables.pairs,
            through: .bundle
        )
        return loaded.flatMap(DesiredState.init(loaded:))
    }
}
