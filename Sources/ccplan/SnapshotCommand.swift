internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning
internal import ReleaseRecords
internal import VonageAPI

/// `ccplan snapshot`.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Keep what the account is now in a file, for plans without credentials.",
        discussion: """
            Meant for a trusted scheduled job: the file holds no secret, and 'ccplan plan --live FILE' makes plans against \
            it where no credential may go, as in pull requests from forks. In it are the project's application, the names \
            of the others, the account's numbers, and with VONAGE_PRIVATE_KEY the application's users.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_PRIVATE_KEY (a PEM or the path of one), VONAGE_API_URL; \
            what is missing there is taken from ~/.vonage/config.json.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Option(help: ArgumentHelp("The file to write; one that is there is replaced.", valueName: "file"))
    var out: String

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        let connection: AccountConnection
        do {
            connection = try account.connect()
        } catch {
            throw error.reported()
        }
        try prepared.requireAccount(of: connection)
        let snapshot: Snapshot
        do {
            snapshot = try await takeSnapshot(
                of: LiveAccount(connection),
                for: prepared.desired,
                apiURL: connection.session.endpoints.api,
                at: .now
            )
        } catch let error as APIError {
            throw prepared.reported(error)
        }
        do {
            try replaceFile(out, snapshot.json.serializedBytes(.pretty))
        } catch {
            throw ProgramFailure(cannotWrite: error).reported()
        }
        try printOutput("\(out): \(snapshot.summary)\n")
    }
}

extension Snapshot {
    /// What is in it, in a few words.
    fileprivate var summary: String {
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        let people =
            switch users {
            case .read(_, let whole, let others): count(whole.count + others.count, "user")
            case .notRead(let reason): "users not read (\(reason))"
            }
        let application =
            applications.isEmpty ? "no application of this project" : count(applications.count, "application")
        return "\(application), \(count(numbers.count, "number")), \(people), at \(takenAt)"
    }
}
