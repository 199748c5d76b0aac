internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan validate`.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a project and print everything that is wrong with it.",
        discussion: "Exit status: 0 when there is no error, 1 when there is one, 64 for a wrong command line."
    )

    @OptionGroup var arguments: ProjectArguments

    @Option(
        help: """
            How findings are printed: text for people (to standard error); to standard output json, sarif (SARIF 2.1.0), \
            github (annotations) or gitlab (code quality).
            """
    )
    var format: DiagnosticFormat = .text

    func run() throws {
        let project = try arguments.load(through: .checks)
        if let report = format.report(project.diagnostics, sources: project.sources, of: project.path) {
            printOutput(report)
        } else {
            project.printDiagnostics()
            if !project.diagnostics.hasErrors {
                printOutput("\(project.summary)\n")
            }
        }
        if project.diagnostics.hasErrors { throw ExitCode.failure }
    }
}

extension LoadedProject {
    /// One line on what the project holds: "Acme: valid (3 numbers, 2 agents, 1 menu)".
    fileprivate var summary: String {
        guard let project else { return "valid" }
        let parts = [
            counted(project.numbers.count, "number"),
            counted(project.agents.count, "agent"),
            counted(project.menus.count, "menu"),
        ]
        return "\(project.app.name.value): valid (\(parts.joined(separator: ", ")))"
    }
}

private func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
}
