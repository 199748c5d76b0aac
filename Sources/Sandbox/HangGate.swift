internal import Synchronization

/// Holds requests back until they are released, and tells who waits for that how many there are.
final class HangGate: Sendable {
    /// How a held request goes on.
    enum Release: Sendable {
        case proceed
        case drop
        /// The client went away, or the server is being stopped.
        case abandoned
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var held: [LogPosition: CheckedContinuation<Release, Never>] = [:]
        var watchers: [Int: Watcher] = [:]
        var nextWatcher = 0
    }

    private let state = Mutex(State())

    /// Waits until the request is released, or its task is cancelled.
    func hold(_ position: LogPosition) async -> Release {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let immediate: Release? = state.withLock { state in
                    // A cancellation before this is seen here, one after it finds the continuation.
                    if Task.isCancelled { return .abandoned }
                    state.held[position] = continuation
                    return nil
                }
                if let immediate {
                    continuation.resume(returning: immediate)
                } else {
                    tellWatchers()
                }
            }
        } onCancel: {
            state.withLock { $0.held.removeValue(forKey: position) }?.resume(returning: .abandoned)
        }
    }

    /// Lets one held request go, or all; the count of those that did.
    func release(_ ordinal: Int?, as release: Release) -> Int {
        let continuations = state.withLock { state in
            let released = state.held.filter { ordinal == nil || $0.key.ordinal == ordinal }
            for position in released.keys { state.held[position] = nil }
            return Array(released.values)
        }
        for continuation in continuations { continuation.resume(returning: release) }
        return continuations.count
    }

    /// The requests that are held now, in the order of their arrival.
    var held: [LogPosition] {
        state.withLock { $0.held.keys.sorted { ($0.generation, $0.ordinal) < ($1.generation, $1.ordinal) } }
    }

    /// Waits until so many requests are held, or the task is cancelled.
    func waitUntilHeld(_ count: Int) async {
        let id = state.withLock { state in
            state.nextWatcher += 1
            return state.nextWatcher
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.held.count >= count || Task.isCancelled { return true }
                    state.watchers[id] = Watcher(count: count, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.watchers.removeValue(forKey: id) }?.continuation.resume()
        }
    }

    private func tellWatchers() {
        let satisfied = state.withLock { state in
            let satisfied = state.watchers.filter { $0.value.count <= state.held.count }
            for id in satisfied.keys { state.watchers[id] = nil }
            return Array(satisfied.values)
        }
        for watcher in satisfied { watcher.continuation.resume() }
    }
}
