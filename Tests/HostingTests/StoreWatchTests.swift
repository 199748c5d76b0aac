import NIOCore
import Synchronization
import Testing

@testable import Hosting

/// A clock that a test turns.
private final class TurnedClock: Sendable {
    private let time = Mutex(NIODeadline.uptimeNanoseconds(1_000_000_000))
    var now: NIODeadline { time.withLock { $0 } }
    func turn(_ amount: TimeAmount) { time.withLock { $0 = $0 + amount } }
}

@Suite("When a store is asked")
struct StoreWatchTests {
    private let clock = TurnedClock()
    private let log = LogLines()
    private let watch: StoreWatch

    init() {
        watch = StoreWatch(logger: log.logger) { [clock] in clock.now }
    }

    @Test("after three failures in a row nobody asks for a while, then one, then all")
    func pause() {
        for _ in 1...2 { watch.noteFailure("x") }
        #expect(watch.permission() == .granted)
        watch.noteAnswer()
        for _ in 1...3 {
            #expect(watch.permission() == .granted)
            watch.noteFailure("x")
        }
        #expect(watch.permission() == .refused)
        clock.turn(.seconds(2))
        #expect(watch.permission() == .trial)
        #expect(watch.permission() == .refused, "one is enough")
        watch.noteFailure("x")
        #expect(watch.permission() == .refused)
        clock.turn(.seconds(2))
        #expect(watch.permission() == .trial)
        watch.noteNothing()
        #expect(watch.permission() == .trial, "who gave up made room for another")
        watch.noteAnswer()
        #expect(watch.permission() == .granted)
        #expect(watch.permission() == .granted)
        #expect(watch.counts == StoreCounts(answers: 2, failures: 6, isUp: true))
        #expect(log.lines.count { $0.contains("fails") } == 2)
        #expect(log.lines.count { $0.contains("answers again") } == 2)
    }

    @Test("an answer is remembered for as long as it is asked about")
    func lastAnswer() {
        #expect(!watch.hasAnswered(within: .seconds(5)))
        #expect(!watch.counts.isUp)
        watch.noteAnswer()
        clock.turn(.seconds(5))
        #expect(watch.hasAnswered(within: .seconds(5)))
        clock.turn(.seconds(1))
        #expect(!watch.hasAnswered(within: .seconds(5)))
        watch.noteAnswer()
        watch.noteFailure("x")
        #expect(!watch.counts.isUp)
        #expect(watch.hasAnswered(within: .seconds(5)), "one failure does not undo it")
    }
}

@Suite("Reads that are shared")
struct SharedReadsTests {
    @Test("who has more time than the first one reads again when the first one was late")
    func late() async throws {
        let reads = SharedReads<String, Int>()
        let (begun, ended) = (Awaited<Bool>(), Awaited<Bool>())
        async let first = onThread {
            #expect(throws: ReleaseReadError.self) {
                try reads.read("x", by: .now() + .seconds(10)) { () throws(ReleaseReadError) in
                    begun.give(true)
                    _ = ended.wait(until: .now() + .seconds(10))
                    throw ReleaseReadError.late("x")
                }
            }
        }
        async let second = onThread {
            _ = begun.wait(until: .now() + .seconds(10))
            // Whoever has no time does not wait for the others.
            #expect(throws: ReleaseReadError.self) { try reads.read("x", by: .now()) { 1 } }
            Thread.detached { ended.give(true) }
            return try reads.read("x", by: .now() + .seconds(10)) { 2 }
        }
        #expect(try await second == 2)
        _ = try await first
    }

    @Test("no more than so many wait; the next one is told at once, and may come again afterwards")
    func limit() async throws {
        let reads = SharedReads<String, Int>(limit: 1)
        let (begun, ended) = (Awaited<Bool>(), Awaited<Bool>())
        async let first = onThread {
            try reads.read("x", by: .now() + .seconds(10)) {
                begun.give(true)
                _ = ended.wait(until: .now() + .seconds(10))
                return 1
            }
        }
        try await onThread { _ = begun.wait(until: .now() + .seconds(10)) }
        async let second = onThread { try reads.read("x", by: .now() + .seconds(10)) { 2 } }
        #expect(await eventually { reads.waitingCount("x") == 1 })
        await #expect(throws: ReleaseReadError.self) {
            try await onThread { try reads.read("x", by: .now() + .seconds(10)) { 3 } }
        }
        #expect(try await onThread { try reads.read("y", by: .now()) { 4 } } == 4, "others are none of its business")
        ended.give(true)
        #expect(try await first == 1)
        #expect(try await second == 1)
        #expect(try await onThread { try reads.read("x", by: .now()) { 5 } } == 5)
    }

    @Test("a failure is everybody's who waited, and not that of who comes later")
    func failure() throws {
        let reads = SharedReads<String, Int>()
        #expect(throws: ReleaseReadError.self) {
            try reads.read("x", by: .now()) { () throws(ReleaseReadError) in
                throw ReleaseReadError(file: "x", reason: "broken")
            }
        }
        #expect(try reads.read("x", by: .now()) { 3 } == 3)
    }
}

