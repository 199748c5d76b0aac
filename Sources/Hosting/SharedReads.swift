internal import NIOCore
internal import Synchronization

/// How many may wait for one read: fewer than there are threads, so that what needs no store finds one.
let sharedReadWaiterLimit = 96

/// One read for each key at a time: whoever asks for the same meanwhile waits for the one who reads, and gets what comes of it.
///
/// Only so many wait; the others are told at once to come again.
final class SharedReads<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    private typealias Outcome = Result<Output, ReleaseReadError>

    private struct Reading {
        let outcome = Awaited<Outcome>()
        var waiting = 0
    }

    private enum Part {
        case reads(Awaited<Outcome>)
        case waits(Awaited<Outcome>)
        case isOneTooMany
    }

    private let limit: Int
    private let reading = Mutex<[Key: Reading]>([:])

    /// `limit`: how many may wait for one read.
    init(limit: Int = sharedReadWaiterLimit) {
        self.limit = limit
    }

    /// What `read` gives, or gave to the one who was first.
    ///
    /// - Parameters:
    ///   - key: What is read.
    ///   - deadline: Until when this asker can wait.
    ///   - read: Reads it on this thread; keeps to the deadline by itself.
    /// - Returns: What was read.
    /// - Throws: What reading throws, and when the time is over or too many wait already.
    func read(
        _ key: Key,
        by deadline: NIODeadline,
        _ read: () throws(ReleaseReadError) -> Output
    ) throws(ReleaseReadError) -> Output {
        while true {
            switch part(in: key) {
            case .reads(let own):
                let outcome = Outcome(catching: read)
                reading.withLock { $0[key] = nil }
                own.give(outcome)
                return try outcome.get()
            case .waits(let others):
                guard let outcome = others.wait(until: deadline) else {
                    leave(others, key)
                    throw .late("\(key)")
                }
                // Who was first had less time than is left here.
                if case .failure(let error) = outcome, error.isLate { continue }
                return try outcome.get()
            case .isOneTooMany: throw .late("\(key)")
            }
        }
    }

    /// How many wait for the read of that key.
    func waitingCount(_ key: Key) -> Int { reading.withLock { $0[key]?.waiting ?? 0 } }

    private func part(in key: Key) -> Part {
        reading.withLock { reading in
            guard let others = reading[key] else {
                let own = Reading()
                reading[key] = own
                return .reads(own.outcome)
            }
            guard others.waiting < limit else { return .isOneTooMany }
            reading[key]?.waiting += 1
            return .waits(others.outcome)
        }
    }

    private func leave(_ outcome: Awaited<Outcome>, _ key: Key) {
        reading.withLock { reading in
            if reading[key]?.outcome === outcome { reading[key]?.waiting -= 1 }
        }
    }
}
