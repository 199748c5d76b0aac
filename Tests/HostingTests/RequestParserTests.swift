import NIOCore
import NIOHTTP1
import SeededRandom
import Testing

@testable import Hosting

@Suite("Requests cut out of what a client sends")
struct RequestParserTests {
    /// What a parser makes of bytes that come in pieces: requests as `METHOD path?query body`, a status where it refuses.
    private func read(_ pieces: [String], limits: ConnectionLimits = ConnectionLimits()) -> [String] {
        var parser = RequestParser(limits: limits)
        var buffer = ByteBuffer()
        var results: [String] = []
        for piece in pieces {
            buffer.writeString(piece)
            do throws(RequestRefusal) {
                while case .request(let request) = try parser.next(from: &buffer) {
                    let head = request.head
                    let query = head.query.isEmpty ? "" : "?\(head.query)"
                    let closing = head.isKeepAlive ? "" : " closing"
                    let body = String(decoding: request.body, as: UTF8.self)
                    results.append("\(head.method.rawValue) \(head.path)\(query) [\(body)]\(closing)")
                }
            } catch {
                return results + ["\(error.status)"]
            }
        }
        return parser.progress == .nothing ? results : results + ["more"]
    }

    private func read(_ text: String) -> [String] { read([text]) }

    @Test(
        "a request is its method, path, query and body, and whether others may follow",
        arguments: [
            ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", ["GET / []"]),
            ("\r\n\r\nGET /a?b=c?d HTTP/1.1\r\nHOST:h\r\n\r\n", ["GET /a?b=c?d []"]),
            ("GET http://h:80/a?b HTTP/1.1\r\nHost: h\r\n\r\n", ["GET /a?b []"]),
            ("GET /a HTTP/1.0\r\n\r\n", ["GET /a [] closing"]),
            ("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", ["GET /a []"]),
            ("GET /a HTTP/1.1\r\nHost: h\r\nConnection: x, CLOSE ,y\r\n\r\n", ["GET /a [] closing"]),
            (
                "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n",
                ["GET /a [] closing"]
            ),
            ("PATCH /a HTTP/1.1\r\nHost: h\r\n\r\nget / HTTP/1.1\r\nHost: h\r\n\r\n", ["other /a []", "other / []"]),
            ("POST /a HTTP/1.1\r\nHost: h\r\ncontent-LENGTH: \t 2 \r\n\r\nabGET", ["POST /a [ab]", "more"]),
            ("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", ["POST /a []"]),
            (
                "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n2;x=\"y\"\r\nab\r\n0A\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
                ["POST /a [ab0123456789]"]
            ),
            ("GET /\u{E9} HTTP/1.1\r\nHost: h\r\nX: \u{E9}\t\r\nY:\r\n\r\n", ["GET /\u{E9} []"]),
        ]
    )
    func sound(_ text: String, _ wanted: [String]) {
        #expect(read(text) == wanted)
        // However it is cut.
        #expect(read(text.unicodeScalars.map { String($0) }) == wanted)
    }

