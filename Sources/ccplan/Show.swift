internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning
internal import ReleaseRecords

/// `ccplan show`.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a saved plan again.",
        discussion: """
            Neither the project nor the account is read, so it is shown as it was made, whatever has happened since. \
            'ccapply FILE' applies it.
            """
    )

    @Argument(help: "A plan that 'ccplan plan --out FILE' saved.")
    var file: String

    @Option(help: "How the plan is printed: text, json.")
    var format: PlanFormat = .text

    func run() throws {
        try print(try loadPlan(file), as: format)
    }
}

/// Prints a plan to standard output.
func print(_ plan: Plan, as format: PlanFormat) throws {
    switch format {
    case .text: try printOutput(plan.text(StandardStream.output.colouring, now: .now))
    case .json: try printOutput(plan.json.serialized(.pretty) + "\n")
    }
}
