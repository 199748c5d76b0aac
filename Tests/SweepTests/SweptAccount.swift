import Applying
import Diagnostics
import HTTPTransport
import JSONTree
import Provisioning
import Sandbox
import Testing
import VonageAPI
import VonageAPIWrites

/// An emulated account behind a socket of its own, and the real client that plans and applies, all in one process.
///
/// The connections are real, time is not: whoever waits moves the one clock that client and emulator share.
final class SweptAccount: Sendable {
    let emulator: Emulator
    let clock: SweepClock
    let key: ApplicationKey

    private let base: String
    private let server: Task<Void, any Error>
    private let http = HTTPClient(options: HTTPClient.Options(concurrency: 16))

    /// One pair is enough: making one is slow.
    private static let key = Result { try ApplicationKey() }

    static var publicKeyPEM: String {
        get throws { try key.get().publicKey.pem }
    }

    /// Starts an account that owns these numbers, by their digits.
    init(
        owning numbers: [(digits: String, country: String)],
        quirks: [Quirk] = [],
        clock: SweepClock = SweepClock()
    ) async throws {
        key = try Self.key.get()
        self.clock = clock
        let environment = SandboxEnvironment(
            now: { clock.unixSeconds },
            uptimeMilliseconds: { clock.milliseconds },
            makeUUID: SandboxEnvironment.live.makeUUID,
            makeKeyPair: SandboxEnvironment.live.makeKeyPair,
            pause: { try? await clock.sleep(for: .milliseconds($0)) }  // a cancelled wait has simply ended
        )
        let rows = numbers.map { number -> JSONValue in
            [
                "msisdn": .string(number.digits), "country": .string(number.country), "type": "landline",
                "features": ["VOICE"],
            ]
        }
        let emulator = Emulator(
            state: try SandboxState(json: ["version": 1, "numbers": .array(rows)]),
            settings: SandboxSettings(quirks: Set(quirks)),
            environment: environment
        )
        self.emulator = emulator
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        server = Task { try await SandboxServer(emulator).run { port.yield($0) } }
        let number = try #require(await ports.first { _ in true })
        base = "http://127.0.0.1:\(number)"
        clock.wait { [http] in !http.isIdle }
    }

    deinit { server.cancel() }

    // MARK: Behind the client's back

    var requests: [LoggedRequest] { emulator.requests }

    var state: JSONValue { emulator.state.json }

    func set(state: JSONValue) async throws { try await tell("PUT", "state", state) }

    func clearRequests() async throws { try await tell("DELETE", "requests") }

    func set(faults: [JSONValue]) async throws {
        try await tell("DELETE", "faults")
        try await tell("POST", "release", ["then": "drop"])
        if !faults.isEmpty { try await tell("POST", "faults", .array(faults)) }
    }

    func set(rates: JSONValue) async throws { try await tell("PUT", "settings", ["rates": rates]) }

    private func tell(_ method: String, _ endpoint: String, _ body: JSONValue? = nil) async throws {
        let response = await emulator.answerAdmin(
            SandboxRequest(method, "/_sandbox/\(endpoint)", body: body?.serializedBytes() ?? [])
        )
        try #require((200..<300).contains(response.status), "\(String(decoding: response.body, as: UTF8.self))")
    }

    /// The account without what differs from one run to the next: ids, and the order in which users were made.
    var outline: String {
        var object = state.objectValue ?? JSONObject()
        var names: [String: String] = [:]
        let applications = object["applications"]?.arrayValue ?? []
        for application in applications {
            guard let id = application["id"]?.stringValue else { continue }
            names[id] = "APPLICATION-\(names.count + 1)"
        }
        var users: [JSONValue] = []
        for (_, list) in object["users"]?.objectValue?.members ?? [] {
            for user in list.arrayValue ?? [] {
                var fields = user.objectValue ?? JSONObject()
                fields["id"] = nil
                users.append(.object(fields))
            }
        }
        object["users"] = .array(users.sorted { $0.serialized() < $1.serialized() })
        var text = JSONValue.object(object).sortedByKey.serialized(.pretty)
        for (id, name) in names {
            text = text.replacing(id, with: name).replacing(id.filter { $0 != "-" }, with: name)
        }
        return text
    }

    // MARK: Runs

