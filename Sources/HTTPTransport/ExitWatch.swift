internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The threads that run transfers, which must not outlive `main`.
///
/// When a process exits, OpenSSL takes down what curl's handles use and what it keeps for each thread; a thread that is
/// still in there, or only just ending, crashes. So exiting waits for all of them.
enum ExitWatch {
    private struct Entry: Sendable {
        let thread: pthread_t
        let loop: TransferLoop

        /// Whether nothing of the thread is left but its end.
        var isLeaving = false
    }

    private static let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    /// Registered after curl's preparation, and so run before the end of what that began: exit handlers run backwards.
    private static let isRegistered: Bool = atexit { ExitWatch.endAll() } == 0

    /// To be called on the loop's thread, which can be joined, once curl is ready.
    static func enter(_ loop: TransferLoop) {
        _ = isRegistered
        joinLeaving()
        entries.withLock { $0[ObjectIdentifier(loop)] = Entry(thread: pthread_self(), loop: loop) }
    }

    /// The last thing that the thread does with curl is behind it.
    static func leave(_ loop: TransferLoop) {
        entries.withLock { $0[ObjectIdentifier(loop)]?.isLeaving = true }
    }

    /// Waits for the threads of clients that are gone; that is a matter of microseconds.
    private static func joinLeaving() {
        let leaving = entries.withLock { entries in
            let leaving = entries.filter { $0.value.isLeaving }
            for key in leaving.keys { entries[key] = nil }
            return leaving.values.map(\.thread)
        }
        for thread in leaving { pthread_join(thread, nil) }
    }

    /// Closes all loops, and waits for their threads; a thread that curl holds for longer than two seconds is left.
    private static func endAll() {
        for entry in entries.withLock({ Array($0.values) }) { entry.loop.close() }
        for _ in 0..<2_000 {
            joinLeaving()
            guard entries.withLock({ !$0.isEmpty }) else { return }
            usleep(1_000)
        }
    }
}
