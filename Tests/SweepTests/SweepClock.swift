import Synchronization
import VonageAPI

/// Time that passes only when somebody waits; or, for those who wait side by side, time that runs faster than it does.
final class SweepClock: Sendable {
    private let passed = Mutex(Duration.zero)
    private let speed: Double?
    private let begin = ContinuousClock.now
    private static let start = 1_790_000_000

    /// - Parameter speed: How many seconds a second has; nil for time that stands still between waits.
    init(speed: Double? = nil) {
        self.speed = speed
    }

    var elapsed: Duration {
        if let speed { return (ContinuousClock.now - begin) * speed }
        return passed.withLock { $0 }
    }

    var unixSeconds: Int { Self.start + Int(elapsed.components.seconds) }

    var milliseconds: Int {
        let (seconds, attoseconds) = elapsed.components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    func sleep(for duration: Duration) async throws {
        if let speed { return try await Task.sleep(for: duration / speed) }
        try Task.checkCancellation()
        passed.withLock { $0 += duration }
    }

    var clock: APIClock {
        APIClock(
            unixSeconds: { self.unixSeconds },
            elapsed: { self.elapsed },
            sleep: { try await self.sleep(for: $0) },
            random: { 0.5 }
        )
    }
}
