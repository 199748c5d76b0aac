import JSONTree
import Simulator
import Testing

@Suite("Calls by account")
struct AccountTests {
    private static let account: JSONValue = [
        "version": 1,
        "applications": [
            [
                "id": "AAAAAAAA-0000-4000-8000-000000000001", "name": "Acme",
                "capabilities": [
                    "voice": [
                        "webhooks": [
                            "answer_url": ["address": "http://host/answer", "http_method": "POST"],
                            "fallback_answer_url": ["address": "http://other/fallback"],
                            "event_url": ["address": "http://host/events"],
                        ]
                    ],
                    "rtc": [:],
                ],
            ],
            ["id": "b", "name": "Silent", "capabilities": [:]],
        ],
        "numbers": [
            ["country": "GB", "msisdn": "442079460000", "app_id": "aaaaaaaa000040008000000000000001"],
            ["country": "GB", "msisdn": "442079460001"],
            ["country": "GB", "msisdn": "442079460002", "app_id": "b"],
            ["country": "GB", "msisdn": "442079460003", "voiceCallbackType": "app", "voiceCallbackValue": "gone"],
            ["country": "GB", "msisdn": "442079460004", "app_id": "b", "voiceCallbackType": "sip"],
        ],
        "users": [
            "AAAAAAAA-0000-4000-8000-000000000001": [["id": "USR-1", "name": "Jane"]],
            "b": [["id": "USR-2", "name": "Ann"]],
        ],
    ]

    @Test("the application of the number gives webhooks, users and numbers")
    func number() throws {
        let setup = try CallSetup(calling: "442079460000", from: "447700900123", account: Self.account)
        #expect(setup.answer == Webhook("http://host/answer", method: .post))
        #expect(setup.fallback == Webhook("http://other/fallback", method: .get))
        #expect(setup.events == Webhook("http://host/events", method: .post))
        #expect(setup.rtcEnabled)
        #expect(setup.knownUsers == ["Jane"])
        #expect(setup.linkedNumbers == ["442079460000"])
        #expect(setup.accountNumbers?.count == 5)
    }

    @Test("a user calls through the application that has it")
    func user() throws {
        let setup = try CallSetup(as: "Jane", to: "447700900001", account: Self.account)
        #expect(setup.caller == .user("Jane"))
        #expect(setup.to == "447700900001")
        #expect(setup.answer.url == "http://host/answer")
    }

    @Test(
        "what the account has not is said in one line, with what to do",
        arguments: [
            (
                "442079469999",
                "the account does not own +44 20 7946 9999; it owns +44 20 7946 0000, +44 20 7946 0001, "
                    + "+44 20 7946 0002, +44 20 7946 0003, +44 20 7946 0004"
            ),
            (
                "442079460001",
                "+44 20 7946 0001 is linked to no application; these are: +44 20 7946 0000, +44 20 7946 0002, "
                    + "+44 20 7946 0003, +44 20 7946 0004"
            ),
            (
                "442079460002",
                "the application 'Silent' has no answer_url, so nothing can answer the call; "
                    + "set one, as 'ccapply' does"
            ),
            (
                "442079460003",
                "+44 20 7946 0003 is linked to the application 'gone', which does not exist; "
                    + "link it to one that does, as 'ccapply' does"
            ),
            (
                "442079460004",
                "calls to +44 20 7946 0004 go to its 'sip' callback, not to an application; "
                    + "take the number's voice callback away, then call again"
            ),
        ]
    )
    func missing(number: String, message: String) throws {
        let error = try #require(throws: CallTargetError.self) {
            _ = try CallSetup(calling: number, from: nil, account: Self.account)
        }
        #expect(error.description == message)
    }

    @Test("time limits of the webhooks are the application's, under the name of either age")
    func timeouts() throws {
        var account = Self.account
        account = try JSONValue(
            parsing: account.serialized()
                .replacing(#""http_method":"POST""#, with: #""connect_timeout":300,"socket_timeout":1500"#)
                .replacing(#"http://other/fallback""#, with: #"http://other/fallback","connection_timeout":400"#)
        )
        let setup = try CallSetup(calling: "442079460000", from: nil, account: account)
        #expect(setup.answer == Webhook("http://host/answer", method: .get, connectTimeout: 300, socketTimeout: 1_500))
        #expect(setup.fallback == Webhook("http://other/fallback", method: .get, connectTimeout: 400))
    }

    @Test("webhooks are signed unless the application says otherwise")
    func signedWebhooks() throws {
        #expect(try CallSetup(calling: "442079460000", from: nil, account: Self.account).signsWebhooks)
        let unsigned = try JSONValue(
            parsing: Self.account.serialized()
                .replacing(#""voice":{"#, with: #""voice":{"signed_callbacks":false,"#)
        )
        let setup = try CallSetup(calling: "442079460000", from: nil, account: unsigned)
        #expect(!setup.signsWebhooks)
        #expect(setup.applicationID == "AAAAAAAA-0000-4000-8000-000000000001")
    }

    @Test(
        "a user that no application has, or that cannot call, is said in one line",
        arguments: [
            ("Joe", nil, "no application has a user 'Joe'; there are Jane, Ann"),
            ("Joe", "b", "the application 'b' has no user 'Joe'; there are Ann"),
            (
                "Jane", "c",
                "the account has no application 'c'; it has AAAAAAAA-0000-4000-8000-000000000001, b"
            ),
            (
                "Ann", nil,
                "the application of 'Ann' lacks the rtc capability, without which its users cannot call; "
                    + "switch it on: a project that has users or agents does, once applied"
            ),
        ]
    )
    func missingUser(name: String, application: String?, message: String) throws {
        let error = try #require(throws: CallTargetError.self) {
            _ = try CallSetup(as: name, to: "447700900001", applicationID: application, account: Self.account)
        }
        #expect(error.description == message)
    }

    @Test("when nobody tells the users, the application must be named and every user shall exist")
    func unknownUsers() throws {
        var account = try #require(Self.account.objectValue)
        account["users"] = nil
        let error = try #require(throws: CallTargetError.self) {
            _ = try CallSetup(as: "Joe", to: "1", account: .object(account))
        }
        #expect(
            error.description
                == "the users of the account cannot be read; name the application of 'Joe' with --application"
        )
        let setup = try CallSetup(
            as: "Joe",
            to: "1",
            applicationID: "aaaaaaaa000040008000000000000001",
            account: .object(account)
        )
        #expect(setup.knownUsers == nil)
    }

    @Test("a state of any shape is no reason to crash", arguments: ["null", "[]", "{}", #"{"numbers":{"a":1}}"#])
    func oddState(text: String) throws {
        let state = try JSONValue(parsing: text)
        #expect(throws: CallTargetError("the account does not own +44 20 7946 0000", help: "it owns no number")) {
            _ = try CallSetup(calling: "442079460000", from: nil, account: state)
        }
    }
}
