import Foundation
import JSONTree
import Testing

@Suite("what goes, what stays")
struct RemovalTests {
    private let custom = (
        old: "  custom:\n    number: +44 20 7946 0003\n    inbound: {ncco: custom.json}\n",
        new: ""
    )

    private func removed(_ what: String) -> (old: String, new: String) {
        ("# \"Make a Phone Call\"", "removed: {\(what)}\n\n# \"Make a Phone Call\"")
    }

    /// Lets the first two numbers be taken.
    private let adopting = ["1", "2"].map { digit -> (old: String, new: String) in
        let line = "    number: +44 20 7946 000\(digit)\n"
        return (line, line + "    adopt: yes\n")
    }

    private func number(_ digits: String, in site: Site) async throws -> JSONValue? {
        try await site.account.state()["numbers"]?.arrayValue?.first { $0["msisdn"] == .string(digits) }
    }

    @Test("what is neither named nor removed is reported and left alone")
    func unmanaged() async throws {
        let site = try await Site(["--own", "442079460009:GB"])
        try await site.applied()
        let outline = try await site.outline()
        try site.edit(custom)
        try await site.applied()
        let plan = try await site.plan("--detailed-exitcode")
        #expect(plan.status == 0)
        #expect(
            plan.output.hasSuffix(
                """
                  Unmanaged, left alone:
                      number.+442079460003

                No changes. The account is as the project says. Unmanaged: 1.

                """
            )
        )
        #expect(try await number("442079460003", in: site)?["app_id"] != nil)
        #expect(try await number("442079460009", in: site)?["app_id"] == nil)
        #expect(outline.contains("442079460009"))
    }

    @Test("a removed number is unlinked, once, and stays in the account")
    func unlink() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(custom, removed("numbers: {+44 20 7946 0003: unlink}"))
        #expect(try await site.plan().output.contains("1 to unlink"))
        try await site.applied()
        try await site.expectNothingToDo()
        let number = try #require(try await number("442079460003", in: site))
        #expect(number["app_id"] == nil)
    }

    @Test("a number is given back only with --allow-cancel")
    func cancel() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(custom, removed("numbers: {+44 20 7946 0003: cancel}"))
        let before = try await site.account.mutationCount()
        let refused = try await site.apply()
        #expect(refused.status == 1)
        #expect(
            refused.errors == """
                error: the plan gives numbers back for good: number.+442079460003
                  help: pass --allow-cancel if that is meant, or write 'unlink' in 'removed'

                """
        )
        #expect(try await site.account.mutationCount() == before)
        let allowed = try await site.apply("--allow-cancel")
        #expect(allowed.status == 0, "\(allowed.output)\(allowed.errors)")
        #expect(try await number("442079460003", in: site) == nil)
        try await site.expectNothingToDo()
        #expect(try await site.apply("--allow-cancel").status == 0)
    }

    @Test("a cancel whose answer is lost is looked after, not sent again")
    func lostCancel() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(custom, removed("numbers: {+44 20 7946 0003: cancel}"))
        try await site.account.clearRequests()
        try await site.account.add(fault: ["action": "drop-after", "match": ["path": "/number/cancel"]])
        let result = try await site.apply("--allow-cancel")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try await site.account.requests().filter { $0.path == "/number/cancel" }.count == 1)
        #expect(try await number("442079460003", in: site) == nil)
    }

    @Test("a removed user is deleted, another one is left alone")
    func users() async throws {
        let site = try await Site()
        try site.edit(("agents:\n", "users: {Ann: , Bob: }\nagents:\n"))
        try await site.applied()
        try site.edit(removed("users: {Ann: delete}"))
        #expect(try await site.plan().output.contains("user.Ann               delete"))
        try await site.applied()
        let plan = try await site.plan("--detailed-exitcode")
        #expect(plan.status == 0)
        #expect(plan.output.contains("\n      user.Bob\n"))
        #expect(try await !site.outline().contains("\"Ann\""))
    }

    @Test("a number of another application is taken only with 'adopt' and a warning, never cancelled")
    func otherApplication() async throws {
        let site = try await Site()
        let other = "11111111-2222-4333-8444-555555555555"
        let number: (String) -> JSONValue = {
            ["msisdn": .string($0), "country": "GB", "app_id": .string(other)]
        }
        try await site.account.set(
            state: [
                "version": 1,
                "applications": [["id": .string(other), "name": "Old", "capabilities": [:]]],
                "numbers": [number("442079460001"), number("442079460002"), number("442079460003")],
            ]
        )
        let refused = try await site.plan()
        #expect(refused.status == 1)
        #expect(
            refused.errors.contains("error[CC8009]: number 'inbound' (+442079460001) is linked to application 'Old'")
        )
        try site.edit(adopting + [custom])
        let plan = try await site.plan()
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(plan.output.contains("      ! takes the number away from application 'Old' (\(other))\n"))
        try site.edit(adopting + [custom, removed("numbers: {+44 20 7946 0003: cancel}")])
        for result in [try await site.plan(), try await site.apply("--allow-cancel")] {
            #expect(result.status == 1)
            #expect(result.errors.contains("error[CC8007]: number '+442079460003' is linked to application 'Old'"))
        }
        #expect(try await site.account.mutationCount() == 0)
        try site.edit(adopting + [custom, removed("numbers: {+44 20 7946 0003: unlink}")])
        try await site.applied()
        try await site.expectNothingToDo()
        let state = try await site.account.state()
        #expect(state["applications"]?.arrayValue?.first?["name"] == "Old")
        #expect(try await self.number("442079460003", in: site)?["app_id"] == .string(other))
        #expect(try await self.number("442079460001", in: site)?["app_id"] != .string(other))
    }

    @Test("a forwarding that is left over would win: with 'adopt' it is planned and cleared; other settings are kept")
    func forwarding() async throws {
        let site = try await Site()
        try await site.applied()
        let state = try await site.account.state().serialized().replacing(
            "\"msisdn\":\"442079460001\",",
            with:
                "\"msisdn\":\"442079460001\",\"voiceCallbackType\":\"sip\",\"voiceCallbackValue\":\"sip:a@b.example\","
                + "\"moHttpUrl\":\"https://b.example/sms\","
        )
        try await site.account.set(state: JSONValue(parsing: Array(state.utf8)))
        let refused = try await site.plan()
        #expect(refused.status == 1)
        #expect(refused.errors.contains("error[CC8010]: number 'inbound' (+442079460001) forwards its calls to sip"))
        try site.edit(adopting)
        let plan = try await site.plan()
        #expect(plan.output.contains("number.inbound         update"))
        #expect(plan.output.contains("! clears the number's own forwarding to sip 'sip:a@b.example'"))
        try await site.applied()
        try await site.expectNothingToDo()
        let number = try #require(try await number("442079460001", in: site))
        #expect(number["voiceCallbackType"]?.stringValue != "sip")
        #expect(number["moHttpUrl"] == "https://b.example/sms")
        #expect(number["app_id"] != nil)
    }

    @Test("--prune lets go what is not named, and what takes calls today wants --force")
    func prune() async throws {
        let site = try await Site()
        try site.edit(("agents:\n", "users: {Ann: , Bob: , Eve: }\nagents:\n"))
        try await site.applied()
        try site.edit(custom, ("agents:\n", "users: {Ann: , Bob: }\nagents:\n"))
        let plan = try await site.plan("--prune")
        #expect(plan.output.contains("because: --prune: the project does not name it\n"))
        let refused = try await site.apply("--prune", force: false)
        #expect(refused.status == 1)
        #expect(
            refused.errors == """
                error: the plan removes numbers in use, or many of the users: number.+442079460003
                  help: pass --force if that is meant

                """
        )
        let pruned = try await site.apply("--prune")
        #expect(pruned.status == 0, "\(pruned.output)\(pruned.errors)")
        let left = try await site.plan("--prune", "--detailed-exitcode")
        #expect(left.status == 0)
        #expect(left.output.contains("Unmanaged: none."))
        #expect(try #require(try await number("442079460003", in: site))["app_id"] == nil)
        #expect(try await !site.outline().contains("\"Eve\""))
    }

    @Test("a saved plan that prunes does what it says")
    func savedPrune() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(custom)
        let file = site.folder.url.appending(path: "plan.json").path
        #expect(try await site.plan("--prune", "--out", file).status == 0)
        let result = try await site.apply(file)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try #require(try await number("442079460003", in: site))["app_id"] == nil)
    }

    @Test("a user is held while calls on a release before may ring it")
    func held() async throws {
        let site = try await Site()
        try await site.applied()
        let manifests = site.publish.appending(path: "manifests").path
        let old = try #require(try FileManager.default.contentsOfDirectory(atPath: manifests).first).dropLast(5)
        let agent =
            "  Joe:\n    otherwise: {say: Joe cannot take your call right now. Please call again later., hangup: yes}\n"
        let option = "      2: {say: Please wait while we connect you to Joe, agent: Joe}\n"
        let without = [(old: agent, new: ""), (old: option, new: ""), removed("users: {Joe: delete}")]
        try site.edit(without)
        let plan = try await site.plan()
        #expect(plan.output.contains("  = user.Joe               held\n"))
        #expect(plan.output.contains("because: calls on release \(old) may still ring the user: held until "))
        #expect(plan.output.contains(" Held: 1. "))
        try await site.applied()
        #expect(try await site.outline().contains("\"Joe\""))

        let new = try #require(
            try FileManager.default.contentsOfDirectory(atPath: manifests).map { $0.dropLast(5) }.first { $0 != old }
        )
        func log(_ minutesAgo: Int) throws {
            let time = Date.now.addingTimeInterval(Double(-60 * minutesAgo))
            let lines = [(old, time.addingTimeInterval(-60)), (new, time)].map { release, time in
                """
                {"version": 1, "at": "\(time.formatted(.iso8601))", "cause": "apply", "release": "\(release)", "by": "test", \
                "application_id": "a"}

                """
            }
            try Data(lines.joined().utf8).write(to: site.publish.appending(path: "releases.jsonl"))
        }
        try log(5)
        let held = try await site.plan("--detailed-exitcode")
        #expect(held.status == 0)
        #expect(held.output.hasSuffix("No changes. The account is as the project says. Held: 1. Unmanaged: none.\n"))
        try log(241)
        #expect(try await site.plan("--detailed-exitcode").status == 2)
        try await site.applied()
        try await site.expectNothingToDo()
        #expect(try await !site.outline().contains("\"Joe\""))
    }

    @Test("what the policy protects is not removed")
    func protected() async throws {
        let site = try await Site()
        try await site.applied()
        let before = try await site.account.mutationCount()
        try site.edit(custom, ("agents:\n", "policy: {protect: [numbers]}\nagents:\n"))
        for result in [try await site.plan("--prune"), try await site.apply("--prune")] {
            #expect(result.status == 1)
            #expect(result.errors.contains("error[CC8011]: 'number.+442079460003' would be removed"))
        }
        #expect(try await site.account.mutationCount() == before)
        #expect(try await site.plan().status == 0)
    }

    @Test("numbers and caller ids that the account lacks are errors where they are written")
    func notOwned() async throws {
        let site = try await Site()
        try site.edit(("+44 20 7946 0003", "+44 20 7946 0004"))
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(
                result.errors.contains("error[CC8001]: number 'custom' (+442079460004) is not owned by this account")
            )
            #expect(result.errors.contains("contact-center.yaml:26:13"), "\(result.errors)")
        }
        #expect(try await site.account.mutationCount() == 0)
        #expect(try site.published().isEmpty)
    }
}
