internal import ArgumentParser
internal import CallBundle
internal import CallTesting
internal import ContactCenter
internal import Diagnostics
internal import Dialling
internal import FoundationEssentials
internal import ProgramSupport
internal import ProjectLoading
internal import TestCommandSupport
internal import VonageAPI

/// `ccsandbox test`.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Play the calls under 'tests' through the real host that serves the project's release.",
        discussion: """
            The release must be published there ('ccapply publish'); no account is asked. The calls are those of 'ccplan test', \
            over HTTP, eight at a time, and each answer must be, byte for byte, what the project compiles to. Only the release \
            is asked: no events are sent, neither to the host nor to others.

            A host goes by its own clock and cannot be taken down. So tests that go another way at this hour are not played, \
            nor those with 'host_down'; the report lists them.

            Environment: VONAGE_SIGNATURE_SECRET, to sign the webhooks for a host that wants it.

            Exit status: 0 when at least one test was played, and all went as expected; 1 when one did not, none could be \
            played, or the host does not serve the release; 64 for a wrong command line.
            """
    )

    @OptionGroup var arguments: TestArguments

    @Option(
        help: ArgumentHelp("Where calls begin. (default: the answer_url of the project's release)", valueName: "url")
    )
    var answerURL: String?

    @Option(help: ArgumentHelp("Seconds that all tests may take together.", valueName: "s"))
    var timeout = 300

    func validate() throws {
        try requireWebURL("--answer-url", answerURL)
        guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout wants 1 to 86400 seconds") }
    }

    /// How many calls are played at the same time.
    private static let width = 8

    func run() async throws {
        let tested = try arguments.load()
        try requireBoughtNumbers(tested.project)
        guard !tested.project.tests.isEmpty else {
            throw ProgramFailure(
                "the project has no tests, so there is nothing to play",
                help: "write calls under 'tests', or in files of a folder 'tests'"
            ).reported()
        }
        let result = await tested.bench.play(tested.chosen, through: try host(tested.bench), width: Self.width)
        let report = TestReport(
            title: tested.project.app.name.value,
            environment: tested.loaded.environment,
            hosted: result,
            sources: tested.loaded.sources
        )
        try report.print(as: arguments.format)
        guard result.isProof else {
            if result.fault == nil, result.played.isEmpty {
                printError(
                    """
                    error: no test could be played, so nothing is known of the host
                      help: add tests that go the same way at all hours, as to a line without a schedule
                    """
                )
            }
            throw ExitCode.failure
        }
    }

    private func host(_ bench: TestBench) throws -> HostUnderTest {
        if let answerURL, let named = ReleaseID(in: answerURL), named != bench.releaseID {
            throw ProgramFailure(
                "--answer-url is of release \(named), and the project compiles to \(bench.releaseID)",
                help: "play the tests of the commit, the environment and the variables that the release was built from"
            ).reported()
        }
        let signer: WebhookSigner?
        do throws(CredentialError) {
            signer = try Credentials.ofProcess().signer
        } catch {
            throw ProgramFailure(error).reported()
        }
        let end = ContinuousClock.now.advanced(by: .seconds(timeout))
        return HostUnderTest(
            HTTPCallTransport(signer: signer, concurrency: Self.width),
            answerURL: answerURL ?? bench.answerURL,
            now: { Int(Date().timeIntervalSince1970) },
            isOutOfTime: { ContinuousClock.now > end }
        )
    }
}
