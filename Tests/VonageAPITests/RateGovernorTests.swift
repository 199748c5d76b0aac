import Testing
import VonageAPI

@Suite struct RateGovernorTests {
    @Test("requests to one API are spaced evenly, those to others are not held up")
    func spacing() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(
            limits: RateLimits(applications: 4, numbers: 1, users: nil),
            clock: clock.clock()
        )
        for _ in 0..<4 { try await governor.admit(.applications) }
        #expect(clock.sleeps == [.seconds(0.25), .seconds(0.25), .seconds(0.25)])
        for _ in 0..<100 { try await governor.admit(.users) }
        try await governor.admit(.numbers)
        #expect(clock.sleeps.count == 3)
        try await governor.admit(.numbers)
        #expect(clock.sleeps.last == .seconds(1))
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
        let governor = RateGovernor(limits: RateLimits(users: 10), clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { try await governor.admit(.users) } }
            try await group.waitForAll()
        }
        #expect(recorded.sleeps.sorted() == (1...9).map { .seconds(0.1) * $0 })
    }
}
