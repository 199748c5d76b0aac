internal import Logging
internal import NIOCore
internal import Synchronization

/// What a store of releases did when it was asked, since the start.
package struct StoreCounts: Hashable, Sendable {
    package let answers: Int
    package let failures: Int

    /// Whether it answered when it was asked last.
    package let isUp: Bool
}

/// Whether a store can be asked at the moment, as far as its last answers tell.
///
/// After three failures in a row nobody asks for two seconds; then one may try, and when that works, all may. So a store that is
/// down holds nobody up for longer than the first few, and is not stormed when it comes back.
final class StoreWatch: Sendable {
    private struct State {
        var failures = 0
        /// Set while nobody may ask.
        var pausedUntil: NIODeadline?
        var isTrying = false
        var hasFailed = false
        var lastAnswer: NIODeadline?
    }

    private let logger: Logger
    private let now: @Sendable () -> NIODeadline
    private let state = Mutex(State())
    private let answers = Counter()
    private let failures = Counter()

    static let threshold = 3
    static let pause = TimeAmount.seconds(2)

    init(logger: Logger, now: @escaping @Sendable () -> NIODeadline) {
        self.logger = logger
        self.now = now
    }

    var counts: StoreCounts {
        let isUp = state.withLock { !$0.hasFailed && $0.lastAnswer != nil }
        return StoreCounts(answers: answers.value, failures: failures.value, isUp: isUp)
    }

    /// Whether the store has answered in that time.
    func hasAnswered(within time: TimeAmount) -> Bool {
        state.withLock { state in state.lastAnswer.map { now() - $0 <= time } ?? false }
    }

    /// Whether one may ask now.
    enum Permission {
        case granted
        /// All others wait for how it goes, so it is not to take long.
        case trial
        case refused
    }

    /// Who gets a permission tells how it went afterwards.
    func permission() -> Permission {
        state.withLock { state in
            guard let until = state.pausedUntil else { return .granted }
            guard !state.isTrying, now() >= until else { return .refused }
            state.isTrying = true
            return .trial
        }
    }

    func noteAnswer() {
        answers.add()
        let isBack = state.withLock { state in
            defer { state = State(lastAnswer: now()) }
            return state.hasFailed
        }
        if isBack { logger.notice("the release store answers again") }
    }

    /// `reason` is for the log, which tells the first of a row.
    func noteFailure(_ reason: String) {
        failures.add()
        let isFirst = state.withLock { state in
            state.failures += 1
            state.isTrying = false
            if state.failures >= Self.threshold { state.pausedUntil = now() + Self.pause }
            defer { state.hasFailed = true }
            return !state.hasFailed
        }
        if isFirst { logger.error("the release store fails", metadata: ["reason": "\(reason)"]) }
    }

    /// It answered, and does not give out one object: that says nothing of the others.
    func noteRefusal() {
        answers.add()
        state.withLock { state in
            state.failures = 0
            state.isTrying = false
            state.pausedUntil = nil
        }
    }

    /// Who might ask has stopped waiting, so soon that it says nothing of the store.
    func noteNothing() { state.withLock { $0.isTrying = false } }
}
