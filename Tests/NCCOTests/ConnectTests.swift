import NCCO
import Testing

struct ConnectTests {
    private static let behind = #", {"action": "talk", "text": "Nobody is there."}]"#

    @Test(
        "each option of a connect is held to its type and range",
        arguments: [
            (#""timeout": 1, "limit": 7200, "eventType": "synchronous", "machineDetection": "hangup""#, []),
            (#""timeout": 120, "ringbackTone": "https://a.example/x.mp3""#, []),
            (#""ringbackTone": ["https://a.example/x.mp3"]"#, ["warning lenient-type [0].ringbackTone"]),
            (#""ringbackTone": "x.mp3""#, ["error bad-url [0].ringbackTone"]),
            (#""timeout": 0"#, ["error out-of-range [0].timeout"]),
            (#""timeout": 121"#, ["error out-of-range [0].timeout"]),
            (#""timeout": "45""#, ["warning lenient-type [0].timeout"]),
            (#""timeOut": 20"#, ["error unknown-option [0].timeOut"]),
            (#""limit": 7201"#, ["error out-of-range [0].limit"]),
            (#""eventType": "asynchronous""#, ["error bad-value [0].eventType"]),
            (#""from": "447700900000""#, []),
            (#""from": "+447700900000""#, ["error bad-number [0].from"]),
            (#""from": "123456""#, ["error bad-number [0].from"]),
            (#""from": "1234567""#, []),
            (#""from": "1234567890123456""#, ["error bad-number [0].from"]),
            (#""from": "0044770090000""#, ["error bad-number [0].from"]),
            (#""from": 447700900000"#, ["error wrong-type [0].from"]),
            (#""from": "447700900000", "randomFromNumber": true"#, ["error caller-id [0].randomFromNumber"]),
            (#""from": "447700900000", "randomFromNumber": false"#, []),
            (
                #""advancedMachineDetection": {"behavior": "hangup", "mode": "detect_beep", "beep_timeout": 45}"#,
                []
            ),
            (
                #""advancedMachineDetection": {"beep_timeout": 44}"#,
                ["error out-of-range [0].advancedMachineDetection.beep_timeout"]
            ),
            (
                #""advanced_machine_detection": {"mode": "detect"}"#,
                ["error unknown-option [0].advanced_machine_detection"]
            ),
        ] as [(String, [String])]
    )
    func options(options: String, expected: [String]) throws {
        let endpoint = #"{"type": "app", "user": "Jane"}"#
        try expectProblems(
            #"[{"action": "connect", "endpoint": [\#(endpoint)], \#(options)}"# + Self.behind,
            expected
        )
    }

    @Test(
        "a connect has exactly one endpoint of a known type with its options",
        arguments: [
            (#"[{"type": "app", "user": "Jane"}]"#, []),
            (#"[{"type": "vbc", "extension": "123"}]"#, []),
            (#"[{"type": "sip", "uri": "sip:a@b.example"}]"#, []),
            (#"[{"type": "sip", "user": "a", "domain": "b", "headers": {"X": "y"}}]"#, []),
            (#"[{"type": "sip", "uri": "SIPS:a@b.example", "standardHeaders": {"User-to-User": "x"}}]"#, []),
            (
                #"[{"type": "websocket", "uri": "wss://a.example", "content-type": "audio/l16;rate=16000", "#
                    + #""headers": {}, "authorization": {"type": "vonage"}}]"#,
                []
            ),
            (#"{"type": "app", "user": "Jane"}"#, ["error wrong-type [0].endpoint"]),
            (#"[]"#, ["error not-one-element [0].endpoint"]),
            (
                #"[{"type": "app", "user": "Jane"}, {"type": "app", "user": "Joe"}]"#,
                ["error not-one-element [0].endpoint"]
            ),
            (#"["app"]"#, ["error unknown-endpoint [0].endpoint[0]"]),
            (#"[{"user": "Jane"}]"#, ["error unknown-endpoint [0].endpoint[0]"]),
            (#"[{"type": "App", "user": "Jane"}]"#, ["error unknown-endpoint [0].endpoint[0].type"]),
            (#"[{"type": 1}]"#, ["error unknown-endpoint [0].endpoint[0].type"]),
            (#"[{"type": "app"}]"#, ["error missing-option [0].endpoint[0]"]),
            (#"[{"type": "app", "user": ""}]"#, ["error bad-value [0].endpoint[0].user"]),
            (
                #"[{"type": "app", "usr": "Jane"}]"#,
                [
                    "error unknown-option [0].endpoint[0].usr", "error missing-option [0].endpoint[0]",
                ]
            ),
            (#"[{"type": "vbc", "extension": 123}]"#, ["error wrong-type [0].endpoint[0].extension"]),
            (#"[{"type": "sip"}]"#, ["error sip-address [0].endpoint[0]"]),
            (#"[{"type": "sip", "user": "a"}]"#, ["error sip-address [0].endpoint[0]"]),
            (#"[{"type": "sip", "uri": "sip:a@b", "domain": "b"}]"#, ["error sip-address [0].endpoint[0]"]),
            (#"[{"type": "sip", "uri": "a@b.example"}]"#, ["error bad-value [0].endpoint[0].uri"]),
            (
                #"[{"type": "sip", "uri": "sip:\#(String(repeating: "a", count: 47))"}]"#,
                ["warning out-of-range [0].endpoint[0].uri"]
            ),
            (#"[{"type": "sip", "uri": "sip:\#(String(repeating: "a", count: 46))"}]"#, []),
            (
                #"[{"type": "sip", "uri": "sip:a@b", "#
                    + #""standardHeaders": {"User-to-User": "\#(String(repeating: "a", count: 257))"}}]"#,
                [#"error out-of-range [0].endpoint[0].standardHeaders["User-to-User"]"#]
            ),
            (#"[{"type": "websocket", "uri": "https://a.example"}]"#, ["error bad-value [0].endpoint[0].uri"]),
            (
                #"[{"type": "websocket", "uri": "ws://a.example", "#
                    + #""headers": {"a": "\#(String(repeating: "a", count: 510))"}}]"#,
                ["warning out-of-range [0].endpoint[0].headers"]
            ),
            (
                #"[{"type": "websocket", "uri": "ws://a.example", "content-type": "audio/l16"}]"#,
                [#"error bad-value [0].endpoint[0]["content-type"]"#]
            ),
        ] as [(String, [String])]
    )
    func endpoints(endpoint: String, expected: [String]) throws {
        try expectProblems(#"[{"action": "connect", "endpoint": \#(endpoint)}"# + Self.behind, expected)
    }

    @Test(
        "a phone endpoint has bare digits and the connect a caller id",
        arguments: [
            (#""number": "447700900000""#, #", "from": "447700900001""#, []),
            (#""number": "447700900000""#, #", "randomFromNumber": true"#, []),
            (#""number": "447700900000""#, #", "randomFromNumber": false"#, ["error caller-id [0]"]),
            (#""number": "447700900000""#, "", ["error caller-id [0]"]),
            (
                #""number": "+44 7700 900000""#, #", "from": "447700900001""#,
                ["error bad-number [0].endpoint[0].number"]
            ),
            (#""number": 447700900000"#, #", "from": "447700900001""#, ["error wrong-type [0].endpoint[0].number"]),
            (#""number": "447700900000", "dtmfAnswer": "1p*#""#, #", "from": "447700900001""#, []),
            (
                #""number": "447700900000", "dtmfAnswer": "1w2""#, #", "from": "447700900001""#,
                ["error bad-value [0].endpoint[0].dtmfAnswer"]
            ),
            (
                #""number": "447700900000", "onAnswer": {"url": "https://a.example", "ringback": "https://a.example"}"#,
                #", "from": "447700900001""#,
                ["warning deprecated-option [0].endpoint[0].onAnswer.ringback"]
            ),
            (
                #""number": "447700900000", "onAnswer": {}"#, #", "from": "447700900001""#,
                ["error missing-option [0].endpoint[0].onAnswer"]
            ),
        ] as [(String, String, [String])]
    )
    func phones(phone: String, caller: String, expected: [String]) throws {
        try expectProblems(
            #"[{"action": "connect", "endpoint": [{"type": "phone", \#(phone)}]\#(caller)}"# + Self.behind,
            expected
        )
    }

    private static let dialling =
        #"[{"action": "connect", "from": "447700900001", "endpoint": [{"type": "phone", "number": "PARAMS_TO"}]}]"#

    @Test("the dialled token is a phone's number where the caller allows it")
    func allowedToken() throws {
        try expectProblems(Self.dialling, [], allowingDialledToken: true)
        // Refused, the connect still is one that dials.
        try expectProblems(Self.dialling, ["error dialled-token [0].endpoint[0].number"])
    }

    @Test(
        "the dialled token stands nowhere else",
        arguments: [
            (#"{"action": "talk", "text": "You dialled PARAMS_TO"}"#, "[0].text"),
            (#"{"action": "stream", "streamUrl": ["PARAMS_TO"]}"#, "[0].streamUrl[0]"),
            (
                #"{"action": "notify", "payload": {"a": [{"PARAMS_TO": 1}]}, "eventUrl": ["https://a.example"]}"#,
                "[0].payload.a[0].PARAMS_TO"
            ),
            (#"{"action": "talk", "text": "PARAMS\u005fTO"}"#, "[0].text"),
            (
                #"{"action": "connect", "eventType": "synchronous", "#
                    + #""endpoint": [{"type": "app", "user": "PARAMS_TO"}]}"#,
                "[0].endpoint[0].user"
            ),
        ]
    )
    func misplacedToken(action: String, path: String) throws {
        try expectProblems("[\(action)]", ["error dialled-token \(path)"], allowingDialledToken: true)
    }

    @Test("a number with a token inside is no number")
    func embeddedToken() throws {
        let ncco = Self.dialling.replacing("\"PARAMS_TO\"", with: "\"44PARAMS_TO\"")
        try expectProblems(
            ncco,
            ["warning last-connect [0]", "error dialled-token [0].endpoint[0].number"],
            allowingDialledToken: true
        )
    }
}
