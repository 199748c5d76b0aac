package import CallBundle
package import CallFlow
internal import CallPlaying
package import ContactCenter
package import Diagnostics
internal import Lowering
internal import Simulator
internal import TimeZones

/// Plays the tests of a project, in one process and without a socket.
package struct TestBench: Sendable {
    let project: Project
    let graph: CallGraph
    private(set) var release: Release
    let people: People
    private let tables: ScheduleTables
    private(set) var host: ReleaseHost
    private(set) var fallbackURL: String

    /// Digits by name.
    private let numbers: [String: String]

    /// All that may be rung.
    let users: Set<String>

    /// Ids of conversations by lot, looked for once.
    private let conversations: [Int: String]

    /// The wall clocks of the tests, looked up once: they stand in a long text.
    private let clocks: [TimeZoneName: OffsetTable]

    /// - Parameters:
    ///   - project: With its tests.
    ///   - graph: Of the project.
    ///   - release: Of the graph, as it would be published.
    package init(_ project: Project, graph: CallGraph, release: Release) {
        let lots = CallLots(graph)
        var conversations: [Int: String] = [:]
        var clocks: [TimeZoneName: OffsetTable] = [:]
        for test in project.tests {
            let lot = test.call.lot?.value ?? 0
            if conversations[lot] == nil { conversations[lot] = lots.conversation(for: lot) }
            let zone = Self.zone(of: test, project)
            if clocks[zone] == nil { clocks[zone] = zone.offsets }
        }
        self.clocks = clocks
        self.project = project
        self.graph = graph
        self.conversations = conversations
        numbers = Dictionary(
            project.numbers.map { ($0.name.value, $0.number.value.digits) },
            uniquingKeysWith: { first, _ in first }
        )
        users = Set(project.users.map(\.name.value) + project.agents.map(\.name.value))
        people = People(graph)
        tables = ScheduleTables(graph)
        self.release = release
        (host, fallbackURL) = Self.host(of: release, project)
    }

    /// The same tests on the bundle of a changed project.
    func changed(to release: Release) -> TestBench {
        var bench = self
        bench.release = release
        (bench.host, bench.fallbackURL) = Self.host(of: release, project)
        return bench
    }

    /// That of the tests.
    package var releaseID: ReleaseID { release.id }

    /// Where calls on the release begin.
    package var answerURL: String { release.answerURL }

    private static func host(of release: Release, _ project: Project) -> (ReleaseHost, fallbackURL: String) {
        let base = project.hosting.fallback?.url?.value ?? project.hosting.url.value
        let fallbackURL = "\(base)/r/\(release.id)/fallback.json"
        let isStatic = project.hosting.fallbackIsStatic
        return (ReleaseHost(release, fallbackURL: fallbackURL, fallbackIsStatic: isStatic), fallbackURL)
    }

    /// Plays one test.
    ///
    /// - Complexity: O(steps + what happens in the call).
    package func play(_ test: CallTest) async -> PlayedTest {
        let run = await run(test, over: host)
        return played(test, run, start: start(of: test), clock: .call)
    }

    /// Whether a test passes; the quickest way to know.
    func passes(_ test: CallTest) async -> Bool {
        await run(test, over: host).director.difference == nil
    }

    /// A call as it went, and who directed it.
    struct Run {
        var transcript: CallTranscript
        var director: TestDirector
    }

    /// Makes the call of a test.
    ///
    /// - Parameters:
    ///   - test: Its steps are taken.
    ///   - start: When it begins, in seconds since 1970; nil for the time that the test says.
    ///   - answerURL: Where it begins; nil for the release's own.
    ///   - transport: The host.
    /// - Returns: The call, and how far the test came in it.
    func run(
        _ test: CallTest,
        at start: Int? = nil,
        answerURL: String? = nil,
        over transport: some CallTransport
    ) async -> Run {
        let caller: CallSetup.Caller =
            if let user = test.call.user {
                .user(user.value)
            } else {
                switch test.call.from?.value {
                case .number(let number): .number(number.digits)
                case .withheld: .number(nil)
                case nil: .number("447700900123")
                }
            }
        var setup = CallSetup(
            caller: caller,
            to: called(test),
            of: release,
            fallbackURL: fallbackURL,
            eventsURL: project.app.eventsURL?.value
        )
        if let answerURL { setup.answer.url = answerURL }
        setup.conversationUUID = conversations[test.call.lot?.value ?? 0]
        setup.startTime = (start ?? self.start(of: test)) * 1_000
        setup.linkedNumbers = Set(numbers.values)
        setup.knownUsers = users
        let director = TestDirector(test.steps, people: people)
        let transcript = await simulateCall(setup, script: CallScript(), director: director, over: transport)
        return Run(transcript: transcript, director: director)
    }

    /// What came of a test by its call, which began at `start`, in seconds since 1970.
    func played(_ test: CallTest, _ run: Run, start: Int, clock: ReleaseHost.Clock) -> PlayedTest {
        let transcript = run.transcript
        var walk = CallWalk(
            graph,
            CallWalk.Call(
                to: transcript.to,
                caller: transcript.caller,
                conversation: transcript.conversationUUID,
                start: start * 1_000,
                clock: clock
            ),
            tables: tables,
            fallback: project.hosting.fallback?.span
        )
        walk.follow(transcript.entries)
        let difference = run.director.difference
        return PlayedTest(
            test: test,
            finding: difference.map { finding($0, of: test, walk) },
            transcript: transcript,
            origins: walk.origins,
            differingEntry: difference?.entry,
            points: walk.points
        )
    }

    private func called(_ test: CallTest) -> String {
        let to = test.call.to.value
        if test.call.user != nil { return to }
        return numbers[to] ?? PhoneNumber(international: to)?.digits ?? to
    }

    /// When a test's call begins: seconds since 1970.
    func start(of test: CallTest) -> Int {
        let time = test.call.time?.value
        let zone = Self.zone(of: test, project)
        // Wednesday 2026-01-07, 12:00: a time at which most lines are open.
        let day = time?.date.daysSince1970 ?? 20_460
        let offsets = clocks[zone] ?? zone.offsets
        return offsets.firstInstant(ofWallClock: day * 86_400 + (time?.minute ?? 720) * 60)
    }

    private static func zone(of test: CallTest, _ project: Project) -> TimeZoneName {
        test.call.time?.value.zone ?? project.timeZone?.value ?? .utc
    }

    private func finding(_ difference: Difference, of test: CallTest, _ walk: CallWalk) -> Diagnostic {
        let step = difference.step < test.steps.count ? test.steps[difference.step] : nil
        guard let step else { preconditionFailure("a difference is about a step of the test") }
        var notes: [Diagnostic.Note] = []
        let entry = difference.heard?.entry ?? difference.entry
        let origin = entry < walk.origins.count ? walk.origins[entry] : walk.origins.last ?? nil
        let words = difference.heard == nil ? difference.originNote : "this is said instead"
        if let origin { notes.append(Diagnostic.Note(words, at: origin)) }
        return .testFails(difference.message(of: test, people: people), at: step.span, notes: notes)
    }
}

