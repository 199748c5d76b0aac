import Diagnostics
import JSONTree
import Provisioning
import Testing

@testable import Applying

/// A saved plan in an account that has moved on: each object is looked at by itself, just before it is written.
@Suite("Applying a saved plan object by object")
struct ObjectByObjectTests {
    private let center = ApplyPlanTests()

    /// What others do between plan and apply, the steps that must stop, and those that wait for them.
    struct Change: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var failed: [String]
        var blocked: [String] = []
        var body: @Sendable (inout FakeAccount.State) -> Void

        init(
            _ name: String,
            failed: [String] = [],
            blocked: [String] = [],
            _ body: @escaping @Sendable (inout FakeAccount.State) -> Void
        ) {
            testDescription = name
            self.failed = failed
            self.blocked = blocked
            self.body = body
        }
    }

    private static let afterPointer = ["number.+442079460001", "user.Bob"]

    static let changes: [Change] = [
        Change("nothing") { _ in },
        Change(
            "a user that the plan changes gets other values",
            failed: ["user.Jane"],
            blocked: ["app.answer_url"] + afterPointer
        ) { state in
            for id in state.users.keys { state.users[id]?["Jane"]?["display_name"] = "Somebody" }
        },
        Change("a user that the plan changes gets the wanted values") { state in
            for id in state.users.keys { state.users[id]?["Jane"]?["display_name"] = "Jane Doe" }
        },
        Change("a user that the plan makes is there, as wanted") { state in
            for id in state.users.keys { state.users[id]?["Joe"] = object(["id": "new", "name": "Joe"]) }
        },
        Change("a user that the plan deletes is another one now", failed: ["user.Bob"]) { state in
            for id in state.users.keys { state.users[id]?["Bob"]?["id"] = "another" }
        },
        Change("a user that the plan deletes is gone") { state in
            for id in state.users.keys { state.users[id]?["Bob"] = nil }
        },
        Change("a number that the plan unlinks is of another application", failed: ["number.+442079460001"]) { state in
            state.numbers["442079460001"]?["app_id"] = "other"
        },
        Change("a number that the plan unlinks is gone") { state in state.numbers["442079460001"] = nil },
        Change("calls go to a third release", failed: ["app.answer_url"], blocked: afterPointer) { state in
            for (id, body) in state.applications {
                let path = ["capabilities", "voice", "webhooks", "answer_url", "address"]
                state.applications[id] =
                    JSONValue.object(body).setting(
                        path[...],
                        to: "https://voice.acme.example/r/00000000000000cc/e/answer"
                    )
                    .objectValue
            }
        },
        Change("calls go to the wanted release already") { state in
            for (id, body) in state.applications {
                let path = ["capabilities", "voice", "webhooks", "answer_url", "address"]
                state.applications[id] =
                    JSONValue.object(body).setting(
                        path[...],
                        to: "https://voice.acme.example/r/3f2a1b0c9d8e7f60/e/answer"
                    )
                    .objectValue
            }
        },
        Change("something that the plan does not touch") { state in
            for id in state.users.keys { state.users[id]?["Stranger"] = object(["id": "s", "name": "Stranger"]) }
            state.numbers["442079460000"]?["moHttpUrl"] = "https://sms.example"
        },
    ]

    @Test("only the steps stop whose object changed, with those that wait for them", arguments: changes)
    func onlyTheConcerned(change: Change) async throws {
        let account = FakeAccount(try await center.runningAccount())
        let desired = try center.desired()
        let plan = try await center.plan(desired, account)
        account.change(change.body)
        let before = account.state
        let receipt = await center.apply(plan, desired, account)
        func addresses(_ status: StepReceipt.Status) -> [String] {
            receipt.steps.filter { $0.status == status }.map(\.address)
        }
        #expect(addresses(.failed) == change.failed)
        #expect(addresses(.blocked) == change.blocked)
        #expect(addresses(.unknown) == [])
        // What stopped is as others made it.
        let after = account.state
        for (id, users) in before.users {
            for name in ["Jane", "Bob", "Stranger"] where change.failed.contains("user.\(name)") || name == "Stranger" {
                #expect(after.users[id]?[name] == users[name])
            }
        }
        if change.failed.contains("app.answer_url") { #expect(after.applications == before.applications) }
        if change.failed.contains("number.+442079460001") { #expect(after.numbers == before.numbers) }
        for step in receipt.steps where step.status == .failed {
            #expect(step.detail.hasPrefix("changed since the plan was made: "))
        }
        // The rest of the way is a new plan's.
        if change.failed.isEmpty { #expect(try await center.plan(desired, account).steps.isEmpty) }
    }

    @Test("a step that an error forbids fails untried, with those that wait for it; the others are done")
    func objections() async throws {
        let account = FakeAccount(try await center.runningAccount())
        let desired = try center.desired()
        let plan = try await center.plan(desired, account)
        let finding = Diagnostic.error(DiagnosticCode("CC8001"), "it is not owned", at: nil, help: "mend it")
        func receipt(_ address: String) async -> Receipt {
            await applyPlan(
                plan,
                toward: desired,
                account: account,
                deployment: Deployment { "published" },
                settle: {},
                stop: StopRequest(),
                objections: [Objection(address: address, finding: finding)]
            ) { _ in }
        }
        let before = account.state.users
        let first = await receipt("user.Jane")
        let statuses = Dictionary(uniqueKeysWithValues: first.steps.map { ($0.address, $0.status) })
        #expect(statuses["user.Jane"] == .failed && statuses["user.Joe"] == .done)
        #expect(statuses["app.answer_url"] == .blocked && statuses["number.+442079460001"] == .blocked)
        #expect(account.state.users.values.first?["Jane"] == before.values.first?["Jane"])
        let failed = try #require(first.steps.first { $0.status == .failed })
        #expect(failed.detail == "CC8001: it is not owned")
        #expect(failed.help == "mend it")
        #expect(!first.isComplete)
        #expect(await receipt("number.other").isComplete)
    }
}
