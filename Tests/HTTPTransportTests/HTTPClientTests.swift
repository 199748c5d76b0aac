import HTTPTransport
import HTTPWrites
import LoopbackServing
import Synchronization
import Testing

@Suite struct HTTPClientTests {
    private func client(
        concurrency: Int = 8,
        connectTimeout: Duration = .seconds(10),
        responseLimit: Int = 1 << 20
    ) -> HTTPClient {
        HTTPClient(
            options: HTTPClient.Options(
                concurrency: concurrency,
                connectTimeout: connectTimeout,
                responseLimit: responseLimit,
                userAgent: "ccplan/test"
            )
        )
    }

    private func failure(_ request: HTTPRequest, _ client: HTTPClient) async -> TransportError? {
        do {
            _ = try await client.get(request)
            return nil
        } catch {
            return error
        }
    }

    @Test("a GET sends its headers and gives back status, headers and body")
    func plainGet() async throws {
        let server = try LoopbackServer { _, _ in
            .text("hello", status: 418, [("X-One", " 1 "), ("x-two", "2"), ("X-One", "3")])
        }
        let response = try await client().get(
            HTTPRequest(url: server.base + "/a?b=c", headers: [("Accept", "application/json"), ("X-Empty", "")])
        )
        #expect(response.status == 418)
        #expect(response.body == Array("hello".utf8))
        #expect(response.headers["x-one"] == "1")
        #expect(response.headers["X-TWO"] == "2")
        #expect(response.headers.fields.map(\.name) == ["X-One", "x-two", "X-One", "Content-Length"])
        let request = try #require(server.received.first)
        #expect(request.method == "GET")
        #expect(request.target == "/a?b=c")
        #expect(request.header("User-Agent") == "ccplan/test")
        #expect(request.header("Accept") == "application/json")
        #expect(request.header("X-Empty")?.isEmpty == true)
        #expect(request.header("Accept-Encoding") == nil)
        #expect(request.header("Expect") == nil)
    }

    @Test("a chunked body is put together, and an interim response does not count")
    func chunked() async throws {
        let server = try LoopbackServer { _, _ in
            .raw(
                Array(
                    ("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n").utf8
                )
            )
        }
        let response = try await client().get(HTTPRequest(url: server.base))
        #expect(response.body == Array("hello world".utf8))
        #expect(response.headers["Link"] == nil)
    }

    @Test("redirects are not followed", arguments: [301, 302, 303, 307, 308])
    func redirect(status: Int) async throws {
        let server = try LoopbackServer { _, _ in .text("", status: status, [("Location", "/elsewhere")]) }
        let response = try await client().get(HTTPRequest(url: server.base))
        #expect(response.status == status)
        #expect(server.received.count == 1)
    }

    @Test("500 requests at concurrency 32 use at most 32 connections, over and over")
    func connectionReuse() async throws {
        let server = try LoopbackServer { request, _ in .text(request.target) }
        let client = client(concurrency: 32)
        let bodies = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<500 {
                group.addTask {
                    let response = try await client.get(HTTPRequest(url: "\(server.base)/\(number)"))
                    return (number, String(decoding: response.body, as: UTF8.self))
                }
            }
            return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        #expect(bodies.count == 500)
        #expect(bodies.allSatisfy { $0.value == "/\($0.key)" })
        #expect(server.connectionCount <= 32)
    }