    @Test(
        "what can be read in two ways, or not at all, is refused",
        arguments: [
            ("GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400), ("GET /\r\n\r\n", 400), (" GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\nHost: h\n\n", 400), ("GET / HTTP/1.1\r\nHost: h\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: h\r\r\n\r\n", 400), ("GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: h\r\n folded: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: h\r\nX\u{0}: x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: \u{0}\r\n\r\n", 400), ("GET /\u{0} HTTP/1.1\r\nHost: h\r\n\r\n", 400),
            ("GET /\u{7F} HTTP/1.1\r\nHost: h\r\n\r\n", 400), ("GET / HTTX/1.1\r\nHost: h\r\n\r\n", 400),
            ("GET / http/1.1\r\nHost: h\r\n\r\n", 400), ("G@T / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505), ("PRI * HTTP/2.0\r\n\r\n", 505),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nab", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nab", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nab", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1 1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999999\r\n\r\n", 413),
        ]
    )
    func refused(_ text: String, _ status: Int) {
        #expect(read(text) == ["\(status)"])
        #expect(read(text.unicodeScalars.map { String($0) }) == ["\(status)"])
    }

    @Test(
        "chunks that are not as they should be are refused",
        arguments: [
            ("x\r\n", 400), ("\r\n", 400), ("2\nab\r\n", 400), ("2\r\nabc\r\n", 400), ("2\r\nab\n", 400),
            ("-2\r\nab\r\n", 400),
            ("0x2\r\nab\r\n", 400), ("2 2\r\nab\r\n", 400), ("2 \r\nab\rx", 400), ("000000002\r\nab\r\n", 400),
            ("FFFFFFFF\r\n", 413), ("10001\r\n", 413), ("2;\u{0}\r\nab\r\n", 400),
            ("2;" + String(repeating: "x", count: 300), 400),
            ("0\r\nX\u{1}\r\n\r\n", 400),
        ]
    )
    func refusedChunks(_ text: String, _ status: Int) {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(read(head + text) == ["\(status)"])
        #expect(read([head] + text.unicodeScalars.map { String($0) }) == ["\(status)"])
    }

    @Test("a head that is too long is refused as soon as it is, however it comes")
    func tooLong() {
        let long = String(repeating: "a", count: 17_000)
        let rows = [
            ("GET /\(long)", 414), ("GET / HTTP/1.1\r\nHost: h\r\nX: \(long)", 431), ("GET / HTTP/1.1\r\n\(long)", 431),
            ("GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 101), 431),
            (
                "GET / HTTP/1.1\r\nHost: h\r\n" + String(repeating: "X: \(long.prefix(500))\r\n", count: 40) + "\r\n",
                431
            ),
        ]
        for (text, status) in rows {
            #expect(read(text) == ["\(status)"])
            #expect(read(text.unicodeScalars.map { String($0) }) == ["\(status)"])
        }
        #expect(read(String(repeating: "\r\n", count: 9_000)) == ["414"])
    }

    @Test("the fields of a request are read when somebody wants them")
    func fields() throws {
        var parser = RequestParser(limits: ConnectionLimits())
        var buffer = ByteBuffer(
            string: "GET / HTTP/1.1\r\nHost: h\r\nOrigin:https://a.example \t\r\nx-y: \r\nX-Y: 1, 2\r\n\r\n"
        )
        guard case .request(let received) = try parser.next(from: &buffer) else {
            Issue.record("the request is whole")
            return
        }
        let request = HostRequest(received, address: "", receivedAt: WallTime(seconds: 0))
        #expect(
            request.headers.map { "\($0.name)=\($0.value)" } == [
                "Host=h", "Origin=https://a.example", "x-y=", "X-Y=1, 2",
            ]
        )
        #expect(request.headers.first(name: "ORIGIN") == "https://a.example")
    }

    @Test("how bytes are cut makes no difference to what is read", arguments: 1...20 as ClosedRange<UInt64>)
    func cuts(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "GET /a?b=%20 HTTP/1.1\r\nHost: h\r\n\r\n",
            "POST /e HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n{\"a\":",
            "POST /e HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n", "0\r\n\r\n", "\r\n",
            "\n", "\r", " ",
            "Host: h\r\n", "Content-Length: 2\r\n", "Connection: close\r\n", "x", "\u{0}", "\u{FF}",
            "GET / HTTP/1.0\r\n\r\n",
        ]
        for _ in 0..<300 {
            let text =
                (0...Int.random(in: 0..<8, using: &random)).map { _ in
                    parts[Int.random(in: 0..<parts.count, using: &random)]
                }.joined() + "\n"  // A line is judged when it is whole, if not before.
            var pieces: [String] = []
            var rest = text.unicodeScalars[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...7, using: &random)
                pieces.append(String(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(read(pieces) == read(text), "\(text.debugDescription)")
        }
    }
}
