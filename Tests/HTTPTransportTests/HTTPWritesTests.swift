import FoundationEssentials
import HTTPTransport
import HTTPWrites
import LoopbackServing
import Synchronization
import Testing

@Suite struct HTTPWritesTests {
    @Test(
        "a write arrives with its method and body",
        arguments: [HTTPWriteMethod.post, .put, .patch, .delete],
        [nil, "", "{\"a\":\"ä\"}"]
    )
    func write(method: HTTPWriteMethod, text: String?) async throws {
        let server = try LoopbackServer { _, _ in .text("", status: 204) }
        let body = text.map { HTTPBody.json(Array($0.utf8)) }
        let response = try await HTTPClient().send(method, HTTPRequest(url: server.base + "/x"), body: body)
        #expect(response.status == 204)
        let request = try #require(server.received.first)
        #expect(server.received.count == 1)
        #expect(request.method == method.rawValue)
        #expect(request.bodyText == text ?? "")
        #expect(text == nil || request.header("Content-Type") == "application/json")
        #expect(text == nil || request.header("Content-Length") == String(text?.utf8.count ?? 0))
    }

    @Test("a large body is sent without waiting for leave")
    func largeBody() async throws {
        let server = try LoopbackServer { _, _ in .text("ok") }
        let bytes = [UInt8](repeating: 0, count: 3_000_000)
        _ = try await HTTPClient().send(.put, HTTPRequest(url: server.base), body: .json(bytes))
        #expect(server.received.first?.body == bytes)
        #expect(server.received.first?.header("Expect") == nil)
    }

    @Test("a form escapes everything but unreserved characters")
    func form() {
        let body = HTTPBody.form([("a b", "ä&=+%"), ("moHttpUrl", "https://x.example/~y_z-1.0"), ("empty", "")])
        let text = "a%20b=%C3%A4%26%3D%2B%25&moHttpUrl=https%3A%2F%2Fx.example%2F~y_z-1.0&empty="
        #expect(String(decoding: body.bytes, as: UTF8.self) == text)
    }

    /// A server that answers requests and keeps the connection, but closes it as soon as it has read the first to `/drop`.
    ///
    /// Ports are used again: what others, late, send to one that was somebody else's before has another path, and is none of
    /// these tests' business.
    private final class DroppingServer: Sendable {
        private let server: LoopbackServer
        var base: String { server.base }

        init() throws {
            let count = Mutex(0)
            server = try LoopbackServer { request, _ in
                guard request.path == "/drop" else { return .text("ok") }
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return number == 1 ? .close : .text("ok")
            }
        }

        /// Those that are meant for it.
        var received: [LoopbackServer.Received] {
            server.received.filter { ["/keep", "/drop"].contains($0.path) }
        }
    }

    @Test("a POST whose used connection is closed without an answer is not sent again")
    func postIsNeverRepeated() async throws {
        let server = try DroppingServer()
        let client = HTTPClient()
        _ = try await client.get(HTTPRequest(url: server.base + "/keep"))
        let error = await #expect(throws: TransportError.self) {
            try await client.send(.post, HTTPRequest(url: server.base + "/drop"), body: .json([]))
        }
        #expect(error?.kind == .connectionLost)
        #expect(error?.mayHaveBeenReceived == true)
        #expect(server.received.count == 2)
        #expect(server.received[1].connection == server.received[0].connection)
    }

    @Test("a PUT in the same place is sent again by curl")
    func putIsRepeated() async throws {
        let server = try DroppingServer()
        let client = HTTPClient()
        _ = try await client.get(HTTPRequest(url: server.base + "/keep"))
        let response = try await client.send(.put, HTTPRequest(url: server.base + "/drop"), body: .json([]))
        #expect(response.status == 200)
        #expect(server.received.map(\.method) == ["GET", "PUT", "PUT"])
        #expect(server.received[1].connection == server.received[0].connection)
    }

    @Test("no source file of the reading module uses a door for methods and bodies")
    func doors() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        var usersOfDoors: Set<String> = []
        for module in ["HTTPTransport", "HTTPWrites", "VonageAPI", "VonageAPIWrites"] {
            let folder = root.appending(path: module)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift")
            {
                let text = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
                if text.contains("curl_door_set_write") { usersOfDoors.insert(module) }
            }
        }
        #expect(usersOfDoors == ["HTTPWrites"])
    }
}
