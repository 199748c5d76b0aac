import CallBundle
import Foundation
import JSONTree
import Testing

@testable import Hosting

/// What the host does over its time: it counts, takes new releases, and stops.
@Suite("The life of a host", .timeLimit(.minutes(2)))
struct HostLifeTests {
    let target: PublishTarget
    let release: Release
    let host: WebHost

    init() throws {
        target = try PublishTarget()
        release = sampleRelease()
        try target.publish(release)
        host = target.host()
    }

    private var answer: String { "/r/\(release.id)/e/answer?to=442079460000" }
    private var input: String { "/r/\(release.id)/e/main~1" }

    @Test("what a port of its own tells those who run the host, the port of the calls does not")
    func operations() async throws {
        let metrics = HostMetrics()
        let host = target.host(metrics: metrics)
        let (answer, unknown) = (answer, "/r/0123456789abcdef/e/answer")
        try await withServer(host, metrics: metrics) { port, _ in
            try await onThread {
                let client = try SocketClient(port: port)
                for path in [answer, answer, unknown, "/metrics", "/healthz"] {
                    client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try client.reply().status == (path == unknown || path == "/metrics" ? 404 : 200))
                }
                client.send("nonsense\r\n\r\n")
                #expect(try client.reply().status == 400)
            }
        }
        let release = release.id
        try await withServer(OperationsHost(host: host)) { port, _ in
            try await onThread {
                let client = try SocketClient(port: port)
                for (path, status) in [
                    ("/healthz", 200), ("/readyz", 200), (answer, 404), ("/events", 404), ("/x", 404),
                ] {
                    client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try client.reply().status == status)
                }
                client.send("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n")
                let page = try client.reply()
                #expect(page.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
                for line in [
                    #"ccserve_requests_total{kind="route",status="200"} 2"#,
                    #"ccserve_requests_total{kind="route",status="404"} 1"#,
                    #"ccserve_requests_total{kind="other",status="400"} 1"#,
                    #"ccserve_request_duration_seconds_count{kind="route"} 3"#,
                    #"ccserve_routes_total{release="\#(release)",route="answer",answer="document"} 2"#,
                    "ccserve_unknown_releases_total 1", "ccserve_connections_total 1", "ccserve_cache_hits_total 1",
                ] {
                    #expect(page.body.split(separator: "\n").contains { $0 == line }, "\(line)")
                }
                #expect(!page.body.contains("2079460000"))
            }
        }
    }

    @Test("a server that stops finishes the request in progress, closes the rest and takes nothing new")
    func shutdown() async throws {
        let input = input
        try await withServer(host) { port, stop in
            try await onThread {
                let silent = try SocketClient(port: port)
                let client = try SocketClient(port: port)
                client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.reply().status == 200)
                client.send("POST \(input) HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n")
                #expect(try client.reply().status == 100, "the request has begun")
                stop()
                #expect(try silent.isAtEnd(), "the server is stopping")
                client.send(#"{"dtmf":"1"}"#)
                let reply = try client.reply()
                #expect(reply.body.contains("Jane"))
                #expect(reply.headers["connection"] == "close")
                #expect(try client.isAtEnd())
                #expect(throws: SocketClient.Failure.self) { try SocketClient(port: port) }
            }
        }
    }

    @Test("a request that never ends does not keep the server from stopping")
    func stuckShutdown() async throws {
        var limits = ConnectionLimits()
        limits.drain = .milliseconds(100)
        limits.request = .seconds(60)
        try await withServer(host, limits: limits) { port, stop in
            try await onThread {
                let client = try SocketClient(port: port)
                client.send("POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
                #expect(try client.reply().status == 100)
                stop()
                #expect(try client.isAtEnd())
            }
        }
    }

    @Test("fifty clients at once are answered rightly while new releases appear")
    func manyClients() async throws {
        let releases = (0..<12).map { sampleRelease(greeting: "Greeting \($0).") }
        let target = target
        try await withServer(host) { port, _ in
            try await withThrowingTaskGroup { group in
                for index in 0..<50 {
                    group.addTask {
                        try await onThread {
                            let client = try SocketClient(port: port)
                            for step in 0..<60 {
                                let number = (index + step) % releases.count
                                let path = "/r/\(releases[number].id)/e/answer?to=442079460000"
                                client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
                                let reply = try client.reply()
                                // Documents are published before the tables that name them, so a table is never without.
                                let isWhole = reply.status == 200 && reply.body.contains("Greeting \(number).")
                                #expect(isWhole || reply.status == 404)
                            }
                        }
                    }
                }
                group.addTask {
                    for release in releases { try target.publish(release) }
                }
                try await group.waitForAll()
            }
            try await onThread {
                let client = try SocketClient(port: port)
                for (number, release) in releases.enumerated() {
                    client.send("GET /r/\(release.id)/e/answer?to=442079460000 HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try client.reply().body.contains("Greeting \(number)."))
                }
            }
        }
    }
}
