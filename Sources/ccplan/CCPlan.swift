internal import ArgumentParser
internal import Lowering

/// The command that reads: it checks, builds and shows, and never changes the account.
@main
struct CCPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ccplan",
        abstract: "Contact centers as code, for Vonage: check, build and review.",
        version: compilerVersion,
        subcommands: [PlanCommand.self, Validate.self, Build.self, Keygen.self, Explain.self],
        defaultSubcommand: PlanCommand.self
    )
}
