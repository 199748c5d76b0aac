import HTTPTransport
import LoopbackServing
import Testing
import VonageAPI

@Suite struct RetryTests {
    private func read(
        _ session: APISession
    ) async -> APIError? {
        await failure { () async throws(APIError) in _ = try await VonageReader(session).application(id: "x") }
    }

    private static let found = LoopbackServer.Reply.json(#"{"id":"x","name":"n"}"#)

    @Test(
        "a read that fails for the moment is tried again after growing waits",
        arguments: [429, 500, 502, 503, 504]
    )
    func transientStatus(status: Int) async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, index in
            index < 3 ? .text("<html>", status: status) : Self.found
        }
        #expect(await read(try session(server, clock: clock, random: 0)) == nil)
        // After a 429 it is the governor that waits.
        #expect(clock.sleeps == [.seconds(1), .seconds(2), .seconds(4)])
        #expect(server.received.count == 4)
    }

    @Test("a connection that breaks is tried again, with jitter", arguments: [LoopbackServer.Reply.close, .reset])
    func lost(reply: LoopbackServer.Reply) async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, index in index == 0 ? reply : Self.found }
        #expect(await read(try session(server, clock: clock, random: 0.5)) == nil)
        #expect(clock.sleeps == [.seconds(1.25)])
    }

    @Test("after four tries it is over")
    func givesUp() async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, _ in .text("", status: 503) }
        #expect(await read(try session(server, clock: clock))?.kind == .unavailable(retryAfter: nil))
        #expect(server.received.count == 4)
        #expect(clock.sleeps.count == 3)
    }

    @Test("what will not get better is not tried again", arguments: [400, 401, 403, 404, 405, 406, 415, 501, 301])
    func permanent(status: Int) async throws {
        let server = try LoopbackServer { _, _ in .json(#"{"title":"No"}"#, status: status) }
        let error = try #require(await read(try session(server)))
        #expect(error.status == status)
        #expect(server.received.count == 1)
    }

    @Test(
        "the wait that the platform asks for is kept",
        arguments: [
            ("7", Duration.seconds(7)), ("Mon, 21 Sep 2026 13:33:40 GMT", .seconds(20)),
            ("Mon, 21 Sep 2020 13:33:40 GMT", .zero), ("soon", .seconds(1)), ("-5", .seconds(1)),
        ]
    )
    func retryAfter(header: String, expected: Duration) async throws {
        // 1789997600 is Mon, 21 Sep 2026 13:33:20 GMT.
        let clock = VirtualClock(start: 1_789_997_600)
        let server = try LoopbackServer { _, index in
            index == 0 ? .text("", status: 429, [("Retry-After", header)]) : Self.found
        }
        #expect(await read(try session(server, clock: clock)) == nil)
        #expect(clock.sleeps == (expected == .zero ? [] : [expected]))
    }

    @Test("a wait beyond the total deadline is not begun")
    func tooLongAWait() async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, _ in .text("", status: 429, [("Retry-After", "3600")]) }
        let error = try #require(await read(try session(server, clock: clock)))
        #expect(error.kind == .rateLimited(retryAfter: .seconds(3600)))
        #expect(error.describe().help == "try again in 3600 s")
        #expect(clock.sleeps.isEmpty)
    }

    @Test("a server that never answers is asked again, and then it is a timeout")
    func hang() async throws {
        let server = try LoopbackServer { _, _ in .hang }
        let error = try #require(await read(try session(server, requestDeadline: .milliseconds(100))))
        guard case .transport(let cause) = error.kind else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(cause.kind == .timedOut(.afterRequestWasSent))
        #expect(server.received.count == 4)
    }

    @Test("an answer that never comes once is no more than a wait")
    func hangOnce() async throws {
        let server = try LoopbackServer { _, index in index == 0 ? .hang : Self.found }
        #expect(await read(try session(server, requestDeadline: .milliseconds(100))) == nil)
        #expect(server.received.count == 2)
    }

    @Test("refusals do not count as tries: only time ends them, and then nothing more is sent to that API")
    func refusedForGood() async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, _ in .text("", status: 429) }
        let session = try session(server, clock: clock)
        for _ in 0..<3 { #expect(await read(session)?.kind == .rateLimited(retryAfter: nil)) }
        // 1, 2, 4, 8, 16, 30, 30 s; one more would end after the two minutes.
        #expect(server.received.count == 8)
        #expect(clock.clock().elapsed() < .seconds(120))
    }

    @Test("a closed port is one error, at once")
    func refused() async throws {
        let clock = VirtualClock()
        let session = APISession(
            http: HTTPClient(),
            endpoints: try #require(APIEndpoints(base: "http://127.0.0.1:\(try closedPort())")),
            credentials: APICredentials(key: "k", secret: Secret(testSecret)),
            clock: clock.clock()
        )
        let error = try #require(await read(session))
        #expect(error.describe().summary.hasPrefix("cannot read the application 'x': cannot connect to '127.0.0.1:"))
        #expect(error.describe().help == "check the network, and VONAGE_API_URL if it is set")
        #expect(clock.sleeps.isEmpty)
    }

    @Test("reads take turns at the rate that is allowed; those of numbers only when asked", arguments: [false, true])
    func paced(numbers: Bool) async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { request, _ in request.path == "/account/numbers" ? .json("{}") : Self.found }
        let rates = RateLimits(applications: 2, numbers: 1, pacesNumberReads: numbers)
        let session = try session(server, clock: clock, rates: rates)
        for _ in 0..<3 { _ = await read(session) }
        #expect(clock.sleeps == [.seconds(1)])
        for _ in 0..<2 { _ = try await VonageReader(session).ownedNumbers() }
        #expect(clock.sleeps.count == (numbers ? 2 : 1))
    }
}
