import Synchronization
import VonageAPI

/// Time that passes only when somebody waits, however long the machine takes for the rest.
final class SweepClock: Sendable {
    /// What several who wait at once make of the time.
    enum Waiting: Sendable {
        /// Each wait passes by itself, at once: quick, and right where nothing depends on the rate of requests.
        case inTurn
        /// They wait side by side, until all who can do something have done it.
        case sideBySide
    }

    private struct Sleeper {
        let wake: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var passed = Duration.zero
        var sleepers: [Int: Sleeper] = [:]

        /// Counts those who lay down: while it grows, there is something to do.
        var lastID = 0
        var isDriven = false

        /// Whether somebody is at work whom the clock does not see.
        var isBusy: @Sendable () -> Bool = { false }
    }

    private let state = Mutex(State())
    private let waiting: Waiting
    private static let start = 1_790_000_000

    init(_ waiting: Waiting = .inTurn) {
        self.waiting = waiting
    }

    /// Lets no time pass while others work, such as requests that are on their way, unless that takes very long: then they
    /// wait themselves.
    func wait(for isBusy: @escaping @Sendable () -> Bool) { state.withLock { $0.isBusy = isBusy } }

    var elapsed: Duration { state.withLock { $0.passed } }

    var unixSeconds: Int { Self.start + Int(elapsed.components.seconds) }

    var milliseconds: Int {
        let (seconds, attoseconds) = elapsed.components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard waiting == .sideBySide else {
            state.withLock { $0.passed += duration }
            return
        }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let mustDrive = state.withLock { state in
                    let wake = state.passed + duration
                    state.sleepers[id] = Sleeper(wake: wake, continuation: continuation)
                    defer { state.isDriven = true }
                    return !state.isDriven
                }
                // Cancelled before it lay down, nobody would wake it for that.
                if Task.isCancelled { cancel(id) }
                if mustDrive { Task { await drive() } }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
    }

    /// Moves the time on to whoever wakes first, each time that nobody has lain down for a moment.
    private func drive() async {
        var quiet = 0
        var busy = 0
        while true {
            let (last, isBusy) = state.withLock { ($0.lastID, $0.isBusy) }
            try? await Task.sleep(for: .milliseconds(1))  // Nobody cancels it.
            let isAtWork = isBusy()
            let due = state.withLock { state -> [Sleeper]? in
                guard !state.sleepers.isEmpty else {
                    state.isDriven = false
                    return nil
                }
                busy = state.lastID == last ? busy + 1 : 0
                quiet = state.lastID == last && !isAtWork ? quiet + 1 : 0
                guard quiet >= 3 || busy >= 500, let first = state.sleepers.values.map(\.wake).min() else { return [] }
                (quiet, busy) = (0, 0)
                state.passed = max(state.passed, first)
                let due = state.sleepers.filter { $0.value.wake <= first }
                for id in due.keys { state.sleepers[id] = nil }
                return due.sorted { $0.key < $1.key }.map(\.value)
            }
            guard let due else { return }
            for sleeper in due { sleeper.continuation.resume() }
        }
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
