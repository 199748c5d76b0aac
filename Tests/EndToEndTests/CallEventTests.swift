import Foundation
import JSONTree
import LoopbackServing
import Testing
import VonageAPI

@Suite("What ccserve does with call events", .timeLimit(.minutes(10)))
struct CallEventTests {
    /// Waits until something is so, ten seconds at most.
    private func eventually(_ isSo: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<1_000 {
            if try isSo() { return true }
            usleep(10_000)
        }
        return try isSo()
    }

    private func event(_ number: Int) -> String { #"{"status":"ringing","uuid":"leg-\#(number)"}"# }

    @Test("they go to a URL and to files that make room, and what the URL could not take yet goes when it can")
    func forwarded() throws {
        let sink = try LoopbackServer { _, number in .text("", status: number < 2 ? 503 : 204) }
        let host = try RunningHost(
            [
                "--events", "events.jsonl", "--events-max-size", "1KB", "--events-keep", "2", "--events-url",
                "\(sink.base)/in",
            ],
            environment: ["CCSERVE_EVENTS_AUTHORIZATION": "Bearer t0ken"]
        )
        for number in 0..<40 { #expect(try host.post("/events", event(number)).status == 204) }
        func taken() throws -> [JSONValue] {
            try sink.received.dropFirst(2).flatMap { $0.bodyText.split(separator: "\n") }
                .map { try JSONValue(parsing: String($0)) }
        }
        #expect(try eventually { try taken().count == 40 })
        #expect(try taken().map { $0["event"]?["uuid"] } == (0..<40).map { .string("leg-\($0)") })
        #expect(try taken().allSatisfy { $0["received"]?.stringValue?.hasSuffix("Z") == true })
        #expect(sink.received.allSatisfy { $0.header("Authorization") == "Bearer t0ken" })
        let ending = try host.stop()
        #expect(ending.status == 0)
        #expect(ending.log.contains { $0.contains("call events wait to be forwarded") })
        #expect(ending.log.contains { $0.contains("call events are forwarded again") })
        #expect(ending.log.allSatisfy { !$0.contains("t0ken") })
        let files = ["events.jsonl.2", "events.jsonl.1", "events.jsonl"]
        let kept = try files.flatMap { try host.lines(of: $0) }.map { try JSONValue(parsing: $0)["event"]?["uuid"] }
        #expect(kept.last == .string("leg-39") && kept.count < 40)
        #expect(kept == (40 - kept.count..<40).map { .string("leg-\($0)") })
        for file in files { #expect(try Data(contentsOf: URL(filePath: host.path(file))).count <= 1_000) }
        #expect(!FileManager.default.fileExists(atPath: host.path("events.jsonl.3")))
    }

    @Test("an answer never waits for a sink that hangs, and what was not sent is told at the end")
    func hangingSink() throws {
        let sink = try LoopbackServer { _, _ in .hang }
        let host = try RunningHost(["--events-url", sink.base])
        for number in 0..<50 { #expect(try host.post("/events", event(number)).status == 204) }
        #expect(try host.get("/r/\(host.release)/e/answer?to=442079460001").status == 200)
        let ending = try host.stop()
        #expect(ending.status == 0)
        let lost = try ending.log.map { try JSONValue(parsing: $0) }.filter { $0["msg"] == "call events lost" }
        #expect(lost.map { $0["lines"] } == ["50"])
    }

    @Test(
        "a recording is fetched with the application's token, once, also when the key comes after the event and a restart"
    )
    func recordings() throws {
        let platform = try LoopbackServer { _, _ in
            .answer(status: 200, headers: [("Content-Type", "audio/mpeg")], body: Array("ID3 sound".utf8))
        }
        let name = "11111111-2222-3333-4444-555555555555"
        let event =
            #"{"recording_url":"https://api-us-3.vonage.com/v1/files/\#(name)","recording_uuid":"\#(name)","size":9}"#
        let arguments = ["--application-id-file", "app.id", "--private-key-file", "app.key", "--recordings", "rec"]
        let environment = ["VONAGE_API_URL": platform.base]
        let first = try RunningHost(arguments, environment: environment)
        try first.write("00000000-0000-4000-8000-000000000001", to: "app.id")
        #expect(try first.post("/events", event).status == 204)
        let forged = event.replacing("api-us-3.vonage.com", with: "evil.example").replacing(
            "1111-2222",
            with: "9999-2222"
        )
        #expect(try first.post("/events", forged).status == 204)
        #expect(eventually { FileManager.default.fileExists(atPath: first.path("rec/pending/\(name).json")) })
        first.signal(SIGKILL)
        _ = try first.ending()
        #expect(platform.received.isEmpty)

        let key = try ApplicationKey()
        let second = try RunningHost(
            [
                "--application-id-file", first.path("app.id"), "--private-key-file", first.path("app.key"),
                "--recordings", first.path("rec"),
            ],
            environment: environment
        )
        try first.write(key.pem.reveal(), to: "app.key")
        #expect(eventually { FileManager.default.fileExists(atPath: first.path("rec/\(name).json")) })
        #expect(try second.post("/events", event).status == 204)
        let ending = try second.stop()
        #expect(ending.status == 0)
        #expect(try Data(contentsOf: URL(filePath: first.path("rec/\(name).mp3"))) == Data("ID3 sound".utf8))
        let metadata = try JSONValue(
            parsing: Array(try Data(contentsOf: URL(filePath: first.path("rec/\(name).json"))))
        )
        #expect(try metadata["event"] == JSONValue(parsing: event))
        #expect(try FileManager.default.contentsOfDirectory(atPath: first.path("rec/pending")).isEmpty)
        try #require(platform.received.count == 1)
        let request = try #require(platform.received.first)
        #expect(request.target == "/v1/files/\(name)")
        let token = try #require(request.header("Authorization")?.split(separator: " ").last)
        #expect(token.split(separator: ".").count == 3)
        let log = ending.log.joined()
        #expect(log.contains("recording kept") && !log.contains("eyJ"))
    }

    @Test(
        "settings that cannot be meant are found out",
        arguments: [
            ["--events-url", "ftp://example.com"], ["--events-url", "https://user:pass@example.com/"],
            ["--events-max-size", "12"], ["--events-max-size", "many"], ["--events-keep", "-1"],
            ["--token-lifetime", "5s"], ["--token-lifetime", "25h"], ["--token-lifetime", "60"],
            ["--signatures", "sometimes"], ["--events-spool", "1KB"],
        ]
    )
    func settings(_ arguments: [String]) throws {
        let result = try run("ccserve", ["--releases", ".", "--port", "0"] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains(arguments[0]))
    }

    @Test("a folder for recordings that cannot be made is one line with what to do")
    func noFolder() throws {
        let result = try run("ccserve", ["--releases", ".", "--port", "0", "--recordings", "/dev/null/rec"])
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: cannot keep recordings in '/dev/null/rec"))
        #expect(result.errors.contains("help: check the folder of '--recordings' and its rights"))
    }
}
