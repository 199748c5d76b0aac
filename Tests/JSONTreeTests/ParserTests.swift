internal import Testing

@testable internal import JSONTree

@Suite struct ParserTests {
    @Test(
        "numbers keep the text that they were written with",
        arguments: [
            "0", "-0", "1", "-12", "0.10", "1e5", "1E+05", "2.50e-3", "123456789012345678901234567890", "1e999",
        ]
    )
    func numberTexts(text: String) throws {
        #expect(try JSONValue(parsing: text) == .number(text))
        #expect(try JSONValue(parsing: text).serialized() == text)
    }

    @Test(
        "what is no number by the RFC is refused",
        arguments: [
            "01", "+1", ".5", "1.", "-", "1e", "1e+", "--1", "0x10", "1_000", "NaN", "Infinity", "-Infinity",
        ]
    )
    func badNumbers(text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
    }

    @Test(
        "escapes give the character that they name",
        arguments: [
            (#""\"\\\/""#, "\"\\/"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
            (#""\u0000""#, "\0"), (#""\ud83d\ude00""#, "😀"), (#""\uD800\uDC00""#, "\u{10000}"),
            (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""a\u0301b""#, "a\u{301}b"), (#""""#, ""),
        ]
    )
    func escapes(text: String, meaning: String) throws {
        let value = try #require(try JSONValue(parsing: text).stringValue)
        #expect(Array(value.unicodeScalars) == Array(meaning.unicodeScalars))
    }

    @Test(
        "surrogates that make no pair are refused where they begin",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\ud800""#, #""\ud800A""#,
            #""\ud800\u0041""#, #""\ud800\u0000""#, #""\udbff\ue000""#, #""\udc00\ud800""#,
        ]
    )
    func loneSurrogates(text: String) {
        #expect(throws: JSONSyntaxError(reason: "a lone surrogate", offset: 3)) { try JSONValue(parsing: text) }
    }

    @Test(
        "an error tells the reason and the byte",
        arguments: [
            ("", "the text ends where a value is expected at byte 0"),
            ("  ", "the text ends where a value is expected at byte 2"),
            ("nul", "expected 'null' at byte 0"),
            ("trve", "expected 'true' at byte 0"),
            ("'a'", "a value cannot start with this byte at byte 0"),
            ("\u{FEFF}1", "a value cannot start with this byte at byte 0"),
            ("\u{A0}1", "a value cannot start with this byte at byte 0"),
            ("1 2", "text behind the value at byte 2"),
            ("{} x", "text behind the value at byte 3"),
            ("1\0", "text behind the value at byte 1"),
            ("[1,]", "a value cannot start with this byte at byte 3"),
            ("[1 2]", "expected ',' or ']' at byte 3"),
            ("[1", "expected ',' or ']' at byte 2"),
            (#"{"a":1,}"#, "expected a key in double quotes at byte 7"),
            (#"{a:1}"#, "expected a key in double quotes at byte 1"),
            (#"{"a" 1}"#, "expected ':' at byte 5"),
            (#"{"a":1 "b":2}"#, "expected ',' or '}' at byte 7"),
            (#""a"#, "the text ends inside a string at byte 2"),
            ("\"a\nb\"", "a control character in a string wants an escape at byte 2"),
            ("\"a\0b\"", "a control character in a string wants an escape at byte 2"),
            (#""\x""#, "unknown escape at byte 2"),
            (#""\u12g4""#, "expected a hexadecimal digit at byte 5"),
            (#""\u00é""#, "expected a hexadecimal digit at byte 5"),
            (#""\u12"#, "the text ends inside a string at byte 5"),
        ]
    )
    func errors(text: String, description: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == description)
    }

    @Test("a repeated key is an error at its second place, however it is written")
    func repeatedKey() {
        #expect(throws: JSONSyntaxError(reason: "the key 'a' occurs twice in one object", offset: 9)) {
            try JSONValue(parsing: #"{ "a": 1,"\u0061":2}"#)
        }
        #expect(throws: JSONSyntaxError(reason: "the key 'é' occurs twice in one object", offset: 8)) {
            try JSONValue(parsing: "{\"é\":1,\"e\u{301}\":2}")
        }
    }

    @Test("a repeated key is found among any number of members", arguments: [1, 2, 15, 16, 17, 18, 40, 1000])
    func repeatedKeyAmongMany(count: Int) throws {
        let members = (0..<count).map { "\"key \($0)\":\($0)" }
        #expect(try JSONValue(parsing: "{\(members.joined(separator: ","))}").objectValue?.members.count == count)
        for repeated in Set([0, count / 2, count - 1]) {
            let text = "{\((members + ["\"key \(repeated)\":0"]).joined(separator: ","))}"
            let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
            #expect(error?.reason == "the key 'key \(repeated)' occurs twice in one object")
        }
    }

    @Test("the same key may stand in different objects")
    func sameKeyElsewhere() throws {
        let text = #"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}"#
        #expect(try JSONValue(parsing: text).serialized() == text)
    }

    @Test("nesting goes to the limit and not beyond", arguments: [1, 2, 32, 128])
    func depth(limit: Int) throws {
        let arrays = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        #expect(try JSONValue(parsing: arrays, depth: limit).serialized() == arrays)
        let objects = String(repeating: #"{"a":"#, count: limit) + "1" + String(repeating: "}", count: limit)
        #expect(try JSONValue(parsing: objects, depth: limit).serialized() == objects)
        #expect(throws: JSONSyntaxError(reason: "nested deeper than \(limit) levels", offset: limit)) {
            try JSONValue(parsing: "[\(arrays)]", depth: limit)
        }
    }

    @Test("a million open brackets are an error, not a crash")
    func manyBrackets() {
        #expect(throws: JSONSyntaxError(reason: "nested deeper than 128 levels", offset: 128)) {
            try JSONValue(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
        }
    }

    @Test(
        "invalid UTF-8 is refused, in values and in keys",
        arguments: [
            [0x80], [0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x9F, 0x98], [0x61, 0xFE, 0x62],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let wanted = JSONSyntaxError(reason: "invalid UTF-8 in a string", offset: 1)
        #expect(throws: wanted) { try JSONValue(parsing: [quote] + bytes + [quote]) }
        let key = Array("{\"".utf8) + bytes + Array("\":1}".utf8)
        #expect(throws: JSONSyntaxError(reason: wanted.reason, offset: 2)) { try JSONValue(parsing: key) }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
    }

    @Test("blanks may stand anywhere between, and only the four of the RFC")
    func blanks() throws {
        let text = "\t\r\n { \"a\" : [ 1 , { } , [ ] ] , \"b\" : null } \n"
        #expect(try JSONValue(parsing: text).serialized() == #"{"a":[1,{},[]],"b":null}"#)
        for blank in ["\u{0B}", "\u{0C}", "\u{85}", "\u{2028}"] {
            #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[1,\(blank)2]") }
        }
    }
}
