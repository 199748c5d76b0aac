internal import Logging
internal import NIOCore
internal import Synchronization

/// Files that are there and of no use until somebody mends them: each is told to the log once, and left alone for a while.
final class StandingDefects: Sendable {
    private struct Defect {
        let reason: String
        let until: NIODeadline
    }

    private let message: Logger.Message
    private let logger: Logger
    private let now: @Sendable () -> NIODeadline
    private let defects = Mutex(LeastRecentlyUsed<String, Defect>(costLimit: 1_000, countLimit: 1_000))

    /// How many seconds pass before a file is looked at again.
    static let pause = 5

    /// `message` is what the log says of such a file.
    init(_ message: Logger.Message, logger: Logger, now: @escaping @Sendable () -> NIODeadline) {
        self.message = message
        self.logger = logger
        self.now = now
    }

    /// Why another look at the file is not due.
    func standing(_ file: String) -> ReleaseReadError? {
        defects.withLock { $0.value(for: file) }
            .flatMap { now() < $0.until ? .told(file, reason: $0.reason, retryAfter: Self.pause) : nil }
    }

    /// Notes what is wrong with a file; what is to be thrown then.
    func note(_ file: String, _ reason: String) -> ReleaseReadError {
        let until = now() + .seconds(Int64(Self.pause))
        let isNew = defects.withLock { defects in
            defer { defects.insert(Defect(reason: reason, until: until), for: file, cost: 1) }
            return defects.value(for: file)?.reason != reason
        }
        if isNew { logger.error(message, metadata: ["file": "\(file)", "reason": "\(reason)"]) }
        return .told(file, reason: reason, retryAfter: Self.pause)
    }

    /// The file is as it should be.
    func forget(_ file: String) { defects.withLock { $0.remove(file) } }
}
