internal import Diagnostics
internal import FileAccess
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// A publish target that this run has for itself, from before it reads the account until after the log is written.
struct HeldTarget {
    let place: PublishPlace

    /// Nil where nothing locks.
    private let lock: (any TargetLock)?

    /// Takes the target's lock; waits for it as long as is wanted.
    ///
    /// - Throws: The exit status, when another has it and that was printed.
    init(of loaded: LoadedProject, for purpose: String, waiting arguments: LockArguments) async throws {
        place = try PublishPlace(of: loaded)
        let owner = Runner.owner(purpose: purpose)
        let seconds = arguments.timeout.seconds
        switch place {
        case .folder(let path):
            lock = try await Self.take(place.name, seconds) { () async throws(LockFailure) in
                try FolderLock(path: path, owner: owner)
            }
        case .bucket(let bucket):
            lock = try await Self.take(place.name, seconds, every: .seconds(1)) { () async throws(LockFailure) in
                try await ObjectLock.take(bucket, owner: owner)
            }
        case .command, .elsewhere: lock = nil
        }
        if let leftover = lock?.leftover, leftover.isChanging {
            printError(
                "note: an earlier run ended in the middle: \(printable(leftover.sentence)); what it left undone is planned anew"
            )
        }
    }

    /// Whether somebody took it away meanwhile.
    var isLost: Bool { lock?.isLost ?? false }

    func tellOfChanges() async { await lock?.tellOfChanges() }

    /// Runs `body` and gives the target back, however that ends.
    func whileHeld<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            let result = try await body()
            await lock?.giveBack()
            return result
        } catch {
            await lock?.giveBack()
            throw error
        }
    }

    /// Calls `stop` when somebody takes the target away, until it is cancelled.
    func watch(_ stop: @escaping @Sendable () -> Void) -> Task<Void, Never> {
        Task { [lock, name = place.name] in
            guard let words = await lock?.loss() else { return }
            printError(
                "warning: the lock of '\(printable(name))' is lost: \(printable(words)); the step in hand ends, and no other begins"
            )
            stop()
        }
    }

    private static func take<Lock>(
        _ name: String,
        _ seconds: Int,
        every pause: Duration = .milliseconds(200),
        _ attempt: () async throws(LockFailure) -> Lock
    ) async throws -> Lock {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(seconds))
        let name = printable(name)
        var isTold = false
        while true {
            do throws(LockFailure) {
                return try await attempt()
            } catch {
                switch error {
                case .failed(let error): throw error.reported()
                case .held(let owner):
                    let holder = owner.map { printable($0.sentence) } ?? "a ccapply that does not say who runs it"
                    guard clock.now < end else {
                        throw ProgramFailure(
                            "'\(name)' is held: \(holder)",
                            help: "wait until that is done, or let --lock-timeout 5m wait; 'ccapply unlock' tells more"
                        ).reported()
                    }
                    if !isTold { printError("waiting for '\(name)', which is held: \(holder)") }
                    isTold = true
                }
            }
            try await Task.sleep(for: pause)
        }
    }
}
