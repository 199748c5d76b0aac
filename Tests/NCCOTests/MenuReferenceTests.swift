import JSONTree
import NCCO
import Testing

struct MenuReferenceTests {
    private static let ncco = #"""
        [
            {"action": "stream", "streamUrl": ["ccplan://menu/music"]},
            {"action": "talk", "text": "ccplan://menu/spoken"},
            {"action": "input", "type": ["dtmf"], "eventUrl": ["ccplan://menu/main/input"]},
            {"action": "notify", "payload": {"url": "ccplan://menu/data", "eventUrl": ["ccplan://menu/data"]},
             "eventUrl": ["ccplan://menu/main"]},
            {"action": "connect", "from": "447700900001", "ringbackTone": "ccplan://menu/tone",
             "endpoint": [{"type": "phone", "number": "447700900000", "onAnswer": {"url": "ccplan://menu/two words"}}]},
            {"action": "record", "transcription": {"eventUrl": ["ccplan://menu/text"]}},
            {"action": "wait", "eventUrl": ["ccplan://menu/none"]},
            {"action": "hold", "eventUrl": ["ccplan://menu/none"]},
            7
        ]
        """#

    @Test("references to menus are found where a URL stands, and nowhere else")
    func references() throws {
        let found = menuReferences(in: try JSONValue(parsing: Self.ncco)).map { reference in
            let place = NCCOProblem(path: reference.path, severity: .error, rule: .badURL, message: "").pathText
            return "\(place) \(reference.menu)\(reference.isInput ? " input" : "")"
        }
        #expect(
            found == [
                "[0].streamUrl[0] music", "[2].eventUrl[0] main input", "[3].eventUrl[0] main",
                "[4].ringbackTone tone", "[4].endpoint[0].onAnswer.url two words",
                "[5].transcription.eventUrl[0] text",
            ]
        )
    }

    @Test("references are replaced, and all else stays byte for byte")
    func replacing() throws {
        let value = try JSONValue(parsing: Self.ncco)
        #expect(replacingMenuReferences(in: value) { _, _ in nil }.serialized() == value.serialized())
        let replaced = replacingMenuReferences(in: value) { menu, isInput in
            menu == "main" ? "https://a.example/\(menu)\(isInput ? "~keys" : "")" : nil
        }
        let expected = value.serialized()
            .replacing("ccplan://menu/main/input", with: "https://a.example/main~keys")
            .replacing("ccplan://menu/main", with: "https://a.example/main")
        #expect(replaced.serialized() == expected)
    }

    @Test("what is no NCCO has no references and stays", arguments: ["{}", "null", "[]", #"[{"action": 1}]"#])
    func noNCCO(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(menuReferences(in: value).isEmpty)
        #expect(replacingMenuReferences(in: value) { _, _ in "x" }.serialized() == value.serialized())
    }

    @Test("an endpoint that is no array stays")
    func strangeEndpoint() throws {
        let value = try JSONValue(parsing: #"[{"action": "connect", "endpoint": {"type": "app"}}]"#)
        #expect(replacingMenuReferences(in: value) { _, _ in "x" } == value)
    }
}
