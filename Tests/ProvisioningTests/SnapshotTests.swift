import Diagnostics
import JSONTree
import ReleaseRecords
import SeededRandom
import Testing

@testable import Provisioning

@Suite("Snapshots of an account")
struct SnapshotTests {
    private let noon = UTCTime(seconds: 1_795_000_000)

    private func snapshot(
        _ account: ModelAccount,
        for desired: DesiredState,
        access: UserAccess = .granted
    ) async throws -> Snapshot {
        try await takeSnapshot(
            of: ModelReader(account: account, access: access),
            for: desired,
            apiURL: "https://api.example",
            at: noon
        )
    }

    private func plan(_ desired: DesiredState, _ reader: some AccountReading) async throws -> Plan? {
        let live = try await readLiveState(reader, for: desired)
        var plan = makePlan(desired, against: live).output
        plan?.live = LiveOrigin(of: live, for: desired)
        return plan
    }

    /// An application with a user whose channels hold secrets.
    private func accountWithSecrets() throws -> (DesiredState, ModelAccount, id: String) {
        var desired = try Sample.desired()
        var account = ModelAccount()
        let id = account.newID()
        account.store(application: desired.application.creationBody, id: id)
        account.users[id] = [
            "Jane": object([
                "id": "USR-1", "name": "Jane",
                "image_url": "https://jane:pass-word-1@a.example/?sig=pass-word-2&size=2",
                "properties": ["custom_data": ["desk": "7", "api_token": "pass-word-3"]],
                "channels": [
                    "sip": [["uri": "sip:jane@pbx.example", "username": "pass-word-4", "password": "pass-word-5"]],
                    "websocket": [
                        [
                            "uri": "wss://a.example", "content-type": "audio/l16;rate=16000",
                            "headers": ["Authorization": "pass-word-6"],
                        ]
                    ],
                ],
            ]),
            "Joe": object(["id": "USR-2", "name": "Joe", "image_url": "https://a.example/joe.png"]),
        ]
        var jane = DesiredState.User(name: "Jane")
        jane.data = [("desk", "7")]
        desired.users = [jane]
        return (desired, account, id)
    }

    @Test("a plan against a snapshot is the plan against the account", arguments: 0..<150 as Range<UInt64>)
    func samePlan(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let (desired, account) = try PlanPropertyTests().world(&random)
        let access: UserAccess = random.chance(20) ? .refused(reason: "no private key") : .granted
        let taken = try await snapshot(account, for: desired, access: access)
        let read = try Snapshot(json: JSONValue(parsing: taken.json.serialized(.pretty)))
        #expect(read == taken)
        let direct = try #require(try await plan(desired, ModelReader(account: account, access: access)))
        var fromSnapshot = try #require(try await plan(desired, SnapshotAccount(read)))
        #expect(fromSnapshot.live == .snapshot(takenAt: noon, notCompared: []))
        if case .notCompared = direct.users {
            #expect(fromSnapshot.users == .notCompared(reason: "not in the snapshot: no private key"))
            fromSnapshot.users = direct.users
        }
        // The hash names what is applied: when the account was read is no part of it.
        #expect(fromSnapshot.hash == direct.hash)
        #expect(try Plan(json: JSONValue(parsing: fromSnapshot.json.serialized())) == fromSnapshot)
        fromSnapshot.live = .account
        #expect(fromSnapshot == direct)
    }

    @Test("nothing secret is in a snapshot, in whatever part of the account it stands")
    func noSecrets() async throws {
        var (desired, account, id) = try accountWithSecrets()
        account.applications[id]?["keys"] = ["public_key": .string(Sample.keyA), "private_key": "pass-word-7"]
        account.applications[id] =
            JSONValue.object(try #require(account.applications[id]))
            .setting(["capabilities", "video", "webhooks", "archive_status", "secret"], to: "pass-word-8")
            .setting(
                ["capabilities", "voice", "webhooks", "answer_url", "address"],
                to: "https://u:pass-word-9@a.example/x?token=pass-word-10&b=1"
            ).objectValue
        let other = account.newID()
        account.store(application: object(["name": "Other", "secret": "pass-word-11"]), id: other)
        account.numbers["442079460000"] = object([
            "country": "GB", "msisdn": "442079460000", "moHttpUrl": "https://a.example/pass-word-12",
            "voiceCallbackType": "sip", "voiceCallbackValue": "sip:a:pass-word-13@pbx.example",
        ])
        for users in [["Jane", "Joe"], []] {
            desired.users = users.map { DesiredState.User(name: $0) }
            let text = try await snapshot(account, for: desired).json.serialized()
            #expect(!text.contains("pass-word"), "\(text)")
            #expect(text.contains("b=1"))
            #expect(text.contains("\"Jane\""))
        }
    }

    @Test("what is hidden is not compared, and told; the rest of it is")
    func hidden() async throws {
        var (desired, account, _) = try accountWithSecrets()
        desired.users[0].channels = DesiredChannels(
            kinds: [
                (
                    "sip",
                    [["uri": "sip:jane@pbx.example", "username": "other", "password": "other"]]
                )
            ],
            missingSecrets: []
        )
        let taken = try await snapshot(account, for: desired)
        let plan = try #require(try await plan(desired, SnapshotAccount(taken)))
        #expect(plan.isEmpty)
        #expect(plan.live == .snapshot(takenAt: noon, notCompared: ["user.Jane: channels.sip"]))
        #expect(
            plan.text().contains("Not compared, since the snapshot does not have it:\n      user.Jane: channels.sip\n")
        )
        desired.users[0].channels?.kinds[0].entries = [["uri": "sip:jane@other.example", "password": "other"]]
        let moved = try #require(try await self.plan(desired, SnapshotAccount(taken)))
        #expect(moved.steps.map(\.address) == ["user.Jane"])
        #expect(!moved.json.serialized().contains("pass-word"))
    }

