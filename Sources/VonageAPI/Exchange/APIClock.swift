/// Time and chance, as far as the API client uses them; tests give their own and never wait.
package struct APIClock: Sendable {
    /// Unix seconds, for tokens and HTTP dates.
    package var unixSeconds: @Sendable () -> Int

    /// Time since some fixed moment; never goes back.
    package var elapsed: @Sendable () -> Duration

    /// Waits; throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    /// A random number from 0 up to 1, for the jitter of waits.
    package var random: @Sendable () -> Double

    package init(
        unixSeconds: @escaping @Sendable () -> Int,
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.unixSeconds = unixSeconds
        self.elapsed = elapsed
        self.sleep = sleep
        self.random = random
    }

    /// The machine's.
    package static let system: APIClock = {
        let start = ContinuousClock.now
        return APIClock(
            unixSeconds: { Int(unixTime()) },
            elapsed: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) },
            random: { Double.random(in: 0..<1) }
        )
    }()
}

#if canImport(Glibc)
    private import Glibc
#else
    private import Darwin
#endif

private func unixTime() -> time_t { time(nil) }
