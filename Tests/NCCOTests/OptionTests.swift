import NCCO
import Testing

struct OptionTests {
    @Test(
        "an NCCO is an array of objects with a known action",
        arguments: [
            (#"[]"#, ["warning empty-ncco"]),
            (#"{}"#, ["error not-an-array"]),
            (#"null"#, ["error not-an-array"]),
            (#"{"action": "talk", "text": "a"}"#, ["error not-an-array"]),
            (#"[1]"#, ["error not-an-action [0]"]),
            (#"[{"text": "a"}]"#, ["error not-an-action [0]"]),
            (#"[{"action": 1}]"#, ["error wrong-type [0].action"]),
            (#"[{"action": "Talk", "text": "a"}]"#, ["error unknown-action [0].action"]),
            (#"[{"action": "pay"}]"#, ["error retired-action [0].action"]),
            (#"[{"action": "talk", "text": "a"}]"#, []),
        ] as [(String, [String])]
    )
    func shape(ncco: String, expected: [String]) throws {
        try expectProblems(ncco, expected)
    }

    @Test(
        "each option of a talk or stream is held to its type and range",
        arguments: [
            (#""text": "a", "loop": 0, "level": -1, "style": 0, "premium": true, "bargeIn": false"#, []),
            (#""text": "a", "loop": 3, "level": 1.0, "language": "en-GB", "style": 7"#, []),
            (#""loop": 1"#, ["error missing-option [0]"]),
            (#""text": """#, ["error bad-value [0].text"]),
            (#""text": 7"#, ["error wrong-type [0].text"]),
            (#""text": "a", "loop": -1"#, ["error out-of-range [0].loop"]),
            (#""text": "a", "loop": 1.5"#, ["error out-of-range [0].loop"]),
            (#""text": "a", "loop": 2.0"#, []),
            (#""text": "a", "loop": 1e400"#, ["error out-of-range [0].loop"]),
            (#""text": "a", "loop": "2""#, ["warning lenient-type [0].loop"]),
            (#""text": "a", "loop": "-2""#, ["warning lenient-type [0].loop", "error out-of-range [0].loop"]),
            (#""text": "a", "loop": "nan""#, ["error wrong-type [0].loop"]),
            (#""text": "a", "loop": "two""#, ["error wrong-type [0].loop"]),
            (#""text": "a", "level": 1.1"#, ["error out-of-range [0].level"]),
            (#""text": "a", "bargeIn": "false""#, ["warning lenient-type [0].bargeIn"]),
            (#""text": "a", "bargeIn": 0"#, ["error wrong-type [0].bargeIn"]),
            (#""text": "a", "bargeIn": null"#, ["error wrong-type [0].bargeIn"]),
            (#""text": "a", "voiceName": "Amy""#, ["warning deprecated-option [0].voiceName"]),
            (#""text": "a", "bargein": true"#, ["error unknown-option [0].bargein"]),
        ] as [(String, [String])]
    )
    func talk(options: String, expected: [String]) throws {
        try expectProblems(#"[{"action": "talk", \#(options)}]"#, expected)
    }

    @Test(
        "a URL stands alone in an array and is http, https or a menu's",
        arguments: [
            (#"["https://a.example/x.mp3"]"#, []),
            (#"["HTTP://a.example:8080/x.mp3?a=b"]"#, []),
            (#"["https://[::1]/x"]"#, []),
            (#"["ccplan://menu/main"]"#, []),
            (#"["ccplan://menu/main/input"]"#, []),
            (#""https://a.example/x.mp3""#, ["error wrong-type [0].streamUrl"]),
            (#"[]"#, ["error not-one-element [0].streamUrl"]),
            (#"["https://a.example", "https://b.example"]"#, ["error not-one-element [0].streamUrl"]),
            (#"[7]"#, ["error wrong-type [0].streamUrl[0]"]),
            (#"[""]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["ftp://a.example"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["https://"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["https:///x"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["https://:80/x"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["https://a.example:http/x"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["https://a.example/a b"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["DTMF_URL"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["ccplan://menus/main"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["ccplan://menu/"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["ccplan://menu//input"]"#, ["error bad-url [0].streamUrl[0]"]),
            (#"["ccplan://menu/main/output"]"#, ["error bad-url [0].streamUrl[0]"]),
        ] as [(String, [String])]
    )
    func urls(url: String, expected: [String]) throws {
        try expectProblems(#"[{"action": "stream", "streamUrl": \#(url)}]"#, expected)
    }

    @Test(
        "each option of an input is held to its type and range",
        arguments: [
            (#""type": ["dtmf"], "dtmf": {"timeOut": 0, "maxDigits": 20, "submitOnHash": true}"#, []),
            (#""type": ["dtmf", "speech"], "eventUrl": ["https://a.example"], "eventMethod": "GET""#, []),
            (
                #""type": ["speech"], "speech": {"uuid": ["a"], "endOnSilence": 0.4, "language": "en-gb", "#
                    + #""context": ["a"], "startTimeout": 60, "maxDuration": 1, "saveAudio": true, "#
                    + #""sensitivity": 10, "provider": "google", "providerOptions": {"a": 1}}"#,
                []
            ),
            (#""type": "dtmf""#, ["error wrong-type [0].type"]),
            (#""type": []"#, ["error bad-value [0].type"]),
            (#""type": ["dtmf", "dtmf"]"#, ["error bad-value [0].type"]),
            (#""type": ["voice"]"#, ["error bad-value [0].type"]),
            (#""type": ["dtmf"], "dtmf": {"timeOut": 11}"#, ["error out-of-range [0].dtmf.timeOut"]),
            (#""type": ["dtmf"], "dtmf": {"timeout": 5}"#, ["error unknown-option [0].dtmf.timeout"]),
            (#""type": ["dtmf"], "dtmf": {"maxDigits": 0}"#, ["error out-of-range [0].dtmf.maxDigits"]),
            (#""type": ["dtmf"], "dtmf": []"#, ["error wrong-type [0].dtmf"]),
            (#""type": ["dtmf"], "maxDigits": 1"#, ["error unknown-option [0].maxDigits"]),
            (#""type": ["speech"], "speech": {"uuid": []}"#, ["error not-one-element [0].speech.uuid"]),
            (#""type": ["speech"], "speech": {"context": ["a", 1]}"#, ["error wrong-type [0].speech.context[1]"]),
            (#""type": ["speech"], "speech": {"endOnSilence": 0.3}"#, ["error out-of-range [0].speech.endOnSilence"]),
            (#""type": ["speech"], "speech": {"sensitivity": 9}"#, ["error out-of-range [0].speech.sensitivity"]),
            (#""type": ["speech"], "speech": {"language": "xx-XX"}"#, ["warning unknown-language [0].speech.language"]),
            (#""type": ["speech"], "dtmf": {}"#, ["warning unused-settings [0].dtmf"]),
            (#""type": ["dtmf"], "eventMethod": "PUT""#, ["error bad-value [0].eventMethod"]),
            (#""type": ["dtmf"], "mode": "asynchronous""#, []),
            (#""type": ["dtmf"], "mode": "asynchronous", "dtmf": {}"#, []),
            (
                #""type": ["dtmf"], "mode": "asynchronous", "dtmf": {"maxDigits": 1}"#,
                ["error asynchronous-input [0].dtmf"]
            ),
            (#""type": ["speech"], "mode": "asynchronous""#, ["error asynchronous-input [0].type"]),
            (#""eventUrl": ["https://a.example"], "maxDigits": 1, "timeOut": 3"#, ["warning legacy-input [0]"]),
            (#""maxDigits": 21"#, ["warning legacy-input [0]", "error out-of-range [0].maxDigits"]),
            (#""dtmf": {"maxDigits": 1}"#, ["error missing-option [0]"]),
        ] as [(String, [String])]
    )
    func input(options: String, expected: [String]) throws {
        try expectProblems(#"[{"action": "input", \#(options)}]"#, expected)
    }

    @Test(
        "each option of a conversation, record, notify, wait or transfer is held to its type and range",
        arguments: [
            (
                #""conversation", "name": "a", "musicOnHoldUrl": ["https://a.example"], "startOnEnter": false, "#
                    + #""endOnExit": true, "record": true, "canHear": [], "mute": true, "transcription": {}"#,
                []
            ),
            (#""conversation""#, ["error missing-option [0]"]),
            (#""conversation", "name": "a", "canSpeak": "x""#, ["error wrong-type [0].canSpeak"]),
            (#""conversation", "name": "a", "mute": true, "canSpeak": []"#, ["error mute-and-can-speak [0].mute"]),
            (#""conversation", "name": "a", "mute": true, "canHear": []"#, []),
            (
                #""conversation", "name": "a", "transcription": {}"#,
                ["error transcription-without-record [0].transcription"]
            ),
            (
                #""conversation", "name": "a", "record": false, "transcription": {}"#,
                ["error transcription-without-record [0].transcription"]
            ),
            (
                #""record", "format": "wav", "split": "conversation", "channels": 32, "endOnSilence": 3, "#
                    + #""endOnKey": "*", "timeOut": 7200, "beepStart": true, "transcription": {"language": "en-GB"}"#,
                []
            ),
            (#""record", "channels": 2"#, ["error channels-without-split [0].channels"]),
            (#""record", "split": "all""#, ["error bad-value [0].split"]),
            (#""record", "endOnSilence": 2"#, ["error out-of-range [0].endOnSilence"]),
            (#""record", "endOnKey": "10""#, ["error bad-value [0].endOnKey"]),
            (#""record", "endOnKey": 1"#, ["error wrong-type [0].endOnKey"]),
            (#""record", "timeout": 10"#, ["error unknown-option [0].timeout"]),
            (#""record", "timeOut": 2"#, ["error out-of-range [0].timeOut"]),
            (#""record", "transcription": {"eventUrl": ["x"]}"#, ["error bad-url [0].transcription.eventUrl[0]"]),
            (#""notify", "payload": {}, "eventUrl": ["https://a.example"]"#, []),
            (#""notify", "payload": [], "eventUrl": ["https://a.example"]"#, ["error wrong-type [0].payload"]),
            (#""notify""#, ["error missing-option [0]", "error missing-option [0]"]),
            (#""wait""#, []),
            (#""wait", "timeout": 0.1"#, []),
            (#""wait", "timeout": 0"#, ["warning out-of-range [0].timeout"]),
            (#""wait", "timeout": 7201"#, ["warning out-of-range [0].timeout"]),
            (#""wait", "timeOut": 1"#, ["error unknown-option [0].timeOut"]),
            (#""transfer", "conversationId": "CON-1", "canHear": ["a"]"#, []),
            (
                #""transfer", "conversation_id": "CON-1""#,
                [
                    "error unknown-option [0].conversation_id", "error missing-option [0]",
                ]
            ),
            (
                #""transfer", "conversationId": "CON-1", "mute": false, "canSpeak": ["a"]"#,
                ["error mute-and-can-speak [0].mute"]
            ),
        ] as [(String, [String])]
    )
    func others(action: String, expected: [String]) throws {
        try expectProblems(#"[{"action": \#(action)}]"#, expected)
    }
}
