internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Review

/// `ccplan graph`.
struct Graph: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw what callers can meet, or tell what they hear when a host is dead.",
        discussion: """
            The picture goes to standard output: 'ccplan graph > flow.mmd', 'ccplan graph --format svg > flow.svg'. It \
            shows what calls can reach, each way that a call can go as an arrow. GitHub and GitLab draw Mermaid in a \
            fenced block.

            With --outage it tells instead, for each point at which the platform asks the host, what callers hear when \
            the host is dead, and when the host of 'hosting.fallback' is dead too; as text, or with --format json.

            Exit status: 0, 1 when the project has an error or Graphviz fails, 64 for a wrong command line.
            """
    )

    @OptionGroup var arguments: ProjectArguments

    @Option(
        help: ArgumentHelp(
            "mermaid, dot (Graphviz), json, svg (needs Graphviz); with --outage text or json. (default: mermaid; text)",
            valueName: "format"
        )
    )
    var format: PictureFormat?

    @Option(
        help: ArgumentHelp(
            "Only what calls to this number reach: its name or digits, 'default' for any other. (default: all)",
            valueName: "number"
        )
    )
    var from: String?

    @Flag(help: "Tell what callers hear when the host, or both hosts, are dead.")
    var outage = false

    func validate() throws {
        switch (outage, format) {
        case (true, nil), (true, .json), (true, .text): break
        case (true, let format?):
            throw ValidationError("--outage has the formats text and json, not \(format.rawValue)")
        case (false, .text): throw ValidationError("--format text goes with --outage")
        case (false, _): break
        }
        if outage, from != nil { throw ValidationError("--from goes with a picture, not with --outage") }
    }

    func run() throws {
        let project = try arguments.load(through: outage ? .bundle : .checks)
        project.printDiagnostics()
        try printOutput(outage ? outageText(of: project) : pictureText(of: project))
    }

    private func pictureText(of project: LoadedProject) throws -> String {
        guard let graph = project.graph, let title = project.project?.app.name.value else {
            throw ProgramFailure.alreadyPrinted
        }
        guard let picture = makeFlowPicture(graph, title: title, from: from) else {
            throw ProgramFailure(
                "the project has no number '\(from ?? "")'",
                help: "name a key of 'numbers', or its digits"
            ).reported()
        }
        switch format ?? .mermaid {
        case .mermaid, .text: return picture.mermaid
        case .dot: return picture.dot
        case .json: return picture.json.serialized(.pretty) + "\n"
        case .svg:
            do {
                return try drawSVG(picture.dot)
            } catch {
                throw error.reported()
            }
        }
    }

    private func outageText(of project: LoadedProject) throws -> String {
        guard let release = project.release, let hosting = project.project?.hosting else {
            throw ProgramFailure.alreadyPrinted
        }
        let report = reportOutage(
            of: release,
            fallbackBase: hosting.fallback?.url?.value,
            fallbackIsStatic: hosting.fallbackIsStatic
        )
        if report.fallback == nil {
            printError(
                """
                note: 'hosting.fallback' names no other host: when the host is dead, nothing else is asked
                  help: give it a 'url' at another provider; a plain file server will do
                """
            )
        }
        return format == .json ? report.json.serialized(.pretty) + "\n" : report.text
    }
}

/// How a picture or report is printed.
enum PictureFormat: String, ExpressibleByArgument, CaseIterable {
    case mermaid
    case dot
    case json
    case svg
    case text
}
