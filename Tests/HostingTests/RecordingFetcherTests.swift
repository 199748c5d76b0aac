import CallEvents
import Foundation
import HTTPTransport
import JSONTree
import LoopbackServing
import Testing

@testable import Hosting

@Suite("Recordings that are fetched", .timeLimit(.minutes(1)))
struct RecordingFetcherTests {
    let target: PublishTarget
    let log = LogLines()
    private let name = "11111111-2222-3333-4444-555555555555"
    private var folder: String { target.path + "/recordings" }

    init() throws {
        target = try PublishTarget()
    }

    private func fetcher(
        _ server: LoopbackServer,
        now: Int = 1_000_000,
        authorize: @escaping @Sendable (Int) -> RecordingFetcher.Authorization = { .token("token at \($0)") }
    ) throws -> RecordingFetcher {
        var options = RecordingFetcher.Options(folder: folder)
        options.base = server.base
        options.firstPause = .milliseconds(1)
        options.longestPause = .milliseconds(4)
        return try RecordingFetcher(
            options: options,
            client: HTTPClient(options: HTTPClient.Options(concurrency: 2, responseLimit: 1_000_000)),
            logger: log.logger,
            authorize: authorize,
            now: { (now, "time \(now)") }
        )
    }

    private func event(_ name: String? = nil, url: String? = nil) -> JSONObject {
        let name = name ?? self.name
        return [
            "recording_url": .string(url ?? "https://api.nexmo.com/v1/files/\(name)"), "recording_uuid": .string(name),
            "conversation_uuid": "CON-1", "start_time": "2026-01-01T12:00:00Z", "size": 12_222,
        ]
    }

