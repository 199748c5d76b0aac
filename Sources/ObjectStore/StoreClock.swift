internal import Glibc
internal import Synchronization

/// The clock of a store, by which the times of those who meet there are compared.
final class StoreClock: Sendable {
    /// How many seconds it is ahead of this machine's.
    private let offset = Atomic(0)

    var now: Int { time(nil) + offset.load(ordering: .relaxed) }

    func hear(_ date: HTTPDate) { offset.store(date.seconds - time(nil), ordering: .relaxed) }
}
