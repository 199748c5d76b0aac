import Foundation
import JSONTree
import Testing

/// Which application of the account is the project's.
@Suite("the application's identity")
struct IdentityTests {
    private let ids = ["11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"]

    /// An account with these applications and the quickstart's numbers.
    private func arrange(_ site: Site, _ applications: [(name: String, key: String?)]) async throws {
        let bodies = zip(ids, applications).map { id, application -> JSONValue in
            var body: JSONObject = ["id": .string(id), "name": .string(application.name), "capabilities": [:]]
            if let key = application.key { body["keys"] = ["public_key": .string(key)] }
            return .object(body)
        }
        let numbers = ["442079460001", "442079460002", "442079460003"].map { digits -> JSONValue in
            ["msisdn": .string(digits), "country": "GB"]
        }
        try await site.account.set(
            state: ["version": 1, "applications": .array(bodies), "numbers": .array(numbers)]
        )
    }

    /// The id of the application that a plan is about.
    private func target(_ site: Site, environment: [String: String] = [:]) async throws -> String? {
        let result = try await site.plan("--format", "json", environment: environment)
        try #require(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: Array(result.output.utf8))["application_id"]?.stringValue
    }

    @Test("the key beats the name, the pinned id beats both, and a rename is an update")
    func precedence() async throws {
        let site = try await Site()
        let key = try await KeyPair.first.value.publicPEM
        try await arrange(site, [("Contact Center Quickstart", nil), ("Another name", key)])
        #expect(try await target(site) == ids[1])
        try site.edit(("app:\n", "app:\n  id: \(ids[0])\n"))
        #expect(try await target(site, environment: ["VONAGE_PRIVATE_KEY": ""]) == ids[0])
        try site.edit()
        try await site.applied()
        try await site.expectNothingToDo()
        let applications = try #require(try await site.account.state()["applications"]?.arrayValue)
        #expect(applications.count == 2)
        #expect(applications[1]["name"] == "Contact Center Quickstart")
        #expect(applications[1]["capabilities"]?["rtc"] != nil)
        #expect(applications[0]["capabilities"] == [:])
    }

    @Test("without a matching key the unique name counts, and the key is replaced with a warning")
    func name() async throws {
        let site = try await Site()
        try await arrange(site, [("Contact Center Quickstart", try await KeyPair.second.value.publicPEM)])
        let plan = try await site.plan()
        #expect(plan.output.contains("(application \(ids[0]))"))
        #expect(plan.output.contains("! tokens made with the old key stop working at once"))
        #expect(plan.output.contains("Users: not compared (the application gets its new key first)"))
        // The key first, then the users with it, and calls move only then: all in one run.
        try await site.applied()
        try await site.expectNothingToDo()
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
    }

    @Test("a key is exchanged by the key before, also under another name, in one run with the users")
    func exchange() async throws {
        let site = try await Site()
        try await site.applied()
        let keys = site.project.appending(path: "keys")
        try FileManager.default.moveItem(at: keys.appending(path: "app.pub"), to: keys.appending(path: "old.pub"))
        try await KeyPair.second.value.write(to: site)
        try site.edit(
            ("  name: Contact Center Quickstart\n", "  name: Renamed\n"),
            ("  public_key: keys/app.pub", "  previous_public_key: keys/old.pub\n  public_key: keys/app.pub"),
            ("agents:\n  Jane:\n", "users: {Ann: {display_name: Ann}}\nagents:\n  Jane:\n    display_name: Jane Doe\n")
        )
        let plan = try await site.plan()
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(plan.output.contains("because: the application's key is exchanged\n"))
        #expect(plan.output.contains("! tokens made with the old key stop working at once"))
        let result = try await site.apply()
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("done     app                    update"))
        #expect(result.output.contains("done     user.Ann               create"))
        #expect(result.output.contains("done     user.Jane              update"))
        try await site.expectNothingToDo()
        let applications = try #require(try await site.account.state()["applications"]?.arrayValue)
        #expect(applications.map { $0["name"] } == ["Renamed"])
    }

    @Test("two that fit are an error that lists them", arguments: [true, false])
    func ambiguous(_ byKey: Bool) async throws {
        let site = try await Site()
        let key = byKey ? try await KeyPair.first.value.publicPEM : nil
        let name = "Contact Center Quickstart"
        try await arrange(site, [(byKey ? "A" : name, key), (byKey ? "B" : name, key)])
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(result.errors.contains("error[CC8003]: 2 applications have "))
            #expect(result.errors.contains("\(ids[0]), \(ids[1])"))
            #expect(result.errors.contains("help: write down which one is meant with 'app.id'"))
        }
        #expect(try await site.account.mutationCount() == 0)
        #expect(try site.published().isEmpty)
    }

    @Test("a pinned id that the account lacks makes nothing")
    func unknown() async throws {
        let site = try await Site()
        try site.edit(("app:\n", "app:\n  id: \(ids[0])\n"))
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(result.errors.contains("error[CC8002]: this account has no application with the id '\(ids[0])'"))
        }
        #expect(try await site.account.mutationCount() == 0)
    }

    @Test("an account of many applications and users is read to its end")
    func pages() async throws {
        let site = try await Site()
        try await site.applied()
        let application = try #require(
            try await site.account.state()["applications"]?.arrayValue?.first?["id"]?.stringValue
        )
        try await site.account.seed(users: 350, application: application)
        let plan = try await site.plan("--detailed-exitcode")
        #expect(plan.status == 0)
        #expect(plan.output.hasSuffix("Unmanaged: 350.\n"))
    }
}
