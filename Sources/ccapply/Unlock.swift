internal import ArgumentParser
internal import FileAccess
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// `ccapply unlock`.
struct Unlock: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who holds the publish target, and clear what a run left behind.",
        discussion: """
            A lock goes with the process that holds it, so that a crash leaves none: what is cleared then is only the note of \
            who it was. A lock that is held is taken away with --force alone: its holder does not notice, and two could \
            change the account at the same time.
            """
    )

    @OptionGroup var project: ProjectArguments

    @Flag(help: "Take it away from whoever holds it.")
    var force = false

    func run() throws {
        let loaded = try project.load(through: .checks)
        guard loaded.project != nil else {
            loaded.printDiagnostics()
            throw ProgramFailure.alreadyPrinted
        }
        guard case .folder(let path) = try PublishPlace(of: loaded) else {
            throw ProgramFailure(
                "the project has no 'hosting.publish', so nothing is locked",
                help: "let the pipeline run one ccapply at a time: its concurrency group is the lock"
            ).reported()
        }
        do {
            try printOutput(try unlock(path))
        } catch let error as PublishingError {
            throw error.reported()
        }
    }

    private func unlock(_ path: String) throws -> String {
        let shown = printable(path)
        switch try FolderLock.state(of: path) {
        case .free(leftover: nil): return "'\(shown)' is not locked.\n"
        case .free(let leftover?):
            try FolderLock.remove(at: path)
            return "'\(shown)' is not locked. Cleared: \(printable(leftover.sentence)), which did not end properly.\n"
        case .held(let owner):
            let holder = owner.map { printable($0.sentence) } ?? "a ccapply that does not say who runs it"
            guard force || owner?.isPresumedGone(on: Runner.host, at: Runner.now) == true else {
                throw ProgramFailure(
                    "'\(shown)' is held by a running process: \(holder)"
                        + (owner.map { "; expires \($0.expiresAt)" } ?? ""),
                    help: "wait until it is done; --force takes the lock away from it"
                ).reported()
            }
            try FolderLock.remove(at: path)
            return "'\(shown)' was taken away from \(holder).\n"
        }
    }
}
