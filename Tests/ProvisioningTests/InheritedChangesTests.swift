import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

@Suite("What a plan changes that the change did not ask for")
struct InheritedChangesTests {
    private static let old = "00000000000000aa"
    private static let new = "00000000000000bb"

    private func version(_ release: String = old, jane: String = "Jane Doe") throws -> DesiredState {
        var desired = try Sample.desired(release: release)
        desired.application.ringsAppUsers = true
        var user = DesiredState.User(name: "Jane")
        user.displayName = jane
        desired.users = [user, DesiredState.User(name: "Joe")]
        desired.numbers = [.init(name: "support", number: try Sample.number("442079460000"))]
        return desired
    }

    /// An account as the base made it.
    private func account(_ desired: DesiredState) throws -> (ModelAccount, id: String) {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        let plan = try #require(makePlan(desired, against: account.live(application: nil)).output)
        let id = try #require(try account.apply(plan, of: desired))
        return (account, id)
    }

    /// What a plan of `head` inherits, when `versions` may have been applied.
    private func inherited(
        base: DesiredState,
        head: DesiredState,
        applied versions: [DesiredState],
        _ account: ModelAccount,
        _ id: String
    ) throws -> InheritedChanges {
        let live = account.live(application: id)
        let needed = try #require(makePlan(base, against: live).output)
        let isBase = versions.first?.release.id == base.release.id
        let report = DriftReport(
            plan: needed,
            liveRelease: ReleaseID(Self.old),
            applied: versions.isEmpty
                ? .unknown(reason: "there is no git") : isBase ? .same : .commit("0123456789abcdef"),
            findings: findDrift(base, plan: needed, applied: versions, live: live)
        )
        let plan = try #require(makePlan(head, against: live).output)
        return try #require(InheritedChanges(from: "main", report, in: plan))
    }

    @Test("nothing, where the account is as the base says, whatever the change does")
    func none() throws {
        let base = try version()
        let (account, id) = try account(base)
        let head = try version(Self.new, jane: "Jane D.")
        let found = try inherited(base: base, head: head, applied: [base], account, id)
        #expect(found.items.isEmpty)
        #expect(found.isSilent)
        #expect(found.summary == nil)
        #expect(found.text == "")
    }

    @Test("what was changed in the account is undone; where the change is about the same field, what it writes is told")
    func undone() throws {
        let base = try version()
        var (account, id) = try account(base)
        account.users[id]?["Jane"]?["display_name"] = "J."
        account.applications[id]?["name"] = "Renamed"
        account.users[id]?["Joe"] = nil
        let found = try inherited(
            base: base,
            head: try version(Self.new, jane: "Jane D."),
            applied: [base],
            account,
            id
        )
        #expect(found.summary == "3 changes made in the account, which this plan undoes")
        let name = base.application.name
        #expect(
            found.text == """
                This plan also undoes what was changed in the account:
                  app  name: in the account 'Renamed', in main '\(name)'
                  user.Jane  display_name: in the account 'J.', in main 'Jane Doe', in this plan 'Jane D.'
                  user.Joe  is not in the account

                """
        )
    }

    @Test("what the change itself takes over from the account is no drift that the plan undoes")
    func adopted() throws {
        let base = try version()
        var (account, id) = try account(base)
        account.users[id]?["Jane"]?["display_name"] = "J."
        let head = try version(jane: "J.")
        #expect(try inherited(base: base, head: head, applied: [base], account, id).items.isEmpty)
    }

    @Test("what the base says and was not applied comes with the plan, and calls are on an earlier version")
    func pending() throws {
        let applied = try version()
        let (account, id) = try account(applied)
        let base = try version(Self.new, jane: "Jane D.")
        let head = try version("00000000000000cc", jane: "Jane D.")
        let found = try inherited(base: base, head: head, applied: [applied], account, id)
        #expect(found.summary == "2 changes of main not applied yet, which this plan brings, too")
        #expect(
            found.standing
                == "calls are on release \(Self.old), which is of commit 0123456789ab, not of main"
        )
        let address = "capabilities.voice.webhooks.answer_url.address"
        #expect(
            found.items.map { "\($0.finding.address) \($0.finding.change?.path ?? "")" }.sorted() == [
                "app.answer_url \(address)", "user.Jane display_name",
            ]
        )
        #expect(found.text.contains("in main release \(Self.new), in this plan 'https://"))
        // Its release is the live one: the plan moves nothing, but callers hear no difference from main either.
        let back = try inherited(base: base, head: try version(jane: "Jane D."), applied: [applied], account, id)
        #expect(back.items.map(\.finding.address) == ["user.Jane"])
        #expect(!back.isSilent)
    }

    @Test("where nobody knows what was applied, nobody is blamed")
    func unknown() throws {
        let base = try version()
        var (account, id) = try account(base)
        account.applications[id]?["name"] = "Renamed"
        let found = try inherited(base: base, head: try version(Self.new), applied: [], account, id)
        #expect(found.summary == "1 difference that nobody knows the cause of")
        #expect(found.standing == "calls are on release \(Self.old); what was applied is not known: there is no git")
    }

    @Test("a number that the change renames is the same number")
    func renamed() throws {
        let base = try version()
        var (account, id) = try account(base)
        account.numbers["442079460000"]?["app_id"] = nil
        var head = try version(Self.new)
        head.numbers[0] = .init(name: "help", number: try Sample.number("442079460000"))
        let found = try inherited(base: base, head: head, applied: [base], account, id)
        #expect(found.items.map(\.finding.address) == ["number.support"])
    }

    @Test("two applications have nothing to do with each other")
    func otherApplication() throws {
        let base = try version()
        let (account, id) = try account(base)
        let live = account.live(application: id)
        let plan = try #require(makePlan(base, against: live).output)
        var other = plan
        other.applicationID = nil
        let report = DriftReport(plan: plan, liveRelease: nil, applied: .same, findings: [])
        #expect(InheritedChanges(from: "main", report, in: other) == nil)
    }
}
