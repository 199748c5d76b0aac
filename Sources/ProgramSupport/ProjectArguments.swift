package import ArgumentParser
package import ContactCenter
internal import Diagnostics
package import ProjectLoading

/// What every command that reads a project takes.
package struct ProjectArguments: ParsableArguments {
    @Argument(help: "A project's folder, or its root file.")
    package var path = "."

    @OptionGroup package var variables: VariableArguments

    package init() {}

    /// Reads and compiles the project; a project that is not there ends the run.
    package func load(through stage: CompilerStage) throws -> LoadedProject {
        try loadProjectOrFail(path, variables, through: stage)
    }
}

/// What chooses the environment of a project and sets its variables.
package struct VariableArguments: ParsableArguments {
    @Option(
        name: .customLong("env"),
        help: ArgumentHelp("The environment of the project; beats 'default_environment'.", valueName: "name")
    )
    package var environment: String?

    @Option(name: .customLong("var"), help: "Sets a variable, NAME=VALUE; beats all 'vars'. May be repeated.")
    package var assignments: [String] = []

    package init() {}

    package func validate() throws {
        for assignment in assignments {
            guard let mark = assignment.firstIndex(of: "="), mark > assignment.startIndex else {
                throw ValidationError("--var wants NAME=VALUE, not '\(assignment)'")
            }
        }
    }

    /// The variables by name, in order.
    package var pairs: [(name: String, value: String)] {
        assignments.map { assignment in
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
    }
}

/// Reads and compiles the project at a path.
///
/// - Parameters:
///   - path: A project's folder, or its root file.
///   - variables: What chooses its environment and sets its variables.
///   - stage: How far to go.
///   - toleratesTestErrors: Whether a project is compiled where errors are about its tests only.
/// - Returns: What the compiler made of it, findings included.
/// - Throws: The exit status, when there is no project or no such environment, and that was printed.
package func loadProjectOrFail(
    _ path: String,
    _ variables: VariableArguments,
    through stage: CompilerStage,
    toleratingTestErrors toleratesTestErrors: Bool = false
) throws -> LoadedProject {
    do throws(ProjectNotFound) {
        let project = try loadProject(
            at: path,
            environment: variables.environment,
            variables: variables.pairs,
            through: stage,
            toleratingTestErrors: toleratesTestErrors
        )
        keepUntilExit(project)
        return project
    } catch {
        throw ProgramFailure(error.message, help: error.help).reported()
    }
}

/// A bundle with a stand-in for a number that is still to be bought is none.
///
/// - Throws: The exit status, when there is one and that was printed.
package func requireBoughtNumbers(_ project: Project) throws {
    guard let number = project.numbers.first(where: \.isStandIn) else { return }
    throw ProgramFailure(
        "number '\(number.name.value)' is not bought yet, and the bundle would hold a stand-in for it",
        help: "buy it first, or write a number down with 'number' in place of 'search'"
    ).reported()
}
