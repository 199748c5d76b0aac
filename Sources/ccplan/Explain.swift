internal import ArgumentParser
internal import Diagnostics
internal import Explanations
internal import ProgramSupport

/// `ccplan explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what a code means, why it matters on a telephone, and how to mend it.",
        discussion: "Without a code all codes are listed. Exit status: 0, or 1 when there is no such code."
    )

    @Argument(help: "A code, as CC3004, cc3004 or 3004.")
    var code: String?

    func run() throws {
        guard let code else {
            try printOutput(Explanations.all.map { "\($0.code)  \($0.title)\n" }.joined())
            return
        }
        guard let page = Explanations.page(named: code) else {
            let nearest = nearestName(to: code, among: Explanations.all.map(\.code.text))
            throw ProgramFailure(
                "there is no code '\(code)'",
                help: (nearest.map { "did you mean \($0)? " } ?? "") + "'ccplan explain' lists all codes"
            ).reported()
        }
        try printOutput(page.text())
    }
}
