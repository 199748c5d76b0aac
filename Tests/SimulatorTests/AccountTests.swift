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
        #expect(setup.accountNumbers?.count == 4)
    }

    @Test("a user calls through the application that has it")
    func user() throws {
        let setup = try CallSetup(as: "Jane", to: "447700900001", account: Self.account)
        #expect(setup.caller == .user("Jane"))
        #expect(setup.to == "447700900001")
        #expect(setup.answer.url == "http://host/answer")
    }

    @Test(
        "what the account has not is said in one line",
        arguments: [
            (
                "442079469999",
                "the account does not own +44 20 7946 9999: it owns +44 20 7946 0000, +44 20 7946 0001, "
                    + "+44 20 7946 0002, +44 20 7946 0003"
            ),
            ("442079460001", "+44 20 7946 0001 is linked to no application"),
            ("442079460002", "the application 'Silent' has no voice answer_url"),
            ("442079460003", "+44 20 7946 0003 is linked to the application gone, which does not exist"),
        ]
    )
    func missing(number: String, message: String) {
        #expect(throws: CallTargetError(message)) {
            _ = try CallSetup(calling: number, from: nil, account: Self.account)
        }
    }

    @Test(
        "a user that no application has, or that cannot call, is said in one line",
        arguments: [
            ("Joe", "no application has a user 'Joe'"),
            ("Ann", "the application of 'Ann' lacks the rtc capability: it cannot call"),
        ]
    )
    func missingUser(name: String, message: String) {
        #expect(throws: CallTargetError(message)) {
            _ = try CallSetup(as: name, to: "447700900001", account: Self.account)
        }
    }

    @Test("a state of any shape is no reason to crash", arguments: ["null", "[]", "{}", #"{"numbers":{"a":1}}"#])
    func oddState(text: String) throws {
        let state = try JSONValue(parsing: text)
        #expect(throws: CallTargetError("the account does not own +44 20 7946 0000: it owns none")) {
            _ = try CallSetup(calling: "442079460000", from: nil, account: state)
        }
    }
}
