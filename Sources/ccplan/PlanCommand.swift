internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning

/// `ccplan plan`.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what would change in the account.",
        discussion: """
            Reads the project and the account and prints the difference. Nothing is changed: this program has no code that \
            could. Users are compared when VONAGE_PRIVATE_KEY is set. With --live a snapshot stands for the account: no \
            credential is read and nothing is asked over the network.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_PRIVATE_KEY (a PEM or the path of one), VONAGE_API_URL; \
            what is missing there is taken from ~/.vonage/config.json.

            Exit status: 0 when the plan was made, 1 for an error, 64 for a wrong command line; with --detailed-exitcode \
            2 when there is something to change.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Option(
        help: ArgumentHelp("Plan against a snapshot that 'ccplan snapshot' took, not the account.", valueName: "file")
    )
    var live: String?

    @Option(help: "How the plan is printed: text, json.")
    var format: PlanFormat = .text

    @Option(help: ArgumentHelp("Also save the plan as JSON, for ccapply.", valueName: "file"))
    var out: String?

    @Flag(help: "Let go what the project neither names nor removes: numbers are unlinked, users deleted.")
    var prune = false

    @Flag(help: "Exit with 2 when there is something to change.")
    var detailedExitcode = false

    func validate() throws {
        guard live == nil || account.apiURL == nil else {
            throw ValidationError("--api-url has no use with --live: nothing is asked over the network")
        }
    }

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        let made =
            if let live {
                try await prepared.plan(against: try prepared.snapshotAccount(live), pruning: prune)
            } else {
                try await prepared.plan(against: try account.liveAccount(for: prepared), pruning: prune)
            }
        let plan = made.plan
        try print(plan, as: format)
        guard made.isSound else { throw ExitCode.failure }
        if let out {
            do {
                try replaceFile(out, plan.json.serializedBytes(.pretty))
            } catch {
                throw ProgramFailure(cannotWrite: error).reported()
            }
        }
        if detailedExitcode, !plan.isEmpty { throw ExitCode(2) }
    }
}

/// How a plan is printed.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
