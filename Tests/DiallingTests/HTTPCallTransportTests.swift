import Dialling
import Foundation
import LoopbackServing
import Simulator
import Testing

@Suite("Webhooks over HTTP")
struct HTTPCallTransportTests {
    private func exchange(
        _ server: LoopbackServer,
        _ method: Webhook.Method = .post,
        socketTimeout: Int = 5_000
    ) -> WebhookExchange {
        WebhookExchange(
            purpose: .input,
            method: method,
            url: "\(server.base)/hook?own=1",
            query: method == .get ? [("dtmf", #"{"digits":"1"}"#), ("to", "442079460000")] : [],
            body: method == .post ? Array(#"{"digits":"1"}"#.utf8) : [],
            socketTimeout: socketTimeout
        )
    }

    @Test("a POST carries the JSON, and the reply comes back whole")
    func post() async throws {
        let server = try LoopbackServer { _, _ in .json("[]", status: 201) }
        let reply = await HTTPCallTransport().exchange(exchange(server))
        guard case .answered(let status, let headers, let body) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(status == 201)
        #expect(body == Array("[]".utf8))
        #expect(headers.contains { $0.name.lowercased() == "content-type" && $0.value == "application/json" })
        let request = try #require(server.received.first)
        #expect(request.method == "POST")
        #expect(request.target == "/hook?own=1")
        #expect(request.bodyText == #"{"digits":"1"}"#)
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("User-Agent")?.hasPrefix("ccsandbox/") == true)
        #expect(request.header("Authorization") == nil)
    }

    @Test("a GET carries the values in its query behind those of the URL, objects as encoded JSON")
    func get() async throws {
        let server = try LoopbackServer { _, _ in .json("[]") }
        _ = await HTTPCallTransport().exchange(exchange(server, .get))
        let request = try #require(server.received.first)
        #expect(request.method == "GET")
        #expect(request.target == "/hook?own=1&dtmf=%7B%22digits%22:%221%22%7D&to=442079460000")
        #expect(request.bodyText.isEmpty)
    }

    @Test("a redirect is an answer and is not followed")
    func redirect() async throws {
        let server = try LoopbackServer { request, _ in
            request.path == "/hook" ? .text("", status: 302, [("Location", "/other")]) : .json("[]")
        }
        let reply = await HTTPCallTransport().exchange(exchange(server))
        guard case .answered(status: 302, _, _) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(server.received.count == 1)
    }

    @Test("every way to get no reply is told apart")
    func failures() async throws {
        let transport = HTTPCallTransport()
        let hanging = try LoopbackServer { _, _ in .hang }
        #expect(failure(await transport.exchange(exchange(hanging, socketTimeout: 50))) == .timedOut)
        let closing = try LoopbackServer { _, _ in .close }
        #expect(failure(await transport.exchange(exchange(closing))) == .reset)
        let resetting = try LoopbackServer { _, _ in .reset }
        #expect(failure(await transport.exchange(exchange(resetting, .get))) == .reset)
        var request = exchange(closing)
        request.url = "http://127.0.0.1:\(try closedPort())/"
        #expect(failure(await transport.exchange(request)) == .refused)
        request.url = "http://no-such-host.invalid/"
        #expect(failure(await transport.exchange(request)) == .other("the host 'no-such-host.invalid' is not known"))
        request.url = "ftp://127.0.0.1/"
        #expect(
            failure(await transport.exchange(request))
                == .other("not a usable URL: it must begin with https:// or http://")
        )
        let huge = try LoopbackServer { _, _ in .answer(status: 200, body: [UInt8](repeating: 0x20, count: 3 << 20)) }
        guard case .other(let reason)? = failure(await transport.exchange(exchange(huge))) else {
            Issue.record("a reply of 3 MiB was taken")
            return
        }
        #expect(reason.contains("larger than"))
    }

    @Test("a request that got no reply is not sent again behind the simulator's back")
    func noHiddenRetry() async throws {
        let server = try LoopbackServer { _, index in index == 0 ? .json("[]") : .close }
        let transport = HTTPCallTransport()
        _ = await transport.exchange(exchange(server))
        // The connection is open and used again, and then breaks: a case in which curl would try once more by itself.
        #expect(failure(await transport.exchange(exchange(server))) == .reset)
        #expect(server.received.count == 2)
    }

    @Test("a host that hangs costs the caller two time limits, and the fallback host still speaks")
    func wholeCall() async throws {
        let host = try LoopbackServer { _, _ in .hang }
        let spare = try LoopbackServer { _, _ in .json(#"[{"action":"talk","text":"We have a problem"}]"#) }
        let setup = CallSetup(
            caller: .number("447700900123"),
            to: "442079460000",
            answer: Webhook("\(host.base)/answer", method: .get, socketTimeout: 100),
            fallback: Webhook("\(spare.base)/fallback", method: .get)
        )
        let transcript = await simulateCall(setup, script: CallScript(), over: HTTPCallTransport())
        #expect(host.received.count == 2)
        #expect(transcript.heardTexts == ["We have a problem"])
        #expect(transcript.entries.first { $0.event == .hears("We have a problem") }?.time == 200)
        let request = try #require(spare.received.first)
        #expect(request.query("reason") == "timed%20out")
        #expect(request.query("original_request")?.contains("%22type%22:%22answer%22") == true)
    }

    private func failure(_ reply: WebhookReply) -> WebhookFailure? {
        if case .failed(let failure) = reply { failure } else { nil }
    }
}
