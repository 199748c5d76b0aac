internal import ArgumentParser
internal import Lowering
internal import ProgramEntry

@main
enum Program {
    static func main() { runProgram(CCPlan.self) }
}

/// The command that reads: it checks, builds and shows, and never changes the account.
struct CCPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ccplan",
        abstract: "Contact centers as code, for Vonage: check, build and review.",
        version: compilerVersion,
        subcommands: [
            PlanCommand.self, Show.self, Validate.self, Build.self, TestCommand.self, DiffCommand.self, Graph.self,
            SnapshotCommand.self, DriftCommand.self, ImportCommand.self, Init.self, Keygen.self, HostCommand.self,
            Schema.self, Explain.self,
        ],
        defaultSubcommand: PlanCommand.self
    )
}
