internal import ArgumentParser
internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import Glibc
internal import Journeys
internal import Lowering
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Review

/// A version of a project that is compared with another.
struct ComparedVersion {
    /// Where its files are.
    var path: String

    /// What it is called in a report.
    var name: String

    /// Keeps the files of a commit until they are read.
    var history: GitHistory?

    /// The project at a commit, branch or tag.
    ///
    /// - Throws: The exit status, when git does not have it and that was printed.
    init(_ name: String, in project: String) throws {
        do throws(GitFailure) {
            let history = try GitHistory(of: project)
            let commit = try history.commit(named: name)
            path = try history.project(at: commit)
            self.name = shortRefName(name)
            self.history = history
        } catch {
            throw Self.notToBeHad(name, error)
        }
    }

    /// The exit status, once it is printed that git does not have a version.
    static func notToBeHad(_ name: String, _ failure: GitFailure) -> ExitCode {
        ProgramFailure(
            "the project at '\(printable(name))' cannot be had: \(printable(failure.reason))",
            help: "name a commit, branch or tag that git has here, or two folders"
        ).reported()
    }

    init(path: String, name: String) {
        self.path = path
        self.name = name
    }

    /// Compiles the version.
    ///
    /// - Throws: The exit status, when it has errors and they were printed.
    func compiled(_ variables: VariableArguments) throws -> CompiledVersion {
        let loaded = try loadProjectOrFail(path, variables, through: .bundle, toleratingTestErrors: true)
        guard let version = CompiledVersion(loaded, name: name) else {
            printDiagnostics(
                loaded.diagnostics,
                sources: loaded.sources,
                of: history == nil ? nil : (loaded.folder, name)
            )
            throw ProgramFailure(
                "cannot compare \(printable(name)): there are errors, and only what compiles can be compared",
                help: "mend them first; 'ccplan validate' shows them, too"
            ).reported()
        }
        // Only tests are wrong: callers do not hear that, but whoever changes the project should.
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        printDiagnostics(errors, sources: loaded.sources, of: history == nil ? nil : (loaded.folder, name))
        return version
    }
}

/// A name of git as people say it: `main` for `refs/heads/main`, `origin/main` for `refs/remotes/origin/main`.
func shortRefName(_ name: String) -> String {
    for prefix in ["refs/heads/", "refs/remotes/", "refs/tags/"] where name.hasPrefix(prefix) && name != prefix {
        return String(name.dropFirst(prefix.count))
    }
    return name
}

/// A version of a project, compiled, with what a comparison needs of it.
struct CompiledVersion {
    var name: String
    var release: Release
    private var graph: CallGraph?
    private var title = ""
    private var schedules: [ScheduleTable: String] = [:]
    private var numbers: [String: String] = [:]

    /// What it asks of the account; nil where nobody knows, as where its key cannot be read.
    private(set) var desired: DesiredState?

    /// Nil for a project with errors.
    init?(_ loaded: LoadedProject, name: String) {
        guard let release = loaded.release, let project = loaded.project, let graph = loaded.graph else { return nil }
        self.name = name
        self.release = release
        desired = DesiredState(loaded: loaded)
        self.graph = graph
        title = project.app.name.value
        for schedule in graph.schedules { schedules[ScheduleTable(schedule)] = schedule.name.value }
        for number in project.numbers { numbers[number.number.value.digits] = number.name.value }
    }

    /// A release as it was published: nobody knows what its schedules and numbers were called.
    init(_ release: Release, name: String) {
        self.name = name
        self.release = release
    }

    /// What calls can meet, drawn when it is asked for.
    var picture: FlowPicture? { graph.flatMap { makeFlowPicture($0, title: title) } }

    /// What changes for callers from another version to this one, from the beginning of today on (UTC).
    ///
    /// - Parameters:
    ///   - before: The other version.
    ///   - linked: All numbers that calls come in on; nil where nobody asked the account.
    /// - Returns: The report.
    func journeys(since before: CompiledVersion, linked: LinkedNumbers? = nil) -> JourneyReport {
        let comparison = compareJourneys(
            before.release,
            release,
            now: Int(time(nil)),
            names: before.schedules.merging(schedules) { _, new in new },
            numbers: linked
        )
        return JourneyReport(
            comparison,
            numberNames: before.numbers.merging(numbers) { _, new in new },
            before: before.name,
            after: name
        )
    }
}
