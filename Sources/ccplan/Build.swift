internal import ArgumentParser
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan build`.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the bundle: NCCO documents and decision tables for any web host.",
        discussion: """
            The same project gives the same bytes on every machine. Files are written aside and renamed; a folder that \
            is there is replaced when it holds a bundle, and refused when it holds anything else.
            """
    )

    @OptionGroup var arguments: ProjectArguments

    @Option(help: "The folder to write the bundle to.")
    var out: String

    func run() throws {
        let project = try arguments.load(through: .bundle)
        project.printDiagnostics()
        guard let release = project.release else { throw ExitCode.failure }
        if let project = project.project { try requireBoughtNumbers(project) }
        do {
            try writeBundle(release, to: out)
        } catch {
            throw ProgramFailure(error.message, help: error.help).reported()
        }
        try printOutput("release \(release.id): \(release.files.count) files in \(out)\n")
    }
}
