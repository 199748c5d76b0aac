internal import ArgumentParser
internal import FileAccess
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// `ccapply unlock`.
struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who holds the publish target, and clear what a run left behind.",
        discussion: """
            The lock of a folder goes with the process that holds it, so that a crash leaves none: what is cleared then is only \
            the note of who it was. The lock of a bucket is renewed while its process lives, and over two minutes after that. \
            A lock that is held is taken away with --force alone: its holder does not notice at once, and two could change the \
            account at the same time.
            """
    )

    @OptionGroup var project: ProjectArguments

    @Flag(help: "Take it away from whoever holds it.")
    var force = false

    func run() async throws {
        let loaded = try project.load(through: .checks)
        guard loaded.project != nil else {
            loaded.printDiagnostics()
            throw ProgramFailure.alreadyPrinted
        }
        let place = try PublishPlace(of: loaded)
        do throws(PublishingError) {
            switch place {
            case .folder(let path):
                try await unlock(place.name, try FolderLock.state(of: path)) { () async throws(PublishingError) in
                    try FolderLock.remove(at: path)
                }
            case .bucket(let bucket):
                let file = ObjectLockFile(bucket)
                try await unlock(place.name, try await file.state()) { () async throws(PublishingError) in
                    try await file.clear()
                }
            case .command, .elsewhere:
                let reason =
                    "nothing locks where " + (publishes(place) ? "a command publishes" : "'publish' is not set")
                throw PublishingError(
                    message: reason,
                    help: "let the pipeline run one ccapply at a time: its concurrency group is the lock"
                )
            }
        } catch {
            throw error.reported()
        }
    }

    private func publishes(_ place: PublishPlace) -> Bool {
        if case .command = place { true } else { false }
    }

    private func unlock(
        _ place: String,
        _ state: FolderLock.State,
        _ remove: () async throws(PublishingError) -> Void
    ) async throws(PublishingError) {
        let shown = printable(place)
        let text: String
        switch state {
        case .free(leftover: nil): text = "'\(shown)' is not locked.\n"
        case .free(let leftover?):
            try await remove()
            text = "'\(shown)' is not locked. Cleared: \(printable(leftover.sentence)), which did not end properly.\n"
        case .held(let owner):
            let holder = owner.map { printable($0.sentence) } ?? "a ccapply that does not say who runs it"
            guard force || owner?.isPresumedGone(on: Runner.host, at: Runner.now) == true else {
                throw PublishingError(
                    message: "'\(shown)' is held by a running process: \(holder)"
                        + (owner.map { "; expires \($0.expiresAt)" } ?? ""),
                    help: "wait until it is done; --force takes the lock away from it"
                )
            }
            try await remove()
            text = "'\(shown)' was taken away from \(holder).\n"
        }
        try? StandardStream.output.write(text)  // There is no other place to tell of it.
    }
}
