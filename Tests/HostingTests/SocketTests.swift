import CallBundle
import Foundation
import JSONTree
import Testing

@testable import Hosting

@Suite("The host on a socket", .timeLimit(.minutes(2)))
struct SocketTests {
    let target: PublishTarget
    let release: Release
    let host: WebHost

    init() throws {
        target = try PublishTarget()
        release = sampleRelease()
        try target.publish(release)
        host = target.host()
    }

    /// What a client sees in one connection.
    private func talk<Output: Sendable>(
        _ limits: ConnectionLimits = ConnectionLimits(),
        _ body: @escaping @Sendable (SocketClient) throws -> Output
    ) async throws -> Output {
        try await withServer(host, limits: limits) { port, _ in
            try await onThread { try body(try SocketClient(port: port)) }
        }
    }

    private var answer: String { "/r/\(release.id)/e/answer?to=442079460000" }
    private var input: String { "/r/\(release.id)/e/main~1" }

    @Test("a connection serves one request after the other")
    func keepAlive() async throws {
        let (answer, input) = (answer, input)
        try await talk { client throws in
            for _ in 1...20 {
                client.send("GET \(answer) HTTP/1.1\r\nHost: h\r\n\r\n")
                let reply = try client.reply()
                #expect(reply.status == 200)
                #expect(reply.body.contains("Hello"))
                #expect(reply.headers["connection"] == nil)
                #expect(reply.headers["date"]?.hasSuffix(" GMT") == true)
                let body = #"{"dtmf":{"digits":"1"}}"#
                client.send("POST \(input) HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                #expect(try client.reply().body.contains("Jane"))
                client.send("POST \(input) HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
                #expect(try client.reply().status == 204)
            }
        }
    }

    @Test("pipelined requests are answered in their order, those from files and from memory")
    func pipelining() async throws {
        let (answer, fallback) = (answer, "/r/\(release.id)/fallback.json")
        try await talk { client throws in
            let paths = [answer, "/healthz", "/readyz", fallback, "/nope", answer, "/healthz", fallback]
            client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
            let bodies = try paths.map { _ in try client.reply().body }
            let parts = ["Hello", "ok", "ready", "technical", "not found", "Hello", "ok", "technical"]
            for (body, part) in zip(bodies, parts) { #expect(body.contains(part)) }
        }
    }

    @Test("HEAD has the headers of GET and no body")
    func head() async throws {
        let path = "/r/\(release.id)/fallback.json"
        try await talk { client throws in
            client.send("HEAD \(path) HTTP/1.1\r\nHost: h\r\n\r\nGET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
            let head = try client.reply(hasBody: false)
            let get = try client.reply()
            #expect(get.body.contains("technical"))
            #expect(head.headers["content-length"] == String(get.body.utf8.count))
        }
    }

    @Test("the client's wish to close is followed, and HTTP/1.0 closes unless asked not to")
    func closing() async throws {
        for (version, header, closes) in [
            ("1.1", "Connection: close", true), ("1.0", "X: y", true), ("1.0", "Connection: keep-alive", false),
        ] {
            try await talk { client throws in
                client.send("GET /healthz HTTP/\(version)\r\nHost: h\r\n\(header)\r\n\r\n")
                let reply = try client.reply()
                #expect(reply.status == 200)
                #expect(reply.headers["connection"] == (closes ? "close" : "keep-alive"))
                if closes {
                    #expect(try client.isAtEnd())
                } else {
                    client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try client.reply().status == 200)
                }
            }
        }
    }

    @Test("a client that sends byte by byte, in chunks, is served")
    func slowClient() async throws {
        let input = input
        try await talk { client throws in
            let body = #"{"dtmf":{"digits":"1"}}"#
            let chunks = body.map { "1\r\n\($0)\r\n" }.joined() + "0\r\n\r\n"
            for character in "POST \(input) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)"
                .unicodeScalars
            {
                client.send(String(character))
            }
            #expect(try client.reply().body.contains("Jane"))
        }
    }

    @Test("a client that shuts its sending side down still gets its answers")
    func halfClosed() async throws {
        let answer = answer
        try await talk { client throws in
            client.send("GET \(answer) HTTP/1.1\r\nHost: h\r\n\r\n")
            client.finishSending()
            #expect(try client.reply().body.contains("Hello"))
            #expect(try client.isAtEnd())
        }
    }

    @Test(
        "half a request is thrown away with its connection",
        arguments: [
            "GET /heal", "GET /healthz HTTP/1.1\r\nHost", "POST /events HTTP/1.1\r\nContent-Length: 9\r\n\r\n{}",
        ]
    )
    func halfRequest(_ text: String) async throws {
        try await talk { client throws in
            client.send(text)
            client.finishSending()
            // An unfinished head is a syntax error to the parser, an unfinished body just an end.
            let isAtEnd = try client.isAtEnd()
            if !isAtEnd { #expect(try client.reply().status == 400) }
        }
    }

    @Test("a request that takes too long is 408, a silent connection is closed")
    func deadlines() async throws {
        var limits = ConnectionLimits()
        limits.request = .milliseconds(50)
        try await talk(limits) { client throws in
            client.send("POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{}")
            let reply = try client.reply()
            #expect(reply.status == 408)
            #expect(reply.headers["connection"] == "close")
            #expect(try client.isAtEnd())
        }
        limits = ConnectionLimits()
        limits.idle = .milliseconds(50)
        try await talk(limits) { client throws in
            #expect(try client.isAtEnd())
        }
        try await talk(limits) { client throws in
            client.send("GET /healthz HTTP/1.1\r\nHo")
            #expect(try client.isAtEnd())
        }
    }

    @Test(
        "what is too large is refused with its status and the end of the connection",
        arguments: [
            ("announced", 413), ("sent in chunks", 413), ("one header", 431), ("many headers", 431), ("path", 414),
        ]
    )
    func tooLarge(_ what: String, _ status: Int) async throws {
        let input = input
        try await talk { client throws in
            let many = String(repeating: "a", count: 70_000)
            let post = "POST \(input) HTTP/1.1\r\nHost: h\r\n"
            switch what {
            case "announced": client.send("\(post)Content-Length: 70000\r\n\r\n\(many)")
            case "sent in chunks": client.send("\(post)Transfer-Encoding: chunked\r\n\r\n11170\r\n\(many)\r\n0\r\n\r\n")
            case "one header": client.send("\(post)X: \(many)\r\n\r\n")
            case "many headers": client.send(post + String(repeating: "X: y\r\n", count: 200) + "\r\n")
            default: client.send("GET /\(many) HTTP/1.1\r\nHost: h\r\n\r\n")
            }
            let reply = try client.reply()
            #expect(reply.status == status)
            #expect(reply.body.hasPrefix(#"{"error":"#))
            #expect(reply.headers["connection"] == "close")
            client.finishSending()
            #expect(try client.isAtEnd())
        }
    }

    @Test("a body of exactly the limit is read")
    func largestBody() async throws {
        let input = input
        try await talk { client throws in
            let start = #"{"dtmf":"1","x":""#
            let body = start + String(repeating: "a", count: 65_536 - start.utf8.count - 2) + "\"}"
            client.send("POST \(input) HTTP/1.1\r\nHost: h\r\nContent-Length: 65536\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.reply().status == 100)
            client.send(body)
            #expect(try client.reply().body.contains("Jane"))
        }
    }

    @Test(
        "what is no HTTP is 400 in JSON",
        arguments: ["garbage\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}", "GET / HTTP/9\r\n\r\n", "GET / HTTP/1.1\nHost: h\n\n"]
    )
    func garbage(_ text: String) async throws {
        try await talk { client throws in
            client.send(text)
            let reply = try client.reply()
            #expect(reply.status == 400)
            #expect(reply.body == #"{"error":"not an HTTP request"}"#)
            #expect(try client.isAtEnd())
        }
    }

    @Test("a request is answered although what follows it is no HTTP")
    func garbageBehind() async throws {
        // From memory, from a file and with a body.
        let requests = [
            "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n", "GET \(answer) HTTP/1.1\r\nHost: h\r\n\r\n",
            "POST \(input) HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
        ]
        for request in requests {
            try await talk { client throws in
                client.send(request + "garbage\r\n\r\n")
                #expect([200, 204].contains(try client.reply().status))
                #expect(try client.reply().status == 400)
                #expect(try client.isAtEnd())
            }
        }
    }

    @Test(
        "a request whose length can be read in two ways is refused, so that no proxy and the host can differ over it",
        arguments: [
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
            "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "Content-Length: 2, 3\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n{}", "Content-Length: 0x2\r\n\r\n{}", "Content-Length: +2\r\n\r\n{}",
            "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", "Content-Length : 2\r\n\r\n{}",
            " Content-Length: 2\r\n\r\n{}",
        ]
    )
    func twoLengths(_ rest: String) async throws {
        try await talk { client throws in
            client.send("POST /events HTTP/1.1\r\nHost: h\r\n\(rest)GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.reply().status == 400)
            #expect(try client.isAtEnd())
        }
    }

    @Test("a thousand requests in one piece are answered in their order, large documents among them")
    func longPipeline() async throws {
        var draft = BundleDraft()
        let text = String(repeating: "Good morning. ", count: 20_000)
        let id = draft.add(document: [["action": "talk", "text": .string(text)]])
        draft.add(.document(id), at: .answer)
        let large = draft.sealed(
            baseURL: "https://voice.example.com",
            compilerVersion: "test",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
        try target.publish(large)
        let input = input
        try await talk { client throws in
            let requests = (0..<1_000).map { index in
                if index % 50 == 0 { return "GET /r/\(large.id)/d/\(id).json HTTP/1.1\r\nHost: h\r\n\r\n" }
                let body = #"{"dtmf":"\#(index % 3)"}"#
                return "POST \(input) HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            // The answers are far more than the sockets hold, and nobody reads them until all is sent.
            client.send(requests.joined())
            client.finishSending()
            for index in 0..<1_000 {
                let reply = try client.reply()
                #expect(reply.status == 200)
                let part = index % 50 == 0 ? "Good morning" : index % 3 == 1 ? "Jane" : "not one of"
                #expect(reply.body.contains(part))
            }
            #expect(try client.isAtEnd())
        }
    }

    @Test("a head that trickles in has no more time than a request")
    func slowHead() async throws {
        var limits = ConnectionLimits()
        limits.request = .milliseconds(80)
        try await talk(limits) { client throws in
            for character in "GET /healthz HTTP/1.1\r\nHost: ".unicodeScalars { client.send(String(character)) }
            #expect(try client.isAtEnd())
        }
    }

    @Test("a connection that never sends a request is not served again and again before others")
    func connectionLimit() async throws {
        var limits = ConnectionLimits()
        limits.connections = 2
        try await withServer(host, limits: limits) { port, _ in
            try await onThread {
                var first: SocketClient? = try SocketClient(port: port)
                let second = try SocketClient(port: port)
                for client in [first, second] {
                    client?.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try client?.reply().status == 200)
                }
                let third = try SocketClient(port: port)
                third.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                first = nil  // Makes room.
                #expect(try third.reply().status == 200)
                _ = first
            }
        }
    }
}
