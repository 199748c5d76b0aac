internal import Applying
internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// `ccapply releases`.
struct Releases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what was live when, what is now, and what is still there of it; with --gc, remove what is old.",
        discussion: """
            The log is 'releases.jsonl' beside the published files; what is live now is read from the account. A release that \
            was live less than 'policy.drain' ago may still have calls. Without --gc nothing is changed.

            --gc removes published files of releases for good. The live one, the fallback's, and those that calls could still \
            be on are never removed, nor are the newest of --keep that ever took calls, and those of --older-than. What was published \
            and never took calls goes by its age alone.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Option(help: "How the result is printed: text, json.")
    var format: ReleasesFormat = .text

    @Flag(help: "Remove old releases where they were published.")
    var gc = false

    @OptionGroup var pruning: PruningArguments

    func validate() throws {
        guard gc || !pruning.isGiven else {
            throw ValidationError("--keep, --older-than, --dry-run, --auto-approve and --lock-timeout go with --gc")
        }
        guard !gc || format == .text else { throw ValidationError("--gc prints text") }
    }

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        let place = try PublishPlace(of: prepared.loaded)
        guard let shelf = place.shelf else { throw noLog(place, "nothing is known of releases") }
        let connection = try account.connected()
        guard !gc else { return try await pruning.run(prepared, connection) }
        let application = try await findLiveApplication(prepared.desired, in: connection.account)
        let report = try await makeReport(shelf, application, prepared)
        for line in report.unreadableLines { printError(unreadableWarning(line)) }
        switch format {
        case .text: try printOutput(report.text(StandardStream.output.colouring))
        case .json: try printOutput(report.json.serialized(.pretty) + "\n")
        }
    }

    private func makeReport(
        _ shelf: some ReleaseShelf,
        _ application: LiveApplication?,
        _ prepared: PreparedProject
    ) async throws -> ReleaseReport {
        do throws(PublishingError) {
            return try await ReleaseReport(
                project: prepared.desired.application.name,
                applicationID: application?.id,
                answerURL: application?.answerURL,
                shelf: shelf,
                drain: prepared.drain,
                now: Runner.now
            )
        } catch {
            throw error.reported()
        }
    }
}

extension PreparedProject {
    /// How many seconds calls last at most.
    var drain: Int { loaded.project?.policy.drain?.value ?? Policy.defaultDrain }
}

/// How the list is printed.
enum ReleasesFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// Without a target that this program reads itself there is no log.
func noLog(_ place: PublishPlace, _ consequence: String) -> any Error {
    if case .command = place {
        return ProgramFailure(
            "'\(printable(place.name))' publishes, and what is there only that command knows, so \(consequence)",
            help: "go back by applying the commit of the release; dir: and s3: targets keep a log and manifests"
        ).reported()
    }
    return ProgramFailure(
        "the project has no 'hosting.publish', so \(consequence)",
        help: "set 'publish' to dir:PATH or s3://bucket/prefix: the log and the manifests of releases are kept there"
    ).reported()
}

func unreadableWarning(_ line: Int) -> String {
    "warning: line \(line) of releases.jsonl is left out: it was cut short, or something else wrote it"
}
