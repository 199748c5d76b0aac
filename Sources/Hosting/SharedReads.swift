internal import NIOCore
internal import Synchronization

/// One read for each key at a time: whoever asks for the same meanwhile waits for the one who reads, and gets what comes of it.
final class SharedReads<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    private typealias Outcome = Result<Output, ReleaseReadError>

    private let reading = Mutex<[Key: Awaited<Outcome>]>([:])

    /// What `read` gives, or gave to the one who was first.
    ///
    /// - Parameters:
    ///   - key: What is read.
    ///   - deadline: Until when this asker can wait.
    ///   - read: Reads it on this thread; keeps to the deadline by itself.
    /// - Returns: What was read.
    /// - Throws: What reading throws, and when the time is over.
    func read(
        _ key: Key,
        by deadline: NIODeadline,
        _ read: () throws(ReleaseReadError) -> Output
    ) throws(ReleaseReadError) -> Output {
        while true {
            let (own, others) = reading.withLock { reading -> (Awaited<Outcome>?, Awaited<Outcome>?) in
                if let others = reading[key] { return (nil, others) }
                let own = Awaited<Outcome>()
                reading[key] = own
                return (own, nil)
            }
            if let own {
                let outcome = Outcome(catching: read)
                reading.withLock { $0[key] = nil }
                own.give(outcome)
                return try outcome.get()
            }
            guard let outcome = others?.wait(until: deadline) else { throw ReleaseReadError.late("\(key)") }
            // Who was first had less time than is left here.
            if case .failure(let error) = outcome, error.isLate { continue }
            return try outcome.get()
        }
    }
}
