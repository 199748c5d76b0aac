internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// Where a project's releases are put.
enum PublishPlace {
    case folder(String)
    /// Somebody else puts them there: nothing locks, and nobody keeps a log.
    case elsewhere

    init(_ target: Located<PublishTarget>?, in folder: String) throws {
        switch target?.value {
        case .directory(let path): self = .folder(resolvedPath(path, in: folder))
        case nil: self = .elsewhere
        case .s3, .command:
            throw ProgramFailure(
                "this version publishes to folders only",
                help: "set 'publish' to dir:PATH, or leave it out and bring the files there by what you have"
            ).reported()
        }
    }

    /// Where the project says.
    init(of loaded: LoadedProject) throws {
        try self.init(loaded.project?.hosting.publish, in: loaded.folder)
    }

    /// Where its log and its manifests are; nil where there are none.
    var shelf: (any ReleaseShelf)? {
        switch self {
        case .folder(let path): DirectoryShelf(path: path)
        case .elsewhere: nil
        }
    }
}

/// A publish target that this run has for itself, from before it reads the account until after the log is written.
struct HeldTarget {
    let place: PublishPlace
    private let lock: FolderLock?

    /// Takes the target's lock; waits for it as long as is wanted.
    ///
    /// - Throws: The exit status, when another has it and that was printed.
    init(of loaded: LoadedProject, for purpose: String, waiting arguments: LockArguments) async throws {
        place = try PublishPlace(of: loaded)
        switch place {
        case .folder(let path): lock = try await Self.lock(path, purpose, seconds: arguments.timeout.seconds)
        case .elsewhere: lock = nil
        }
        if let leftover = lock?.leftover, leftover.isChanging {
            printError(
                "note: an earlier run ended in the middle: \(printable(leftover.sentence)); what it left undone is planned anew"
            )
        }
    }

    /// Where files are published to; nil when somebody else does that.
    var directory: PublishDirectory? { lock.map(PublishDirectory.init) }

    func tellOfChanges() { lock?.tellOfChanges() }
    func giveBack() { lock?.giveBack() }

    private static func lock(_ path: String, _ purpose: String, seconds: Int) async throws -> FolderLock {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(seconds))
        var isTold = false
        while true {
            do throws(LockFailure) {
                return try FolderLock(path: path, owner: Runner.owner(purpose: purpose))
            } catch {
                switch error {
                case .failed(let error): throw error.reported()
                case .held(let owner):
                    let holder = owner.map { printable($0.sentence) } ?? "a ccapply that does not say who runs it"
                    guard clock.now < end else {
                        throw ProgramFailure(
                            "'\(path)' is held: \(holder)",
                            help: "wait until that is done, or let --lock-timeout 5m wait; 'ccapply unlock' tells more"
                        ).reported()
                    }
                    if !isTold { printError("waiting for '\(path)', which is held: \(holder)") }
                    isTold = true
                }
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}

extension PublishingError {
    /// Prints it; the exit status is 1.
    func reported() -> any Error {
        ProgramFailure(printable(([message] + details).joined(separator: "; ")), help: help).reported()
    }
}
