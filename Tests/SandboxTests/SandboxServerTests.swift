import Glibc
import JSONTree
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(10)))
struct SandboxServerTests {
    /// Runs a server on a free port while `body` talks to it.
    private func withServer(
        _ emulator: Emulator = Emulator(),
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let server = SandboxServer(emulator)
        let (ports, source) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup { group in
            group.addTask { try? await server.run { source.yield($0) } }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await body(port)
            group.cancelAll()
        }
    }

    private func get(_ path: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: \(basic())\r\n\r\n"
    }

    private func post(_ path: String, _ body: String, type: String = "application/json") -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: \(basic())\r\n"
            + "Content-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("requests and answers pass through the socket")
    func plain() async throws {
        try await withServer { port in
            let bought = try await Connection.exchange(
                port,
                post("/number/buy", "country=GB&msisdn=442079460000", type: "application/x-www-form-urlencoded")
            )
            #expect(bought.hasPrefix("HTTP/1.1 200 OK\r\n"))
            let list = try await Connection.exchange(port, get("/account/numbers"))
            #expect(list.hasSuffix("\"features\":[\"VOICE\"]}]}"))
        }
    }

    @Test("a dropped connection is reset with nothing sent")
    func drop() async throws {
        try await withServer { port in
            _ = try await Connection.exchange(port, post("/_sandbox/faults", "{\"action\":\"drop-after\"}"))
            let connection = try Connection(port)
            connection.send(get("/account/numbers"))
            #expect(await connection.readToEnd() == .reset(""))
        }
    }

    @Test("a truncated answer announces more than it sends")
    func truncate() async throws {
        try await withServer { port in
            _ = try await Connection.exchange(port, post("/_sandbox/faults", "{\"action\":\"truncate\"}"))
            let text = try await Connection.exchange(port, get("/number/search?country=GB"))
            let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
            let announced = parts[0].split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            let length = try #require(announced?.split(separator: " ").last.flatMap { Int($0) })
            #expect(parts[1].utf8.count == length / 2)
        }
    }

    @Test("a hanging request is answered after its release")
    func release() async throws {
        try await withServer { port in
            _ = try await Connection.exchange(port, post("/_sandbox/faults", "{\"action\":\"hang-before\"}"))
            let connection = try Connection(port)
            connection.send(get("/account/numbers"))
            let hanging = try await Connection.exchange(port, get("/_sandbox/hanging?count=1"))
            #expect(hanging.contains("\"ordinal\":1"))
            _ = try await Connection.exchange(port, post("/_sandbox/release", ""))
            guard case .closed(let text) = await connection.readToEnd() else {
                Issue.record("the connection was reset")
                return
            }
            #expect(text.hasSuffix("\r\n\r\n{}"))
        }
    }

    @Test("a client that goes away while it hangs leaves nothing behind", arguments: ["hang-before", "hang-after"])
    func goneClient(action: String) async throws {
        let emulator = Emulator()
        try await withServer(emulator) { port in
            _ = try await Connection.exchange(port, post("/_sandbox/faults", "{\"action\":\"\(action)\"}"))
            let connection = try Connection(port)
            connection.send(
                post("/number/buy", "country=GB&msisdn=442079460000", type: "application/x-www-form-urlencoded")
            )
            _ = try await Connection.exchange(port, get("/_sandbox/hanging?count=1"))
            connection.close()
            // The server notices the end of the connection when it does; its log is what says so.
            while emulator.requests.first?.outcome == .hanging { await Task.yield() }
            #expect(emulator.requests.first?.outcome == .abandoned)
            #expect(emulator.state.numbers.count == (action == "hang-after" ? 1 : 0))
            #expect(try await Connection.exchange(port, get("/account/numbers")).hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("the end of the server lets hanging requests go")
    func shutdown() async throws {
        let emulator = Emulator()
        let connections = Connections()
        try await withServer(emulator) { port in
            _ = try await Connection.exchange(port, post("/_sandbox/faults", "{\"action\":\"hang-before\"}"))
            let connection = try Connection(port)
            connections.keep(connection)
            connection.send(get("/account/numbers"))
            _ = try await Connection.exchange(port, get("/_sandbox/hanging?count=1"))
        }
        #expect(emulator.requests.first?.outcome == .abandoned)
    }

    @Test("two requests share a connection")
    func keepAlive() async throws {
        try await withServer { port in
            let first = get("/account/numbers").replacing("Connection: close\r\n", with: "")
            let text = try await Connection.exchange(port, first + get("/account/numbers"))
            #expect(text.split(separator: "HTTP/1.1 200 OK").count == 2)
        }
    }
}
