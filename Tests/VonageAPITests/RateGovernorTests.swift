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

    @Test("a refusal holds up that API, limited or not, and the others go on")
    func refusal() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: .off, clock: clock.clock())
        let refused = try await governor.admit(.users)
        #expect(await governor.refuse(.users, refused, wait: { _ in .seconds(7) }))
        try await governor.admit(.applications)
        #expect(clock.sleeps.isEmpty)
        try await governor.admit(.users)
        #expect(clock.sleeps == [.seconds(7)])
        // One goes first; those behind it wait for what becomes of it.
        try await governor.admit(.users)
        #expect(clock.sleeps == [.seconds(7), .seconds(1)])
    }

    @Test("refusals halve the rate, once for all that were under way, and calm brings it back")
    func adaptive() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: RateLimits(users: 40), clock: clock.clock())
        var under: [RateGovernor.Admission?] = []
        for _ in 0..<8 { under.append(try await governor.admit(.users)) }
        for admission in under { _ = await governor.refuse(.users, admission, wait: { _ in .seconds(1) }) }
        #expect(await governor.rate(.users) == 20)
        let probe = try await governor.admit(.users)
        _ = await governor.refuse(.users, probe, wait: { _ in .seconds(2) })
        #expect(await governor.rate(.users) == 10)
        for _ in 0..<30 {
            _ = await governor.refuse(.users, try await governor.admit(.users), wait: { _ in .seconds(1) })
        }
        // It never stops altogether.
        #expect(await governor.rate(.users) == 0.625)
        var previous = 0.625
        for _ in 0..<40 {
            clock.advance(by: .seconds(10))
            try await governor.admit(.users)
            let rate = try #require(await governor.rate(.users))
            #expect(rate >= previous && rate <= min(40, previous * 1.25 * 1.25))
            previous = rate
        }
        #expect(previous == 40)
    }

    @Test("without a limit the first refusal brings one, of half of what went in the last second")
    func limitFromRefusal() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: .off, clock: clock.clock())
        for _ in 0..<150 {
            clock.advance(by: .milliseconds(5))
            try await governor.admit(.users)
        }
        #expect(await governor.rate(.users) == nil)
        _ = await governor.refuse(.users, try await governor.admit(.users), wait: { _ in .zero })
        #expect(await governor.rate(.users) == 75.5)
    }

    @Test("an API that refuses everything for too long is not waited for, until it takes something")
    func abandoned() async throws {
        let clock = VirtualClock()
        let governor = RateGovernor(limits: .off, clock: clock.clock(), patience: .seconds(100))
        #expect(await governor.refuse(.users, try await governor.admit(.users), wait: { _ in .seconds(60) }))
        let second = try #require(try await governor.admit(.users))
        #expect(await !governor.refuse(.users, second, wait: { _ in .seconds(60) }))
        #expect(try await governor.admit(.users) == nil)
        #expect(try await governor.admit(.numbers) != nil)
        await governor.accept(.users)
        #expect(try await governor.admit(.users) != nil)
    }

    @Test("those who wait for their turns when something is refused wait anew")
    func waiting() async throws {
        let clock = VirtualClock()
        var slow = clock.clock()
        let gate = Gate()
        slow.sleep = { duration in
            await gate.wait()
            clock.advance(by: duration)
        }
        let governor = RateGovernor(limits: RateLimits(numbers: 1), clock: slow)
        let first = try await governor.admit(.numbers)
        async let second = governor.admit(.numbers)
        await gate.waitForSleeper()
        _ = await governor.refuse(.numbers, first, wait: { _ in .seconds(30) })
        await gate.open()
        #expect(try await second != nil)
        #expect(clock.clock().elapsed() >= .seconds(30))
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

/// Holds sleepers until it is opened.
private actor Gate {
    private var isOpen = false
    private var sleepers: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        guard !isOpen else { return }
        await withCheckedContinuation { sleeper in
            sleepers.append(sleeper)
            for watcher in watchers { watcher.resume() }
            watchers = []
        }
    }

    func waitForSleeper() async {
        guard sleepers.isEmpty else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for sleeper in sleepers { sleeper.resume() }
        sleepers = []
    }
}
