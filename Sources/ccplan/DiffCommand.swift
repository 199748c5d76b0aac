internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import Journeys
internal import ProgramSupport
internal import Provisioning

/// `ccplan diff`.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell what changes for callers between two versions of a project.",
        discussion: """
            Both versions are compiled and walked as callers would, at once: each difference is told once, by the \
            shortest call that shows it, with all whom it concerns. Names, files, addresses and the order of things \
            that nobody hears count for nothing.

            Complete over numbers, classes of callers, hours from today on, keys, words, who answers and who does \
            not, and a dead host: where no difference is told, no caller can tell the versions apart.

            Examples: 'ccplan diff main..HEAD', 'ccplan diff main' (with the files as they are now), \
            'ccplan diff old-folder new-folder', 'ccplan diff --live' (what calls meet now, with the files as they are).

            With --live the account is read: its 'answer_url' tells the release that calls are on. What that holds is read \
            where it was published ('dir:' and 's3://'), else looked for in the project's git history. The numbers that \
            are walked are those that are linked to the application. Without --live nothing is asked over the network, \
            with --snapshot only of an 's3://' target.

            Environment, with --live: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_API_URL; what is missing there is taken from \
            ~/.vonage/config.json. For 's3:' targets AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, \
            AWS_REGION, AWS_ENDPOINT_URL_S3.

            Exit status: 0; with --exit-code 2 when there are differences; 1 for an error, 64 for a wrong command line.
            """
    )

    @Argument(
        help: """
            BASE..HEAD, commits, branches or tags of git; or one of them; or two folders. With --live, what is compared \
            with it: one of them, or nothing for the files as they are.
            """
    )
    var versions: [String] = []

    @Option(help: "The project's folder, or its root file, whose history git has.")
    var project = "."

    @OptionGroup var variables: VariableArguments

    @Flag(help: "Compare with what is live: the release that the account's application points at.")
    var live = false

    @Option(
        help: ArgumentHelp(
            "The same, by a snapshot that 'ccplan snapshot' took, not the account.",
            valueName: "file"
        )
    )
    var snapshot: String?

    @OptionGroup var account: AccountArguments

    @Flag(help: "Exit with 2 when callers would notice anything.")
    var exitCode = false

    @Option(help: "How the report is printed: text, json.")
    var format: DiffFormat = .text

    private var isLive: Bool { live || snapshot != nil }

    func validate() throws {
        if isLive {
            guard versions.count <= 1, versions.allSatisfy({ $0.firstRange(of: "..") == nil }) else {
                throw ValidationError("--live is compared with one version, or with the files as they are")
            }
        } else {
            guard (1...2).contains(versions.count) else {
                throw ValidationError("name one range such as main..HEAD, one version, or two folders; or pass --live")
            }
        }
        if account.apiURL != nil, !live || snapshot != nil {
            throw ValidationError(
                snapshot == nil
                    ? "--api-url goes with --live" : "--api-url has no use with --snapshot: the account is not asked"
            )
        }
        if versions.count == 2, versions.contains(where: { $0.contains("..") && fileKind($0) == .nothing }) {
            throw ValidationError("a range stands alone; two folders are compared with each other")
        }
    }

    func run() async throws {
        let report = try await isLive ? liveReport() : report()
        switch format {
        case .text: try printOutput(report.text)
        case .json: try printOutput(report.json.serialized(.pretty) + "\n")
        }
        if exitCode, !report.comparison.differences.isEmpty { throw ExitCode(2) }
    }

    private func report() throws -> JourneyReport {
        let sides = try sides()
        return try sides.after.compiled(variables).journeys(since: try sides.before.compiled(variables))
    }

    private func liveReport() async throws -> JourneyReport {
        let wanted =
            try versions.first.map { try ComparedVersion($0, in: project) }
            ?? ComparedVersion(path: project, name: "the files as they are")
        let prepared = try PreparedProject(wanted.path, variables, toleratingTestErrors: true)
        guard let after = CompiledVersion(prepared.loaded, name: wanted.name) else {
            throw ProgramFailure.alreadyPrinted
        }
        let lookup = LiveLookup(prepared: prepared, path: project, variables: variables)
        let live =
            if let snapshot {
                try await lookup.find(in: try prepared.snapshotAccount(snapshot))
            } else {
                try await lookup.find(in: try account.liveAccount(for: prepared))
            }
        return after.journeys(since: live.version, linked: live.numbers)
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
