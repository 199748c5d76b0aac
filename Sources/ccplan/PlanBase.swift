internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Review

/// The version that `ccplan plan --base` names, as far as it can be had: the plan is made without it, too.
struct PlanBase {
    /// For the reports.
    let description: ChangeReport.Base

    /// Nil where the project has errors in it, or is not in it.
    let version: CompiledVersion?

    private let history: GitHistory
    private let commit: String
    private let variables: VariableArguments

    /// How many commits of the base are looked through for the version that was applied, as by `ccplan drift`.
    private static let searchedCommits = 50

    /// - Parameters:
    ///   - name: A commit, branch or tag.
    ///   - project: The project as it is now.
    /// - Throws: The exit status, when git does not have it and that was printed.
    init(_ name: String, in project: ProjectArguments) throws {
        do throws(GitFailure) {
            history = try GitHistory(of: project.path)
            commit = try history.commit(named: name)
        } catch {
            throw ComparedVersion.notToBeHad(name, error)
        }
        variables = project.variables
        let name = shortRefName(name)
        var obstacle: String?
        var version: CompiledVersion?
        // What is new is not in its base, and what is mended does not compile there.
        if let path = try? history.project(at: commit),
            let loaded = try? loadProject(
                at: path,
                environment: project.variables.environment,
                variables: project.variables.pairs,
                toleratingTestErrors: true
            )
        {
            version = CompiledVersion(loaded, name: name)
            if version == nil { obstacle = "has errors" }
        } else {
            obstacle = "does not have the project"
        }
        self.version = version
        description = ChangeReport.Base(name: name, commit: commit, obstacle: obstacle)
    }

    /// Says on standard error why callers are not compared.
    func warn() {
        guard let obstacle = description.obstacle else { return }
        printError("warning: callers are not compared: \(printable(description.words)) \(obstacle)")
    }

    /// What of a plan is not of the change since the base.
    ///
    /// - Parameters:
    ///   - plan: Of the project as it is now.
    ///   - wanted: What that asks of the account.
    ///   - live: The account.
    /// - Returns: Nil where that cannot be told.
    func inherited(_ plan: Plan, _ wanted: DesiredState, against live: LiveState) -> InheritedChanges? {
        let search = AppliedSearch(
            history: .success(history),
            commit: commit,
            variables: variables,
            depth: Self.searchedCommits
        )
        guard description.obstacle != nil else {
            guard let desired = version?.desired, let needed = makePlan(desired, against: live).output else {
                return nil
            }
            return InheritedChanges(from: description.name, search.report(on: needed, desired, against: live), in: plan)
        }
        // What was changed in the account is known by what was applied, without the base.
        let report = search.report(on: plan, wanted, against: live)
        return InheritedChanges(besides: description.name, report)
    }
}
