import Foundation
import JSONTree
import Testing

@Suite("saved plans")
struct SavedPlanTests {
    private func siteWithPlan() async throws -> (Site, plan: URL) {
        let site = try await Site()
        let file = site.folder.url.appending(path: "plan.json")
        let saved = try await site.plan("--out", file.path, "--detailed-exitcode")
        try #require(saved.status == 2, "\(saved.errors)")
        return (site, file)
    }

    /// Nothing was written anywhere.
    private func expectUntouched(_ site: Site) async throws {
        #expect(try await site.account.mutationCount() == 0)
        #expect(try site.published().isEmpty)
    }

    @Test("a saved plan is applied, and applied again does nothing")
    func twice() async throws {
        let (site, file) = try await siteWithPlan()
        #expect(try await site.apply(file.path).status == 0)
        try await site.expectNothingToDo()
        let before = try await site.account.mutationCount()
        let again = try await site.apply(file.path)
        #expect(again.status == 0)
        #expect(again.output == "Nothing left to do: the account is as the plan wants it.\n")
        #expect(try await site.account.mutationCount() == before)
    }

    @Test("a saved plan knows its project from any folder, and takes another place with --project")
    func places() async throws {
        let (site, file) = try await siteWithPlan()
        let moved = site.folder.url.appending(path: "moved")
        try FileManager.default.copyItem(at: site.project, to: moved)
        let missing = try await finish(
            "ccapply",
            [file.path, "--auto-approve", "--rate", "off", "--project", "nowhere"],
            environment: site.environment,
            in: site.folder.url
        )
        #expect(missing.status == 1)
        #expect(missing.errors.hasPrefix("error: there is no file or folder 'nowhere'"))
        let result = try await finish(
            "ccapply",
            [file.path, "--auto-approve", "--rate", "off", "--project", site.project.path],
            environment: site.environment,
            in: URL(filePath: "/")
        )
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("a plan of a project that has changed is refused, and says in what")
    func staleProject() async throws {
        let (site, file) = try await siteWithPlan()
        try site.edit(("agents:\n  Jane:\n", "agents:\n  Jane:\n    display_name: Jane Doe\n"))
        let result = try await site.apply(file.path)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error: the project has changed since the plan was made: users
                  help: make a new plan, and look at it

                """
        )
        try await expectUntouched(site)
    }

    @Test("in an account that has changed, the steps concerned stop, and those that wait for them; the others are done")
    func staleAccount() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges)
        let file = site.folder.url.appending(path: "plan.json")
        #expect(try await site.plan("--out", file.path).status == 0)
        let other = try await site.account.state().serialized().replacing(
            #""name":"Jane""#,
            with: #""name":"Jane","display_name":"J.""#
        )
        try await site.account.set(state: JSONValue(parsing: Array(other.utf8)))
        let result = try await site.apply(file.path)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                the account has changed since the plan was made:
                  user.Jane: display_name is now 'J.', and was absent
                steps that this concerns stop, with those that wait for them; nothing is done instead

                """
        )
        #expect(
            try statuses(result) == [
                "app": "done", "release": "done", "user.Ann": "done", "user.Jane": "failed",
                "app.answer_url": "blocked", "number.+442079460003": "blocked",
            ]
        )
        let state = try await site.account.state().serialized()
        #expect(state.contains(#""display_name":"J.""#))
        #expect(state.contains(#""region":"eu-west""#))
        // A new plan goes on from there.
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test("a number that is no longer owned stops its own step, and is told as what it is; the others are done")
    func lostNumber() async throws {
        let site = try await Site()
        try site.edit(manyChanges[..<4].filter { !$0.old.hasPrefix("  custom") })
        let file = site.folder.url.appending(path: "plan.json")
        #expect(try await site.plan("--out", file.path).status == 0)
        let lost = #"{"country":"GB","msisdn":"442079460003""#
        let before = try await site.account.state()
        var state = try #require(before.objectValue)
        state["numbers"] = .array(
            (state["numbers"]?.arrayValue ?? []).filter { $0["msisdn"] != "442079460003" }
        )
        try await site.account.set(state: .object(state))
        #expect(try await !site.account.state().serialized().contains(lost))
        let result = try await site.apply(file.path, "--receipt", "receipt.json")
        #expect(result.status == 1)
        #expect(
            result.errors.hasPrefix("error[CC8001]: number 'custom' (+442079460003) is not owned by this account\n")
        )
        #expect(
            result.errors.hasSuffix(
                """
                the account has changed since the plan was made:
                  number.custom: CC8001, as told above
                steps that this concerns stop, with those that wait for them; nothing is done instead

                """
            ),
            "\(result.errors)"
        )
        let statuses = try statuses(result)
        #expect(statuses["number.custom"] == "failed", "\(result.output)")
        #expect(statuses.filter { $0.key != "number.custom" }.allSatisfy { $0.value == "done" }, "\(result.output)")
        #expect(statuses.count == 8, "\(result.output)")
        #expect(result.output.contains("CC8001: number 'custom' (+442079460003) is not owned by this account"))
        #expect(result.output.contains("Run ccapply again to go on from here."))
        // A plan of what is not sound is refused as before, whole.
        #expect(try await site.apply().status == 1)
        // The saved plan goes on when the number is back.
        var back = try #require(try await site.account.state().objectValue)
        back["numbers"] = .array(
            (back["numbers"]?.arrayValue ?? [])
                + (before["numbers"]?.arrayValue ?? []).filter { $0["msisdn"] == "442079460003" }
        )
        try await site.account.set(state: .object(back))
        #expect(try await site.apply(file.path).status == 0)
        try await site.expectNothingToDo()
    }

    @Test("a number that is lost and that the plan does not touch stops nothing, and is not passed over in silence")
    func lostElsewhere() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges[..<4].filter { !$0.old.hasPrefix("  custom") })
        let file = site.folder.url.appending(path: "plan.json")
        #expect(try await site.plan("--out", file.path).status == 0)
        var state = try #require(try await site.account.state().objectValue)
        state["numbers"] = .array(
            (state["numbers"]?.arrayValue ?? []).filter { $0["msisdn"] != "442079460003" }
        )
        try await site.account.set(state: .object(state))
        let result = try await site.apply(file.path)
        #expect(result.status == 1)
        #expect(try statuses(result).values.allSatisfy { $0 == "done" }, "\(result.output)")
        #expect(
            result.errors.contains("warning: CC8001: number 'custom' (+442079460003) is not owned by this account"),
            "\(result.errors)"
        )
        // Applied once more there is nothing left to do but that.
        let again = try await site.apply(file.path)
        #expect(again.status == 1)
        #expect(again.errors.contains("error[CC8001]"))
    }

    @Test("another application, as after it was deleted and made anew, refuses the plan as a whole")
    func otherApplication() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges)
        let file = site.folder.url.appending(path: "plan.json")
        #expect(try await site.plan("--out", file.path).status == 0)
        let state = try await site.account.state()
        let id = try #require(state["applications"]?.arrayValue?.first?["id"]?.stringValue)
        let other = "11111111-2222-4333-8444-555555555555"
        try await site.changeAccount((id, other))
        let before = try await site.account.mutationCount()
        let result = try await site.apply(file.path)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error: the plan is for application \(id), and the project's is now \(other)
                  help: make a new plan, and look at it

                """
        )
        #expect(try await site.account.mutationCount() == before)
    }

    /// What became of each step, from the receipt for people.
    private func statuses(_ result: ProgramResult) throws -> [String: String] {
        let lines = result.output.matches(of: #/\n  (done|skipped|failed|blocked|unknown) +(\S+) /#)
        return Dictionary(lines.map { (String($0.2), String($0.1)) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("a plan that is cut off, edited, of another version or no plan at all is refused in one line")
    func damaged() async throws {
        let (site, file) = try await siteWithPlan()
        let text = try String(contentsOf: file, encoding: .utf8)
        let cases: [(text: String, error: String)] = [
            (String(text.prefix(text.count / 2)), "is not JSON"),
            ("", "is not JSON"),
            ("[]", "this is not a plan"),
            (text.replacing("\"version\": 1", with: "\"version\": 2"), "the plan has format 2, this program"),
            (text.replacing("\"address\": \"user.Joe\"", with: "\"address\": 7"), "the plan is damaged: 'plan.steps["),
            (text.replacing("442079460003", with: "442079460009"), "was changed after it was made: its hash"),
            (
                text.replacing("\"action\": \"create\"", with: "\"action\": \"destroy\""),
                ".action' is missing or wrong"
            ),
        ]
        for (text, error) in cases {
            try Data(text.utf8).write(to: file)
            let result = try await site.apply(file.path)
            #expect(result.status == 1)
            #expect(result.errors.contains(error), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 2, "\(result.errors)")
        }
        let missing = try await site.apply("nowhere.json")
        #expect(missing.status == 1)
        #expect(missing.errors.hasPrefix("error: cannot read 'nowhere.json': "))
        #expect(try await site.account.requests().count <= 2, "nothing but the plan's own reading")
        try await expectUntouched(site)
    }

    @Test("a plan is saved whole or not at all, and not when there is an error")
    func out() async throws {
        let site = try await Site()
        let file = site.project.appending(path: "custom.json/plan.json")
        let result = try await site.plan("--out", file.path)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: cannot write '"))
        try site.edit(("+44 20 7946 0003", "+44 20 7946 0004"))
        let other = site.folder.url.appending(path: "plan.json")
        let unsound = try await site.plan("--out", other.path)
        #expect(unsound.status == 1)
        #expect(unsound.errors.contains("CC8001"))
        #expect(!FileManager.default.fileExists(atPath: other.path))
    }
}
