internal import ArgumentParser
internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import Glibc
internal import JSONTree
internal import Journeys
internal import Lowering
internal import ProgramSupport
internal import ProjectLoading
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
    var format: PlanFormat = .text

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
        let before = try compile(sides.before)
        let after = try compile(sides.after)
        let comparison = compareJourneys(
            before.release,
            after.release,
            // From the beginning of today, UTC: what differed before is past.
            now: Int(time(nil)) / 86_400 * 86_400,
            names: before.schedules.merging(after.schedules) { _, new in new }
        )
        let report = JourneyReport(
            comparison,
            numberNames: before.numbers.merging(after.numbers) { _, new in new },
            before: sides.before.name,
            after: sides.after.name
        )
        switch format {
        case .text: try printOutput(report.text)
        case .json: try printOutput(report.json.serialized(.pretty) + "\n")
        }
        if exitCode, !comparison.differences.isEmpty { throw ExitCode(2) }
    }

    // MARK: The two versions

    /// A version of the project, and what it is called in the report.
    private struct Version {
        var path: String
        var name: String
        /// Keeps the files until they are read.
        var history: GitHistory?
    }

    private func sides() throws -> (before: Version, after: Version) {
        if versions.count == 2 {
            return (Version(path: versions[0], name: versions[0]), Version(path: versions[1], name: versions[1]))
        }
        let history: GitHistory
        do throws(GitFailure) {
            history = try GitHistory(of: project)
        } catch {
            throw failure(versions[0], error)
        }
        let now = Version(path: project, name: "the files as they are")
        guard let dots = versions[0].firstRange(of: "..") else {
            return (try version(versions[0], in: history), now)
        }
        let (base, head) = (String(versions[0][..<dots.lowerBound]), String(versions[0][dots.upperBound...]))
        guard !head.hasPrefix(".") else {
            throw ProgramFailure(
                "a range is written with two dots: '\(printable(versions[0]))' has three",
                help: "write \(printable(base))..\(printable(String(head.drop { $0 == "." })))"
            ).reported()
        }
        return (
            try version(base.isEmpty ? "HEAD" : base, in: history),
            try version(head.isEmpty ? "HEAD" : head, in: history)
        )
    }

    private func version(_ name: String, in history: GitHistory) throws -> Version {
        do throws(GitFailure) {
            return Version(path: try history.project(at: try history.commit(named: name)), name: name, history: history)
        } catch {
            throw failure(name, error)
        }
    }

    private func failure(_ name: String, _ error: GitFailure) -> any Error {
        ProgramFailure(
            "the project at '\(printable(name))' cannot be had: \(printable(error.reason))",
            help: "name a commit, branch or tag that git has here, or two folders"
        ).reported()
    }

    // MARK: Compiling

    private struct Compiled {
        var release: Release
        var schedules: [ScheduleTable: String]
        var numbers: [String: String]
    }

    private func compile(_ version: Version) throws -> Compiled {
        let loaded = try loadProjectOrFail(version.path, variables, through: .bundle)
        guard let release = loaded.release, let project = loaded.project else {
            loaded.printDiagnostics()
            throw ProgramFailure(
                "\(printable(version.name)) has errors: only what compiles can be compared",
                help: "mend them first; 'ccplan validate' shows them, too"
            ).reported()
        }
        var schedules: [ScheduleTable: String] = [:]
        for schedule in loaded.graph?.schedules ?? [] { schedules[ScheduleTable(schedule)] = schedule.name.value }
        var numbers: [String: String] = [:]
        for number in project.numbers { numbers[number.number.value.digits] = number.name.value }
        return Compiled(release: release, schedules: schedules, numbers: numbers)
    }
}
