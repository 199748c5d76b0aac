import CallEvents
import HTTPTransport
import LoopbackServing
import Synchronization
import Testing

@testable import Hosting

@Suite("Events that are forwarded", .timeLimit(.minutes(1)))
struct EventForwarderTests {
    let log = LogLines()

    private func forwarder(
        _ url: String,
        _ change: (inout EventForwarder.Options) -> Void = { _ in }
    ) -> EventForwarder {
        var options = EventForwarder.Options(url: url)
        options.firstPause = .milliseconds(1)
        options.longestPause = .milliseconds(4)
        change(&options)
        let number = Mutex(0)
        return EventForwarder(options: options, client: HTTPClient(), logger: log.logger) {
            number.withLock { number in
                number += 1
                return "id \(number)"
            }
        }
    }

    private func keep(_ numbers: some Sequence<Int>, in forwarder: EventForwarder) {
        for number in numbers { forwarder.keep(Array("{\"n\":\(number)}\n".utf8)) }
    }

    private func numbers(_ bodies: some Sequence<String>) -> [Int] {
        bodies.joined().split(separator: "\n").compactMap { Int($0.dropFirst(5).dropLast()) }
    }

    @Test("they arrive in their order, in batches, as what they are")
    func order() async throws {
        let sink = try LoopbackServer { _, _ in .text("", status: 204) }
        let forwarder = forwarder(sink.base + "/in?x=1") { options in
            options.batchLines = 100
            options.authorization = "Bearer t"
        }
        keep(0..<1_000, in: forwarder)
        forwarder.close()
        await forwarder.run()
        let received = sink.received
        #expect(numbers(received.map(\.bodyText)) == Array(0..<1_000))
        #expect(received.count == 10)
        let first = try #require(received.first)
        #expect(first.method == "POST" && first.target == "/in?x=1")
        #expect(first.header("Content-Type") == "application/x-ndjson")
        #expect(first.header("Authorization") == "Bearer t")
        #expect(Set(received.compactMap { $0.header("Idempotency-Key") }).count == 10)
        #expect(forwarder.counts == (0, 0))
        #expect(log.lines.isEmpty)
    }

    @Test("they go out while the host serves")
    func continuous() async throws {
        let sink = try LoopbackServer { _, _ in .text("ok") }
        let forwarder = forwarder(sink.base)
        let running = Task { await forwarder.run() }
        for number in 0..<3 {
            keep([number], in: forwarder)
            #expect(await eventually { numbers(sink.received.map(\.bodyText)) == Array(0...number) })
        }
        running.cancel()
        await running.value
    }

    @Test("a sink in trouble gets the same batch again, under the same key, and nothing is lost or doubled")
    func trouble() async throws {
        let sink = try LoopbackServer { _, number in
            switch number {
            case 0: .text("", status: 503, [("Retry-After", "0")])
            case 1: .close
            case 2: .text("", status: 429)
            case 3: .text("", status: 302, [("Location", "http://127.0.0.1:1/")])
            case 4: .text("", status: 401)
            default: .text("")
            }
        }
        let forwarder = forwarder(sink.base) { $0.batchLines = 3 }
        keep(0..<5, in: forwarder)
        forwarder.close()
        await forwarder.run()
        let received = sink.received
        #expect(numbers(received.suffix(2).map(\.bodyText)) == [0, 1, 2, 3, 4])
        #expect(Set(received.dropLast().compactMap { $0.header("Idempotency-Key") }) == ["id 1"])
        // A connection that was used before and is closed without an answer is tried once more at once.
        let waits = log.lines.filter { $0.hasPrefix("warning: call events wait to be forwarded") }
        #expect((4...5).contains(waits.count))
        #expect(log.lines.first?.contains("lines: 5, reason: the sink answers 503") == true)
        #expect(log.lines.last == "notice: call events are forwarded again {}")
        #expect(forwarder.counts == (0, 0))
    }

    @Test("an event that the sink does not want takes no other with it")
    func poison() async throws {
        let sink = try LoopbackServer { request, _ in
            request.bodyText.contains("{\"n\":3}") ? .text("", status: 422) : .text("")
        }
        let forwarder = forwarder(sink.base) { $0.batchLines = 5 }
        keep(0..<8, in: forwarder)
        forwarder.close()
        await forwarder.run()
        let taken = sink.received.map(\.bodyText).filter { !$0.contains("{\"n\":3}") }
        #expect(numbers(taken) == [0, 1, 2, 4, 5, 6, 7])
        #expect(forwarder.counts == (0, 1))
        #expect(log.lines == ["error: call events lost {lines: 1, reason: the sink answers 422}"])
    }

    @Test("what does not fit into the spool is dropped and counted")
    func bounded() async throws {
        let isUp = Mutex(false)
        let sink = try LoopbackServer { _, _ in isUp.withLock { $0 } ? .text("") : .text("", status: 500) }
        let forwarder = forwarder(sink.base) { $0.spoolLimit = 80 }
        keep(0..<30, in: forwarder)
        #expect(forwarder.counts == (10, 20))
        isUp.withLock { $0 = true }
        forwarder.close()
        await forwarder.run()
        #expect(numbers(sink.received.map(\.bodyText)) == Array(0..<10))
        #expect(
            log.lines == [
                "error: call events are dropped {reason: the spool is full}",
                "error: call events lost {lines: 20, reason: the spool was full}",
            ]
        )
    }

    @Test("a dead sink keeps nobody waiting, and a host that stops knows what was not sent")
    func cancelled() async throws {
        let forwarder = forwarder("http://127.0.0.1:\(try closedPort())") { $0.longestPause = .seconds(3_600) }
        keep(0..<4, in: forwarder)
        let running = Task { await forwarder.run() }
        #expect(await eventually { log.lines.count > 3 })
        running.cancel()
        await running.value
        #expect(forwarder.counts == (4, 0))
    }
}
