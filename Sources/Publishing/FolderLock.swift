internal import FileAccess
internal import Glibc
internal import JSONTree
internal import Synchronization

/// Why a folder could not be had.
package enum LockFailure: Error, Hashable, Sendable {
    /// Somebody has it; nil where that is not told.
    case held(by: LockOwner?)
    case failed(PublishingError)
}

/// A folder held by one process at a time.
///
/// The lock is the kernel's and goes with the process, however that ends; the file that names the owner only tells.
package final class FolderLock: Sendable {
    /// As it was given, without a slash at the end.
    package let path: String

    /// Who had it before and ended without giving it back.
    package let leftover: LockOwner?

    private let descriptor: Int32
    private let owner: LockOwner?
    private let isHeld = Atomic(true)

    /// Makes the folder where it is missing, and takes its lock.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - owner: What those who come second are told; nil tells them nothing.
    /// - Throws: Who holds it, or why it cannot be made or locked.
    package init(path: String, owner: LockOwner?) throws(LockFailure) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
        self.owner = owner
        do {
            try makeFolder(path)
            descriptor = try Self.lockedDescriptor(path)
        } catch let failure as LockFailure {
            throw failure
        } catch let error as FileError {
            throw .failed(.cannotWrite(error))
        } catch {
            preconditionFailure("only the two errors above are thrown: \(error)")
        }
        leftover = Self.owner(of: path)
        guard let owner else { return }
        do {
            try Self.write(owner, to: path)
        } catch {
            throw .failed(.cannotWrite(error))  // `deinit` gives it back.
        }
    }

    deinit { giveBack() }

    /// Ends the lock; done by itself at the end of this object, which is easily earlier than meant.
    package func giveBack() {
        guard isHeld.exchange(false, ordering: .acquiringAndReleasing) else { return }
        // A lock that was broken meanwhile may be another one's now, and with it the file of the owner.
        if owner != nil, isNamed(descriptor, Self.lockFile(path)) { unsafe unlink(Self.ownerFile(path)) }
        close(descriptor)
    }

    /// Tells those who come second, or after a crash, that something is being changed now.
    package func tellOfChanges() {
        guard var owner else { return }
        owner.isChanging = true
        try? Self.write(owner, to: path)  // It only tells.
    }

    // MARK: Looking from outside

    /// How a folder's lock is.
    package enum State: Hashable, Sendable {
        /// Nobody has it; the owner is one that ended without giving it back.
        case free(leftover: LockOwner?)
        case held(by: LockOwner?)
    }

    /// Looks without keeping the lock; a folder that is not there is free.
    package static func state(of path: String) throws(PublishingError) -> State {
        guard fileKind(lockFile(path)) != .nothing else { return .free(leftover: owner(of: path)) }
        do throws(LockFailure) {
            let lock = try FolderLock(path: path, owner: nil)
            defer { lock.giveBack() }
            return .free(leftover: lock.leftover)
        } catch {
            switch error {
            case .held(let owner): return .held(by: owner)
            case .failed(let error): throw error
            }
        }
    }

    /// Removes the files of a lock.
    ///
    /// Whoever holds it does not learn of it; the next one gets the folder.
    package static func remove(at path: String) throws(PublishingError) {
        for file in [ownerFile(path), lockFile(path)] {
            guard unsafe unlink(file) == 0 || errno == ENOENT else { throw .cannotWrite(.last(file)) }
        }
    }

    // MARK: Files

    private static func lockFile(_ path: String) -> String { "\(path)/.ccapply.lock" }
    private static func ownerFile(_ path: String) -> String { "\(path)/.ccapply.lock.owner" }

    /// Opens the lock's file and locks it; throws a `LockFailure` or a `FileError`.
    private static func lockedDescriptor(_ path: String) throws -> Int32 {
        guard let descriptor = try openLocked(lockFile(path)) else { throw LockFailure.held(by: owner(of: path)) }
        return descriptor
    }

    private static func write(_ owner: LockOwner, to path: String) throws(FileError) {
        try replaceFile(ownerFile(path), owner.json.serializedBytes())
    }

    /// What the owner's file says; nil where there is none that can be read.
    private static func owner(of path: String) -> LockOwner? {
        guard let bytes = try? readFile(ownerFile(path), limit: 1 << 16) else { return nil }  // Then nobody is named.
        return (try? JSONValue(parsing: bytes)).flatMap { LockOwner(json: $0) }
    }
}
