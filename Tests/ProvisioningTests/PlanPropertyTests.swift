import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import SeededRandom
import Testing

@testable import Provisioning

@Suite("What holds for every plan")
struct PlanPropertyTests {
    @Test("applying a plan and planning again gives an empty plan", arguments: 0..<200 as Range<UInt64>)
    func planAfterApplyIsEmpty(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (desired, account) = try world(&random)
        var id: String?
        for _ in 0..<3 {
            let planned = makePlan(
                desired,
                against: account.live(application: id ?? firstMatch(desired, account)),
                options
            )
            #expect(planned.diagnostics.filter { $0.severity == .error }.isEmpty)
            let plan = try #require(planned.output)
            id = try account.apply(plan, of: desired)
            let again = makePlan(desired, against: account.live(application: id), options)
            #expect(again.output?.steps == [])
            #expect(again.output?.unmanaged == plan.unmanaged)
            try mutate(&desired, &random)
        }
    }

    @Test("the order of both sides does not matter", arguments: 0..<100 as Range<UInt64>)
    func orderDoesNotMatter(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (desired, account) = try world(&random)
        var live = account.live(application: firstMatch(desired, account))
        let plan = makePlan(desired, against: live).output
        var shuffled = desired
        shuffled.numbers.shuffle(using: &random)
        shuffled.users.shuffle(using: &random)
        shuffled.removedNumbers.shuffle(using: &random)
        shuffled.removedUsers.shuffle(using: &random)
        live.applications.shuffle(using: &random)
        live.numbers.shuffle(using: &random)
        if case .compared(var users) = live.users {
            users.shuffle(using: &random)
            live.users = .compared(users)
        }
        #expect(makePlan(shuffled, against: live).output == plan)
    }

