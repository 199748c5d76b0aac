import CallBundle
import ContactCenter
import JSONTree
import Provisioning
import Publishing
import ReleaseRecords
import Testing

@testable import Applying

@Suite("Destroying an application")
struct DestroyTests {
    private let users = 12

    private var account: FakeAccount.State {
        var state = FakeAccount.State()
        state.applications["id-1"] = object(["id": "id-1", "name": "Acme"])
        state.applications["id-2"] = object(["id": "id-2", "name": "Other"])
        for (digits, application) in [("442079460000", "id-1"), ("442079460001", "id-1"), ("442079460002", "id-2")] {
            state.numbers[digits] = object([
                "country": "GB", "msisdn": .string(digits), "app_id": .string(application), "voiceCallbackType": "app",
                "voiceCallbackValue": .string(application),
            ])
        }
        for index in 0..<users {
            state.users["id-1", default: [:]]["User \(index)"] = object([
                "id": .string("USR-\(index)"), "name": .string("User \(index)"),
            ])
        }
        state.users["id-2"] = ["Jane": object(["id": "USR-99", "name": "Jane"])]
        return state
    }

    private func desired() throws -> DesiredState {
        var desired = DesiredState(
            application: .init(
                name: "Acme",
                eventsURL: "https://voice.acme.example/events",
                answerURL: "https://voice.acme.example/r/00000000000000aa/e/answer"
            ),
            release: .init(
                id: try #require(ReleaseID("00000000000000aa")),
                baseURL: "https://voice.acme.example",
                fileCount: 3,
                requires: .init(users: [], callerIDs: [], entryNumbers: []),
                isPublished: true
            )
        )
        desired.numbers = [.init(name: "support", number: try #require(PhoneNumber(digits: "442079460001")))]
        return desired
    }

    private func belongings(_ account: FakeAccount) async throws -> ApplicationBelongings {
        ApplicationBelongings(
            LiveApplication(body: try #require(account.state.applications["id-1"])),
            numbers: try await account.ownedNumbers().map(LiveNumber.init(body:)),
            users: try await account.userRows(application: "id-1").map(LiveUser.init(body:))
        )
    }

    private func destroy(_ plan: Plan, _ account: FakeAccount, _ journal: PointerJournal = .none) async throws
        -> Receipt
    {
        await applyPlan(
            plan,
            toward: try desired(),
            account: account,
            deployment: Deployment { "" },
            settle: {},
            stop: StopRequest(),
            journal: journal
        ) { _ in }
    }

    private func expectDestroyed(_ account: FakeAccount) {
        let state = account.state
        #expect(Array(state.applications.keys) == ["id-2"])
        #expect(state.users == ["id-2": self.account.users["id-2"] ?? [:]])
        #expect(state.numbers.count == 3)  // None is given back.
        #expect(state.numbers["442079460000"]?["app_id"] == nil)
        #expect(state.numbers["442079460000"]?["voiceCallbackType"] == nil)
        #expect(state.numbers["442079460002"] == self.account.numbers["442079460002"])
    }

    @Test("numbers are unlinked, users deleted, the application last; each irreversible step says so")
    func order() async throws {
        let account = FakeAccount(account)
        let plan = makeDestroyPlan(try desired(), of: try await belongings(account))
        #expect(plan.steps.map(\.action) == [.unlink, .unlink] + Array(repeating: .delete, count: users + 1))
        #expect(plan.steps.prefix(2).map(\.address) == ["number.+442079460000", "number.support"])
        #expect(plan.steps.last?.address == "app")
        #expect(plan.steps.filter { $0.action == .delete }.allSatisfy { $0.dangers.count == 1 })
        #expect(plan.text().contains("! deletes the application; its id never comes back, and this cannot be undone"))
        #expect(try Plan(json: plan.json) == plan)
        let shelf = FakeShelf()
        let journal = ReleaseJournal(shelf, by: "ann@desk") { UTCTime(seconds: 17) }
        let receipt = try await destroy(plan, account, journal.following(plan, toward: try desired(), as: .destroy))
        #expect(receipt.isComplete, "\(receipt.steps)")
        #expect(account.writes.last == "delete application")
        #expect(!account.writes.contains("cancel number"))
        expectDestroyed(account)
        #expect(shelf.moves.map(\.cause) == [.destroy])
        #expect(shelf.moves.first?.release == nil)
    }

    @Test(
        "killed at any request, before or after it took effect, and run again: gone, and nothing else",
        arguments: [true, false]
    )
    func killed(carriedOut: Bool) async throws {
        let reference = FakeAccount(account)
        let plan = makeDestroyPlan(try desired(), of: try await belongings(reference))
        let before = reference.requests.count
        _ = try await destroy(plan, reference)
        for index in before..<reference.requests.count {
            let account = FakeAccount(account)
            let plan = makeDestroyPlan(try desired(), of: try await belongings(account))
            account.kill(at: index, carriedOut: carriedOut)
            #expect(try await destroy(plan, account).isComplete == false)
            let rest = FakeAccount(account.state)
            if rest.state.applications["id-1"] != nil {
                let again = makeDestroyPlan(try desired(), of: try await belongings(rest))
                let receipt = try await destroy(again, rest)
                #expect(receipt.isComplete, "killed at \(index): \(receipt.steps)")
            }
            expectDestroyed(rest)
        }
    }

    @Test("what came to the application meanwhile keeps it from being deleted")
    func meanwhile() async throws {
        for change: @Sendable (inout FakeAccount.State) -> Void in [
            { $0.numbers["442079460009"] = ["country": "GB", "msisdn": "442079460009", "app_id": "id-1"] },
            { $0.users["id-1"]?["New"] = ["id": "USR-50", "name": "New"] },
            { $0.applications["id-1"]?["name"] = "Somebody's" },
        ] {
            let account = FakeAccount(account)
            let plan = makeDestroyPlan(try desired(), of: try await belongings(account))
            account.change(change)
            let receipt = try await destroy(plan, account)
            #expect(receipt.steps.last?.status == .failed)
            #expect(receipt.steps.dropLast().allSatisfy { $0.status == .done })
            #expect(account.state.applications["id-1"] != nil)
        }
    }

    @Test("a number that went to another application meanwhile stays linked there, and nothing is deleted")
    func numberElsewhere() async throws {
        let account = FakeAccount(account)
        let plan = makeDestroyPlan(try desired(), of: try await belongings(account))
        account.change { $0.numbers["442079460000"]?["app_id"] = "id-2" }
        let receipt = try await destroy(plan, account)
        #expect(receipt.steps.first?.status == .failed)
        #expect(account.state.numbers["442079460000"]?["app_id"] == "id-2")
        #expect(account.writes == ["update number"])
        #expect(receipt.steps.dropFirst(2).allSatisfy { $0.status == .blocked })
    }

    @Test("what the policy protects is counted, as far as it is there")
    func protection() async throws {
        let all = try await belongings(FakeAccount(account))
        #expect(all.kept(by: []) == [])
        #expect(all.kept(by: [.users, .app, .numbers]) == ["the application", "2 numbers", "12 users"])
        #expect(all.kept(by: [.users]) == ["12 users"])
        let bare = ApplicationBelongings(all.application, numbers: [], users: [])
        #expect(bare.kept(by: [.numbers, .users]) == [])
    }
}