    @Test("of a user that the project names only now, what the list does not tell is not compared")
    func newlyNamed() async throws {
        var (desired, account, _) = try accountWithSecrets()
        let taken = try await snapshot(account, for: desired)
        var joe = DesiredState.User(name: "Joe")
        joe.imageURL = "https://a.example/joe.png"
        joe.data = [("desk", "8")]
        desired.users.append(joe)
        let plan = try #require(try await plan(desired, SnapshotAccount(taken)))
        #expect(plan.isEmpty)
        #expect(
            plan.live
                == .snapshot(takenAt: noon, notCompared: ["user.Joe: image_url, properties.custom_data.desk"])
        )
    }

    @Test("users of another application are not in it, and an application known by name only is no ground for a plan")
    func otherApplication() async throws {
        var (desired, account, _) = try accountWithSecrets()
        let other = account.newID()
        account.store(application: object(["name": "Other", "capabilities": [:]]), id: other)
        let taken = SnapshotAccount(try await snapshot(account, for: desired))
        #expect(!taken.knowsOnlyOutline(of: desired.application))
        desired.application.id = other
        #expect(taken.knowsOnlyOutline(of: desired.application))
        #expect(
            taken.userAccess(to: LiveApplication(body: ["id": .string(other)]))
                == .refused(reason: "the snapshot has those of another application")
        )
    }

    @Test(
        "the age is told in words",
        arguments: [
            (-1, "in the future"), (0, "just now"), (59, "just now"), (60, "1 min ago"), (7_199, "119 min ago"),
            (7_200, "2 h ago"), (10_800, "3 h ago"), (172_800, "2 days ago"),
        ]
    )
    func age(seconds: Int, words: String) {
        let origin = LiveOrigin.snapshot(takenAt: noon, notCompared: [])
        #expect(
            origin.words(now: UTCTime(seconds: noon.seconds + seconds)) == "a snapshot taken \(words) (\(noon))"
        )
        #expect(LiveOrigin.account.words(now: noon) == nil)
    }

    @Test("what is no snapshot, damaged or of another version is refused and says where")
    func damaged() async throws {
        let (desired, account, _) = try accountWithSecrets()
        let text = try await snapshot(account, for: desired).json.serialized()
        let cases = [
            ("[]", "this is not a snapshot of an account"),
            ("{\"version\":1,\"steps\":[]}", "this is not a snapshot of an account"),
            (
                text.replacing("\"version\":1", with: "\"version\":7"),
                "the snapshot has format 7, this program reads format 1"
            ),
            (text.replacing("\"taken_at\":\"2", with: "\"taken_at\":\"x2"), "'taken_at' is missing or wrong"),
            (text.replacing("\"id\":", with: "\"di\":"), "'applications.whole[0]'"),
            (
                text.replacing("\"others\":[{\"id\":\"USR-2\",\"name\"", with: "\"others\":[{\"id\":\"USR-2\",\"nom\""),
                "'users.others[0]'"
            ),
            (text.replacing("\"read\":true", with: "\"read\":false"), "'users.reason'"),
            (text.replacing("\"numbers\":[]", with: "\"numbers\":[{}]"), "'numbers[0]'"),
        ]
        for (text, message) in cases {
            do throws(SnapshotFormatError) {
                _ = try Snapshot(json: (try? JSONValue(parsing: text)) ?? .null)
                Issue.record("read: \(text)")
            } catch {
                #expect(error.message.contains(message), "\(error.message): \(text)")
            }
        }
    }
}
