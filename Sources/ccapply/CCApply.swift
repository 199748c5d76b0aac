internal import ArgumentParser
internal import Lowering
internal import ProgramEntry

@main
enum Program {
    static func main() { runProgram(CCApply.self) }
}

/// The command that changes: it publishes, and makes the account as the project says.
struct CCApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ccapply",
        abstract: "Contact centers as code, for Vonage: bring the account to what the project says.",
        version: compilerVersion,
        subcommands: [Apply.self, Publish.self, Buy.self, Releases.self, Rollback.self, Destroy.self, Unlock.self],
        defaultSubcommand: Apply.self
    )
}
