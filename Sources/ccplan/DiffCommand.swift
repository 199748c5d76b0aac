internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import Journeys
internal import ProgramSupport
internal import Provisioning

/// `ccplan diff`.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell what changes for callers between two versions of a project.",
        discussion: """
            Both versions are compiled and walked as callers would, at once: each difference is told once, by the \
            shortest call that shows it, with all whom it concerns. Names, files, addresses and the order of things \
            that nobody hears count for nothing. Nothing is asked over the network.

            Complete over numbers, classes of callers, hours from today on, keys, words, who answers and who does \
            not, and a dead host: where no difference is told, no caller can tell the versions apart.

            Examples: 'ccplan diff main..HEAD', 'ccplan diff main' (with the files as they are now), \
            'ccplan diff old-folder new-folder'.

            Exit status: 0; with --exit-code 2 when there are differences; 1 for an error, 64 for a wrong command line.
            """
    )

    @Argument(help: "BASE..HEAD, commits, branches or tags of git; or one of them; or two folders.")
    var versions: [String]

    @Option(help: "The project's folder, or its root file, whose history git has.")
    var project = "."

    @OptionGroup var variables: VariableArguments

    @Flag(help: "Exit with 2 when callers would notice anything.")
    var exitCode = false

    @Option(help: "How the report is printed: text, json.")
    var format: DiffFormat = .text

    func validate() throws {
        guard (1...2).contains(versions.count) else {
            throw ValidationError("name one range such as main..HEAD, one version, or two folders")
        }
        if versions.count == 2, versions.contains(where: { $0.contains("..") && fileKind($0) == .nothing }) {
            throw ValidationError("a range stands alone; two folders are compared with each other")
        }
    }

    func run() throws {
        let sides = try sides()
        let report = try sides.after.compiled(variables).journeys(since: try sides.before.compiled(variables))
        switch format {
        case .text: try printOutput(report.text)
        case .json: try printOutput(report.json.serialized(.pretty) + "\n")
        }
        if exitCode, !report.comparison.differences.isEmpty { throw ExitCode(2) }
    }

    private func sides() throws -> (before: ComparedVersion, after: ComparedVersion) {
        if versions.count == 2 {
            return (
                ComparedVersion(path: versions[0], name: versions[0]),
                ComparedVersion(path: versions[1], name: versions[1])
            )
        }
        guard let dots = versions[0].firstRange(of: "..") else {
            return (
                try ComparedVersion(versions[0], in: project),
                ComparedVersion(path: project, name: "the files as they are")
            )
        }
        let (base, head) = (String(versions[0][..<dots.lowerBound]), String(versions[0][dots.upperBound...]))
        guard !head.hasPrefix(".") else {
            throw ProgramFailure(
                "a range is written with two dots: '\(printable(versions[0]))' has three",
                help: "write \(printable(base))..\(printable(String(head.drop { $0 == "." })))"
            ).reported()
        }
        return (
            try ComparedVersion(base.isEmpty ? "HEAD" : base, in: project),
            try ComparedVersion(head.isEmpty ? "HEAD" : head, in: project)
        )
    }
}

/// How a comparison is printed.
enum DiffFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
