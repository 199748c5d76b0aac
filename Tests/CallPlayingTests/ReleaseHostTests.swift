import CallBundle
import CallPlaying
import Foundation
import JSONTree
import ProjectLoading
import Simulator
import Testing

@Suite("a host without a socket")
struct ReleaseHostTests {
    private static let quickstart = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../examples/quickstart")
        return try #require(try loadProject(at: folder.path).release)
    }

    /// What comes of a request: a status, with `NCCO` for a document.
    private func reply(
        _ path: String,
        _ query: [(name: String, value: String)] = [],
        body: String? = nil,
        host: ReleaseHost? = nil
    ) async throws -> String {
        let release = try Self.quickstart.get()
        let request = WebhookExchange(
            purpose: .answer,
            method: body == nil ? .get : .post,
            url: path.replacing("RELEASE", with: "\(release.manifest.baseURL)/r/\(release.id)"),
            query: query,
            body: Array((body ?? "").utf8)
        )
        switch await (host ?? ReleaseHost(release)).exchange(request) {
        case .answered(let status, _, let body): return "\(status)" + (body.isEmpty ? "" : " with a body")
        case .document: return "NCCO"
        case .failed(let failure): return "\(failure)"
        }
    }

    @Test("answers routes and documents of its release as any host does, and everything else as one that is not ours")
    func answers() async throws {
        #expect(try await reply("RELEASE/e/answer", [("to", "442079460002")]) == "NCCO")
        #expect(try await reply("RELEASE/e/main~1", body: #"{"dtmf":{"digits":"1"}}"#) == "NCCO")
        #expect(try await reply("RELEASE/e/main~1", body: #"{"dtmf":{"digits":""}}"#) == "204")
        #expect(try await reply("RELEASE/e/main~1", body: "[1") == "400")
        #expect(try await reply("RELEASE/e/nothing") == "404")
        #expect(try await reply("RELEASE/e/../e/answer") == "404")
        #expect(try await reply("RELEASE/d/0123456789abcdef.json") == "404")
        #expect(try await reply("RELEASE/fallback.json") == "NCCO")
        #expect(try await reply("https://voice.example.com/events", body: "{}") == "204")
        #expect(try await reply("https://elsewhere.example/hook", body: "no JSON") == "204")
    }

    @Test("serves the way out where it is asked for, on whatever host that is")
    func fallback() async throws {
        let host = ReleaseHost(try Self.quickstart.get(), fallbackURL: "https://static.example/fallback.json")
        #expect(try await reply("https://static.example/fallback.json", host: host) == "NCCO")
        let event = #"{"original_request":{"url":"x","type":"event"}}"#
        #expect(try await reply("https://static.example/fallback.json", body: event, host: host) == "204")
        #expect(try await reply("RELEASE/fallback.json", body: event) == "204")
        #expect(try await reply("RELEASE/fallback.json", [("original_request", #"{"type":"event"}"#)]) == "204")
        #expect(try await reply("RELEASE/fallback.json", [("original_request", #"{"type":"answer"}"#)]) == "NCCO")
        let files = ReleaseHost(
            try Self.quickstart.get(),
            fallbackURL: "https://static.example/fallback.json",
            fallbackIsStatic: true
        )
        #expect(try await reply("https://static.example/fallback.json", body: event, host: files) == "NCCO")
    }

    /// Whom a call by Jane rings.
    private func rung(_ dialled: String, on host: ReleaseHost) async throws -> [String] {
        let setup = CallSetup(
            caller: .user("Jane"),
            to: dialled,
            of: try Self.quickstart.get(),
            fallbackURL: nil,
            eventsURL: nil
        )
        return await simulateCall(setup, script: CallScript(), over: host).reached.map(\.name)
    }

    @Test("puts the dialled number in its place, in each call anew")
    func dialled() async throws {
        let host = ReleaseHost(try Self.quickstart.get())
        #expect(try await rung("020 7946 0018", on: host) == ["442079460018"])
        #expect(try await rung("+1 212 555 0123", on: host) == ["12125550123"])
        #expect(try await rung("+44 20 7946 0018", on: host) == ["442079460018"])
        #expect(try await rung("+49 30 23125 999", on: host) == [])
    }
}
