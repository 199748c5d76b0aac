internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan validate`.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check projects and print everything that is wrong with them.",
        discussion: """
            A project with environments is checked in each of them, and all together; with --env in one.

            Exit status: 0 when there is no error, 1 when there is one, 64 for a wrong command line.
            """
    )

    @Argument(help: "Projects' folders, or their root files.")
    var paths: [String] = ["."]

    @OptionGroup var variables: VariableArguments

    @Option(
        help: """
            How findings are printed: text for people (to standard error); to standard output json, sarif (SARIF 2.1.0), \
            github (annotations) or gitlab (code quality).
            """
    )
    var format: DiagnosticFormat = .text

    func run() throws {
        var hasFailed = false
        var all = Findings()
        for path in paths {
            guard let project = check(path) else {
                hasFailed = true
                continue
            }
            if path == paths.last { keepUntilExit(project) }
            hasFailed = hasFailed || project.diagnostics.hasErrors
            if format == .text {
                printDiagnostics(project.diagnostics, sources: project.sources)
                if !project.diagnostics.hasErrors { try printOutput("\(project.summary)\n") }
            } else {
                guard all.add(project.diagnostics, project.sources) else { throw tooManyFiles.reported() }
            }
        }
        // Projects that are not there are no part of a report, which would look as if they were sound.
        if let report = format.report(all.diagnostics, sources: all.sources, of: paths[0]), !all.sources.files.isEmpty {
            try printOutput(report)
        }
        if hasFailed { throw ExitCode.failure }
    }

    /// Nil when there is no project, or no such environment, and that was printed.
    private func check(_ path: String) -> CheckedProject? {
        do throws(ProjectNotFound) {
            return try checkProject(at: path, environment: variables.environment, variables: variables.pairs)
        } catch {
            _ = ProgramFailure(error.message, help: error.help).reported()
            return nil
        }
    }

    private var tooManyFiles: ProgramFailure {
        ProgramFailure("the projects have too many files for one report", help: "check fewer of them at once")
    }
}

/// The findings of several projects, for one report.
private struct Findings {
    var diagnostics: [Diagnostic] = []
    var sources = SourceMap()

    /// Adds those of one project; false when there are too many files.
    mutating func add(_ added: [Diagnostic], _ files: SourceMap) -> Bool {
        guard sources.files.count + files.files.count < SourceMap.limit else { return false }
        let first = sources.files.count
        for file in files.files { _ = sources.add(file) }
        diagnostics += added.map { $0.moved(behind: first) }
        return true
    }
}

extension CheckedProject {
    /// One line on what the project holds: "Acme: valid in 2 environments (3 numbers, 2 agents, 1 menu)".
    ///
    /// The numbers are those of the environment that the project chooses by default, else of the first.
    fileprivate var summary: String {
        guard let project else { return "valid" }
        let parts = [
            counted(project.numbers.count, "number"),
            counted(project.agents.count, "agent"),
            counted(project.menus.count, "menu"),
        ]
        let place =
            switch environments.count {
            case 0: ""
            case 1: " in environment '\(environments[0])'"
            default: " in \(environments.count) environments"
            }
        return "\(project.app.name.value): valid\(place) (\(parts.joined(separator: ", ")))"
    }
}

private func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
}
