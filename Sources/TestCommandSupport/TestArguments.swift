package import ArgumentParser
package import CallTesting
package import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
package import ProgramSupport
package import ProjectLoading

/// What every command that plays tests takes.
package struct TestArguments: ParsableArguments {
    @OptionGroup package var project: ProjectArguments

    @Option(help: ArgumentHelp("Only tests with this in their name, in any case. (default: all)", valueName: "text"))
    package var filter: String?

    @Option(help: "How the report is printed: text, json, or junit (JUnit's XML).")
    package var format = TestFormat.text

    package init() {}

    /// Compiles the project and chooses the tests; findings are printed.
    ///
    /// - Throws: The exit status, when there is an error, or no test with that in its name, and that was printed.
    package func load() throws -> TestedProject {
        let loaded = try project.load(through: .bundle)
        loaded.printDiagnostics()
        guard let project = loaded.project, let graph = loaded.graph, let release = loaded.release else {
            throw ExitCode.failure
        }
        let chosen = project.tests.filter { test in filter.map { test.name.value.hasPart($0) } ?? true }
        if let filter, chosen.isEmpty, !project.tests.isEmpty {
            throw ProgramFailure(
                "no test has '\(filter)' in its name",
                help: "leave --filter out to play all \(project.tests.count)"
            ).reported()
        }
        return TestedProject(
            loaded: loaded,
            project: project,
            bench: TestBench(project, graph: graph, release: release),
            chosen: chosen
        )
    }
}

/// A project that compiled, and those of its tests that are to be played.
package struct TestedProject: Sendable {
    package let loaded: LoadedProject
    package let project: Project
    package let bench: TestBench

    /// In source order.
    package let chosen: [CallTest]
}

/// How the report on tests is printed.
package enum TestFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text
    case json
    case junit
}

extension TestReport {
    /// Prints the report to standard output.
    ///
    /// - Parameters:
    ///   - format: Its form.
    ///   - listsCoverage: In text: whether each place is listed that no test takes.
    /// - Throws: The exit status, when it cannot be printed and that was told.
    package func print(as format: TestFormat, listsCoverage: Bool = false) throws(ExitCode) {
        switch format {
        case .text:
            try printOutput(
                text(style: StandardStream.output.takesColour ? .colour : .plain, listsCoverage: listsCoverage)
            )
        case .json: try printOutput(json.serialized(.pretty) + "\n")
        case .junit: try printOutput(junit)
        }
    }
}

extension String {
    /// Whether the other text is a part of this one, in any case.
    fileprivate func hasPart(_ other: String) -> Bool { lowercased().contains(other.lowercased()) }
}
