import FoundationEssentials
import JSONTree
import Testing

@testable import Sandbox

struct EmulatorTests {
    private func fault(_ action: String, _ extra: [(String, JSONValue)] = []) -> JSONValue {
        .object(JSONObject([("action", JSONValue.string(action))] + extra))
    }

    @Test("the log numbers requests, names their query keys, and says what changed something")
    func log() async throws {
        let account = Account(owning: ["442079460000:GB"])
        _ = try await account.numbers("/account/numbers?size=5&index=1")
        _ = try await account.numbers("/number/cancel", form: "country=GB&msisdn=442079460000")
        _ = try await account.numbers("/number/cancel", form: "country=GB&msisdn=442079460000")
        let body = try await account.admin("GET", "/_sandbox/requests").bodyJSON
        let rows = try #require(body?["requests"]?.arrayValue)
        #expect(rows.compactMap { $0["ordinal"]?.intValue } == [1, 2, 3])
        #expect(rows[0]["query"] == ["size", "index"])
        #expect(rows.map { $0["mutated"] } == [false, true, false])
        #expect(rows.map { $0["status"] } == [200, 200, 420])
        _ = try await account.admin("DELETE", "/_sandbox/requests")
        _ = try await account.numbers("/account/numbers")
        #expect(account.emulator.requests.map(\.ordinal) == [1])
    }

    @Test(
        "a fault hits the requests that match, as often as it says",
        arguments: [
            ([("match", ["path": "/account"])], [true, false, false]),
            ([("match", ["ordinal": 3])], [false, false, true]),
            ([("match", ["mutating": false]), ("skip", 1), ("times", 5)], [false, true, true]),
            ([("match", ["mutating": true])], [false, false, false]),
            ([("match", ["method": "GET", "path": "/number"])], [false, true, false]),
        ] as [([(String, JSONValue)], [Bool])]
    )
    func matching(extra: [(String, JSONValue)], hits: [Bool]) async throws {
        let account = Account()
        let added = try await account.admin("POST", "/_sandbox/faults", fault("status", extra + [("status", 503)]))
        #expect(added.status == 201)
        var statuses: [Int] = []
        for target in ["/account/numbers", "/number/search?country=GB", "/account/numbers"] {
            statuses.append(try await account.numbers(target).status)
        }
        #expect(statuses == hits.map { $0 ? 503 : 200 })
    }

    @Test(
        "a status fault brings its own headers and body, and nothing is done unless it says so",
        arguments: [false, true]
    )
    func status(handled: Bool) async throws {
        let account = Account()
        let rule = fault(
            "status",
            [
                ("status", 429), ("headers", ["Retry-After": "2"]), ("body", ["title": "slow"]),
                ("handled", .bool(handled)),
            ]
        )
        _ = try await account.admin("POST", "/_sandbox/faults", rule)
        let response = try await account.numbers("/number/buy", form: "country=GB&msisdn=442079460000")
        #expect(response.status == 429)
        #expect(response.headers.contains { $0.name == "Retry-After" && $0.value == "2" })
        #expect(response.bodyJSON == ["title": "slow"])
        #expect(account.emulator.state.numbers.count == (handled ? 1 : 0))
    }

    @Test("HTML comes in the place of JSON")
    func html() async throws {
        let account = Account()
        _ = try await account.admin("POST", "/_sandbox/faults", fault("html"))
        let response = try await account.numbers("/account/numbers")
        #expect(response.status == 200)
        #expect(response.bodyJSON == nil)
    }

    @Test(
        "before means that nothing was done, after that all was",
        arguments: [("drop-before", 0), ("drop-after", 1), ("hang-before", 0), ("hang-after", 1)]
    )
    func drops(action: String, owned: Int) async throws {
        let account = Account()
        _ = try await account.admin("POST", "/_sandbox/faults", fault(action))
        let headers = [("Authorization", basic()), ("Content-Type", "application/x-www-form-urlencoded")]
        let form = Array("country=GB&msisdn=442079460000".utf8)
        let request = SandboxRequest("POST", "/number/buy", headers: headers, body: form)
        async let delivery = account.emulator.exchange(request)
        if action.hasPrefix("hang") {
            await account.emulator.gate.waitUntilHeld(1)
            #expect(account.emulator.state.numbers.count == owned)
            #expect(account.emulator.requests.first?.outcome == .hanging)
            let released = try await account.admin("POST", "/_sandbox/release", ["then": "drop"])
            #expect(released.bodyJSON == ["released": 1])
        }
        guard case .drop = await delivery else {
            Issue.record("an answer was sent")
            return
        }
        #expect(account.emulator.state.numbers.count == owned)
        #expect(account.emulator.requests.first?.outcome == .dropped)
        #expect(account.emulator.requests.first?.isMutated == (owned == 1))
    }

