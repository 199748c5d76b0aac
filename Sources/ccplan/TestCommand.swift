internal import ArgumentParser
internal import CallTesting
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading
internal import TestCommandSupport

/// `ccplan test`.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Play the calls under 'tests' and say whether they go as expected.",
        discussion: """
            Tests stand under 'tests' of the project's files and in files of its folder 'tests'. Each is one call to the \
            bundle as a host would serve it, with a clock of its own; nothing is sent anywhere. A failure shows the call, and \
            the line that made it go another way. A project without tests passes. 'ccsandbox test' plays them through the real \
            host.

            --mutate changes one way of a call at a time and lists the changes that no test notices.

            Exit status: 0 when all tests went as expected, whatever coverage and mutations say; 1 when one did not, or the \
            project has an error; 64 for a wrong command line.
            """
    )

    @OptionGroup var arguments: TestArguments

    @Flag(help: "List each menu, option, hour and fallback that no test takes.")
    var coverage = false

    @Flag(help: "Change one way of a call at a time, and list the changes that no test notices.")
    var mutate = false

    func run() async throws {
        let tested = try arguments.load()
        let bench = tested.bench
        var played: [PlayedTest] = []
        played.reserveCapacity(tested.chosen.count)
        for test in tested.chosen { played.append(await bench.play(test)) }
        var report = TestReport(
            title: tested.project.app.name.value,
            environment: tested.loaded.environment,
            tests: played,
            coverage: Coverage(of: bench, by: played),
            sources: tested.loaded.sources
        )
        if mutate { report.mutations = await bench.mutations(noticedBy: played) }
        if arguments.format == .text, tested.project.tests.isEmpty {
            printError(
                """
                note: the project has no tests
                  help: write calls under 'tests', or in files of a folder 'tests'
                """
            )
        }
        try report.print(as: arguments.format, listsCoverage: coverage)
        if report.hasFailures { throw ExitCode.failure }
    }
}