    @Test("no more transfers run at a time than allowed")
    func concurrencyLimit() async throws {
        struct Load { var now = 0, most = 0 }
        let load = Mutex(Load())
        let server = try LoopbackServer { _, _ in
            load.withLock { load in
                load.now += 1
                load.most = max(load.most, load.now)
            }
            defer { load.withLock { $0.now -= 1 } }
            return .text("x")
        }
        let client = client(concurrency: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask { _ = try await client.get(HTTPRequest(url: server.base)) }
            }
            try await group.waitForAll()
        }
        #expect(server.connectionCount <= 3)
        #expect((1...3).contains(load.withLock { $0.most }))
    }

    @Test("nobody listens: refused, and certainly not received")
    func refused() async throws {
        let url = "http://127.0.0.1:\(try closedPort())/path?secret=1"
        let error = try #require(await failure(HTTPRequest(url: url), client()))
        #expect(error.kind == .refused)
        #expect(!error.mayHaveBeenReceived)
        #expect(!String(describing: error).contains("secret"))
    }

    @Test("a host that does not exist is told by name")
    func unresolved() async throws {
        let error = try #require(await failure(HTTPRequest(url: "http://no-such-host.invalid/"), client()))
        #expect(error.kind == .unresolvedHost)
        #expect(error.host == "no-such-host.invalid")
        #expect(!error.mayHaveBeenReceived)
    }

    @Test("a server that speaks no TLS is a TLS failure")
    func plainServer() async throws {
        let server = try LoopbackServer { _, _ in .text("x") }
        let error = try #require(
            await failure(HTTPRequest(url: "https://127.0.0.1:\(server.port)/", deadline: .seconds(60)), client())
        )
        guard case .tlsFailed = error.kind else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(!error.mayHaveBeenReceived)
        #expect(server.received.isEmpty)
    }

    @Test("an answer that does not come in time is a timeout after the request was sent")
    func noAnswer() async throws {
        let server = try LoopbackServer { _, _ in .hang }
        let error = try #require(
            await failure(HTTPRequest(url: server.base, deadline: .milliseconds(100)), client())
        )
        #expect(error.kind == .timedOut(.afterRequestWasSent))
        #expect(error.mayHaveBeenReceived)
    }

    @Test(
        "a connection that ends early is lost, and the request may have been received",
        arguments: [
            LoopbackServer.Reply.close, .reset, .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".utf8)),
            .raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel".utf8)),
        ]
    )
    func lost(reply: LoopbackServer.Reply) async throws {
        let server = try LoopbackServer { _, _ in reply }
        let error = try #require(await failure(HTTPRequest(url: server.base), client()))
        #expect(error.kind == .connectionLost)
        #expect(error.mayHaveBeenReceived)
    }

    @Test("what is not HTTP is a malformed response")
    func notHTTP() async throws {
        let server = try LoopbackServer { _, _ in .raw(Array("SSH-2.0-OpenSSH_9\r\n".utf8)) }
        let error = try #require(await failure(HTTPRequest(url: server.base), client()))
        guard case .malformedResponse = error.kind else {
            Issue.record("unexpected \(error)")
            return
        }
    }

    @Test("a body over the limit is refused, one at the limit is not", arguments: [(1000, true), (1001, false)])
    func limit(size: Int, isAllowed: Bool) async throws {
        let server = try LoopbackServer { _, _ in
            .answer(status: 200, headers: [], body: [UInt8](repeating: 0x78, count: size))
        }
        let client = client(responseLimit: 1000)
        let error = await failure(HTTPRequest(url: server.base), client)
        #expect(error?.kind == (isAllowed ? nil : .tooLarge(limit: 1000)))
    }

    @Test(
        "URLs that are not plain http or https are refused before anything is sent",
        arguments: [
            "", "example.com", "ftp://example.com/", "file:///etc/passwd", "https://", "https:///path",
            "http://user:geheim@example.com/", "http://exa mple.com/", "http://example.com/\r\nX: y",
        ]
    )
    func badURL(url: String) async throws {
        let error = try #require(await failure(HTTPRequest(url: url), client()))
        guard case .invalidURL = error.kind else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(!error.description.contains("geheim"))
        #expect(!"\(error.host)".contains("geheim"))
    }

    @Test(
        "a header cannot smuggle in another",
        arguments: [("X", "a\r\nY: b"), ("X: y\r\nZ", "a"), ("", "a"), ("X", "\u{7F}")]
    )
    func badHeader(name: String, value: String) async throws {
        let server = try LoopbackServer { _, _ in .text("x") }
        let error = try #require(
            await failure(HTTPRequest(url: server.base, headers: [(name, value)]), client())
        )
        guard case .invalidHeader = error.kind else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(server.received.isEmpty)
    }

    @Test("cancelling the task ends the transfer at once")
    func cancellation() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { _, _ in
            arrived.yield()
            return .hang
        }
        let client = client()
        let task = Task { await failure(HTTPRequest(url: server.base, deadline: .seconds(600)), client) }
        for await _ in arrivals { break }
        task.cancel()
        let error = try #require(await task.value)
        #expect(error.kind == .cancelled)
        #expect(error.mayHaveBeenReceived)
    }

    @Test("a request of a cancelled task and one that waits in line end too")
    func cancellationInLine() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { _, _ in
            arrived.yield()
            return .hang
        }
        let client = client(concurrency: 1)
        let first = Task { await failure(HTTPRequest(url: server.base, deadline: .seconds(600)), client) }
        for await _ in arrivals { break }
        let second = Task { await failure(HTTPRequest(url: server.base, deadline: .seconds(600)), client) }
        second.cancel()
        let error = try #require(await second.value)
        #expect(error.kind == .cancelled)
        #expect(!error.mayHaveBeenReceived)
        first.cancel()
        #expect(await first.value?.kind == .cancelled)
        #expect(server.received.count == 1)
    }

    @Test("clients come and go without a trace left in each other", arguments: 0..<4)
    func manyClients(round: Int) async throws {
        let server = try LoopbackServer { _, _ in .text("x") }
        for _ in 0..<20 {
            let response = try await client(concurrency: 1 + round).get(HTTPRequest(url: server.base))
            #expect(response.status == 200)
        }
        #expect(server.received.count == 20)
    }
}
