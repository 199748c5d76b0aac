import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

@Suite("Drift: who changed what")
struct FindDriftTests {
    private static let old = "00000000000000aa"

    /// What was applied: Jane and Joe, two numbers.
    private func applied(_ release: String = old) throws -> DesiredState {
        var desired = try Sample.desired(release: release)
        desired.application.ringsAppUsers = true
        var jane = DesiredState.User(name: "Jane")
        jane.displayName = "Jane Doe"
        desired.users = [jane, DesiredState.User(name: "Joe")]
        desired.numbers = [
            .init(name: "support", number: try Sample.number("442079460000")),
            .init(name: "sales", number: try Sample.number("442079460001")),
        ]
        return desired
    }

    /// An account as the applied version made it.
    private func account() throws -> (ModelAccount, id: String) {
        var account = ModelAccount(numbers: [Sample.owned("442079460000"), Sample.owned("442079460001")])
        let desired = try applied()
        let plan = try #require(makePlan(desired, against: account.live(application: nil)).output)
        let id = try #require(try account.apply(plan, of: desired))
        return (account, id)
    }

    /// `drift user.Jane display_name`, a line for each finding.
    private func findings(_ desired: DesiredState, _ versions: [DesiredState], _ account: ModelAccount, _ id: String)
        throws
        -> [String]
    {
        let live = account.live(application: id)
        let plan = try #require(makePlan(desired, against: live).output)
        return findDrift(desired, plan: plan, applied: versions, live: live).map { finding in
            [finding.kind.rawValue, finding.address, finding.change?.path].compactMap(\.self).joined(separator: " ")
        }
    }

    @Test("an account that is as the project says has none")
    func none() throws {
        let (account, id) = try account()
        #expect(try findings(try applied(), [try applied()], account, id) == [])
    }

    @Test("what is not as what was applied said is drift, field by field and object by object")
    func drift() throws {
        var (account, id) = try account()
        account.users[id]?["Jane"]?["display_name"] = "J."
        account.users[id]?["Joe"] = nil
        account.numbers["442079460000"]?["app_id"] = nil
        account.numbers["442079460001"] = nil
        account.applications[id]?["name"] = "Renamed"
        let expected = [
            "drift app name", "drift user.Jane display_name", "drift user.Joe", "drift number.support app_id",
            "drift number.sales msisdn",
        ]
        #expect(try findings(try applied(), [try applied()], account, id) == expected)
        let unknown = expected.map { $0.replacing("drift ", with: "difference ") }
        #expect(try findings(try applied(), [], account, id) == unknown)
    }

    @Test("what the project has changed since is pending, and the pointer with it")
    func pending() throws {
        var (account, id) = try account()
        account.numbers["442079460002"] = Sample.owned("442079460002").body
        var wanted = try applied("00000000000000bb")
        wanted.users[0].displayName = "Jane D."
        wanted.users.append(DesiredState.User(name: "Ann"))
        wanted.numbers.append(.init(name: "new", number: try Sample.number("442079460002")))
        wanted.numbers.append(.init(name: "never", number: try Sample.number("442079460003")))
        wanted.numbers.removeAll { $0.name == "sales" }
        wanted.removedNumbers = [.init(number: try Sample.number("442079460001"), fate: .unlink)]
        #expect(
            try findings(wanted, [try applied()], account, id) == [
                "pending user.Ann", "pending user.Jane display_name",
                "pending app.answer_url capabilities.voice.webhooks.answer_url.address", "pending number.new app_id",
                "pending number.+442079460001", "pending number.never msisdn",
            ]
        )
    }

    @Test("both at once are told apart, and a name of a number that changed does not matter")
    func both() throws {
        var (account, id) = try account()
        account.users[id]?["Joe"] = nil
        account.numbers["442079460000"]?["app_id"] = nil
        var wanted = try applied("00000000000000bb")
        wanted.numbers[0].name = "renamed"
        wanted.users[0].displayName = nil
        wanted.users[1].displayName = "Joe"
        #expect(
            try findings(wanted, [try applied()], account, id) == [
                "drift user.Joe", "pending app.answer_url capabilities.voice.webhooks.answer_url.address",
                "drift number.renamed app_id",
            ]
        )
    }

    @Test(
        "of several versions with the live release the newest counts, unless the account shows that an older was applied"
    )
    func severalVersions() throws {
        let (account, id) = try account()
        var wanted = try applied()
        wanted.users[0].displayName = "Jane D."
        // Names are no part of a release: which of the two was applied shows in the account.
        #expect(try findings(wanted, [wanted, try applied()], account, id) == ["pending user.Jane display_name"])
        #expect(try findings(wanted, [wanted], account, id) == ["drift user.Jane display_name"])
        // One that said nothing explains what is not there, and nothing that is.
        var silent = try applied()
        silent.users[0].displayName = nil
        #expect(try findings(wanted, [wanted, silent], account, id) == ["drift user.Jane display_name"])
        var empty = account
        empty.users[id]?["Jane"]?["display_name"] = nil
        #expect(try findings(wanted, [wanted, silent], empty, id) == ["pending user.Jane display_name"])
        #expect(try findings(wanted, [wanted, try applied()], empty, id) == ["drift user.Jane display_name"])
    }

    @Test("a pointer is told by the releases; by URLs where more than the release differs")
    func words() throws {
        let (account, id) = try account()
        func text(_ wanted: DesiredState) throws -> String {
            let live = account.live(application: id)
            let plan = try #require(makePlan(wanted, against: live).output)
            return DriftReport(
                plan: plan,
                liveRelease: nil,
                applied: .same,
                findings: findDrift(wanted, plan: plan, applied: [], live: live)
            ).text()
        }
        let path = "capabilities.voice.webhooks.answer_url.address: in the account"
        let moved = try text(applied("00000000000000bb"))
        #expect(
            moved.contains("\(path) release 00000000000000aa, in the project release 00000000000000bb\n"),
            "\(moved)"
        )
        var elsewhere = try applied("00000000000000bb")
        elsewhere.application.answerURL = "https://other.example/r/00000000000000bb/e/answer"
        #expect(try text(elsewhere).contains("\(path) 'https://voice.acme.example/r/00000000000000aa/e/answer', in"))
    }
}
