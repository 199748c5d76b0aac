import Foundation
import JSONTree
import Sandbox
import Testing

/// Edits of the quickstart that together need every kind of step but the making of the application.
let manyChanges: [(old: String, new: String)] = [
    ("please press 1, or,", "please press one, or,"),
    (
        "agents:\n  Jane:\n",
        "users: {Ann: {display_name: Ann, data: {team: blue}}}\nagents:\n  Jane:\n    display_name: Jane Doe\n"
    ),
    ("  public_key: keys/app.pub", "  region: eu-west\n  public_key: keys/app.pub"),
    ("  custom:\n    number: +44 20 7946 0003\n    inbound: {ncco: custom.json}\n", ""),
    ("# \"Make a Phone Call\"", "removed: {numbers: {+44 20 7946 0003: unlink}}\n\n# \"Make a Phone Call\""),
]

@Suite("plan, apply, plan")
struct PlanAndApplyTests {
    @Test(
        "after an apply there is nothing to do, after an edit and another one too, under every quirk",
        arguments: [[]] + Quirk.allCases.map { [$0] } + [Quirk.allCases]
    )
    func quirks(_ quirks: [Quirk]) async throws {
        let site = try await Site(quirks.flatMap { ["--quirk", $0.rawValue] })
        #expect(try await site.plan("--detailed-exitcode").status == 2)
        try await site.applied()
        try await site.expectNothingToDo()

        let before = try await site.account.mutationCount()
        let again = try await site.apply()
        #expect(again.status == 0)
        #expect(again.output.contains("No changes."))
        #expect(try await site.account.mutationCount() == before)

        try site.edit(manyChanges)
        #expect(try await site.plan("--detailed-exitcode").status == 2)
        try await site.applied()
        try await site.expectNothingToDo()
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
    }

    @Test("what plans and receipts look like")
    func golden() async throws {
        let site = try await Site()
        try expectGolden(site.normalised(try await site.plan().output), "plan-new.txt")
        let receipt = site.normalised(try await site.apply().output)
        // Users are made side by side, and end in any order.
        let lines = receipt.split(separator: "\n", omittingEmptySubsequences: false)
        let users = lines.filter { $0.hasPrefix("  done     user.") }
        #expect(users.count == 2)
        try expectGolden(lines.filter { !users.contains($0) }.joined(separator: "\n"), "apply-new.txt")
        try expectGolden(site.normalised(try await site.plan().output), "plan-empty.txt")
        try site.edit(manyChanges)
        try expectGolden(site.normalised(try await site.plan().output), "plan-changed.txt")
        let json = try await site.plan("--format", "json")
        let hashless = site.normalised(json.output).replacing(/[0-9a-f]{64}/, with: "DIGEST")
            .replacing(/SHA256:[0-9a-f]+/, with: "SHA256:KEY").replacing(/"source": "[^"]*"/, with: "\"source\": \".\"")
        try expectGolden(hashless, "plan-changed.json")
    }

    @Test("a plan sends nothing but GET")
    func readsOnly() async throws {
        let site = try await Site()
        try await site.applied()
        try await site.account.clearRequests()
        try site.edit(manyChanges)
        #expect(try await site.plan("--detailed-exitcode").status == 2)
        let requests = try await site.account.requests()
        #expect(requests.count >= 3)
        #expect(requests.allSatisfy { $0.method == "GET" })
        #expect(try site.published().keys.contains { $0.hasPrefix("manifests/") })
    }

    @Test("what was changed behind the project's back is planned and mended")
    func drift() async throws {
        let site = try await Site()
        try await site.applied()
        let wanted = try await site.outline()
        let state = try await site.account.state()
        let drifted = state.serialized()
            .replacing("/events", with: "/elsewhere")
            .replacing(/"msisdn":"442079460002","type":"landline","features":\["VOICE"\],"app_id":"[^"]*"/) { _ in
                "\"msisdn\":\"442079460002\",\"type\":\"landline\",\"features\":[\"VOICE\"]"
            }
            .replacing("\"name\":\"Joe\"", with: "\"name\":\"Jim\"")
        try await site.account.set(state: JSONValue(parsing: Array(drifted.utf8)))
        let plan = try await site.plan("--detailed-exitcode")
        #expect(plan.status == 2)
        try expectGolden(site.normalised(plan.output), "plan-drift.txt")
        try await site.applied()
        try await site.expectNothingToDo()
        // The stranger stays, all else is as it was; a PUT sends back what the platform shows, its defaults too.
        let now = try await site.outline()
        #expect(now.contains("\"Jim\""))
        let known = now.replacing(/,?\s*\{[^{}]*"Jim"[^{}]*\}/, with: "")
            .replacing(/\n\s*"(conversations_ttl|leg_persistence_time)": \d+,/, with: "")
        #expect(known == wanted)
    }

    @Test("errors are status 1, a wrong command line is 64")
    func statuses() async throws {
        let site = try await Site()
        #expect(try await site.plan("--frobnicate").status == 64)
        #expect(try await site.plan("--timeout", "0").status == 64)
        #expect(try await site.apply("--project", ".").status == 64)
        try site.write("version: 1\n")
        #expect(try await site.plan("--detailed-exitcode").status == 1)
        #expect(try await site.apply().status == 1)
        #expect(try await site.account.requests().isEmpty)
    }
}
