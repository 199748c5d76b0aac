internal import ArgumentParser
internal import Diagnostics
internal import ProjectLoading

/// What every command that reads a project takes.
struct ProjectArguments: ParsableArguments {
    @Argument(help: "A project's folder, or its root file.")
    var path = "."

    @Option(name: .customLong("var"), help: "Sets a variable, NAME=VALUE; beats 'vars'. May be repeated.")
    var variables: [String] = []

    func validate() throws {
        for variable in variables where !variable.contains("=") {
            throw ValidationError("--var wants NAME=VALUE, not '\(variable)'")
        }
    }

    /// Reads and compiles the project; a project that is not there ends the run.
    func load(through stage: CompilerStage) throws -> LoadedProject {
        do {
            return try loadProject(
                at: path,
                variables: variables.map { variable in
                    let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    return (String(parts[0]), String(parts[1]))
                },
                through: stage
            )
        } catch {
            printError("error: \(error.message)\n  help: \(error.help)")
            throw ExitCode.failure
        }
    }
}

/// How diagnostics are printed.
enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