    @Test("a released request goes on where it was", arguments: ["hang-before", "hang-after"])
    func release(action: String) async throws {
        let account = Account(owning: ["442079460000:GB"])
        _ = try await account.admin("POST", "/_sandbox/faults", fault(action))
        async let response = account.numbers("/account/numbers")
        await account.emulator.gate.waitUntilHeld(1)
        _ = try await account.admin("POST", "/_sandbox/release", ["ordinal": 1])
        #expect(try await response.status == 200)
        #expect(account.emulator.requests.first?.outcome == .answered)
    }

    @Test("a request whose client goes away while it hangs is abandoned, and not handled")
    func abandoned() async throws {
        let account = Account()
        _ = try await account.admin("POST", "/_sandbox/faults", fault("hang-before"))
        let headers = [("Authorization", basic()), ("Content-Type", "application/x-www-form-urlencoded")]
        let form = Array("country=GB&msisdn=442079460000".utf8)
        let request = SandboxRequest("POST", "/number/buy", headers: headers, body: form)
        let task = Task { await account.emulator.exchange(request) }
        await account.emulator.gate.waitUntilHeld(1)
        task.cancel()
        guard case .drop = await task.value else {
            Issue.record("an answer was sent")
            return
        }
        #expect(account.emulator.requests.first?.outcome == .abandoned)
        #expect(account.emulator.state.numbers.isEmpty)
    }

    @Test("waiting for hanging requests ends at the limit")
    func waitingTimesOut() async throws {
        let response = try await Account().admin("GET", "/_sandbox/hanging?count=1&timeout_ms=1")
        #expect(response.status == 408)
        #expect(response.bodyJSON == ["hanging": []])
    }

    @Test("delays and latency pass on the clock")
    func delay() async throws {
        let account = Account()
        let start = account.clock.milliseconds
        _ = try await account.admin("POST", "/_sandbox/faults", fault("delay", [("ms", 250)]))
        _ = try await account.admin("PUT", "/_sandbox/settings", ["latency_ms": 20])
        #expect(try await account.numbers("/account/numbers").status == 200)
        #expect(account.clock.milliseconds == start + 270)
    }

