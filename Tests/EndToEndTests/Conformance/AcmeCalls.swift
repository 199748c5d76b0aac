import CallBundle
import CallFlow
import ContactCenter
import Diagnostics
import Foundation
import Lowering
import ProjectLoading
import Simulator
import Testing

@testable import CallTesting

/// Every test of `examples/acme`, with its cases, as a call of `ccsandbox`.
///
/// A test says what time it is, and hosts go by their own clocks. So each call goes to a release in which every schedule is as it
/// is at the time of the test, always open or always closed, and everything else as in acme. That this is the call of the test is
/// held against what `ccplan test` plays on acme itself, at that time.
struct AcmeCalls: Sendable {
    /// One for each test, in source order.
    private(set) var calls: [TestCall] = []
    let graph: CallGraph

    /// Where all its releases are published.
    let releases: TemporaryFolder

    /// - Parameters:
    ///   - front: Where the bundle is served.
    ///   - fallback: Where its fallback is.
    /// - Throws: When a test fails, or its call cannot be made.
    init(front: String, fallback: String) async throws {
        releases = try TemporaryFolder()
        let folder = releases.url.appending(path: "project")
        try FileManager.default.copyItem(at: repository.appending(path: "examples/acme"), to: folder)
        try Self.replace("https://voice.acme.example\n", with: "\(front)\n", in: "contact-center.yaml", of: folder)
        try Self.replace("https://static.acme.example\n", with: "\(fallback)\n", in: "contact-center.yaml", of: folder)
        try Self.replace("https://billing.acme.example", with: front, in: "flows.yaml", of: folder)
        let acme = try loadProject(at: folder.path)
        let project = try #require(acme.project)
        let bench = TestBench(project, graph: try #require(acme.graph), release: try #require(acme.release))
        graph = bench.graph

        var frozen: [[Bool]: Release] = [:]
        let schedules = graph.schedules.map { ScheduleTable($0) }
        for test in project.tests {
            let played = await bench.play(test)
            try #require(played.verdict == .passed, "\(test.name.value)")
            let hours = schedules.map { $0.isOpen(at: bench.start(of: test)) }
            let release = try frozen[hours] ?? Self.release(of: folder, graph.schedules, open: hours)
            frozen[hours] = release
            let story = played.transcript.story
            let call = await TestCall(
                test.name.value,
                played.transcript.caller,
                to: played.transcript.to,
                CallScript(telling: played.transcript),
                on: release,
                fallbackURL: "\(fallback)/r/\(release.id)/fallback.json",
                from: UInt64(calls.count) * 10_000,
                telling: { $0.story.starts(with: story) }
            )
            calls.append(try #require(call, "no call tells the story of the test '\(test.name.value)'"))
        }
        for release in frozen.values {
            for file in release.files {
                let url = releases.url.appending(path: file.path)
                let folder = url.deletingLastPathComponent()
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(file.bytes).write(to: url)
            }
        }
    }

    /// Acme with each schedule always open or always closed.
    private static func release(of project: URL, _ schedules: [Schedule], open: [Bool]) throws -> Release {
        let lines = zip(schedules, open).map { schedule, isOpen in
            let closed = isOpen ? "" : ", closed: [2020-01-01..2040-12-31]"
            return "  \(schedule.name.value): {open: {mon-sun: 00:00-24:00}\(closed)}\n"
        }
        try Data("schedules:\n\(lines.joined())".utf8).write(to: project.appending(path: "schedules.yaml"))
        let loaded = try loadProject(at: project.path)
        return try #require(loaded.release, "\(loaded.diagnostics.map(\.message))")
    }

    private static func replace(_ old: String, with new: String, in file: String, of folder: URL) throws {
        let url = folder.appending(path: file)
        let text = try String(contentsOf: url, encoding: .utf8)
        try #require(text.contains(old))
        try Data(text.replacing(old, with: new).utf8).write(to: url)
    }
}

extension CallScript {
    /// What people did in a call.
    init(telling transcript: CallTranscript) {
        self.init()
        var next: Response?
        for entry in transcript.entries {
            switch entry.event {
            case .presses(let keys, listened: true): next = .keys(keys)
            case .says(let text, listened: true): next = .speech([SpokenResult(text)])
            // The key that ended a message answers no question.
            case .records: next = nil
            case .answers: outcomes.append(.answered)
            case .fails(_, let outcome, _, _): outcomes.append(outcome)
            case .webhook(let trace) where trace.purpose == .input && trace.attempt == 1:
                responses.append(next ?? .silence)
                next = nil
            case .ends(.callerHungUp): callerHangsUp = .at(entry.time)
            default: break
            }
        }
        // The test may be over before what was pressed is told to anybody.
        if let next { responses.append(next) }
        let questions = transcript.questions
        hostDeadFromWebhook = questions.firstIndex { !$0.isSuccess }.map { $0 + 1 }
    }
}
