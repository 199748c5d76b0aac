import Foundation
import Glibc
import JSONTree
import Testing

@Suite("destroying an application")
struct DestroyTests {
    private let confirmed = ["destroy", "--confirm", "Contact Center Quickstart", "--rate", "off"]

    /// A full account, with another application that has a number and users, too.
    private func fullSite() async throws -> Site {
        let site = try await Site(["--own", "442079460009:GB"])
        try site.edit(("agents:\n", "users: {Ann: , Bob: , Cem: , Dora: }\nagents:\n"))
        try await site.applied()
        let other = try await site.account.application(name: "Other", capabilities: "{}")
        try await site.account.link("442079460009", to: other)
        var state = try #require(try await site.account.state().objectValue)
        var users = try #require(state["users"]?.objectValue)
        users[other] = [["id": "USR-other", "name": "Jane"]]
        state["users"] = .object(users)
        try await site.account.set(state: .object(state))
        try await site.account.clearRequests()
        return site
    }

    private func expectDestroyed(_ site: Site, _ context: String = "") async throws {
        let state = try await site.account.state()
        #expect(state["applications"]?.arrayValue?.map { $0["name"] } == ["Other"], "\(context)")
        let users = state["users"]?.objectValue?.members.flatMap { $0.value.arrayValue ?? [] } ?? []
        #expect(users.map { $0["id"] } == ["USR-other"], "\(context)")
        let numbers = state["numbers"]?.arrayValue ?? []
        #expect(numbers.count == 4, "\(context)")
        #expect(
            numbers.filter { $0["app_id"] != nil }.map { $0["msisdn"] } == ["442079460009"],
            "\(context)"
        )
    }

    @Test("from a full account to nothing; the numbers stay, and so does what belongs to another application")
    func everything() async throws {
        let site = try await fullSite()
        let published = try site.published().keys.filter { $0.hasPrefix("r/") }
        let result = try await site.ccapply("destroy", answer: "Contact Center Quickstart\n")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("Plan: 3 to unlink, 7 to delete."))
        #expect(result.output.contains("\nDestroyed: 10 done.\nPublished files stay in '"))
        #expect(result.output.contains("! deletes the application; its id never comes back, and this cannot be undone"))
        try await expectDestroyed(site)
        #expect(Set(try site.published().keys).isSuperset(of: published))
        #expect(try site.history() == ["apply A", "destroy -"])
        let again = try await site.ccapply("destroy", "--confirm", "Contact Center Quickstart")
        #expect(again.status == 0)
        #expect(again.output == "Nothing to do: the account has no application 'Contact Center Quickstart'.\n")
        // And from nothing to the full account again.
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test(
        "killed at each 7th request, before and after it took effect, and run again: nothing is left",
        arguments: KillTests.Moment.allCases
    )
    func killed(_ moment: KillTests.Moment) async throws {
        let site = try await fullSite()
        let start = try await site.account.state()
        let published = try site.published()
        #expect(try await site.launch(confirmed).result().status == 0)
        let count = try await site.account.requests().count
        #expect(count > 20)
        for ordinal in stride(from: 1, through: count, by: 7) {
            try await site.account.set(state: start)
            try site.restore(published: published)
            try await site.account.clearRequests()
            try await site.account.add(fault: [
                "action": .string(moment.rawValue), "match": ["ordinal": .integer(ordinal)],
            ])
            let killed = try site.launch(confirmed)
            try await site.account.waitForHanging()
            killed.signal(SIGKILL)
            #expect(try await killed.result().status == 128 + SIGKILL)
            let again = try await site.launch(confirmed).result()
            #expect(again.status == 0, "request \(ordinal): \(again.output)\(again.errors)")
            try await expectDestroyed(site, "request \(ordinal)")
        }
    }

    @Test("the wrong name, or what the policy protects: nothing is touched")
    func refused() async throws {
        let site = try await fullSite()
        for answer in ["", "yes\n", "contact center quickstart\n", "Other\n"] {
            let result = try await site.ccapply("destroy", answer: answer)
            #expect(result.status == 1)
            #expect(
                result.errors == """
                    This cannot be undone. Type the name of the application, 'Contact Center Quickstart', to go on:
                    error: not confirmed; nothing was changed
                      help: type the name, or pass --confirm with it where nobody can type

                    """
            )
        }
        #expect(try await site.ccapply("destroy", "--confirm", "Other").errors.contains("--confirm is not the name"))
        let unknown = try await site.ccapply("destroy", answer: "x\n", environment: ["VONAGE_PRIVATE_KEY": ""])
        #expect(unknown.errors.contains("error: the application's users cannot be looked for: no private key"))
        for (kinds, words) in [
            ("app", "the application"), ("numbers", "3 numbers"), ("users", "6 users"),
            ("numbers, users", "3 numbers, 6 users"),
        ] {
            try site.edit(
                ("agents:\n", "users: {Ann: , Bob: , Cem: , Dora: }\nagents:\n"),
                ("# \"Make a Phone Call\"", "policy: {protect: [\(kinds)]}\n\n# \"Make a Phone Call\"")
            )
            let result = try await site.launch(confirmed).result()
            #expect(result.status == 1)
            #expect(
                result.errors == """
                    error: 'policy.protect' keeps \(words); nothing was changed
                      help: take out of 'policy.protect' what is to go

                    """
            )
        }
        #expect(try await site.account.mutationCount() == 0)
    }

    @Test("a step that fails keeps the application, and the receipt says so")
    func failing() async throws {
        let site = try await fullSite()
        try await site.account.add(
            fault: [
                "action": "status", "status": 400, "times": 1, "match": ["method": "POST", "path": "/number/update"],
            ]
        )
        let receipt = site.folder.url.appending(path: "receipt.json")
        let result = try await site.launch(confirmed + ["--format", "markdown", "--receipt", receipt.path]).result()
        #expect(result.status == 1)
        #expect(
            result.output.hasPrefix("**Destroyed&#58; 2 done, 1 failed, 7 blocked. Run &#39;ccapply destroy&#39; again")
        )
        let written = try JSONValue(parsing: Array(try Data(contentsOf: receipt)))
        #expect(written["command"] == "destroy")
        #expect(try await verdicts(on: [written], schema: "docs/receipt.schema.json") == ["valid"])
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 2)
        #expect(try await site.launch(confirmed).result().status == 0)
        try await expectDestroyed(site)
    }
}
