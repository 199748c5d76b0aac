/// A publish target that one run has for itself.
package protocol TargetLock: Sendable {
    /// Who had it before and ended without giving it back.
    var leftover: LockOwner? { get }

    /// Whether somebody took it away.
    var isLost: Bool { get }

    /// Tells those who come second, or after a crash, that something is being changed now.
    func tellOfChanges() async

    /// Waits until somebody took it away, and gives a few words on it; nil when the wait is cancelled, or it cannot be known.
    func loss() async -> String?

    /// Ends the lock.
    func giveBack() async
}

extension FolderLock: TargetLock {
    /// The kernel keeps it as long as the process lives; one that is broken by hand is not seen.
    package var isLost: Bool { false }

    package func loss() async -> String? { nil }
}
