import CallBundle
import Foundation
import JSONTree
import NIOHTTP1
import Testing
import VonageAPI

@testable import Hosting

@Suite("Call events at the host")
struct CallEventDeskTests {
    let target: PublishTarget
    let log = LogLines()

    init() throws {
        target = try PublishTarget()
        try target.publish(sampleRelease())
    }

    private func lines() throws -> [JSONValue] {
        guard let text = try? String(contentsOfFile: target.path + "/events", encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    private func event(_ body: String, secret: String? = nil, id: String = "1", hashed: String? = nil) -> HostRequest {
        var headers = HTTPHeaders()
        if let secret {
            let signer = WebhookSigner(
                secret: secret,
                apiKey: nil,
                applicationID: nil,
                now: { 50_000 },
                makeID: { id }
            )
            headers.add(name: "Authorization", value: "Bearer \(signer.token(for: Array((hashed ?? body).utf8)))")
        }
        return HostRequest(
            .post,
            "/events",
            headers: headers,
            body: Array(body.utf8),
            receivedAt: WallTime(seconds: 50_000)
        )
    }

    @Test("once there is a secret only genuine events are kept, whatever releases want")
    func forged() throws {
        let events = try #require(LineWriter.appending(to: target.path + "/events") { _ in })
        var settings = SignatureSettings()
        settings.secrets = [.fixed("s1")]
        settings.policy = .observe
        let host = target.host(events: events, signatures: settings, logger: log.logger)
        #expect(host.answer(event(#"{"status":"ringing"}"#, secret: "s1")).status == 204)
        for request in [
            event(#"{"status":"answered"}"#), event(#"{"status":"answered"}"#, secret: "s2"),
            event(#"{"status":"answered"}"#, secret: "s1", id: "2", hashed: #"{"status":"ringing"}"#),
            event("nonsense"),
        ] {
            #expect(host.answer(request).status == 503)
        }
        events.flush()
        #expect(try lines().map { $0["event"] } == [["status": "ringing"]])
        #expect(
            log.lines
                == ["unsigned", "wrong key", "changed body", "unsigned"]
                .map { "warning: webhook refused {reason: \($0), route: events}" }
        )
        #expect(host.answer(event("nonsense", secret: "s1", id: "3")).status == 400)
    }

    @Test("an event that comes a second time is answered like the first, and kept once")
    func repeated() throws {
        let events = try #require(LineWriter.appending(to: target.path + "/events") { _ in })
        var settings = SignatureSettings()
        settings.secrets = [.fixed("s1")]
        let host = target.host(events: events, signatures: settings, logger: log.logger)
        let first = event(#"{"status":"ringing"}"#, secret: "s1")
        for _ in 0..<3 { #expect(host.answer(first).status == 204) }
        #expect(host.answer(event(#"{"status":"ringing"}"#, secret: "s1", id: "2")).status == 204)
        events.flush()
        #expect(try lines().count == 2)
        #expect(
            log.lines
                == ["notice: webhook repeated {route: events}", "notice: webhook repeated {route: events}"]
        )
    }

    @Test("without a secret every event is kept")
    func withoutSecret() throws {
        let events = try #require(LineWriter.appending(to: target.path + "/events") { _ in })
        let host = target.host(events: events, logger: log.logger)
        #expect(host.answer(event(#"{"status":"ringing"}"#)).status == 204)
        #expect(host.answer(event(#"{"status":"answered"}"#, secret: "any")).status == 204)
        events.flush()
        #expect(try lines().count == 2)
        #expect(log.lines.isEmpty)
    }
}
