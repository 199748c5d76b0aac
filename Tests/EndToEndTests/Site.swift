import Foundation
import Glibc
import JSONTree
import Synchronization
import Testing

/// The quickstart as an operator has it: a project, its keys, an account with its numbers, and a web host.
final class Site: Sendable {
    let folder: TemporaryFolder
    let account: EmulatedAccount
    let hostURL: String
    private let host: Mutex<LaunchedProgram>
    private let ticket: Turnstile.Ticket

    /// More would only be slower.
    private static let turnstile = Turnstile(width: 6)

    /// Starts the emulator and the host; `arguments` are more of `ccsandbox serve`.
    init(_ arguments: [String] = []) async throws {
        ticket = await Self.turnstile.enter()
        folder = try TemporaryFolder()
        let publish = folder.url.appending(path: "project/public")
        try FileManager.default.createDirectory(at: publish, withIntermediateDirectories: true)
        let own = ["442079460001:GB", "442079460002:GB", "442079460003:GB"].flatMap { ["--own", $0] }
        account = try await EmulatedAccount(own + arguments)
        let program = try Self.launchHost(publish, port: "0")
        hostURL = try await program.listeningURL()
        host = Mutex(program)
        let quickstart = repository.appending(path: "examples/quickstart")
        try FileManager.default.copyItem(
            at: quickstart.appending(path: "custom.json"),
            to: project.appending(path: "custom.json")
        )
        try await KeyPair.first.value.write(to: self)
        try write(originalText)
    }

    private static func launchHost(_ releases: URL, port: String) throws -> LaunchedProgram {
        let arguments = ["--releases", releases.path, "--port", port, "--threads", "1", "--log-level", "error"]
        return try LaunchedProgram("ccserve", arguments)
    }

    /// Ends the host, as an operator does.
    func stopHost() async throws {
        let program = host.withLock { $0 }
        program.signal(SIGTERM)
        _ = try await program.result()
    }

    /// Starts the host again, where it was.
    func restartHost() async throws {
        let program = try Self.launchHost(publish, port: String(hostURL.split(separator: ":").last ?? ""))
        host.withLock { $0 = program }
        #expect(try await program.listeningURL() == hostURL)
    }

    var project: URL { folder.url.appending(path: "project") }
    var publish: URL { project.appending(path: "public") }

    /// The private half of the application's key.
    var privateKey: URL { folder.url.appending(path: "app.pem") }

    /// The quickstart's YAML, served by this site's host.
    var originalText: String {
        get throws {
            try String(
                contentsOf: repository.appending(path: "examples/quickstart/contact-center.yaml"),
                encoding: .utf8
            ).replacing("https://voice.example.com", with: hostURL)
        }
    }

    func write(_ text: String) throws {
        try Data(text.utf8).write(to: project.appending(path: "contact-center.yaml"))
    }

    /// Changes the quickstart's YAML; what is replaced must be there.
    func edit(_ changes: (old: String, new: String)...) throws { try edit(changes) }

    func edit(_ changes: [(old: String, new: String)]) throws {
        var text = try originalText
        for change in changes {
            try #require(text.contains(change.old))
            text = text.replacing(change.old, with: change.new)
        }
        try write(text)
    }

    // MARK: Programs

    /// What the programs find in their environment.
    var environment: [String: String] {
        [
            "VONAGE_API_KEY": "sandbox", "VONAGE_API_SECRET": "sandbox-secret", "VONAGE_API_URL": account.url,
            "VONAGE_PRIVATE_KEY": privateKey.path,
        ]
    }

    /// `ccplan plan`; an empty variable is as good as none.
    func plan(_ arguments: String..., environment changes: [String: String] = [:]) async throws -> ProgramResult {
        try await finish("ccplan", ["plan"] + arguments + ["--rate", "off"], environment: merged(changes), in: project)
    }

    /// `ccapply`, without a question unless there is an answer, and with `--force` unless that is what it is about.
    func apply(
        _ arguments: String...,
        force: Bool = true,
        answer: String? = nil,
        environment changes: [String: String] = [:]
    ) async throws -> ProgramResult {
        try await launchApply(arguments, force: force, answer: answer, environment: changes).result()
    }

    /// `ccapply buy`, likewise.
    func buy(
        _ arguments: String...,
        answer: String? = nil,
        environment changes: [String: String] = [:]
    ) async throws -> ProgramResult {
        try await launchApply(["buy"] + arguments, force: false, answer: answer, environment: changes).result()
    }

