import SeededRandom
import Testing
import VonageAPI

@Suite struct RateGovernorTests {
    @Test("no second has more requests to an API than its limit, those to others are not held up")
    func limit() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(
            limits: RateLimits(applications: 4, numbers: 1, users: nil),
            clock: clock.clock()
        )
        for _ in 0..<4 { try await governor.admit(.applications) }
        #expect(clock.sleeps.isEmpty)
        try await governor.admit(.applications)
        #expect(clock.sleeps == [.seconds(1)])
        for _ in 0..<100 { try await governor.admit(.users) }
        try await governor.admit(.numbers)
        #expect(clock.sleeps.count == 1)
        try await governor.admit(.numbers)
        #expect(clock.sleeps.last == .seconds(1))
    }

    @Test("whatever comes when, every span of a second keeps the limit, and order is kept", arguments: 0..<8)
    func everySpan(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let clock = VirtualClock()
        let rate = [1.0, 2, 5, 7][Int(seed % 4)]
        let governor = RateGovernor(limits: RateLimits(users: rate), clock: clock.clock())
        var turns: [Duration] = []
        for _ in 0..<60 {
            clock.advance(by: .milliseconds(Int.random(in: 0..<400, using: &generator)))
            try await governor.admit(.users)
            turns.append(clock.clock().elapsed())
        }
        #expect(turns == turns.sorted())
        for (first, beyond) in zip(turns, turns.dropFirst(Int(rate))) { #expect(beyond - first >= .seconds(1)) }
    }

    @Test("below one a second they are further apart")
    func slow() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: RateLimits(numbers: 0.5), clock: clock.clock())
        for _ in 0..<3 { try await governor.admit(.numbers) }
        #expect(clock.sleeps == [.seconds(2), .seconds(2)])
    }

    @Test("time that passed unused is not saved up for a burst")
    func noBurst() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: RateLimits(numbers: 1), clock: clock.clock())
        try await governor.admit(.numbers)
        clock.advance(by: .seconds(10))
        try await governor.admit(.numbers)
        #expect(clock.sleeps.isEmpty)
        try await governor.admit(.numbers)
        #expect(clock.sleeps == [.seconds(1)])
    }

    @Test("a pause holds up that API, limited or not")
    func pause() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: .off, clock: clock.clock())
        await governor.pause(.users, for: .seconds(7))
        try await governor.admit(.applications)
        #expect(clock.sleeps.isEmpty)
        try await governor.admit(.users)
        #expect(clock.sleeps == [.seconds(7)])
    }

    @Test("requests that come at once get turns of their own")
    func concurrent() async throws {
        // Time stands still here, so each sleep is the distance to that request's turn.
        let recorded = VirtualClock()
        var clock = recorded.clock()
        clock.elapsed = { .zero }
        let governor = RateGovernor(limits: RateLimits(users: 2), clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await governor.admit(.users) } }
            try await group.waitForAll()
        }
        #expect(recorded.sleeps.sorted() == [1, 1, 2, 2].map { .seconds($0) })
    }
}
