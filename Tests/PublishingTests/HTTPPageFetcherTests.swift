import HTTPTransport
import HostAnswers
import LoopbackServing
import Testing

@testable import Publishing

@Suite("Asking a public URL")
struct HTTPPageFetcherTests {
    private func fetcher(signature: (@Sendable () -> String)? = nil) -> HTTPPageFetcher {
        HTTPPageFetcher(client: HTTPClient(), signature: signature)
    }

    @Test("a route is asked with the platform's signature, a file without")
    func signature() async throws {
        let server = try LoopbackServer { _, _ in .json("[]") }
        let fetcher = fetcher { "a.token.of-mine" }
        _ = await fetcher.fetch("\(server.base)/e/answer?to=1", isWebhook: true)
        _ = await fetcher.fetch("\(server.base)/d/1.json", isWebhook: false)
        #expect(server.received.map { $0.header("Authorization") } == ["Bearer a.token.of-mine", nil])
        #expect(server.received.first?.target == "/e/answer?to=1")
    }

    @Test(
        "what caches and redirects say is told",
        arguments: [
            (200, [("Age", "120")], "age 120 s", nil), (200, [("Age", "0")], nil, nil),
            (200, [("X-Cache", "HIT from here")], "x-cache: HIT from here", nil),
            (200, [("X-Cache", "MISS")], nil, nil),
            (404, [("CF-Cache-Status", "HIT")], "cf-cache-status: HIT", nil),
            (301, [("Location", "https://www.example/")], nil, "https://www.example/"),
        ] as [(Int, [(String, String)], String?, String?)]
    )
    func headers(status: Int, headers: [(String, String)], cache: String?, location: String?) async throws {
        let server = try LoopbackServer { _, _ in .answer(status: status, headers: headers, body: [1]) }
        let page = await fetcher().fetch("\(server.base)/x", isWebhook: false)
        guard case .answered(let answer) = page else {
            Issue.record("\(page)")
            return
        }
        #expect(answer.status == status)
        #expect(answer.body == [1])
        #expect(answer.cache == cache)
        #expect(answer.location == location)
        #expect(answer.duration > .zero)
    }

    @Test(
        "without TLS behind an https address, it is the connection that is not secure; with nobody there, nothing answers"
    )
    func insecure() async throws {
        let server = try LoopbackServer { _, _ in .raw(Array("no handshake\r\n\r\n".utf8)) }
        let page = await fetcher().fetch("https://\(server.base.dropFirst("http://".count))/x", isWebhook: false)
        guard case .insecure = page else {
            Issue.record("\(page)")
            return
        }
        let nobody = await fetcher().fetch("http://127.0.0.1:9/x", isWebhook: false)
        #expect(nobody == .failed(reason: "cannot connect to '127.0.0.1:9'"))
    }
}
