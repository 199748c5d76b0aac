internal import ArgumentParser

/// The command line of the emulator.
@main
struct CCSandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ccsandbox",
        abstract: "A local emulator of the Vonage APIs and of the telephone network.",
        subcommands: [Serve.self, Call.self]
    )
}
