import JSONTree
import Testing

@testable import Sandbox

/// What each quirk flips: the same requests without it and with it.
@Suite struct QuirkTests {
    private func account(_ quirk: Quirk?, owning: [String] = []) -> Account {
        Account(settings: SandboxSettings(quirks: quirk.map { [$0] } ?? []), owning: owning)
    }

    @Test(
        "PUT of an application replaces it, or is put together with what was there",
        arguments: [nil, Quirk.putMerges]
    )
    func put(quirk: Quirk?) async throws {
        let account = account(quirk)
        let voice: JSONValue = ["region": "eu-west", "webhooks": ["event_url": ["address": "https://a.example/e"]]]
        let id = try await account.makeApplication(capabilities: ["voice": voice, "vbc": [:]])
        let body: JSONValue = ["name": "Other", "capabilities": ["voice": ["region": "eu-east"]]]
        let read = try await account.applications("PUT", "/v2/applications/\(id)", body).bodyJSON
        #expect(read?["capabilities"]?["voice"]?["region"] == "eu-east")
        #expect((read?["capabilities"]?["vbc"] != nil) == (quirk != nil))
        #expect((read?["capabilities"]?["voice"]?["webhooks"]?["event_url"] != nil) == (quirk != nil))
    }

    @Test("rows of the list of applications have keys, or have none", arguments: [nil, Quirk.listWithoutKeys])
    func keys(quirk: Quirk?) async throws {
        let account = account(quirk)
        let id = try await account.makeApplication()
        let rows = try await account.applications("GET", "/v2/applications").bodyJSON?["_embedded"]?["applications"]
        #expect((rows?.arrayValue?.first?["keys"] == nil) == (quirk != nil))
        #expect(try await account.applications("GET", "/v2/applications/\(id)").bodyJSON?["keys"] != nil)
    }

    @Test("a page is as long as was asked for, or ten rows", arguments: [nil, Quirk.pageSizeIgnored])
    func pages(quirk: Quirk?) async throws {
        let account = account(quirk, owning: (10..<40).map { "4420794600\($0):GB" })
        let app = try await account.makeApplication()
        for number in 1...11 { _ = try await account.makeApplication("App \(number)") }
        for number in 1...11 { _ = try await account.users(app, "POST", "/v1/users", ["name": .string("u\(number)")]) }
        let numbers = try await account.numbers("/account/numbers?size=100").bodyJSON
        #expect(numbers?["numbers"]?.arrayValue?.count == (quirk == nil ? 30 : 10))
        #expect(numbers?["count"] == 30)
        let applications = try await account.applications("GET", "/v2/applications?page_size=100").bodyJSON
        #expect(applications?["_embedded"]?["applications"]?.arrayValue?.count == (quirk == nil ? 12 : 10))
        #expect(applications?["total_pages"] == (quirk == nil ? 1 : 2))
        let users = try await account.users(app, "GET", "/v1/users?page_size=100").bodyJSON
        #expect(users?["_embedded"]?["users"]?.arrayValue?.count == (quirk == nil ? 11 : 10))
        #expect((users?["_links"]?["next"] == nil) == (quirk == nil))
    }

    @Test(
        "URLs read back as they were written, or in another spelling",
        arguments: [
            ("HTTPS://A.Example:443/b/", "https://a.example/b"), ("http://a.example:80", "http://a.example"),
            ("https://a.example:8443/B?c=/", "https://a.example:8443/B?c=/"),
        ]
    )
    func urls(written: String, normalised: String) async throws {
        for quirk in [nil, Quirk.urlsNormalised] {
            let account = account(quirk)
            let id = try await account.makeApplication(
                capabilities: ["voice": ["webhooks": ["event_url": ["address": .string(written)]]]]
            )
            let read = try await account.applications("GET", "/v2/applications/\(id)").bodyJSON
            let address = read?["capabilities"]?["voice"]?["webhooks"]?["event_url"]?["address"]
            #expect(address == .string(quirk == nil ? written : normalised))
        }
    }