/// A test, and what came of it.
package struct PlayedTest: Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        case passed
        case failed
        /// It fails, and is expected to.
        case expectedFailure = "expected_failure"
        /// It passes, though it is expected to fail.
        case unexpectedPass = "unexpected_pass"
    }

    package let test: CallTest

    /// The first difference; nil when there was none.
    let finding: Diagnostic?
    let transcript: CallTranscript

    /// For each entry of the transcript the line that made it happen.
    let origins: [Span?]
    let differingEntry: Int?
    let points: Set<CallPoint>

    /// What the host answered that a host of the release must not; nil when it did not, and without a real host.
    var hostFault: Diagnostic?

    package var verdict: Verdict {
        if hostFault != nil { return .failed }
        return switch (finding, test.expectedToFail) {
        case (nil, nil): .passed
        case (nil, _?): .unexpectedPass
        case (_?, nil): .failed
        case (_?, _?): .expectedFailure
        }
    }

    package var isFailure: Bool { verdict == .failed || verdict == .unexpectedPass }

    /// What is to be told of it: nil when it passed or failed as expected.
    package var diagnostic: Diagnostic? {
        switch verdict {
        case .failed: hostFault ?? finding
        case .unexpectedPass: test.expectedToFail.map { .passesUnexpectedly($0) }
        case .passed, .expectedFailure: nil
        }
    }
}

extension Difference {
    /// What the line did that made the difference.
    fileprivate var originNote: String {
        switch event {
        case .rings: "this is who is rung"
        case .records: "this is where the call is recorded"
        case .joins: "this is where the caller joins"
        case .ends: "this is the last that the call came to"
        case .unreachable, .stopsRinging: "this is where the call rings"
        case .nothingListens, .error, .asks: "this is where the call is"
        }
    }
}
