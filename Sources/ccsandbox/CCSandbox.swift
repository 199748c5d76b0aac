internal import ArgumentParser
internal import ProgramEntry

@main
enum Program {
    static func main() { runProgram(CCSandbox.self) }
}

/// The command line of the emulator.
struct CCSandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ccsandbox",
        abstract: "A local emulator of the Vonage APIs and of the telephone network.",
        subcommands: [Serve.self, Call.self, TestCommand.self]
    )
}