private enum Thread {
    /// Gives another thread the time to come to a wait; whichever is first, the outcome is the same.
    static func detached(_ body: @escaping @Sendable () -> Void) { Task { body() } }
}

@Suite("Connections of one address")
struct AddressLimitTests {
    private func limit(_ count: Int, proxies: Set<String> = []) -> AddressLimit {
        var limits = ConnectionLimits()
        limits.connectionsPerAddress = count
        limits.proxies = proxies
        return AddressLimit(limits)
    }

    @Test("an address gets as many as it may, and new ones for those that ended")
    func counts() {
        let limit = limit(2)
        #expect(limit.admit("192.0.2.1") && limit.admit("192.0.2.1") && !limit.admit("192.0.2.1"))
        #expect(limit.admit("192.0.2.2"))
        limit.leave("192.0.2.1")
        #expect(limit.admit("192.0.2.1") && !limit.admit("192.0.2.1"))
        for address in ["192.0.2.1", "192.0.2.1", "192.0.2.2"] { limit.leave(address) }
        #expect(limit.addressCount == 0)
    }

    @Test(
        "what one client has to itself counts together, however it is written",
        arguments: [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"), ("192.0.2.1", "::ffff:192.0.2.1"),
            ("::ffff:c000:201", "192.0.2.1"),
        ]
    )
    func together(_ first: String, _ second: String) {
        let limit = limit(1)
        #expect(limit.admit(first) && !limit.admit(second))
        limit.leave(first)
        #expect(limit.admit(second))
    }

    @Test("neighbours do not", arguments: [("2001:db8:1:2::1", "2001:db8:1:3::1"), ("172.32.0.1", "172.32.0.2")])
    func apart(_ first: String, _ second: String) {
        let limit = limit(1)
        #expect(limit.admit(first) && limit.admit(second))
    }

    @Test(
        "this machine, private networks and named proxies have no limit",
        arguments: [
            "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.3.4", "169.254.1.1",
            "100.64.0.1",
            "100.127.1.1", "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "203.0.113.9", "::ffff:203.0.113.9",
            "2001:db8::9",
            "", "fe80::1%eth0",
        ]
    )
    func unlimited(_ address: String) {
        let limit = limit(1, proxies: ["203.0.113.9", "2001:DB8:0::9"])
        for _ in 1...5 { #expect(limit.admit(address)) }
        limit.leave(address)
        #expect(limit.addressCount == 0)
    }

    @Test(
        "public addresses that look like them do",
        arguments: [
            "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "11.0.0.1", "2001:db8::1", "fec0::1", "::2",
        ]
    )
    func limited(_ address: String) {
        let limit = limit(1)
        #expect(limit.admit(address) && !limit.admit(address))
    }
}