    private func file(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))).map { Array($0) }
    }

    private func names(_ folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(self.folder)/\(folder)")) ?? []).sorted()
    }

    /// Runs it until nothing is to be fetched.
    private func finish(_ fetcher: RecordingFetcher) async {
        let running = Task { await fetcher.run() }
        #expect(await eventually { fetcher.pendingCount == 0 })
        running.cancel()
        await running.value
    }

    @Test("a recording is kept with what is known of it, for its owner alone")
    func kept() async throws {
        let sound = Array("ID3 a sound".utf8)
        let server = try LoopbackServer { _, _ in
            .answer(status: 200, headers: [("Content-Type", "audio/mpeg")], body: sound)
        }
        let fetcher = try fetcher(server)
        fetcher.note(event(), release: "0123456789abcdef")
        fetcher.note(["status": "ringing"], release: nil)
        await finish(fetcher)
        #expect(names() == ["\(name).json", "\(name).mp3", "pending"])
        #expect(names("pending").isEmpty)
        #expect(file("\(name).mp3") == sound)
        let metadata = try JSONValue(parsing: try #require(file("\(name).json")))
        #expect(metadata["file"] == .string("\(name).mp3") && metadata["size"] == 11)
        #expect(metadata["sha256"] == "13a5eb061ce6eb1a9de80803ca55675e4458147e772ba5300e4f09dff55eb02f")
        #expect(metadata["event"] == .object(event()))
        #expect(metadata["received"] == "time 1000000" && metadata["release"] == "0123456789abcdef")
        #expect(server.received.map(\.target) == ["/v1/files/\(name)"])
        #expect(server.received.first?.header("Authorization") == "Bearer token at 1000000")
        for file in ["\(name).mp3", "\(name).json"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
        #expect(log.lines == ["info: recording kept {bytes: 11, file: \(name).mp3}"])
    }

    @Test("none is fetched twice, not even by the next run")
    func once() async throws {
        let server = try LoopbackServer { _, _ in .text("RIFF") }
        let first = try fetcher(server)
        for _ in 0..<3 { first.note(event(), release: nil) }
        await finish(first)
        first.note(event(), release: nil)
        await finish(first)
        let second = try fetcher(server)
        second.note(event(), release: nil)
        await finish(second)
        #expect(server.received.count == 1)
        #expect(names() == ["\(name).json", "\(name).wav", "pending"])
    }

    @Test("trouble is waited out, redirects are not followed")
    func trouble() async throws {
        let elsewhere = try LoopbackServer { _, _ in .text("RIFF") }
        let server = try LoopbackServer { _, number in
            switch number {
            case 0: .text("", status: 404)
            case 1: .text("", status: 503)
            case 2: .text("", status: 302, [("Location", elsewhere.base + "/stolen")])
            case 3: .text("")
            case 4: .answer(status: 200, body: [UInt8](repeating: 0, count: 1_000_001))
            default: .text("OggS")
            }
        }
        let fetcher = try fetcher(server)
        fetcher.note(event(), release: nil)
        await finish(fetcher)
        #expect(names() == ["\(name).json", "\(name).ogg", "pending"])
        #expect(elsewhere.received.isEmpty)
        let reasons = [
            "the platform answers 404", "the platform answers 503", "redirects, which is not followed", "sends nothing",
            "larger than 1000000 bytes",
        ]
        #expect(log.lines.count == 6)
        for (line, reason) in zip(log.lines, reasons) {
            #expect(line.hasPrefix("warning: recording not fetched yet {reason: ") && line.contains(reason))
            #expect(!line.contains("token at"))
        }
    }

    @Test("what one run could not fetch the next one does")
    func resumed() async throws {
        let server = try LoopbackServer { _, _ in .text("RIFF") }
        let first = try fetcher(server) { _ in .none(reason: "the private key is not there yet") }
        first.note(event(), release: nil)
        let running = Task { await first.run() }
        #expect(await eventually { log.lines.contains { $0.contains("the private key is not there yet") } })
        running.cancel()
        await running.value
        #expect(server.received.isEmpty)
        #expect(names("pending") == ["\(name).json"])
        // The file is not that of a recording, and is left alone.
        try target.write(Array("{}".utf8), to: "recordings/pending/other.json")
        let second = try fetcher(server)
        let resuming = Task { await second.run() }
        #expect(await eventually { file("\(name).json") != nil && names("pending") == ["other.json"] })
        resuming.cancel()
        await resuming.value
        #expect(file("\(name).wav") == Array("RIFF".utf8))
    }

    @Test("after 30 days the platform has dropped it: it is put aside")
    func tooLate() async throws {
        let server = try LoopbackServer { _, _ in .text("RIFF") }
        let first = try fetcher(server) { _ in .none(reason: "no key") }
        first.note(event(), release: nil)
        #expect(await eventually { names("pending") == ["\(name).json"] })
        let second = try fetcher(server, now: 1_000_000 + 30 * 86_400 + 1)
        let running = Task { await second.run() }
        #expect(await eventually { names("lost") == ["\(name).json"] })
        running.cancel()
        await running.value
        #expect(server.received.isEmpty && names("pending").isEmpty)
        #expect(
            log.lines.last
                == "error: recording lost {reason: the platform has dropped it by now, recording: \(name)}"
        )
    }

    @Test(
        "the token goes to hosts of the platform only",
        arguments: [
            "https://evil.example/v1/files/a", "http://api.nexmo.com/v1/files/a",
            "https://api.nexmo.com.evil.example/a",
            "https://api.nexmo.com@evil.example/a", "https://api.nexmo.com:8443/a",
            "https://evil.example/api.nexmo.com/a",
            "https://xapi.nexmo.com/a", "https://nexmo.com/a", "https://api.nexmo.com",
            "https://api.nexmo.com\\@evil.example/a",
            "https://169.254.169.254/latest", "file:///etc/passwd", "https://api.nexmo.com/a#b",
            "https://api.nexmo.com/a b",
            "//api.nexmo.com/a", "https://api-.nexmo.com/a", "https://API.nexmo.com/a\n", "",
        ]
    )
    func strangers(_ url: String) async throws {
        let server = try LoopbackServer { _, _ in .text("RIFF") }
        let fetcher = try fetcher(server)
        fetcher.note(event(url: url), release: nil)
        #expect(fetcher.pendingCount == 0)
        #expect(
            log.lines
                == ["error: recording not fetched {reason: its URL is not one of the platform, recording: \(name)}"]
        )
    }

    @Test(
        "all hosts of the platform are known",
        arguments: [
            "https://api.nexmo.com", "https://api-us.nexmo.com", "https://api-us-3.vonage.com",
            "https://api-eu-4.vonage.com",
            "https://api-ap-3.vonage.com:443", "https://api-sg-1.nexmo.com",
        ]
    )
    func platform(_ origin: String) async throws {
        let server = try LoopbackServer { _, _ in .text("RIFF") }
        let fetcher = try fetcher(server)
        fetcher.note(event(url: origin + "/v1/files/a?b=c%20d"), release: nil)
        await finish(fetcher)
        #expect(server.received.map(\.target) == ["/v1/files/a?b=c%20d"])
    }

    @Test(
        "an id that is no plain name is no name of a file",
        arguments: [
            "../../etc/passwd", "a/b/c/d/e/f", "..", "", "x y z a b c d", "-rf-aaaaaaaa", ".hidden-name", "ü2345678",
        ]
    )
    func oddNames(_ id: String) async throws {
        let server = try LoopbackServer { _, _ in .text("RIFF") }
        let fetcher = try fetcher(server)
        fetcher.note(event(id, url: "https://api.nexmo.com/v1/files/the-last-part"), release: nil)
        fetcher.note(event(id, url: "https://api.nexmo.com/"), release: nil)
        await finish(fetcher)
        #expect(self.names() == ["pending", "the-last-part.json", "the-last-part.wav"])
        #expect(log.lines.contains("error: recording not fetched {reason: the event gives it no id}"))
    }
}
