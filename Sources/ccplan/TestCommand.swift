internal import ArgumentParser
internal import CallTesting
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan test`.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Play the calls under 'tests' and say whether they go as expected.",
        discussion: """
            Tests stand under 'tests' of the project's files and in files of its folder 'tests'. Each is one call to the \
            bundle as a host would serve it, with a clock of its own; nothing is sent anywhere. A failure shows the call, and \
            the line that made it go another way. A project without tests passes.

            --mutate changes one way of a call at a time and lists the changes that no test notices.

            Exit status: 0 when all tests went as expected, whatever coverage and mutations say; 1 when one did not, or the \
            project has an error; 64 for a wrong command line.
            """
    )

    @OptionGroup var arguments: ProjectArguments

    @Option(help: ArgumentHelp("Only tests with this in their name, in any case. (default: all)", valueName: "text"))
    var filter: String?

    @Flag(help: "List each menu, option, hour and fallback that no test takes.")
    var coverage = false

    @Flag(help: "Change one way of a call at a time, and list the changes that no test notices.")
    var mutate = false

    @Option(help: "How the report is printed: text, json, or junit (JUnit's XML).")
    var format = TestFormat.text

    func run() async throws {
        let loaded = try arguments.load(through: .bundle)
        loaded.printDiagnostics()
        guard let project = loaded.project, let graph = loaded.graph, let release = loaded.release else {
            throw ExitCode.failure
        }
        let bench = TestBench(project, graph: graph, release: release)
        let chosen = project.tests.filter { test in filter.map { test.name.value.hasPart($0) } ?? true }
        if let filter, chosen.isEmpty, !project.tests.isEmpty {
            throw ProgramFailure(
                "no test has '\(filter)' in its name",
                help: "leave --filter out to play all \(project.tests.count)"
            ).reported()
        }
        var played: [PlayedTest] = []
        played.reserveCapacity(chosen.count)
        for test in chosen { played.append(await bench.play(test)) }
        var report = TestReport(
            title: project.app.name.value,
            environment: loaded.environment,
            tests: played,
            coverage: Coverage(of: bench, by: played),
            sources: loaded.sources
        )
        if mutate { report.mutations = await bench.mutations(noticedBy: played) }
        switch format {
        case .text:
            if project.tests.isEmpty {
                printError(
                    """
                    note: the project has no tests
                      help: write calls under 'tests', or in files of a folder 'tests'
                    """
                )
            }
            let style: TextRenderer.Style = StandardStream.output.takesColour ? .colour : .plain
            try printOutput(report.text(style: style, listsCoverage: coverage))
        case .json: try printOutput(report.json.serialized(.pretty) + "\n")
        case .junit: try printOutput(report.junit)
        }
        if report.hasFailures { throw ExitCode.failure }
    }
}

/// How the report on tests is printed.
enum TestFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case junit
}

extension String {
    /// Whether the other text is a part of this one, in any case.
    fileprivate func hasPart(_ other: String) -> Bool { lowercased().contains(other.lowercased()) }
}