    func launchApply(
        _ arguments: [String] = [],
        force: Bool = true,
        answer: String? = nil,
        environment changes: [String: String] = [:],
        blocking signals: [Int32] = []
    ) throws -> LaunchedProgram {
        try LaunchedProgram(
            "ccapply",
            arguments + ["--rate", "off"] + (force ? ["--force"] : []) + (answer == nil ? ["--auto-approve"] : []),
            environment: merged(changes),
            input: answer ?? "",
            in: project,
            blocking: signals
        )
    }

    /// An apply that must work.
    func applied() async throws {
        let result = try await apply()
        try #require(result.status == 0, "\(result.output)\(result.errors)")
    }

    /// A plan that must be empty.
    func expectNothingToDo(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let result = try await plan("--detailed-exitcode")
        #expect(result.status == 0, "\(result.output)\(result.errors)", sourceLocation: sourceLocation)
        #expect(
            result.output.contains("\nNo changes. The account is as the project says."),
            sourceLocation: sourceLocation
        )
    }

    private func merged(_ changes: [String: String]) -> [String: String] {
        environment.merging(changes) { $1 }
    }

    // MARK: What is there

    /// The account without what differs from one run to the next: ids, and the order in which users were made.
    func outline() async throws -> String {
        normalised(try await account.state().sortedUsers.sortedByKey.serialized(.pretty))
    }

    /// What was published, by path; the lock and staging are not.
    func published() throws -> [String: Data] {
        try contents(of: publish).filter { !$0.key.hasPrefix(".ccapply.lock") }
    }

    /// Puts back what was published at some time.
    func restore(published files: [String: Data]) throws {
        // The folder itself stays: the host looks into it.
        for name in try FileManager.default.contentsOfDirectory(atPath: publish.path) {
            try FileManager.default.removeItem(at: publish.appending(path: name))
        }
        for (path, content) in files {
            let file = publish.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try content.write(to: file)
        }
    }

    /// `text` without what differs from one site to the next.
    func normalised(_ text: String) -> String {
        let text = text.replacing(hostURL, with: "http://HOST").replacing(account.url, with: "http://API")
            .replacing(/USR-[0-9a-f-]{36}/, with: "USER-ID")
            .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "APPLICATION-ID")
            .replacing(/SHA256:[0-9a-f]{32}/, with: "SHA256:KEY")
        // Releases and fingerprints depend on the host's port; equal ones stay equal.
        var names: [Substring: String] = [:]
        return text.replacing(/\b[0-9a-f]{16}\b/) { match in
            let name = names[match.output] ?? "HASH-\(names.count + 1)"
            names[match.output] = name
            return name
        }
    }
}

extension JSONValue {
    fileprivate var sortedUsers: JSONValue {
        guard var state = objectValue, let users = state["users"]?.objectValue else { return self }
        state["users"] = .object(
            JSONObject(
                users.members.map { id, list in
                    let rows = list.arrayValue ?? []
                    return (id, .array(rows.sorted { name($0) < name($1) }))
                }
            )
        )
        return .object(state)
    }
}

private func name(_ user: JSONValue) -> String { user["name"]?.stringValue ?? "" }

/// A key pair as `ccplan keygen` makes them; made once for all tests, which takes longer than most of them.
struct KeyPair: Sendable {
    let publicPEM: String
    let privatePEM: String

    static let first = Task { try await KeyPair() }
    static let second = Task { try await KeyPair() }

    private init() async throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(
            "version: 1\napp: {name: A, public_key: a.pub}\nhosting: {url: \"https://a.example\"}\n"
        )
        let file = folder.url.appending(path: "a.pem")
        let result = try await finish("ccplan", ["keygen", project.path, "--private-key", file.path])
        try #require(result.status == 0, "\(result.errors)")
        publicPEM = try String(contentsOf: project.appending(path: "a.pub"), encoding: .utf8)
        privatePEM = try String(contentsOf: file, encoding: .utf8)
    }

    /// Makes this pair the site's.
    func write(to site: Site) throws {
        let keys = site.project.appending(path: "keys")
        try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
        try Data(publicPEM.utf8).write(to: keys.appending(path: "app.pub"))
        try Data(privatePEM.utf8).write(to: site.privateKey)
    }
}
