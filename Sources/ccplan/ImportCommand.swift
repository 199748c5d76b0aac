internal import ArgumentParser
internal import Diagnostics
internal import FileAccess
internal import Importing
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import VonageAPI

/// `ccplan import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Write a project from what the account has.",
        discussion: """
            Takes the application, the numbers that are linked to it, and with VONAGE_PRIVATE_KEY its users. What the \
            language cannot say exactly is left out, and so left alone; each such thing is told. Secrets are not written \
            down: the project reads them from environment variables, whose names are printed. Nothing is changed in the \
            account, and no file is overwritten.

            Environment: VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_PRIVATE_KEY (a PEM or the path of one), VONAGE_API_URL; \
            what is missing there is taken from ~/.vonage/config.json.
            """
    )

    @Option(help: ArgumentHelp("The id of the application.", valueName: "id"))
    var appId: String?

    @Option(help: ArgumentHelp("The name of the application, when only one has it.", valueName: "name"))
    var appName: String?

    @Option(help: ArgumentHelp("The folder of the project: empty, or not there yet.", valueName: "dir"))
    var out: String

    @Flag(help: "Ask the present answer webhook what calls to each number hear, and keep that.")
    var fetchAnswers = false

    @OptionGroup var account: AccountArguments

    mutating func validate() throws {
        guard (appId == nil) != (appName == nil) else { throw ValidationError("give one of --app-id and --app-name") }
        while out.count > 1, out.hasSuffix("/") { out.removeLast() }
    }

    func run() async throws {
        do throws(ProgramFailure) {
            try requireEmpty(out)
        } catch {
            throw error.reported()
        }
        let reader = try account.liveAccount()
        let live: LiveState
        var source: ImportSource
        do {
            live = try await readAll(reader)
            let application = try chosen(among: live.applications)
            source = ImportSource(application: application, numbers: live.numbers, users: .compared([]))
            source.users = try await readUsers(of: application, reader)
        } catch let error as APIError {
            throw ProgramFailure(error).reported()
        }
        var notes: [String] = []
        if fetchAnswers { notes = await source.fetchAnswers() }
        let project = importProject(source)
        do throws(ProgramFailure) {
            try write(project)
        } catch {
            throw error.reported()
        }
        var compared = live
        compared.users = source.users
        try report(project, notes: notes + project.notes, against: compared)
    }

    // MARK: The account

    private func readAll(_ reader: LiveAccount) async throws -> LiveState {
        async let applications = reader.applications()
        async let numbers = reader.ownedNumbers()
        return LiveState(
            applications: try await applications.map(LiveApplication.init(body:)),
            numbers: try await numbers.map(LiveNumber.init(body:))
        )
    }

    private func chosen(among applications: [LiveApplication]) throws -> LiveApplication {
        let found = applications.filter { application in
            appId.map { isSameApplication(application.id, $0) } ?? (application.name == appName)
        }
        let wish = printable(appId.map { "the id '\($0)'" } ?? "the name '\(appName ?? "")'")
        guard let first = found.first else {
            throw ProgramFailure(
                "this account has no application with \(wish)",
                help: "give another one; the dashboard lists them"
            ).reported()
        }
        guard found.count == 1 else {
            let ids = printable(found.map(\.id).sorted().joined(separator: ", "))
            throw ProgramFailure(
                "\(found.count) applications have \(wish): \(ids)",
                help: "choose one with --app-id"
            ).reported()
        }
        return first
    }

    private func readUsers(of application: LiveApplication, _ reader: LiveAccount) async throws -> LiveUsers {
        if case .refused(let reason) = reader.userAccess(to: application) { return .notCompared(reason: reason) }
        let rows = try await reader.userRows(application: application.id)
        let names = Set(rows.compactMap { $0["name"]?.stringValue })
        return .compared(try await Provisioning.readUsers(reader, of: application.id, detailed: names))
    }

    // MARK: The project

    private func requireEmpty(_ folder: String) throws(ProgramFailure) {
        switch fileKind(folder) {
        case .nothing: return
        case .folder where namesInFolder(folder)?.isEmpty == true: return
        default:
            throw ProgramFailure(
                "'\(folder)' is there already, and not an empty folder",
                help: "choose another folder: nothing is ever overwritten"
            )
        }
    }

    private func write(_ project: ImportedProject) throws(ProgramFailure) {
        var files = NewFiles()
        do throws(ProgramFailure) {
            try files.makeFolder(out)
            for file in project.files {
                let path = resolvedPath(file.path, in: out)
                if let slash = path.lastIndex(of: "/") { try files.makeFolder(String(path[..<slash])) }
                try files.write(path, file.text, ifThere: "choose another folder: nothing is ever overwritten")
            }
        } catch {
            files.removeAll()
            throw error
        }
    }

    /// Tells what was written, what was not, and what a plan of it would show.
    private func report(_ project: ImportedProject, notes: [String], against live: LiveState) throws {
        let root = resolvedPath(rootFileName, in: out)
        let others = project.files.count - 1
        var text = "\(root): the project, with \(others) other file\(others == 1 ? "" : "s")\n"
        if !project.secrets.isEmpty {
            text += "\nSecrets that it reads from the environment:\n"
            text += project.secrets.map { "  \($0.variable): \($0.use)\n" }.joined()
        }
        if !notes.isEmpty { text += "\nLook at:\n" + notes.map { "  \(printable($0))\n" }.joined() }
        let prepared = try PreparedProject(out, try VariableArguments.parse([]))
        let planned = makePlan(prepared.desired, against: live)
        printDiagnostics(planned.diagnostics, sources: prepared.loaded.sources)
        text += "\n" + (planned.output.map(changesInWords) ?? "")
        try printOutput(text)
    }

    private func changesInWords(_ plan: Plan) -> String {
        // Publishing is what a project is for.
        let others = plan.steps.filter { $0.subject != .release && $0.subject != .answerURL }
        let moves = "Applying it publishes a release and lets calls go to it"
        guard !others.isEmpty else { return "\(moves); nothing else in the account changes.\n" }
        var shown = plan
        shown.steps = others
        shown.unmanaged = []
        return "\(moves). It would also change what the language cannot leave as it is:\n\n\(shown.stepLines)"
    }
}
