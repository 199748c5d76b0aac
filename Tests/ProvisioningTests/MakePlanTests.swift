import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Testing
import VonageAPI

@testable import Provisioning

@Suite("Planning")
struct MakePlanTests {
    private func application(_ id: String, _ name: String, key: String? = nil) -> LiveApplication {
        var body = JSONObject([("id", .string(id)), ("name", .string(name))])
        if let key { body["keys"] = ["public_key": .string(key)] }
        return LiveApplication(body: body)
    }

    @Test("a new application comes with everything it needs, in order")
    func everythingNew() throws {
        let desired = try Sample.acme()
        let planned = makePlan(desired, against: LiveState(numbers: [Sample.owned("442079460000")]))
        #expect(planned.diagnostics == [])
        let plan = try #require(planned.output)
        #expect(plan.steps.map(\.address) == ["release", "app", "user.Jane", "user.Joe", "number.uk-support"])
        #expect(plan.steps.map(\.action) == [.publish, .create, .create, .create, .link])
        #expect(plan.steps.last?.dependsOn == ["release", "app", "user.Jane", "user.Joe"])
        #expect(plan.steps.last?.changes == [FieldChange(path: "app_id", before: nil, after: .knownAfterApply)])
    }

    @Test("a new release moves the pointer after the users that it needs, and nothing else")
    func pointerMove() throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        let first = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(first, against: account.live(application: nil)).output),
            of: first
        )
        var second = try Sample.acme(release: "00000000000000bb")
        second.users.append(DesiredState.User(name: "Ann"))
        second.release.requires.users.append("Ann")
        let plan = try #require(makePlan(second, against: account.live(application: id)).output)
        #expect(plan.steps.map(\.address) == ["release", "user.Ann", "app.answer_url"])
        #expect(plan.steps.last?.dependsOn == ["release", "user.Ann"])
        #expect(
            plan.steps.last?.changes.map(\.path) == [
                "capabilities.voice.webhooks.answer_url.address",
                "capabilities.voice.webhooks.fallback_answer_url.address",
            ]
        )
        #expect(plan.steps.last?.summary == "release 3f2a1b0c9d8e7f60 → 00000000000000bb")
    }

    @Test("updating the settings leaves the pointer where it is, and unknown keys too")
    func settingsOnly() throws {
        var body = try Sample.acme(release: "00000000000000aa").application.creationBody
        body["id"] = "A"
        body["name"] = "Old name"
        body["_links"] = ["self": ["href": "/v2/applications/A"]]
        body = try #require(
            JSONValue.object(body).setting(["capabilities", "video"], to: ["environment_id": "x"]).objectValue
        )
        let sent = try Sample.acme().application.settingsBody(updating: LiveApplication(body: body))
        #expect(sent["name"] == "Acme Support")
        #expect(sent["_links"] == nil)
        #expect(sent["id"] == nil)
        let voice = sent["capabilities"]?["voice"]?["webhooks"]
        #expect(voice?["answer_url"]?["address"] == "https://voice.acme.example/r/00000000000000aa/e/answer")
        #expect(sent["capabilities"]?["video"] == ["environment_id": "x"])
        let moved = try Sample.acme().application.completeBody(updating: LiveApplication(body: body))
        #expect(
            moved["capabilities"]?["voice"]?["webhooks"]?["answer_url"]?["address"]
                == "https://voice.acme.example/r/3f2a1b0c9d8e7f60/e/answer"
        )
    }

    @Test("what the platform writes but does not read is not sent back")
    func replacementBody() {
        let live = LiveApplication(
            body: object([
                "id": "A", "keys": ["public_key": "k", "private_key": "secret"],
                "capabilities": [
                    "voice": [
                        "webhooks": [
                            "answer_url": ["address": "https://a.example", "connection_timeout": 500],
                            "fallback_answer_url": ["address": "", "http_method": "GET"],
                        ]
                    ]
                ],
            ])
        )
        #expect(
            live.replacementBody
                == object([
                    "keys": ["public_key": "k"],
                    "capabilities": [
                        "voice": ["webhooks": ["answer_url": ["address": "https://a.example", "connect_timeout": 500]]]
                    ],
                ])
        )
    }

    @Test("the id is compared without hyphens and case, before key and name")
    func identityByID() throws {
        var desired = try Sample.desired().application
        desired.id = "78D335FA323D01149C3DD6F0D48968CF"
        let wanted = application("78d335fa-323d-0114-9c3d-d6f0d48968cf", "Other")
        #expect(
            findApplication(desired, among: [application("B", "Acme Support", key: Sample.keyA), wanted])
                == .found(wanted)
        )
        #expect(findApplication(desired, among: []) == .unknownID("78D335FA323D01149C3DD6F0D48968CF"))
    }

    @Test("the key is compared by content and beats the name")
    func identityByKey() throws {
        let desired = try Sample.desired().application
        let wanted = application("B", "Renamed", key: Sample.keyA.replacing("\n", with: "\r\n") + "\n\n")
        let named = application("A", "Acme Support", key: Sample.keyB)
        #expect(findApplication(desired, among: [named, wanted]) == .found(wanted))
        #expect(findApplication(desired, among: [named]) == .found(named))
        #expect(findApplication(desired, among: [application("C", "Else")]) == .missing)
    }

    @Test("two applications of the same name are an error that lists both ids")
    func ambiguousName() throws {
        let live = LiveState(applications: [application("B", "Acme Support"), application("A", "Acme Support")])
        let planned = makePlan(try Sample.desired(), against: live)
        #expect(planned.output == nil)
        #expect(planned.diagnostics.map(\.code.text) == ["CC8003"])
        #expect(planned.diagnostics.first?.message == "2 applications have the name 'Acme Support': A, B")
    }

    @Test("a new application without a key is refused")
    func newWithoutKey() throws {
        let planned = makePlan(try Sample.desired(key: nil), against: LiveState())
        #expect(planned.diagnostics.map(\.code.text) == ["CC8004"])
    }

    @Test("a number that is not owned is an error and hides nothing else")
    func numberNotOwned() throws {
        var desired = try Sample.acme()
        desired.numbers.append(.init(name: "second", number: try Sample.number("442079460001")))
        let planned = makePlan(desired, against: LiveState(numbers: [Sample.owned("442079460000")]))
        #expect(
            planned.diagnostics.map(\.message) == ["number 'second' (+442079460001) is not owned by this account"]
        )
        #expect(planned.output?.steps.contains { $0.address == "number.uk-support" } == true)
    }

    @Test("a caller id that is not owned is an error, once")
    func callerIDNotOwned() throws {
        var desired = try Sample.acme()
        desired.release.requires.callerIDs = ["442079460000", "442079460009"]
        let planned = makePlan(desired, against: LiveState())
        #expect(planned.diagnostics.map(\.code.text).sorted() == ["CC8001", "CC8005"])
    }

    @Test("a number of another application is moved only with 'adopt', and marked")
    func movedNumber() throws {
        let live = LiveState(
            applications: [application("X", "Old hotline")],
            numbers: [Sample.owned("442079460000", ("app_id", "X"))]
        )
        var desired = try Sample.acme()
        let refused = makePlan(desired, against: live)
        #expect(
            refused.diagnostics.map(\.message) == [
                "number 'uk-support' (+442079460000) is linked to application 'Old hotline' (X)"
            ]
        )
        desired.numbers[0].adopts = true
        let planned = makePlan(desired, against: live)
        #expect(planned.diagnostics == [])
        for plan in [refused.output, planned.output] {
            let step = try #require(plan?.steps.last)
            #expect(step.dangers.map(\.sentence) == ["takes the number away from application 'Old hotline' (X)"])
        }
    }

    @Test("a forwarding that would win is cleared only with 'adopt', also on a number that is linked already")
    func forwarding() throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        var desired = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(desired, against: account.live(application: nil)).output),
            of: desired
        )
        account.numbers["442079460000"]?["voiceCallbackType"] = "tel"
        account.numbers["442079460000"]?["voiceCallbackValue"] = "447700900001"
        let refused = makePlan(desired, against: account.live(application: id))
        #expect(refused.diagnostics.map(\.code.text) == ["CC8010"])
        #expect(refused.diagnostics.first?.message.contains("forwards its calls to tel '447700900001'") == true)
        desired.numbers[0].adopts = true
        let planned = makePlan(desired, against: account.live(application: id))
        #expect(planned.diagnostics == [])
        let plan = try #require(planned.output)
        #expect(plan.steps.map(\.action) == [.update])
        #expect(plan.steps.first?.dangers == [.clearsForwarding(type: "tel", value: "447700900001")])
        let form = LiveNumber(body: try #require(account.numbers["442079460000"])).updateForm(application: id)
        #expect(form.map(\.name) == ["country", "msisdn", "app_id"])
    }

    @Test("an update of a number sends again what must stay, and drops what only echoes the link")
    func updateForm() {
        let live = Sample.owned(
            "442079460000",
            ("app_id", "A"),
            ("moHttpUrl", "https://sms.example"),
            ("voiceCallbackType", "app"),
            ("voiceCallbackValue", "A"),
            ("messagesCallbackType", "app"),
            ("messagesCallbackValue", "A")
        )
        let form = live.updateForm(application: nil)
        #expect(
            form.map { "\($0.name)=\($0.value)" } == [
                "country=GB", "msisdn=442079460000", "moHttpUrl=https://sms.example",
            ]
        )
    }

    @Test("what is linked but not named is unmanaged and left alone")
    func unmanaged() throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000"), Sample.owned("442079460007")])
        let desired = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(desired, against: account.live(application: nil)).output),
            of: desired
        )
        account.numbers["442079460007"]?["app_id"] = try .string(#require(id))
        account.users[try #require(id)]?["Bob"] = object(["id": "USR-1", "name": "Bob"])
        let plan = try #require(makePlan(desired, against: account.live(application: id)).output)
        #expect(plan.isEmpty)
        #expect(plan.unmanaged.map(\.address) == ["number.+442079460007", "user.Bob"])
    }

    @Test("removals come last and only for what is there", arguments: [Removed.NumberFate.unlink, .cancel])
    func removals(fate: Removed.NumberFate) throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        var desired = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(desired, against: account.live(application: nil)).output),
            of: desired
        )
        desired.numbers = []
        desired.release.requires.callerIDs = []
        desired.removedNumbers = [
            .init(number: try Sample.number("442079460000"), fate: fate),
            .init(number: try Sample.number("442079460001"), fate: fate),
        ]
        desired.removedUsers = [.init(name: "Joe"), .init(name: "Nobody")]
        desired.users.removeLast()
        let plan = try #require(makePlan(desired, against: account.live(application: id)).output)
        #expect(plan.steps.map(\.address) == ["number.+442079460000", "user.Joe"])
        #expect(plan.steps.map(\.action) == [fate == .unlink ? .unlink : .cancel, .delete])
        #expect(plan.steps.last?.dangers == [.deletesUser, .removesManyUsers(count: 1, of: 2)])
    }

    @Test("a number of another application is not cancelled")
    func cancelElsewhere() throws {
        var desired = try Sample.desired()
        desired.removedNumbers = [.init(number: try Sample.number("442079460000"), fate: .cancel)]
        let live = LiveState(
            applications: [application("X", "Other")],
            numbers: [Sample.owned("442079460000", ("app_id", "X"))]
        )
        let planned = makePlan(desired, against: live)
        #expect(planned.diagnostics.map(\.code.text) == ["CC8007"])
        #expect(planned.output?.steps.contains { $0.action == .cancel } == false)
    }

    @Test("users of an application that is there are not compared without its key")
    func usersNotCompared() throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        let desired = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(desired, against: account.live(application: nil)).output),
            of: desired
        )
        var live = account.live(application: id)
        live.users = .notCompared(reason: "no private key")
        let plan = try #require(makePlan(desired, against: live).output)
        #expect(plan.isEmpty)
        #expect(plan.summaryLine.hasSuffix("Users: not compared (no private key)."))
    }

    @Test("a rotated key is marked")
    func rotatedKey() throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        var desired = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(desired, against: account.live(application: nil)).output),
            of: desired
        )
        desired.application.publicKey = try ApplicationPublicKey(pem: Sample.keyB)
        let plan = try #require(makePlan(desired, against: account.live(application: id)).output)
        #expect(plan.steps.map(\.dangers) == [[.replacesKey]])
        #expect(plan.json.serialized().contains("BEGIN PUBLIC KEY") == false)
    }

    @Test("an answer that lacks the platform's defaults is no difference")
    func missingDefaults() throws {
        var body = try Sample.acme().application.creationBody
        body["id"] = "A"
        body["privacy"] = nil
        var voice = try #require(body["capabilities"]?["voice"]?.objectValue)
        voice["signed_callbacks"] = nil
        body = try #require(JSONValue.object(body).setting(["capabilities", "voice"], to: .object(voice)).objectValue)
        #expect(try Sample.acme().application.settingsChanges(from: LiveApplication(body: body)) == [])
    }
}
