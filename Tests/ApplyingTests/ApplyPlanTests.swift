import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Provisioning
import Synchronization
import Testing
import VonageAPI

@testable import Applying

@Suite("Applying a plan")
struct ApplyPlanTests {
    static let key = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvBzigOPgtJM76uL6ow1p
        1K/B0u0cbED2KM0pj8JZBKTlV8uUzW/mx8ij4zrxixRciByQvwxfrWJVl3NN0XS8
        uzxleSOz4TUE9RZYVxQ8/9frJarW8lEdTNAFZ60MRadKUT1bWH0DBDebw08J9Dwi
        a7Xhqdlg6ern/hyB1RxQSdswHaPiPZ3yS+R092ICRs8/Y549jJWxbgBrt83hhWuj
        PoJKItvXMA4uN+rahC1kPM/HXhJKvsryse8KfSgCK8x5YlAoZI1dPBMtG4vHzq3N
        42AVJurrQQuK2Av6Y/iGPMqQOHD59yWktlM60XNL6e8eLJF2CAg1YmTq00BRud5e
        6wIDAQAB
        -----END PUBLIC KEY-----

        """

    /// Two users, two numbers and something to remove.
    func desired(release text: String = "3f2a1b0c9d8e7f60") throws -> DesiredState {
        let base = "https://voice.acme.example"
        let release = try #require(ReleaseID(text))
        var application = DesiredState.Application(
            name: "Acme Support",
            eventsURL: "\(base)/events",
            answerURL: "\(base)/r/\(release)/e/answer"
        )
        application.publicKey = try ApplicationPublicKey(pem: Self.key)
        application.ringsAppUsers = true
        var desired = DesiredState(
            application: application,
            release: .init(
                id: release,
                baseURL: base,
                fileCount: 3,
                requires: .init(users: ["Jane", "Joe"], callerIDs: [], entryNumbers: []),
                isPublished: true
            )
        )
        var jane = DesiredState.User(name: "Jane")
        jane.displayName = "Jane Doe"
        desired.users = [jane, DesiredState.User(name: "Joe")]
        desired.numbers = [.init(name: "support", number: try number("442079460000"))]
        desired.removedNumbers = [.init(number: try number("442079460001"), fate: .unlink)]
        desired.removedUsers = [.init(name: "Bob")]
        return desired
    }

    func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits: digits)) }

    var freshAccount: FakeAccount.State {
        var state = FakeAccount.State()
        for digits in ["442079460000", "442079460001"] {
            state.numbers[digits] = object(["country": "GB", "msisdn": .string(digits), "features": ["VOICE"]])
        }
        return state
    }

    /// An account on which another release of the project is live, with a user and a number to remove.
    func runningAccount() async throws -> FakeAccount.State {
        let account = FakeAccount(freshAccount)
        var old = try desired(release: "00000000000000aa")
        old.removedNumbers = []
        old.removedUsers = []
        old.users[0].displayName = "Old name"
        old.users[1] = DesiredState.User(name: "Bob")
        old.numbers.append(.init(name: "second", number: try number("442079460001")))
        #expect(await apply(try await plan(old, account), old, account).isComplete)
        return account.state
    }

    @Test(
        "a user that came up meanwhile is taken when it is as wanted, and else told as a conflict",
        arguments: [true, false]
    )
    func appeared(isAsWanted: Bool) async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let planned = try await plan(desired, account)
        #expect(await apply(planned, desired, account).isComplete)
        let id = try #require(account.state.applications.keys.first)
        let again = planned.steps.filter { $0.address == "user.Jane" }
        var late = planned
        late.applicationID = id
        late.steps = again.map { step in
            var step = step
            step.dependsOn = []
            return step
        }
        if !isAsWanted { account.change { $0.users[id]?["Jane"]?["display_name"] = "Jane Roe" } }
        let receipt = await apply(late, desired, account)
        #expect(receipt.steps.map(\.status) == [isAsWanted ? .skipped : .failed])
        guard !isAsWanted else { return }
        #expect(receipt.steps[0].detail == "CC8014: user 'Jane' exists already, with another display_name")
        #expect(receipt.steps[0].help != nil)
    }

    func plan(_ desired: DesiredState, _ account: FakeAccount) async throws -> Plan {
        var options = PlanOptions()
        options.releases = RingsNobody()  // So that no delete is held.
        return try #require(makePlan(desired, against: try await readLiveState(account, for: desired), options).output)
    }

    func apply(
        _ plan: Plan,
        _ desired: DesiredState,
        _ account: FakeAccount,
        deployment: Deployment = Deployment { "published" },
        stop: StopRequest = StopRequest()
    ) async -> Receipt {
        await applyPlan(plan, toward: desired, account: account, deployment: deployment, settle: {}, stop: stop) { _ in
        }
    }

    @Test("everything is done in order, and the plan after is empty")
    func everything() async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let receipt = await apply(try await plan(desired, account), desired, account)
        #expect(receipt.steps.map(\.status) == [.done, .done, .done, .done, .done])
        #expect(receipt.steps.map(\.address) == ["release", "app", "user.Jane", "user.Joe", "number.support"])
        #expect(receipt.isComplete)
        #expect(receipt.applicationID == "id-1")
        #expect(account.writes == ["create application", "create user", "create user", "update number"])
        #expect(try await plan(desired, account).isEmpty)
    }

    @Test("a new release on a running account: users first, the pointer, then what goes")
    func newRelease() async throws {
        let account = FakeAccount(try await runningAccount())
        let desired = try desired()
        let receipt = await apply(try await plan(desired, account), desired, account)
        #expect(receipt.isComplete)
        #expect(
            receipt.steps.map(\.address) == [
                "release", "user.Jane", "user.Joe", "app.answer_url", "number.+442079460001", "user.Bob",
            ]
        )
        #expect(try await plan(desired, account).isEmpty)
    }

    @Test("nothing in the account changes when the release is not served")
    func deploymentFails() async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let deployment = Deployment { () async throws(DeploymentFailure) in
            throw DeploymentFailure(message: "not served", help: "start the host")
        }
        let receipt = await apply(try await plan(desired, account), desired, account, deployment: deployment)
        #expect(receipt.steps.map(\.status) == [.failed, .blocked, .blocked, .blocked, .blocked])
        #expect(receipt.steps[1].detail == "waits for release")
        #expect(account.writes == [])
        #expect(!receipt.isComplete)
    }

    @Test(
        "killed at any request, before or after it took effect, a rerun ends in the same state",
        arguments: [true, false]
    )
    func killedAnywhere(carriedOut: Bool) async throws {
        for start in [freshAccount, try await runningAccount()] {
            let desired = try desired()
            let reference = FakeAccount(start)
            let readsForPlan = try await { () async throws -> Int in
                _ = try await plan(desired, reference)
                return reference.requests.count
            }()
            #expect(await apply(try await plan(desired, reference), desired, reference).isComplete)
            let total = reference.requests.count - readsForPlan
            for index in readsForPlan..<total {
                for usesSavedPlan in [true, false] {
                    let account = FakeAccount(start)
                    let saved = try await plan(desired, account)
                    account.kill(at: index, carriedOut: carriedOut)
                    #expect(await apply(saved, desired, account).isComplete == false)
                    let rest = FakeAccount(account.state)
                    let again = usesSavedPlan ? saved : try await plan(desired, rest)
                    let receipt = await apply(again, desired, rest)
                    #expect(receipt.isComplete, "killed at \(index): \(receipt.steps)")
                    #expect(rest.state.applications.count == 1)
                    #expect(normalised(rest.state) == normalised(reference.state))
                    #expect(try await plan(desired, rest).isEmpty)
                }
            }
        }
    }

    @Test(
        "one lost request or answer anywhere is survived, or told, and never makes a second application",
        arguments: [FakeAccount.Fault.lostRequest, .lostAnswer]
    )
    func oneLost(fault: FakeAccount.Fault) async throws {
        let desired = try desired()
        for index in 2..<14 {
            let account = FakeAccount(freshAccount)
            let plan = try await plan(desired, account)
            account.fail(request: index, fault)
            let receipt = await apply(plan, desired, account)
            #expect(account.state.applications.count == 1 || !receipt.isComplete)
            #expect(account.state.applications.count <= 1)
            let rest = FakeAccount(account.state)
            #expect(await apply(try await self.plan(desired, rest), desired, rest).isComplete)
            #expect(rest.state.applications.count == 1)
        }
    }

    @Test("the lost answer of a new application is found again in the same run")
    func lostCreateAnswer() async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let plan = try await plan(desired, account)
        account.fail(request: account.requests.count + 1, .lostAnswer)  // The first reads again, the second creates.
        let receipt = await apply(plan, desired, account)
        #expect(receipt.isComplete)
        #expect(receipt.steps[1].detail == "id-1, found after its answer was lost")
        #expect(account.writes.filter { $0 == "create application" }.count == 1)
    }

    @Test("a failing user stops the pointer and the numbers, not the other user")
    func failingUser() async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let plan = try await plan(desired, account)
        account.fail(request: account.requests.count + 2, .refused)
        let receipt = await apply(plan, desired, account)
        let statuses = receipt.steps.map(\.status)
        #expect(statuses[...1] == [.done, .done])
        #expect(Set(statuses[2...3]) == [.done, .failed])
        #expect(statuses[4] == .blocked)
        #expect(receipt.summaryLine == "Applied: 3 done, 1 failed, 1 blocked. Run ccapply again to go on from here.")
    }

    @Test("an object that changed since the plan stops its step and what depends on it")
    func changedSince() async throws {
        let account = FakeAccount(try await runningAccount())
        let desired = try desired()
        let plan = try await plan(desired, account)
        account.change { state in
            let path = ["capabilities", "voice", "webhooks", "answer_url", "address"]
            for (id, body) in state.applications {
                state.applications[id] =
                    JSONValue.object(body).setting(path[...], to: "https://elsewhere.example").objectValue
            }
        }
        let receipt = await apply(plan, desired, account)
        let pointer = try #require(receipt.steps.first { $0.address == "app.answer_url" })
        #expect(pointer.status == .failed)
        #expect(
            pointer.detail == """
                changed since the plan was made: capabilities.voice.webhooks.answer_url.address is now \
                'https://elsewhere.example', and was 'https://voice.acme.example/r/00000000000000aa/e/answer'
                """
        )
        #expect(receipt.steps.suffix(2).map(\.status) == [.blocked, .blocked])
    }

    @Test("a change that the plan does not have is not written over")
    func unplannedChange() async throws {
        let account = FakeAccount(try await runningAccount())
        let desired = try desired()
        let plan = try await plan(desired, account)
        account.change { state in
            for id in state.applications.keys { state.applications[id]?["name"] = "Renamed by hand" }
        }
        let receipt = await apply(plan, desired, account)
        #expect(receipt.steps.first { $0.address == "app.answer_url" }?.status == .failed)
        #expect(account.state.applications.values.first?["name"] == "Renamed by hand")
    }

    @Test("a user made anew under the same name is not deleted")
    func otherUserOfTheName() async throws {
        let account = FakeAccount(try await runningAccount())
        let desired = try desired()
        let plan = try await plan(desired, account)
        account.change { state in
            for id in state.users.keys { state.users[id]?["Bob"]?["id"] = "another" }
        }
        let receipt = await apply(plan, desired, account)
        #expect(receipt.steps.last?.status == .failed)
        #expect(account.state.users.values.first?["Bob"] != nil)
    }

    @Test("a number that went to another application meanwhile is left there")
    func numberTaken() async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let plan = try await plan(desired, account)
        account.change { $0.numbers["442079460000"]?["app_id"] = "other" }
        let receipt = await apply(plan, desired, account)
        #expect(receipt.steps.last?.status == .failed)
        #expect(account.state.numbers["442079460000"]?["app_id"] == "other")
    }

    @Test(
        "a lost answer to a cancellation is looked up, never repeated",
        arguments: [FakeAccount.Fault.lostAnswer, .lostRequest]
    )
    func lostCancellation(fault: FakeAccount.Fault) async throws {
        let account = FakeAccount(try await runningAccount())
        var desired = try desired(release: "00000000000000aa")
        desired.removedNumbers = [.init(number: try number("442079460001"), fate: .cancel)]
        desired.removedUsers = []
        desired.users = []
        let plan = try await plan(desired, account)
        #expect(plan.cancellations == ["number.+442079460001"])
        account.fail(request: account.requests.count + 1, fault)
        let receipt = await apply(plan, desired, account)
        #expect(receipt.steps.map(\.status) == [fault == .lostAnswer ? .done : .unknown])
        #expect(account.writes == ["cancel number"])
    }

    @Test("asked to stop, it finishes the step in hand and begins no other")
    func stopped() async throws {
        let account = FakeAccount(freshAccount)
        let desired = try desired()
        let stop = StopRequest()
        let deployment = Deployment { () async throws(DeploymentFailure) in
            stop.stop()
            return "published"
        }
        let receipt = await apply(
            try await plan(desired, account),
            desired,
            account,
            deployment: deployment,
            stop: stop
        )
        #expect(receipt.steps.map(\.status) == [.done, .blocked, .blocked, .blocked, .blocked])
        #expect(receipt.wasInterrupted)
        #expect(account.writes == [])
    }

    @Test("without a key the pointer does not move to a release that rings users")
    func pointerWithoutKey() async throws {
        let account = FakeAccount(try await runningAccount(), users: .refused(reason: "no private key"))
        let desired = try desired()
        let receipt = await apply(try await plan(desired, account), desired, account)
        #expect(receipt.steps.first { $0.address == "app.answer_url" }?.status == .failed)
    }

    @Test("the receipt reads well")
    func text() {
        let step = StepReceipt(address: "user.Jane", action: .create, status: .failed, detail: "no", help: "try")
        #expect(step.text() == "  failed   user.Jane              create   no\n           help: try")
    }

    /// Without the ids, which depend on the order in which users were made.
    private func normalised(_ state: FakeAccount.State) -> FakeAccount.State {
        var state = state
        for (application, users) in state.users {
            for name in users.keys { state.users[application]?[name]?["id"] = nil }
        }
        return state
    }
}

/// The members of an object literal.
func object(_ literal: JSONValue) -> JSONObject { literal.objectValue ?? JSONObject() }

extension JSONValue {
    /// This value with another one at a path.
    func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        var object = objectValue ?? JSONObject()
        object[key] = (object[key] ?? .object(JSONObject())).setting(path.dropFirst(), to: value)
        return .object(object)
    }
}

/// Releases that ring no user.
private struct RingsNobody: ReleaseHistory {
    var log: [ReleaseLogEntry] { [] }

    func users(of release: ReleaseID) -> Set<String>? { [] }
}
