internal import Applying
internal import ArgumentParser
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing
internal import ReleaseRecords

/// `ccapply releases --gc`: what is kept, and the removal of the rest.
struct PruningArguments: ParsableArguments {
    @Option(help: "With --gc: so many of the newest that took calls stay, the live one counted. (default: 5)")
    var keep: Int?

    @Option(
        name: .customLong("older-than"),
        help: ArgumentHelp(
            "With --gc: what took calls, or was published and never did, less than that ago stays: 12h, 7d. (default: 7d)",
            valueName: "time"
        )
    )
    var age: DurationArgument?

    @Flag(help: "With --gc: show what would go, and remove nothing.")
    var dryRun = false

    @Flag(help: "With --gc: do not ask before the first removal.")
    var autoApprove = false

    @Option(
        name: .customLong("lock-timeout"),
        help: ArgumentHelp(
            "With --gc: how long to wait while another ccapply is at work: 30s, 5m, 1h. (default: 0s)",
            valueName: "time"
        )
    )
    var lockTimeout: DurationArgument?

    var isGiven: Bool { keep != nil || age != nil || dryRun || autoApprove || lockTimeout != nil }

    func validate() throws {
        guard keep.map({ $0 >= 0 }) ?? true else { throw ValidationError("--keep is 0 or more") }
    }

    func run(_ prepared: PreparedProject, _ connection: AccountConnection) async throws {
        guard !dryRun else {
            let place = try PublishPlace(of: prepared.loaded)
            guard let shelf = place.shelf else { throw noLog(place, "nothing is known of releases") }
            let pruning = try await weigh(shelf, prepared, connection)
            return try printOutput(pruning.text(isDone: false) + "\nNothing was removed.\n")
        }
        var lock = LockArguments()
        lock.timeout = lockTimeout ?? DurationArgument(seconds: 0)
        let target = try await HeldTarget(of: prepared.loaded, for: "releases --gc", waiting: lock)
        try await target.whileHeld { try await prune(target, prepared, connection) }
    }

    private func prune(_ target: HeldTarget, _ prepared: PreparedProject, _ connection: AccountConnection) async throws
    {
        guard let shelf = target.place.shelf else { throw noLog(target.place, "nothing is known of releases") }
        let pruning = try await weigh(shelf, prepared, connection)
        try printOutput(pruning.text(isDone: true) + "\n")
        guard !pruning.removed.isEmpty else { return try printOutput("Nothing to remove.\n") }
        let count = pruning.removed.count == 1 ? "this release" : "these \(pruning.removed.count) releases"
        if !autoApprove { try requireYes("Remove \(count) from '\(printable(target.place.name))' for good?") }
        // While somebody thought about it, somebody else may have moved calls in the dashboard.
        let removed = Set(try await weigh(shelf, prepared, connection).removed)
        let fallback = try PublishPlace(prepared.loaded.project?.hosting.fallback?.publish, in: prepared.loaded.folder)
        var done = 0
        for release in pruning.removed where removed.contains(release) && !target.isLost {
            do throws(PublishingError) {
                try await shelf.remove(release)
                if fallback.name != target.place.name { try await fallback.shelf?.removeFallback(of: release) }
            } catch {
                throw error.reported()
            }
            done += 1
            try printOutput("  removed  \(release)\n")
        }
        try printOutput("\nRemoved: \(done) of \(pruning.removed.count).\n")
        guard done == pruning.removed.count else { throw ExitCode.failure }
    }

    private func weigh(
        _ shelf: any PruningShelf,
        _ prepared: PreparedProject,
        _ connection: AccountConnection
    ) async throws -> ReleasePruning {
        let application = try await findLiveApplication(prepared.desired, in: connection.account)
        do throws(PublishingError) {
            let log = try await shelf.log()
            for line in log.unreadableLines { printError(unreadableWarning(line)) }
            return ReleasePruning(
                try await shelf.contents(),
                log: log,
                answerURL: application?.answerURL,
                fallbackURL: application?.fallbackURL,
                drain: prepared.drain,
                rules: ReleasePruning.Rules(keep: keep ?? 5, age: age?.seconds ?? 7 * 86_400),
                now: Runner.now
            )
        } catch {
            throw error.reported()
        }
    }
}

extension ReleasePruning {
    /// A line for each release; those that go say so.
    ///
    /// - Parameter isDone: Whether they are about to go; else they would.
    /// - Returns: The lines, each with its end.
    fileprivate func text(isDone: Bool) -> String {
        if rows.isEmpty { return "No release is published.\n" }
        return rows.map { row in
            let words =
                switch row.verdict {
                case .live: "kept: calls go there"
                case .fallback: "kept: the fallback of calls"
                case .draining(let until): "kept: calls may be on it until \(until)"
                case .newest(let place): "kept: number \(place) of the newest"
                case .young(let until): "kept until \(until)"
                case .unclear: "kept: the log has lines that cannot be read, and does not name it"
                case .removed: isDone ? "goes" : "would go"
                }
            let state = row.stored.isFinished ? "" : " (never finished)"
            return "  \(row.stored.release)  last used \(row.lastUsed)  \(words)\(state)\n"
        }.joined()
    }
}
