internal import ArgumentParser
internal import HTTPTransport
internal import ProgramSupport
internal import Sandbox

/// Serves the three APIs on one port.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the Applications, Numbers and Users APIs on one local port.",
        discussion: """
            Prints one line when it is ready: 'ccsandbox listening on http://127.0.0.1:PORT'. Ends on SIGTERM or SIGINT.

            Quirks: what the platform's documentation leaves open, switched the other way.
            \(Quirk.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Behind the scenes: JSON endpoints under /_sandbox/, for programs on this machine only; they want no credentials.
            \(AdminEndpoint.all.map { "  \($0.method) \($0.path): \($0.summary)" }.joined(separator: "\n"))
            A fault is {"action": …, "match": {"method", "path", "ordinal", "mutating"}, "skip", "times", "status", "headers", \
            "body", "handled", "ms"}; all but the action may be left out, and "path" is how it begins. Actions:
            \(Fault.Action.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))
            The answer to the next create is lost, though it is carried out:
              curl -d '{"action":"drop-after","match":{"method":"POST","path":"/v2/applications"}}' URL/_sandbox/faults
            Drift behind a tool's back is made as in life, through the APIs; this unlinks a number:
              curl -u sandbox:sandbox-secret -d 'country=GB&msisdn=442079460000' URL/number/update
            """
    )

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 0

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The file that keeps the account over restarts; default: none.", valueName: "file"))
    var state: String?

    @Option(help: ArgumentHelp("A number that the account owns at the start, as 442079460000:GB.", valueName: "number"))
    var own: [String] = []

    @Option(help: ArgumentHelp("A file of such numbers, one a line.", valueName: "file"))
    var owned: String?

    @Option(help: "The account's API key.")
    var key = "sandbox"

    @Option(help: "The account's API secret.")
    var secret = "sandbox-secret"

    @Option(help: ArgumentHelp("A quirk to switch on; repeatable.", valueName: "name"))
    var quirk: [Quirk] = []

    @Option(
        help: ArgumentHelp("Requests a second that an API lets through, as users=5; repeatable.", valueName: "api=n")
    )
    var rate: [RateArgument] = []

    @Option(help: ArgumentHelp("Milliseconds added to every answer.", valueName: "ms"))
    var latency = 0

    @Option(help: ArgumentHelp("Users to give each application at the start.", valueName: "n"))
    var seedUsers = 0

    @Option(help: ArgumentHelp("A public key: an application with it exists at the start.", valueName: "file"))
    var seedPublicKey: String?

    @Flag(
        help: "Ask a number's moHttpUrl during its update, and refuse it unless it answers 200, as the platform does."
    )
    var probeWebhooks = false

    @Option(help: ArgumentHelp("What goes to standard error; info is a JSON line a request.", valueName: "level"))
    var logLevel = LogVerbosity.warning

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard (0...600_000).contains(latency) else { throw ValidationError("--latency is 0 to 600000 milliseconds") }
        guard (0...1_000_000).contains(seedUsers) else { throw ValidationError("--seed-users is 0 to 1000000") }
        for text in own where OwnedNumberArgument(text) == nil {
            throw ValidationError("--own is a number and its country, as 442079460000:GB, not '\(text)'")
        }
        guard !key.isEmpty, !key.contains(":"), !secret.isEmpty else {
            throw ValidationError("--key and --secret must not be empty, and a key has no colon")
        }
    }

    func run() async throws {
        do {
            let file = state.map { StateFile(path: $0) }
            let emulator = Emulator(
                state: try initialState(file),
                settings: settings,
                file: file,
                probe: probeWebhooks ? makeProbe() : nil
            )
            let host = host
            try await SandboxServer(emulator, host: host, port: port, verbosity: logLevel).runUntilSignalled { port in
                // Who reads no line may know the port all the same.
                try? printOutput("ccsandbox listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)\n")
            }
        } catch let error as SandboxStateError {
            throw ProgramFailure("\(error)", help: nil).reported()
        } catch {
            throw ProgramFailure("cannot serve on \(host):\(port): \(error)", help: nil).reported()
        }
    }

    private var settings: SandboxSettings {
        SandboxSettings(
            key: key,
            secret: secret,
            quirks: Set(quirk),
            rates: Dictionary(rate.map { ($0.api, $0.perSecond) }, uniquingKeysWith: { $1 }),
            latencyMilliseconds: latency
        )
    }

    /// What the file holds, and what the arguments add; kept at once if there is a file.
    private func initialState(_ file: StateFile?) throws -> SandboxState {
        let environment = SandboxEnvironment.live
        var state = try file?.load() ?? SandboxState()
        let before = state.revision
        let listed = try owned.map { try OwnedNumberArgument.list(inFile: $0) } ?? []
        for number in listed + own.compactMap(OwnedNumberArgument.init) {
            state.own(number.msisdn, country: number.country)
        }
        if let seedPublicKey {
            let pem = try readText(ofFile: seedPublicKey)
            state.addApplication(name: "Seeded", publicKeyPEM: pem, makeUUID: environment.makeUUID)
        }
        if seedUsers > 0 {
            guard !state.applications.isEmpty else {
                throw SandboxStateError(
                    "--seed-users needs an application: give --seed-public-key or a --state with one"
                )
            }
            for application in state.applications {
                state.addUsers(seedUsers, to: application.id, makeUUID: environment.makeUUID)
            }
        }
        if state.revision != before { try file?.save(state) }
        return state
    }
}

/// The value of `--rate`: an API and its requests a second.
struct RateArgument: ExpressibleByArgument {
    let api: EmulatedAPI
    let perSecond: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let api = EmulatedAPI(rawValue: String(parts[0])), let rate = Int(parts[1]), rate > 0
        else { return nil }
        self.api = api
        perSecond = rate
    }
}

extension Quirk: ExpressibleByArgument {}
extension LogVerbosity: ExpressibleByArgument {}

/// Whether a URL answers a GET with 200 within five seconds.
private func makeProbe() -> @Sendable (_ url: String) async -> Bool {
    let client = HTTPClient()
    return { url in
        let response = try? await client.get(HTTPRequest(url: url, deadline: .seconds(5)))  // no answer is not 200
        return response?.status == 200
    }
}
