import CallBundle
import CallPlaying
import CallTesting
import ContactCenter
import Diagnostics
import ProjectLoading
import Simulator
import Synchronization
import Testing

/// A host of the support line without a socket, which answers as it should unless a test spoils that.
final class FakeHost: CallTransport {
    private let reference: ReleaseHost
    private let spoil: @Sendable (WebhookExchange, Int) -> WebhookReply?
    private let state = Mutex(State())

    private struct State {
        var asked: [WebhookExchange] = []
        var now: Int
        var pace = 0

        init() { now = FakeHost.open }
    }

    /// Monday 2026-11-23, 10:00 in London: the line is open.
    static let open = 1_795_428_000

    /// The same day at 20:00.
    static let closed = open + 36_000

    /// Serves a release; `spoil` may answer in its place, by the request and its number, from 1.
    init(
        _ release: Release,
        now: Int = FakeHost.open,
        pace: Int = 0,
        spoil: @escaping @Sendable (WebhookExchange, Int) -> WebhookReply? = { _, _ in nil }
    ) {
        reference = ReleaseHost(release, fallbackURL: "https://static.example/r/\(release.id)/fallback.json")
        self.spoil = spoil
        state.withLock { state in
            state.now = now
            state.pace = pace
        }
    }

    func exchange(_ request: WebhookExchange) async -> WebhookReply {
        let (number, now) = state.withLock { state in
            state.asked.append(request)
            // So many seconds go by with each request.
            state.now += state.pace
            return (state.asked.count, state.now)
        }
        if let reply = spoil(request, number) { return reply }
        // What is none of the release's business must not come here.
        guard let answer = reference.answer(to: request, at: now) else { return .empty(status: 501) }
        let type = [(name: "Content-Type", value: "application/json")]
        return .answered(status: answer.status, headers: type, body: answer.body)
    }

    var now: Int { state.withLock(\.now) }
    var asked: [WebhookExchange] { state.withLock(\.asked) }

    /// As the tests know it.
    func underTest(answerURL: String, isOutOfTime: @escaping @Sendable () -> Bool = { false }) -> HostUnderTest {
        HostUnderTest(self, answerURL: answerURL, now: { self.now }, isOutOfTime: isOutOfTime)
    }
}

/// The support line with tests, and what comes of them through a host.
struct HostedLine {
    let loaded: LoadedProject
    let bench: TestBench
    let release: Release

    /// `tests` are rows of YAML without their dash.
    init(_ tests: [String]) throws {
        loaded = try load(support + "tests:\n" + tests.map { "  - \($0)\n" }.joined())
        try #require(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
        bench = try CallTestingTests.bench(loaded)
        release = try #require(loaded.release)
    }

    func play(through host: FakeHost, isOutOfTime: @escaping @Sendable () -> Bool = { false }) async throws
        -> HostedTests
    {
        let tests = try #require(loaded.project).tests
        return await bench.play(
            tests,
            through: host.underTest(answerURL: bench.answerURL, isOutOfTime: isOutOfTime)
        )
    }

    func report(on result: HostedTests) -> TestReport {
        TestReport(title: "Support", environment: nil, hosted: result, sources: loaded.sources)
    }
}

extension HostedTests {
    /// What came of each test, in the order of the report: its name and verdict or reason.
    var outline: [String] {
        played.map { "\($0.test.name.value): \($0.verdict.rawValue)" }
            + unplayed.map { "\($0.test.name.value): \($0.reason.rawValue)" }
    }
}