    @Test("a rate lets so many requests a second through, each API apart")
    func rate() async throws {
        let account = Account(settings: SandboxSettings(rates: [.numbers: 2]))
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(try await account.numbers("/account/numbers").status) }
        account.clock.advance(by: 999)
        statuses.append(try await account.numbers("/account/numbers").status)
        account.clock.advance(by: 1)
        statuses.append(try await account.numbers("/account/numbers").status)
        #expect(statuses == [200, 200, 429, 429, 200])
        #expect(try await account.applications("GET", "/v2/applications").status == 200)
    }

    @Test(
        "wrong rules and settings are refused whole",
        arguments: [
            ("POST", "/_sandbox/faults", [["action": "delay"], ["action": "explode"]]),
            ("POST", "/_sandbox/faults", ["action": "status", "match": ["colour": "red"]]),
            ("POST", "/_sandbox/release", ["then": "jump"]),
            ("PUT", "/_sandbox/settings", ["quirks": ["no-such"]]),
            ("PUT", "/_sandbox/settings", ["rates": ["sms": 1]]),
            ("PUT", "/_sandbox/state", ["version": 2]), ("PUT", "/_sandbox/state", ["applications": [["name": "A"]]]),
            ("PUT", "/_sandbox/state", ["users": ["nobody": []]]),
        ] as [(String, String, JSONValue)]
    )
    func badAdmin(method: String, path: String, body: JSONValue) async throws {
        let account = Account()
        let response = try await account.admin(method, path, body)
        #expect(response.status == 400)
        #expect(response.bodyJSON?["error"]?.stringValue?.isEmpty == false)
        #expect(try await account.admin("GET", "/_sandbox/faults").bodyJSON == ["faults": []])
    }

    @Test("the admin endpoints answer neither other machines nor web pages")
    func locality() async throws {
        let account = Account()
        let far = SandboxRequest("GET", "/_sandbox/state", isLocal: false)
        let page = SandboxRequest("GET", "/_sandbox/state", headers: [("Origin", "https://evil.example")])
        #expect(try await account.send(far).status == 403)
        #expect(try await account.send(page).status == 403)
    }

    @Test("a state that is read and set again is the same")
    func roundTrip() async throws {
        let account = Account(owning: ["442079460000:GB", "4915112345678:DE"])
        let app = try await account.makeApplication(capabilities: ["voice": [:]])
        _ = try await account.users(app, "POST", "/v1/users", ["name": "Jane"])
        _ = try await account.numbers("/number/update", form: "country=GB&msisdn=442079460000&app_id=\(app)")
        _ = try await account.numbers("/number/cancel", form: "country=DE&msisdn=4915112345678")
        let state = try #require(try await account.admin("GET", "/_sandbox/state").bodyJSON)
        let second = Account()
        #expect(try await second.admin("PUT", "/_sandbox/state", state).status == 204)
        #expect(try await second.admin("GET", "/_sandbox/state").bodyJSON == state)
        #expect(try await second.users(app, "GET", "/v1/users/Jane").status == 200)
    }

    @Test("the state is on disk before the answer, and is there after a restart")
    func file() async throws {
        let folder = try TemporaryFolder()
        let file = StateFile(path: folder.path + "/state.json")
        let account = Account(owning: ["442079460000:GB"], file: file)
        #expect(try file.load() == nil)
        _ = try await account.makeApplication()
        let loaded = try #require(try file.load())
        #expect(loaded.json == account.emulator.state.json)
    }

    @Test("a state that cannot be kept is not changed")
    func unwritable() async throws {
        let account = Account(file: StateFile(path: "/no/such/folder/state.json"))
        let response = try await account.numbers("/number/buy", form: "country=GB&msisdn=442079460000")
        #expect(response.status == 500)
        #expect(account.emulator.state.numbers.isEmpty)
        #expect(account.emulator.requests.first?.isMutated == false)
    }

    @Test(
        "a damaged state file is an error that names it",
        arguments: ["", "{", "[]", "{\"version\":1,\"numbers\":[{}]}"]
    )
    func damaged(content: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/state.json"
        try Data(content.utf8).write(to: URL(filePath: path))
        let error = #expect(throws: SandboxStateError.self) { _ = try StateFile(path: path).load() }
        #expect(error?.description.contains(path) == true)
    }

    @Test("each quirk has a name for the command line and a sentence")
    func quirks() {
        for quirk in Quirk.allCases {
            #expect(Quirk(rawValue: quirk.rawValue) == quirk)
            #expect(!quirk.summary.isEmpty)
        }
        #expect(Set(Quirk.allCases.map(\.summary)).count == Quirk.allCases.count)
    }

    @Test("each admin endpoint of the help is there", arguments: AdminEndpoint.all)
    func adminEndpoints(endpoint: AdminEndpoint) async throws {
        #expect(try await Account().admin(endpoint.method, endpoint.path, [:]).status != 404)
        #expect(!endpoint.summary.isEmpty)
    }

    @Test("what is no admin endpoint is answered with 404")
    func noAdminEndpoint() async throws {
        #expect(try await Account().admin("DELETE", "/_sandbox/state", [:]).status == 404)
        #expect(try await Account().admin("GET", "/_sandbox/", [:]).status == 404)
    }

    @Test("the built-in stock has each number once")
    func stock() {
        #expect(Set(NumberStock.builtIn.map(\.msisdn)).count == NumberStock.builtIn.count)
        #expect(NumberStock.builtIn.allSatisfy { isDigits($0.msisdn) })
    }
}

/// A folder that is removed with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/sandbox-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // what stays behind does no harm
    }
}