    /// A new connection to the account, as a program that starts has it.
    func session(
        retry: RetryPolicy = RetryPolicy(),
        rates: RateLimits = .off,
        requestDeadline: Duration = .seconds(30)
    ) throws -> APISession {
        APISession(
            http: http,
            endpoints: try #require(APIEndpoints(base: base)),
            credentials: APICredentials(key: "sandbox", secret: Secret("sandbox-secret")),
            key: key,
            retry: retry,
            rates: rates,
            clock: clock.clock,
            requestDeadline: requestDeadline
        )
    }

    /// What a run came to.
    enum Outcome {
        /// The account could not be read; nothing was changed.
        case unreadable(any Error)
        /// The plan must not be applied; nothing was changed.
        case unsound([String])
        case applied(Plan, Receipt)

        var receipt: Receipt? {
            if case .applied(_, let receipt) = self { receipt } else { nil }
        }

        var isComplete: Bool { receipt?.isComplete ?? false }
    }

    /// Plans and applies, as `ccapply` does.
    func apply(_ desired: DesiredState, _ session: APISession) async throws -> Outcome {
        try await run(Errand(.apply, desired), session)
    }

    /// Plans and does what is wanted, as `ccapply` does.
    func run(_ errand: Errand, _ session: APISession) async throws -> Outcome {
        let made: Checked<Plan>
        do {
            made = try await examine(errand, session)
            let unmet = try await unmetNeeds(of: errand, session)
            guard unmet.isEmpty else { return .unsound(unmet) }
        } catch let error as APIError {
            return .unreadable(error)
        } catch let error as AccountFailure {
            return .unreadable(error)
        }
        guard let plan = made.output, !made.diagnostics.hasErrors else {
            return .unsound(made.diagnostics.map(\.message))
        }
        let receipt = await applyPlan(
            plan,
            toward: errand.desired,
            account: changeable(session),
            deployment: Deployment { () async throws(DeploymentFailure) in "served" },
            settle: {},
            stop: StopRequest(),
            scope: errand.kind == .rollback ? .pointerOnly : .project
        ) { _ in }
        return .applied(plan, receipt)
    }

    /// Reads the account and compares.
    func plan(_ desired: DesiredState, _ session: APISession) async throws -> Plan {
        try await plan(Errand(.apply, desired), session)
    }

    /// What is left to do.
    func plan(_ errand: Errand, _ session: APISession) async throws -> Plan {
        let made = try await examine(errand, session)
        #expect(!made.diagnostics.hasErrors)
        return try #require(made.output)
    }

    private func examine(_ errand: Errand, _ session: APISession) async throws -> Checked<Plan> {
        let live = live(session)
        let desired = errand.desired
        guard errand.kind != .apply else {
            return makePlan(desired, against: try await readLiveState(live, for: desired))
        }
        let all = try await live.applications().map(LiveApplication.init(body:))
        guard case .found(let application) = findApplication(desired.application, among: all) else {
            // Nothing can be moved there, and nothing is left of it.
            let empty = makeDestroyPlan(desired, of: nil)
            return Checked(errand.kind == .destroy ? empty : nil, diagnostics: [])
        }
        guard errand.kind == .destroy else {
            return Checked(makeRollbackPlan(desired, of: application), diagnostics: [])
        }
        let belongings = ApplicationBelongings(
            application,
            numbers: try await live.ownedNumbers().map(LiveNumber.init(body:)),
            users: try await live.userRows(application: application.id).map(LiveUser.init(body:))
        )
        return Checked(makeDestroyPlan(desired, of: belongings), diagnostics: [])
    }

    /// What a release lacks in the account to which calls are to go back.
    private func unmetNeeds(of errand: Errand, _ session: APISession) async throws -> [String] {
        guard errand.kind == .rollback else { return [] }
        let all = try await live(session).applications().map(LiveApplication.init(body:))
        guard case .found(let application) = findApplication(errand.desired.application, among: all) else { return [] }
        return try await unmetRequirements(errand.desired.release.requires, of: application, in: live(session))
    }

    func live(_ session: APISession) -> LiveAccount {
        LiveAccount(reader: VonageReader(session), key: key.publicKey)
    }

    func changeable(_ session: APISession) -> ChangeableAccount {
        ChangeableAccount(live(session), writer: VonageWriter(session))
    }
}

/// What a run is to bring about.
struct Errand: Sendable {
    enum Kind: CaseIterable, Sendable {
        case apply, rollback, destroy
    }

    let kind: Kind
    let desired: DesiredState

    init(_ kind: Kind, _ desired: DesiredState) {
        self.kind = kind
        self.desired = desired
    }
}