    @Test("a plan survives its JSON form", arguments: 0..<100 as Range<UInt64>)
    func jsonRoundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (desired, account) = try world(&random)
        var plan = try #require(
            makePlan(desired, against: account.live(application: firstMatch(desired, account))).output
        )
        plan.source = Bool.random(using: &random) ? "centers/acme" : nil
        let text = plan.json.serialized(.pretty)
        #expect(try Plan(json: JSONValue(parsing: text)) == plan)
    }

    @Test(
        "every step depends on earlier steps only, and nothing comes before the release",
        arguments: 0..<100 as Range<UInt64>
    )
    func stepsAreInOrder(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (desired, account) = try world(&random)
        let plan = try #require(
            makePlan(desired, against: account.live(application: firstMatch(desired, account))).output
        )
        var done: Set<String> = []
        for step in plan.steps {
            #expect(step.dependsOn.allSatisfy(done.contains))
            #expect(done.insert(step.address).inserted)
            if let first = plan.steps.first, first.subject == .release, step.address != first.address {
                #expect(step.dependsOn.contains("release"))
            }
        }
    }

    @Test(
        "pruning leaves nothing unmanaged, cancels nothing, and is done after one apply",
        arguments: 0..<100 as Range<UInt64>
    )
    func pruning(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (desired, account) = try world(&random)
        desired.numbers.removeAll { _ in Bool.random(using: &random) }
        var options = options
        options.prunes = true
        let live = account.live(application: firstMatch(desired, account))
        let plan = try #require(makePlan(desired, against: live, options).output)
        #expect(plan.unmanaged == [])
        #expect(!plan.steps.contains { $0.action == .cancel })
        let id = try account.apply(plan, of: desired)
        #expect(makePlan(desired, against: account.live(application: id), options).output?.steps == [])
    }

    // MARK: Random worlds

    /// Whom releases ring is known, and it is nobody: nothing is held.
    private var options: PlanOptions {
        struct RingsNobody: ReleaseHistory {
            var log: [ReleaseLogEntry] { [] }
            func users(of release: ReleaseID) -> Set<String>? { [] }
        }
        var options = PlanOptions()
        options.releases = RingsNobody()
        return options
    }

    private func firstMatch(_ desired: DesiredState, _ account: ModelAccount) -> String? {
        let live = account.applications.values.map(LiveApplication.init(body:))
        guard case .found(let found) = findApplication(desired.application, among: live) else { return nil }
        return found.id
    }

    func world(_ random: inout SeededGenerator) throws -> (DesiredState, ModelAccount) {
        var desired = try Sample.desired()
        try mutate(&desired, &random)
        var account = ModelAccount()
        let other = account.newID()
        account.store(application: object(["name": "Somebody else's", "capabilities": [:]]), id: other)
        var ours: String?
        if Bool.random(using: &random) {
            let id = account.newID()
            ours = id
            var old = try Sample.desired(release: "00000000000000aa")
            try mutate(&old, &random)
            account.store(application: old.application.creationBody, id: id)
            account.applications[id]?["keys"] = ["public_key": .string(Sample.keyA)]
            for name in ["Jane", "Joe", "Bob", "Stranger"] where Bool.random(using: &random) {
                account.users[id, default: [:]][name] = object([
                    "id": .string("USR-\(name)"), "name": .string(name), "display_name": "Old name",
                    "channels": ["pstn": [["number": 442_079_460_999]]],
                ])
            }
        }
        for index in 0..<8 {
            var body = Sample.owned("44207946000\(index)").body
            switch Int.random(in: 0..<5, using: &random) {
            case 0: body["app_id"] = .string(other)
            case 1: body["app_id"] = ours.map(JSONValue.string)
            case 2:
                body["voiceCallbackType"] = "sip"
                body["voiceCallbackValue"] = "sip:pbx@acme.example"
            case 3: body["moHttpUrl"] = "https://sms.acme.example"
            default: break
            }
            if body["app_id"] != nil {
                body["voiceCallbackType"] = "app"
                body["voiceCallbackValue"] = body["app_id"]
            }
            account.numbers["44207946000\(index)"] = body
        }
        return (desired, account)
    }

    /// Another project of the same account: names stay, the rest is rolled anew.
    private func mutate(_ desired: inout DesiredState, _ random: inout SeededGenerator) throws {
        let release = try Sample.release("00000000000000\(Int.random(in: 10...99, using: &random))")
        desired.release.id = release
        desired.application.answerURL = "https://voice.acme.example/r/\(release)/e/answer"
        desired.application.fallbackURL =
            Bool.random(using: &random) ? "https://static.acme.example/r/\(release)/fallback.json" : nil
        desired.application.region = Bool.random(using: &random) ? "eu-west" : nil
        desired.application.signedCallbacks = Bool.random(using: &random)
        desired.application.ringsAppUsers = Bool.random(using: &random)
        desired.numbers = []
        desired.removedNumbers = []
        for index in 0..<6 {
            let number = try Sample.number("44207946000\(index)")
            switch Int.random(in: 0..<3, using: &random) {
            case 0: desired.numbers.append(.init(name: "line-\(index)", number: number, adopts: true))
            case 1: desired.removedNumbers.append(.init(number: number, fate: .unlink))
            default: break
            }
        }
        desired.users = []
        desired.removedUsers = []
        for name in ["Jane", "Joe", "Ann"] where Bool.random(using: &random) {
            var user = DesiredState.User(name: name)
            user.displayName = Bool.random(using: &random) ? "\(name) Doe" : nil
            user.imageURL = Bool.random(using: &random) ? "https://acme.example/\(name).png" : nil
            user.data = Bool.random(using: &random) ? [("desk", "\(Int.random(in: 1...9, using: &random))")] : nil
            desired.users.append(user)
        }
        if Bool.random(using: &random) { desired.removedUsers = [.init(name: "Bob")] }
        desired.release.requires.users = desired.users.map(\.name).sorted()
    }
}

/// The members of an object literal.
func object(_ literal: JSONValue) -> JSONObject { literal.objectValue ?? JSONObject() }
