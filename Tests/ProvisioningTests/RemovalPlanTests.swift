import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

@Suite("What plans remove")
struct RemovalPlanTests {
    private let old = "00000000000000aa"

    /// An account that an earlier release of the project made, with more users than it names.
    private func account(
        users names: [String] = ["Jane", "Joe", "Bob", "Eve", "Max", "Tim"],
        _ change: (inout DesiredState) throws -> Void = { _ in }
    ) throws -> (DesiredState, LiveState) {
        var desired = try Sample.acme(release: old)
        var account = ModelAccount(numbers: [Sample.owned("442079460000"), Sample.owned("442079460001")])
        let plan = try #require(makePlan(desired, against: account.live(application: nil)).output)
        let id = try #require(try account.apply(plan, of: desired))
        for name in names where account.users[id]?[name] == nil {
            account.users[id]?[name] = object([
                "id": .string("USR-\(name)"), "name": .string(name), "display_name": .string("\(name) Roe"),
            ])
        }
        account.numbers["442079460001"]?["app_id"] = .string(id)
        desired = try Sample.acme()
        try change(&desired)
        return (desired, account.live(application: id))
    }

    private struct History: ReleaseHistory {
        var log: [ReleaseLogEntry] = []
        var known: [String: Set<String>] = [:]

        func users(of release: ReleaseID) -> Set<String>? { known[release.text] }
    }

    private func options(_ now: Int, _ log: [(String, Int)], _ known: [String: Set<String>]) throws -> PlanOptions {
        var options = PlanOptions()
        options.now = now
        let entries = try log.map { ReleaseLogEntry(release: try Sample.release($0.0), time: $0.1) }
        options.releases = History(log: entries, known: known)
        return options
    }

    private func bob(_ plan: Plan?) throws -> PlanStep { try #require(plan?.steps.first { $0.address == "user.Bob" }) }

    @Test("pruning unlinks and deletes what is neither named nor removed, and never cancels")
    func prune() throws {
        let (desired, live) = try account()
        var options = try options(0, [], [old: []])
        #expect(try #require(makePlan(desired, against: live, options).output).unmanaged.count == 5)
        options.prunes = true
        let plan = try #require(makePlan(desired, against: live, options).output)
        #expect(plan.unmanaged == [])
        let removals = plan.steps.filter { [.unlink, .cancel, .delete, .held].contains($0.action) }
        #expect(
            removals.map { "\($0.address) \($0.action)" } == [
                "number.+442079460001 unlink", "user.Bob delete", "user.Eve delete", "user.Max delete",
                "user.Tim delete",
            ]
        )
        #expect(plan.isPruning)
    }

    @Test("a user stays while calls on the live release may ring it, and a plan with nothing else is empty")
    func heldByLiveRelease() throws {
        let (desired, live) = try account { $0.removedUsers = [.init(name: "Bob")] }
        let now = 1_700_000_000
        let plan = try #require(makePlan(desired, against: live, try options(now, [], [old: ["Bob"]])).output)
        let step = try bob(plan)
        #expect(step.action == .held)
        #expect(
            step.reason == "calls on release \(old) may still ring the user: held until 2023-11-15 02:13 UTC"
        )
        #expect(!plan.isEmpty)
        #expect(plan.summaryLine.contains("Held: 1."))
        #expect(
            try bob(makePlan(desired, against: live, try options(now, [], [old: ["Jane"]])).output).action == .delete
        )
        // Nobody knows whom it rings.
        let unknown = try bob(makePlan(desired, against: live, try options(now, [], [:])).output)
        #expect(unknown.action == .held)
        #expect(unknown.reason?.contains("may ring anyone") == true)
    }

    @Test(
        "the log tells until when a release that was replaced may ring a user",
        arguments: [(1000 + 14_399, PlanStep.Action.held), (1000 + 14_400, .delete)]
    )
    func heldByLog(now: Int, action: PlanStep.Action) throws {
        let new = "3f2a1b0c9d8e7f60"
        var (desired, live) = try account { $0.removedUsers = [.init(name: "Bob")] }
        // The account is on the desired release already.
        var body = live.applications[0].body
        body = desired.application.completeBody(updating: LiveApplication(body: body))
        body["id"] = live.applications[0].body["id"]
        live.applications[0] = LiveApplication(body: body)
        desired.drain = 14_400
        let options = try options(now, [(new, 1000), (old, 500)], [old: ["Bob"], new: ["Jane"]])
        let plan = try #require(makePlan(desired, against: live, options).output)
        #expect(try bob(plan).action == action)
        #expect(plan.isEmpty == (action == .held))
    }

    @Test("a release whose manifest is gone holds nobody, unless it is the live one")
    func goneRelease() throws {
        let (desired, live) = try account { $0.removedUsers = [.init(name: "Bob")] }
        let options = try options(1001, [("00000000000000bb", 10), (old, 1000)], [old: []])
        #expect(try bob(makePlan(desired, against: live, options).output).action == .delete)
    }

    @Test("what the policy protects is not removed, whether written down or pruned")
    func protected() throws {
        let (desired, live) = try account {
            $0.protected = [.numbers, .users]
            $0.removedUsers = [.init(name: "Bob")]
            $0.removedNumbers = [.init(number: try Sample.number("442079460001"), fate: .unlink)]
        }
        let found = makePlan(desired, against: live).diagnostics
        #expect(found.map(\.code.text) == ["CC8011", "CC8011"])
        #expect(
            Set(found.map(\.message)) == [
                "'number.+442079460001' would be removed, and 'policy.protect' keeps numbers",
                "'user.Bob' would be removed, and 'policy.protect' keeps users",
            ]
        )
        var options = PlanOptions()
        options.prunes = true
        #expect(makePlan(desired, against: live, options).diagnostics.count == 5)
    }

    @Test("numbers in use, and more than 30 % of the users, want force", arguments: [1, 2])
    func force(count: Int) throws {
        let (desired, live) = try account(users: ["Jane", "Joe", "Bob", "Eve", "Max"]) {
            $0.removedUsers = ["Bob", "Eve"].prefix(count).map { .init(name: $0) }
        }
        let options = try options(0, [], [old: []])
        let plan = try #require(makePlan(desired, against: live, options).output)
        #expect(plan.largeRemovals.map(\.address) == (count == 1 ? [] : ["user.Bob", "user.Eve"]))
        var pruning = options
        pruning.prunes = true
        let pruned = try #require(makePlan(desired, against: live, pruning).output)
        #expect(pruned.largeRemovals.first?.dangers == [.stopsNumberInUse])
        #expect(try Plan(json: pruned.json) == pruned)
    }

    @Test("a user that goes while one like it comes is said to be renamed")
    func renamed() throws {
        let (desired, live) = try account {
            $0.removedUsers = [.init(name: "Bob"), .init(name: "Eve")]
            var user = DesiredState.User(name: "Robert")
            user.displayName = "Bob Roe"
            $0.users.append(user)
            $0.users.append(DesiredState.User(name: "Somebody"))
        }
        let plan = try #require(makePlan(desired, against: live, try options(0, [], [old: []])).output)
        let created = plan.steps.filter { $0.action == .create }
        #expect(created.map(\.address) == ["user.Robert", "user.Somebody"])
        #expect(created[0].reason?.hasPrefix("likely 'Bob' under a new name") == true)
        #expect(created[1].reason == nil)
    }
}
