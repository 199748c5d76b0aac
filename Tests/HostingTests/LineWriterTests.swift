import CallBundle
import Foundation
import JSONTree
import Logging
import Synchronization
import Testing

@testable import Hosting

@Suite("Lines that nobody waits for")
struct LineWriterTests {
    let target: PublishTarget

    init() throws {
        target = try PublishTarget()
    }

    private func lines(_ name: String) throws -> [String] {
        let text = try String(contentsOfFile: "\(target.path)/\(name)", encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }

    @Test("lines of many writers arrive whole, each once")
    func manyWriters() async throws {
        let writer = try #require(LineWriter.appending(to: target.path + "/log") { _ in })
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for index in 0..<500 {
                        writer.write(Array("\(task)-\(index) \(String(repeating: "x", count: 90))\n".utf8))
                    }
                }
            }
        }
        writer.flush()
        let written = try lines("log")
        #expect(written.count == 4_000)
        #expect(Set(written).count == 4_000)
        #expect(written.allSatisfy { $0.hasSuffix(String(repeating: "x", count: 90)) })
    }

    @Test("lines over the limit are lost and counted")
    func overLimit() throws {
        let lost = LossCount()
        let writer = try #require(LineWriter.appending(to: target.path + "/log", limit: 100) { lost.add($0) })
        for _ in 0..<50 { writer.write([UInt8](repeating: UInt8(ascii: "a"), count: 2_000) + [0x0A]) }
        writer.write(Array("last\n".utf8))
        writer.flush()
        #expect(lost.count == 50)
        #expect(try lines("log") == ["last"])
    }

    @Test("lines that the descriptor refuses are lost and counted")
    func refused() throws {
        let lost = LossCount()
        let descriptor = unsafe open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let writer = LineWriter(descriptor: descriptor) { lost.add($0) }
        writer.write(Array("one\n".utf8))
        writer.write(Array("two\n".utf8))
        writer.flush()
        #expect(lost.count == 2)
    }

    @Test("a reader that has stopped reading does not keep the program from ending")
    func stuckReader() throws {
        signal(SIGPIPE, SIG_IGN)  // As the program does.
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        let writer = LineWriter(descriptor: ends[1])
        writer.write([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20) + [0x0A])
        let clock = ContinuousClock()
        #expect(clock.measure { writer.flush() } < .seconds(30))
        close(ends[0])  // The write that waits ends with an error.
        writer.flush()
        close(ends[1])
    }

    @Test("a file that cannot be opened is told")
    func cannotOpen() {
        #expect(LineWriter.appending(to: target.path + "/no/such/folder/log") { _ in } == nil)
    }

    @Test("events are kept whole in their file, which is its owner's alone")
    func events() throws {
        let path = target.path + "/events"
        let writer = try #require(LineWriter.appending(to: path) { _ in })
        let host = target.host(events: writer)
        let time = WallTime(seconds: 1_795_539_900)
        let body = #"{"status":"completed","from":"447700900123","text":"a\nb"}"#
        #expect(host.answer(HostRequest(.post, "/events", body: Array(body.utf8), receivedAt: time)).status == 204)
        let query = "to=447700900123&payload=%7B%22a%22%3A1%7D&odd=%7B"
        #expect(
            host.answer(HostRequest(.get, "/r/0123456789abcdef/events", query: query, receivedAt: time)).status == 204
        )
        writer.flush()
        #expect(
            try lines("events") == [
                #"{"received":"2026-11-24T17:05:00.000Z","event":{"status":"completed","from":"447700900123","text":"a\nb"}}"#,
                #"{"received":"2026-11-24T17:05:00.000Z","release":"0123456789abcdef","#
                    + #""event":{"to":"447700900123","payload":{"a":1},"odd":"{"}}"#,
            ]
        )
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(permissions == 0o600)
    }

    @Test("no line of the access log shows a number, a query, a user or a key")
    func masked() throws {
        try target.publish(sampleRelease())
        let release = sampleRelease().id
        let writer = try #require(LineWriter.appending(to: target.path + "/log") { _ in })
        let log = AccessLog(writer: writer, level: .debug)
        let host = target.host()
        let requests = [
            HostRequest(.get, "/r/\(release)/e/answer", query: "from_user=Jane&to=020+7946+0018"),
            HostRequest(.get, "/r/\(release)/e/answer", query: "to=442079460000&from=447700900123"),
            HostRequest(.get, "/447700900123"),
            HostRequest(.get, "/r/\(release)/e/447700900123"),
            HostRequest(.get, "/r/0000447700900123/e/answer"),
            HostRequest(.get, "/r/0000447700900123/d/0000447700900123.json"),
            HostRequest(.post, "/r/0000447700900123/events", body: Array("{}".utf8)),
            HostRequest(
                .post,
                "/events",
                body: Array(#"{"status":"447700900123","conversation_uuid":"447700900123"}"#.utf8)
            ),
            HostRequest(.post, "/events", body: Array(#"{"to":"020 7946 0018","from":"442079460000"}"#.utf8)),
            HostRequest(.post, "/api/jwt", body: Array(#"{"mobile_api_key":"k1","user_name":"Jane"}"#.utf8)),
        ]
        for request in requests {
            let response = host.answer(request)
            log.record(method: request.method.rawValue, at: request.receivedAt, response: response, microseconds: 1)
        }
        writer.flush()
        let written = try lines("log")
        #expect(written.count == requests.count)
        for line in written {
            _ = try JSONValue(parsing: line)
            for secret in ["7946", "447700900123", "442079460000", "Jane", "k1", "from_user"] {
                #expect(!line.contains(secret))
            }
        }
        #expect(written[1].contains(#""to":"442*******00","from":"447*******23""#))
    }
}

final class LossCount: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add(_ lines: Int) { value.withLock { $0 += lines } }
}
