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
        abstract: "Show what was live when, what is now, and what is still there of it.",
        discussion: """
            The log is 'releases.jsonl' beside the published files; what is live now is read from the account. A release that \
            was live less than 'policy.drain' ago may still have calls. Nothing is changed.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Option(help: "How the result is printed: text, json.")
    var format: ReleasesFormat = .text

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        guard let shelf = try PublishPlace(of: prepared.loaded).shelf else {
            throw noLog("nothing is known of releases")
        }
        let connection = try account.connected()
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
                drain: prepared.loaded.project?.policy.drain?.value ?? Policy.defaultDrain,
                now: Runner.now
            )
        } catch {
            throw error.reported()
        }
    }
}

/// How the list is printed.
enum ReleasesFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// Without a publish target there is no log.
func noLog(_ consequence: String) -> any Error {
    ProgramFailure(
        "the project has no 'hosting.publish', so \(consequence)",
        help: "set 'publish' to dir:PATH: the log and the manifests of releases are kept there"
    ).reported()
}

func unreadableWarning(_ line: Int) -> String {
    "warning: line \(line) of releases.jsonl is left out: it was cut short, or something else wrote it"
}
