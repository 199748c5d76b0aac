internal import ArgumentParser
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import Journeys
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import ReleaseRecords
internal import Review

/// `ccplan plan`.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what would change in the account.",
        discussion: """
            Reads the project and the account and prints the difference. Nothing is changed: this program has no code that \
            could. Users are compared when VONAGE_PRIVATE_KEY is set. With --live a snapshot stands for the account: no \
            credential is read and nothing is asked over the network. With --base the reports also tell what of the plan \
            is not of the change since then: what was changed in the account, and what was never applied. Where the project \
            has errors in that version, or is not in it, the rest is told.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_PRIVATE_KEY (a PEM or the path of one), VONAGE_API_URL; \
            what is missing there is taken from ~/.vonage/config.json.

            Exit status: 0 when the plan was made, 1 for an error, 64 for a wrong command line; with --detailed-exitcode \
            2 when there is something to change.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var account: AccountArguments

    @Option(
        name: [.customLong("live"), .customLong("snapshot")],
        help: ArgumentHelp("Plan against a snapshot that 'ccplan snapshot' took, not the account.", valueName: "file")
    )
    var live: String?

    @Option(help: "How the plan is printed: text, json, markdown (a comment on a pull request), html (one page).")
    var format: PlanFormat = .text

    @Option(
        help: ArgumentHelp(
            "Also tell what changes for callers, from this git commit, branch or tag on.",
            valueName: "ref"
        )
    )
    var base: String?

    @Option(
        help: ArgumentHelp("Also write the plan in another form to a file. May be repeated.", valueName: "form=file")
    )
    var report: [ReportFile] = []

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
        let version = CompiledVersion(prepared.loaded, name: base == nil ? "the project" : "the files as they are")
        let compared = try base.map { try PlanBase($0, in: project) }
        compared?.warn()
        var change = makeReport(plan, version, since: compared, prepared.loaded, made.findings)
        change.inherited = compared?.inherited(plan, prepared.desired, against: made.live)
        for file in report {
            do {
                try replaceFile(file.path, Array(change.printed(as: file.format).utf8))
            } catch {
                throw ProgramFailure(cannotWrite: error).reported()
            }
        }
        try printOutput(change.printed(as: format, StandardStream.output.colouring))
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

    private func makeReport(
        _ plan: Plan,
        _ version: CompiledVersion?,
        since base: PlanBase?,
        _ loaded: LoadedProject,
        _ found: [Diagnostic]
    ) -> ChangeReport {
        // Only comments and pages show the picture and the findings.
        let isReviewed = ([format] + report.map(\.format)).contains { $0 == .markdown || $0 == .html }
        let before = base?.version
        let picture = isReviewed ? version?.picture : nil
        let change = picture.flatMap { new in before?.picture.map { PictureChange(from: $0, to: new) } }
        // A project may have ten thousand of them in one file.
        var places = LineIndexes(sources: loaded.sources)
        return ChangeReport(
            plan: plan,
            journeys: before.flatMap { old in version.map { $0.journeys(since: old) } },
            base: base?.description,
            picture: picture,
            change: change,
            findings: (isReviewed ? loaded.diagnostics + found : []).map { diagnostic in
                ChangeReport.Finding(
                    isError: diagnostic.severity == .error,
                    code: diagnostic.code.text,
                    message: diagnostic.message,
                    place: diagnostic.span.map { places.line(of: $0) }
                )
            },
            now: .now
        )
    }
}

/// How a plan is printed.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case html
}

/// A form of the plan, and the file that it is written to: `markdown=comment.md`.
struct ReportFile: ExpressibleByArgument {
    let format: PlanFormat
    let path: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let format = PlanFormat(rawValue: String(parts[0])) else { return nil }
        self.format = format
        path = String(parts[1])
    }
}

extension ChangeReport {
    /// The report in one of its forms; only text is ever coloured.
    func printed(as format: PlanFormat, _ colouring: Colouring = .plain) -> String {
        switch format {
        case .text:
            [plan.text(colouring, now: now), inherited?.text ?? "", callersText].filter { !$0.isEmpty }
                .joined(separator: "\n")
        case .json: plan.json.serialized(.pretty) + "\n"
        case .markdown: markdown()
        case .html: page
        }
    }

    /// What changes for callers, or why nobody can tell.
    private var callersText: String {
        if let journeys { return journeys.text }
        return callersInWords.map { "Callers: \(printable($0)).\n" } ?? ""
    }
}
