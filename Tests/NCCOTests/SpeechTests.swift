import JSONTree
import NCCO
import Testing

struct SpeechTests {
    @Test(
        "the text of a talk is short enough and its SSML sound",
        arguments: [
            (String(repeating: "a", count: 1500), []),
            (String(repeating: "a", count: 1501), ["error text-too-long [0].text"]),
            ("<speak>\(String(repeating: "a", count: 1500))<break time='1s'/></speak>", []),
            ("<speak>\(String(repeating: "a", count: 1501))</speak>", ["error text-too-long [0].text"]),
            ("<speak>a & b</speak>", ["error malformed-ssml [0].text"]),
            ("Wait <break time='1s'/> here", ["error malformed-ssml [0].text"]),
            (" <speak>a</speak>", ["error malformed-ssml [0].text"]),
            ("a < b & c > d, <b>bold</b>", []),
        ] as [(String, [String])]
    )
    func text(text: String, expected: [String]) throws {
        let action: JSONValue = ["action": "talk", "text": .string(text)]
        try expectProblems(JSONValue.array([action]).serialized(), expected)
    }

    @Test(
        "language and style are ones that the platform has",
        arguments: [
            (#""language": "en-GB", "style": 7"#, []),
            (#""language": "en-GB", "style": 8"#, ["error unknown-style [0].style"]),
            (
                #""language": "en-GB", "style": "8""#,
                [
                    "warning lenient-type [0].style", "error unknown-style [0].style",
                ]
            ),
            (#""style": 11"#, []),
            (#""style": 12"#, ["error unknown-style [0].style"]),
            (#""language": "en-gb""#, ["warning unknown-language [0].language"]),
            (#""language": "en-UK""#, ["error unknown-language [0].language"]),
            (#""language": "bg-BG", "style": 1"#, ["warning unknown-style [0].style"]),
            (#""language": "ar", "premium": true"#, ["warning premium-voice [0].premium"]),
            (#""language": "ar", "style": 1, "premium": true"#, []),
            (#""language": "ar", "premium": false"#, []),
        ] as [(String, [String])]
    )
    func voices(options: String, expected: [String]) throws {
        try expectProblems(#"[{"action": "talk", "text": "a", \#(options)}]"#, expected)
    }

    @Test("SSML for a style that reads none is a warning")
    func unsupportedSSML() throws {
        let text = #""text": "<speak>a</speak>""#
        try expectProblems(
            #"[{"action": "talk", "language": "eu-ES", \#(text)}]"#,
            ["warning unsupported-ssml [0].text"]
        )
        try expectProblems(#"[{"action": "talk", "language": "en-GB", \#(text)}]"#, [])
    }

    @Test("languages are found in any letter case")
    func languages() {
        #expect(TTSLanguages.canonical("EN-gb") == "en-GB")
        #expect(TTSLanguages.canonical("en") == nil)
        #expect(TTSLanguages.canonical("") == nil)
        #expect(TTSLanguages.all.count == 68)
        #expect(TTSLanguages.all == TTSLanguages.all.sorted())
        #expect(TTSLanguages.styles(of: "en-US") == Set(0...11))
        #expect(TTSLanguages.styles(of: "xx").isEmpty)
        #expect(TTSLanguages.name(of: "cy-gb") == "Welsh")
        #expect(TTSLanguages.readsSSML("ar", style: 1))
        #expect(!TTSLanguages.readsSSML("ar", style: 2))
        #expect(ASRLanguages.contains("cmn-Hans-CN"))
        #expect(!ASRLanguages.contains("en"))
    }

    @Test(
        "the spoken length leaves tags out",
        arguments: [
            ("", 0),
            ("abc", 3),
            ("a<b>c", 5),
            ("<speak>abc</speak>", 3),
            ("<speak >a<sub alias='x>y'>b</sub></speak>", 2),
            ("<speak/>", 0),
            ("<speaker>abc", 12),
            ("<speak>a<break", 1),
            ("größe", 5),
            ("😀", 2),
            ("<speak>a &amp; b</speak>", 9),
        ]
    )
    func length(text: String, expected: Int) {
        #expect(spokenLength(text) == expected)
    }
}