    @Test(
        "an update of a number clears what it leaves out, or keeps it until it is sent as empty",
        arguments: [nil, Quirk.updateMerges, .unlinkByEmptyID]
    )
    func updates(quirk: Quirk?) async throws {
        let account = account(quirk, owning: ["442079460000:GB"])
        let id = try await account.makeApplication()
        let number = "country=GB&msisdn=442079460000"
        func settings() -> [NumberSetting: String] { account.emulator.state.numbers.first?.settings ?? [:] }
        let forwarding = "&voiceCallbackType=tel&voiceCallbackValue=442079460999"
        _ = try await account.numbers("/number/update", form: "\(number)&app_id=\(id)\(forwarding)")
        _ = try await account.numbers("/number/update", form: number)
        #expect((settings()[.applicationID] == nil) == (quirk == nil))
        #expect((settings()[.voiceCallbackType] == "tel") == (quirk == .updateMerges))
        let empty = "\(number)&app_id=" + (quirk == .updateMerges ? "&voiceCallbackType=&voiceCallbackValue=" : "")
        let status = try await account.numbers("/number/update", form: empty).status
        #expect(status == (quirk == nil ? 420 : 200))
        #expect(settings().isEmpty)
    }

    @Test(
        "a PATCH keeps the properties that it does not name, or does not",
        arguments: [nil, Quirk.patchReplacesProperties]
    )
    func properties(quirk: Quirk?) async throws {
        let account = account(quirk)
        let app = try await account.makeApplication()
        let body: JSONValue = ["name": "Jane", "properties": ["custom_data": ["a": "1"], "ttl": 5]]
        let id = try #require(try await account.users(app, "POST", "/v1/users", body).bodyJSON?["id"]?.stringValue)
        let change: JSONValue = ["properties": ["custom_data": ["b": "2"]]]
        let changed = try await account.users(app, "PATCH", "/v1/users/\(id)", change).bodyJSON
        #expect((changed?["properties"]?["ttl"] == 5) == (quirk == nil))
    }

    @Test("the list of users shows display names, or does not", arguments: [nil, Quirk.listWithoutDisplayNames])
    func displayNames(quirk: Quirk?) async throws {
        let account = account(quirk)
        let app = try await account.makeApplication()
        _ = try await account.users(app, "POST", "/v1/users", ["name": "Jane", "display_name": "Jane Doe"])
        let rows = try await account.users(app, "GET", "/v1/users").bodyJSON?["_embedded"]?["users"]?.arrayValue
        #expect((rows?.first?["display_name"] == "Jane Doe") == (quirk == nil))
        let read = try await account.users(app, "GET", "/v1/users/Jane").bodyJSON
        #expect(read?["display_name"] == "Jane Doe")
    }

    @Test("a taken name has its code, or shows it in the type alone", arguments: [nil, Quirk.errorsWithoutCode])
    func codes(quirk: Quirk?) async throws {
        let account = account(quirk)
        let app = try await account.makeApplication()
        _ = try await account.users(app, "POST", "/v1/users", ["name": "Jane"])
        let refused = try await account.users(app, "POST", "/v1/users", ["name": "Jane"])
        #expect(refused.status == (quirk == nil ? 409 : 400))
        #expect((refused.bodyJSON?["code"] == "user:error:duplicate-name") == (quirk == nil))
        #expect(refused.bodyJSON?["type"]?.stringValue?.hasSuffix("#user:error:duplicate-name") == true)
    }

    @Test("the name of a deleted user is free, or stays taken", arguments: [nil, Quirk.deletedNamesTaken])
    func deletedNames(quirk: Quirk?) async throws {
        let account = account(quirk)
        let app = try await account.makeApplication()
        let made = try await account.users(app, "POST", "/v1/users", ["name": "Jane"]).bodyJSON
        let id = try #require(made?["id"]?.stringValue)
        #expect(try await account.users(app, "DELETE", "/v1/users/\(id)").status == 204)
        #expect(
            try await account.users(app, "POST", "/v1/users", ["name": "Jane"]).status == (quirk == nil ? 201 : 409)
        )
    }
}
