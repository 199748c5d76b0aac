import CallBundle
import CallPlaying
import CallTesting
import ContactCenter
import Diagnostics
import Foundation
import JSONTree
import ProjectLoading
import Simulator
import Synchronization
import Testing

@Suite("call tests through a real host")
struct HostedTestTests {
    private static let open = """
        {name: open, call: {to: line, at: 2026-11-23 10:00}, \
        expect: [{hears: Welcome}, {press: 1}, {rings: {agent: Jane}}, answers]}
        """
    private static let closed = """
        {name: closed, call: {to: line, at: 2026-11-23 20:00}, expect: [{hears: Leave a message}, records, ends]}
        """
    private static let noon = """
        {name: noon, call: {to: line}, expect: [{hears: Welcome}, {press: 9}, {hears: There is no such choice}]}
        """
    private static let known = """
        {name: known, call: {to: known, from: withheld}, expect: [{hears: Show yourself}, ends]}
        """
    private static let down = "{name: down, call: {to: line}, expect: [host_down, {hears: We have a problem}]}"

    @Test("are played where the hours of now make no difference, and else listed with the reason")
    func hours() async throws {
        let line = try HostedLine([Self.open, Self.closed, Self.noon, Self.known, Self.down])
        let day = try await line.play(through: FakeHost(line.release, now: FakeHost.open))
        #expect(
            day.outline == [
                "open: passed", "noon: passed", "known: passed", "closed: other_hours", "down: host_down",
            ]
        )
        #expect(day.isProof)
        let evening = try await line.play(through: FakeHost(line.release, now: FakeHost.closed))
        #expect(
            evening.outline == [
                "closed: passed", "known: passed", "open: other_hours", "noon: other_hours", "down: host_down",
            ]
        )
        #expect(evening.isProof)
        let text = line.report(on: evening).text()
        #expect(text.contains("not played, since they expect other hours than it is:\n  "))
        #expect(text.contains(/contact-center\.yaml:\d+(:\d+)?  open\n/))
        #expect(text.contains("not played, since the host cannot be taken down:\n"))
        #expect(text.hasSuffix("5 tests through \(line.bench.answerURL): 2 passed, 3 not played\n"))
    }

    @Test("prove nothing when none could be played")
    func none() async throws {
        let line = try HostedLine([Self.open, Self.down])
        let result = try await line.play(through: FakeHost(line.release, now: FakeHost.closed))
        #expect(result.outline == ["open: other_hours", "down: host_down"])
        #expect(!result.isProof)
    }

    @Test("ask for nothing but the release: no events, no recordings, nothing of anybody else")
    func traffic() async throws {
        let line = try HostedLine([Self.closed, Self.known])
        let host = FakeHost(line.release, now: FakeHost.closed)
        #expect(try await line.play(through: host).isProof)
        let folder = "https://voice.example/r/\(line.release.id)/"
        #expect(host.asked.allSatisfy { $0.url.hasPrefix(folder) }, "\(host.asked.map(\.url))")
        #expect(host.asked.count >= 3)
        // Whoever reads the host's log sees that these are tests.
        for request in host.asked {
            let fields =
                request.query.map { "\($0.name)=\($0.value)" } + [String(decoding: request.body, as: UTF8.self)]
            #expect(fields.contains { $0.contains("CON-00000000-0000-4000-8000-") })
        }
    }

    @Test("show the call and the line of the project, as in one process")
    func failure() async throws {
        let steps = "[{press: 1}, {rings: {agent: Joe}}]"
        let wrong = "{name: wrong, call: {to: line, at: 2026-11-23 10:00}, expect: \(steps)}"
        let known = "{name: known to fail, fails: Joe is ill., call: {to: line}, expect: \(steps)}"
        let line = try HostedLine([wrong, known])
        let result = try await line.play(through: FakeHost(line.release))
        #expect(result.outline == ["wrong: failed", "known to fail: expected_failure"])
        #expect(!result.isProof)
        let hosted = line.report(on: result).text()
        let inProcess = try await report(on: line.loaded).text()
        let marker = "2 tests"
        let shown = try #require(hosted.firstRange(of: marker)).lowerBound
        let expected = try #require(inProcess.firstRange(of: marker)).lowerBound
        #expect(hosted[..<shown] == inProcess[..<expected])
        #expect(hosted.contains("error[CC7006]: 'Jane' is rung, not 'Joe'"))
    }

    /// What a host may answer in place of the menu's option.
    private static let spoiled: [(WebhookReply, String, String)] = [
        (.failed(.refused), "CC4030", "connection refused"),
        (.failed(.timedOut), "CC4030", "timed out"),
        (.failed(.insecure("certificate has expired")), "CC4031", "no secure connection: certificate has expired"),
        (
            .answered(status: 302, headers: [("Location", "https://other.example/")], body: []), "CC4032",
            "a redirect to https://other.example/"
        ),
        (
            .answered(
                status: 200,
                headers: [("Age", "60"), ("Content-Type", "application/json")],
                body: Array("[]".utf8)
            ),
            "CC4033", "out of a cache (age 60 s)"
        ),
        (.answered(status: 401, headers: [], body: []), "CC4036", "lets nobody in who does not sign"),
        (.empty(status: 404), "CC4030", "status 404 instead of 200"),
        (.json(#"[{"action":"talk","text":"Hello"}]"#), "CC4030", "other content"),
        (
            .json(#"[{"action":"notify","eventUrl":["https://voice.example/r/0123456789abcdef/e/main"]}]"#), "CC4030",
            "it is of release 0123456789abcdef"
        ),
    ]

    @Test("fail where the host says something else than the release, with what is wrong there", arguments: 0..<9)
    func spoiled(_ index: Int) async throws {
        let (reply, code, words) = Self.spoiled[index]
        let line = try HostedLine([Self.open, Self.known])
        let host = FakeHost(line.release) { request, _ in request.purpose == .input ? reply : nil }
        let result = try await line.play(through: host)
        #expect(result.outline == ["open: failed", "known: passed"])
        #expect(!result.isProof)
        let text = line.report(on: result).text()
        let route = "https://voice.example/r/\(line.release.id)/e/main~1"
        #expect(text.contains("FAIL: open\nerror[\(code)]: \(route): "), "\(text)")
        #expect(text.contains(words), "\(text)")
        #expect(text.contains("caller    presses 1"))
    }

    @Test("fail also where what the host says otherwise makes no difference to the test")
    func unnoticed() async throws {
        let line = try HostedLine([Self.closed])
        let host = FakeHost(line.release, now: FakeHost.closed) { request, number in
            guard number > 1 else { return nil }
            return .json(#"[{"action":"talk","text":"Leave a message."},{"action":"record","beepStart":true}]"#)
        }
        let result = try await line.play(through: host)
        #expect(result.outline == ["closed: failed"])
        #expect(line.report(on: result).text().contains("error[CC4030]"))
    }

    @Test("suspect the host's clock where it says what the release says at another hour")
    func wrongClock() async throws {
        let line = try HostedLine([Self.open])
        let host = FakeHost(line.release, now: FakeHost.closed)
        let tests = try #require(line.loaded.project).tests
        let under = HostUnderTest(host, answerURL: line.bench.answerURL, now: { FakeHost.open }, isOutOfTime: { false })
        let result = await line.bench.play(tests, through: under)
        #expect(result.fault?.message.hasSuffix("is the host's clock right?") == true)
        #expect(!result.isProof)
    }

    @Test("forgive what the platform forgives: a first try that fails, when the second one does not")
    func secondTry() async throws {
        let line = try HostedLine([Self.known])
        let host = FakeHost(line.release) { _, number in number.isMultiple(of: 2) ? nil : .empty(status: 503) }
        #expect(try await line.play(through: host).outline == ["known: passed"])
    }

    @Test("are not played at all where the host does not even say how a call begins")
    func wrongHost() async throws {
        let line = try HostedLine([Self.open, Self.known])
        let host = FakeHost(line.release) { _, _ in .answered(status: 404, headers: [], body: Array("{}".utf8)) }
        let result = try await line.play(through: host)
        #expect(result.outline == ["open: wrong_host", "known: wrong_host"])
        #expect(!result.isProof)
        #expect(host.asked.count == 2)
        let report = line.report(on: result)
        let text = report.text()
        #expect(text.hasPrefix("error[CC4030]: \(line.bench.answerURL): status 404 instead of 200"), "\(text)")
        #expect(text.contains("publish release \(line.release.id) with 'ccapply publish'"))
        #expect(text.hasSuffix("2 tests through \(line.bench.answerURL): 2 not played\n"))
        // Servers that count cases must see red.
        #expect(report.junit.contains("<testsuites tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"2\""))
        #expect(report.junit.contains("<failure type=\"CC4030\""))
        #expect(report.json["host"]?["error"]?["code"] == "CC4030")
        #expect(report.json["not_played"]?.arrayValue?.first?["because"] == "wrong_host")
        #expect(report.json["coverage"] == nil)
    }

    @Test("end when their time is over, and are not green then")
    func outOfTime() async throws {
        let line = try HostedLine([Self.known, Self.open, Self.noon])
        let host = FakeHost(line.release)
        // Enough for the first question, and for how the first call begins.
        let result = try await line.play(through: host) { host.asked.count >= 2 }
        #expect(result.unplayed.contains { $0.reason == .outOfTime })
        #expect(!result.isProof)
        #expect(host.asked.count <= 1 + 8)
    }

    @Test("that are caught by the end of an hour are not played, rather than failed")
    func hoursChange() async throws {
        let line = try HostedLine([Self.open])
        // A second goes by with each request; at 17:00 the line closes.
        let end = FakeHost.open + 7 * 3_600
        for start in (end - 5)...(end + 1) {
            let result = try await line.play(through: FakeHost(line.release, now: start, pace: 1))
            #expect(["open: passed", "open: other_hours"].contains(result.outline.joined()), "\(start - end)")
        }
    }

    @Test("are reported in the order in which they stand, however many are played at a time")
    func parallel() async throws {
        let line = try HostedLine(
            (0..<40).map { "{name: t\($0), call: {to: known, from: withheld}, expect: [{hears: Show yourself}, ends]}" }
        )
        let result = try await line.play(through: FakeHost(line.release))
        #expect(result.played.map(\.test.name.value) == (0..<40).map { "t\($0)" })
        #expect(result.isProof)
    }

    @Test("fall in the same lots, and dial out, as in one process")
    func lotsAndOutbound() async throws {
        let line = try HostedLine([
            """
            {name: lot <lot>, cases: [{lot: 0, who: Jane}, {lot: 1, who: Jane}, {lot: 2, who: Joe}], \
            call: {to: lots, lot: <lot>}, expect: [{rings: {agent: <who>}}]}
            """,
            """
            {name: dial, call: {as: Jane, to: 020 7946 0018}, \
            expect: [{hears: Connecting}, {rings: {phone: +44 20 7946 0018}}, answers]}
            """,
        ])
        let result = try await line.play(through: FakeHost(line.release))
        #expect(result.outline.allSatisfy { $0.hasSuffix(": passed") }, "\(line.report(on: result).text())")
        #expect(result.played.count == 4)
    }
}
