internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning
internal import ReleaseRecords
internal import Review

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

    @Option(help: "How the plan is printed: text, json, markdown, html.")
    var format: PlanFormat = .text

    func run() throws {
        let plan = try loadPlan(file)
        try printOutput(ChangeReport(plan: plan, now: .now).printed(as: format, StandardStream.output.colouring))
    }
}
