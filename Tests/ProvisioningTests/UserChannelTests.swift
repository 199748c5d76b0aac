import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

@Suite("Channels of users")
struct UserChannelTests {
    private static let place = Span(file: FileID(index: 0), start: 0, end: 0)

    /// A user with a telephone and a SIP endpoint whose password stands in `BOB`.
    private func user(password: String?) throws -> DesiredState.User {
        var channels = UserChannels(span: Self.place)
        channels.numbers[.pstn] = [Located(try #require(PhoneNumber(digits: "447700900001")), at: Self.place)]
        var sip = UserChannels.SIP(uri: Located("sip:bob@pbx.example.com", at: Self.place))
        sip.password = Located(SecretName(variable: "BOB"), at: Self.place)
        channels.sip = [sip]
        var user = DesiredState.User(name: "Bob")
        user.channels = DesiredChannels(channels) { $0 == "BOB" ? password : nil }
        return user
    }

    private func live(password: String) throws -> LiveUser {
        let body: JSONValue = [
            "id": "USR-1", "name": "Bob",
            "channels": [
                "pstn": [["number": 447_700_900_001]],
                "sip": [["uri": "sip:bob@pbx.example.com", "username": "", "password": .string(password)]],
                "sms": [["number": "447700900009"]],
            ],
        ]
        return LiveUser(body: try #require(body.objectValue))
    }

    @Test("equal channels are no change, whatever empty members the platform adds")
    func equal() throws {
        #expect(try user(password: "hunter2").changes(from: live(password: "hunter2")).isEmpty)
    }

    @Test("a telephone number is the same as a number and as a text, but goes out as a number")
    func numberAsText() throws {
        var body = try live(password: "hunter2").body
        body["channels"] =
            JSONValue.object(body).setting(
                ["channels", "pstn"],
                to: [["number": "447700900001"]]
            )["channels"]
        #expect(try user(password: "hunter2").changes(from: LiveUser(body: body)).isEmpty)
        #expect(try user(password: "x").creationBody["channels"]?["pstn"] == [["number": 447_700_900_001]])
    }

    @Test("another password is a change that shows neither")
    func otherPassword() throws {
        let changes = try user(password: "hunter2").changes(from: live(password: "letmein"))
        let change = try #require(changes.first)
        #expect(changes.count == 1)
        #expect(change.path == "channels.sip")
        guard case .value(let after) = change.after else {
            Issue.record("the channel goes")
            return
        }
        let shown = (change.before?.serialized() ?? "") + after.serialized()
        #expect(shown.contains("(hidden)") && shown.contains("(hidden, changed)"))
        #expect(!shown.contains("hunter2") && !shown.contains("letmein"))
    }

    @Test("a secret that the environment lacks is not compared, and named")
    func missingSecret() throws {
        let user = try user(password: nil)
        #expect(try user.changes(from: live(password: "letmein")).isEmpty)
        #expect(user.channels?.missingSecrets == ["BOB"])
    }

    @Test("an update sends the kinds that the project does not name as they are, and the secret itself")
    func update() throws {
        let body = try user(password: "hunter2").updateBody(updating: live(password: "letmein"))
        let channels = try #require(body["channels"])
        #expect(channels["sms"] == [["number": "447700900009"]])
        #expect(channels["sip"] == [["uri": "sip:bob@pbx.example.com", "password": "hunter2"]])
    }

    @Test("neither plan nor fingerprints hold a secret")
    func nothingSecret() throws {
        var desired = try Sample.desired()
        desired.users = [try user(password: "hunter2")]
        let plan = try #require(makePlan(desired, against: LiveState()).output)
        #expect(!plan.json.serialized().contains("hunter2"))
        #expect(plan.text().contains("(hidden)"))
        var other = desired
        other.users = [try user(password: "other")]
        #expect(other.fingerprint == desired.fingerprint)
    }
}

@Suite("Headers of websockets")
struct WebSocketHeaderTests {
    private func user(_ value: String) throws -> DesiredState.User {
        let place = Span(file: FileID(index: 0), start: 0, end: 0)
        var channels = UserChannels(span: place)
        var socket = WebSocketEndpoint(uri: Located("wss://bot.example.com/call", at: place))
        socket.headers = [(Located("x-tenant", at: place), Located(value, at: place))]
        channels.websocket = [socket]
        var user = DesiredState.User(name: "Bot")
        user.channels = DesiredChannels(channels) { _ in nil }
        return user
    }

    private func live(_ value: String) throws -> LiveUser {
        let socket: JSONValue = [
            "uri": "wss://bot.example.com/call", "content-type": "audio/l16;rate=16000",
            "headers": ["x-tenant": .string(value)],
        ]
        return LiveUser(body: ["id": "USR-1", "name": "Bot", "channels": ["websocket": [socket]]])
    }

    @Test("are compared and sent, and only their names are shown: they may hold tokens")
    func hidden() throws {
        #expect(try user("t0ken-one").changes(from: live("t0ken-one")).isEmpty)
        let change = try #require(try user("t0ken-two").changes(from: live("t0ken-one")).first)
        guard case .value(let after) = change.after else {
            Issue.record("the channel goes")
            return
        }
        let shown = (change.before?.serialized() ?? "") + after.serialized()
        #expect(shown.contains(#"{"x-tenant":"(hidden)"}"#) && shown.contains(#"{"x-tenant":"(hidden, changed)"}"#))
        #expect(!shown.contains("t0ken"))
        #expect(JSONValue.object(try user("t0ken-two").creationBody).serialized().contains("t0ken-two"))
        var desired = try Sample.desired()
        desired.users = [try user("t0ken-one")]
        let plan = try #require(makePlan(desired, against: LiveState()).output)
        #expect(!(plan.json.serialized() + plan.text()).contains("t0ken"))
        #expect(plan.text().contains("x-tenant"))
    }

    @Test("a plan of other headers is another plan, though it looks the same")
    func fingerprints() throws {
        var (one, two) = (try Sample.desired(), try Sample.desired())
        one.users = [try user("t0ken-one")]
        two.users = [try user("t0ken-two")]
        #expect(one.fingerprint != two.fingerprint)
        #expect(try user("t0ken-one").fingerprint(of: live("a1b2")) != user("t0ken-one").fingerprint(of: live("c3d4")))
    }

    @Test("snapshots do not hold them, and a plan against one says that they were not compared")
    func snapshots() throws {
        let kept = LiveUser(body: try live("t0ken-one").body.redactedUser)
        let text = JSONValue.object(kept.body).serialized()
        #expect(!text.contains("t0ken") && text.contains("x-tenant"))
        #expect(try user("t0ken-two").changes(from: kept).isEmpty)
        #expect(try user("t0ken-two").fields.contains { $0.isHidden(in: kept.body) })
    }
}

@Suite("Numbers that are not bought yet")
struct WantedNumberTests {
    @Test("are shown as bought by a command of their own, and the release as not final")
    func planned() throws {
        var desired = try Sample.desired()
        let standIn = try #require(PhoneNumber(digits: "9991000000000"))
        desired.numbers = [
            DesiredState.Number(name: "us-sales", number: standIn, search: "a US number with VOICE")
        ]
        desired.release.requires.callerIDs = [standIn.digits]
        let checked = makePlan(desired, against: LiveState())
        #expect(checked.diagnostics == [])
        let plan = try #require(checked.output)
        let step = try #require(plan.steps.first { $0.action == .buy })
        #expect(step.address == "number.us-sales")
        #expect(step.subject == .wantedNumber(name: "us-sales"))
        #expect(plan.text().contains("not final"))
        #expect(try Plan(json: plan.json) == plan)
    }
}
