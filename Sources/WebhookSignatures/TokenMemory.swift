internal import Synchronization

/// Remembers the ids of tokens for as long as they are good, to tell those that come a second time.
///
/// Two generations of ids, each of a limited number: the memory is bounded, and an id is known for at least `period` seconds
/// unless more tokens come than it has room for. Only ids of genuine tokens belong here, so no stranger can fill it.
package final class TokenMemory: Sendable {
    private struct State {
        var current: Set<Int> = []
        var former: Set<Int> = []
        var beganAt = 0
    }

    private let period: Int
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - period: How long an id is remembered at least, in seconds.
    ///   - limit: How many ids one generation holds.
    package init(period: Int = 360, limit: Int = 65_536) {
        self.period = period
        self.limit = limit
    }

    /// How many ids are remembered now.
    package var count: Int { state.withLock { $0.current.count + $0.former.count } }

    /// Whether the id was here before; from now on it was.
    package func isRepeated(_ id: String, now: Int) -> Bool {
        // The hash has a seed of this process, which nobody outside knows, so that it stands for the id.
        let hash = id.hashValue
        return state.withLock { state in
            if state.current.count >= limit || now - state.beganAt >= period || now < state.beganAt {
                state.former = now - state.beganAt >= 2 * period ? [] : state.current
                state.current = []
                state.beganAt = now
            }
            guard !state.former.contains(hash) else { return true }
            return !state.current.insert(hash).inserted
        }
    }
}
