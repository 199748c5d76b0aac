internal import FileAccess
internal import Glibc
internal import Synchronization

/// The turn of one process to write files of releases in a folder, or to remove them: as long as that takes, and no longer.
///
/// The folder's lock is held for a whole run, also while somebody is asked. A release that nothing points at yet harms
/// nobody, so it is published without that lock, beside an apply; the turn sees to it that what stands aside half written is
/// nobody's but one's own.
final class FolderTurn: Sendable {
    private let descriptor: Int32
    private let isHeld = Atomic(true)

    /// How often another one's turn is waited for, and how long that takes: five minutes, which no publication does.
    private static let attempts = 6_000
    private static let pause = Duration.milliseconds(50)

    /// Makes the folder where it is missing, and waits for the turn.
    ///
    /// - Throws: Why it cannot be had; also when the wait is cancelled.
    init(in path: String) async throws(PublishingError) {
        let file = "\(path)/.ccapply.lock.files"
        for _ in 0..<Self.attempts {
            do throws(FileError) {
                if fileKind(path) == .nothing {
                    try makeFolder(path)
                    letEverybodyRead(path)  // Hosts do. One that is there has the rights that somebody gave it.
                }
                if let descriptor = try openLocked(file) {
                    self.descriptor = descriptor
                    return
                }
            } catch {
                throw .cannotWrite(error)
            }
            // Cancelled: not waited for any more.
            guard (try? await Task.sleep(for: Self.pause)) != nil else { break }
        }
        throw PublishingError(
            message: "another process writes to '\(path)', and does not come to an end",
            help: "see what hangs there, end it, and run this again"
        )
    }

    deinit { end() }

    /// Ends the turn; done by itself at the end of this object, which is easily earlier than meant.
    func end() {
        guard isHeld.exchange(false, ordering: .acquiringAndReleasing) else { return }
        close(descriptor)
    }
}
