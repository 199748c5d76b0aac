internal import JSONTree
internal import Testing

@Suite struct WriterTests {
    private let value: JSONValue = ["b": [1, [], [:], ["x"]], "a": ["k": nil, "": true], "ü": "€"]

    @Test("compact has no blanks and keeps the order of keys")
    func compact() {
        let text = #"{"b":[1,[],{},["x"]],"a":{"k":null,"":true},"ü":"€"}"#
        #expect(value.serialized() == text)
        #expect(value.serializedBytes() == Array(text.utf8))
    }

    @Test("pretty has a member a line, two blanks a level, and as bytes a line end behind it")
    func pretty() {
        let text = """
            {
              "b": [
                1,
                [],
                {},
                [
                  "x"
                ]
              ],
              "a": {
                "k": null,
                "": true
              },
              "ü": "€"
            }
            """
        #expect(value.serialized(.pretty) == text)
        #expect(value.serializedBytes(.pretty) == Array((text + "\n").utf8))
    }

    @Test(
        "only quotes, backslashes and control characters are escaped",
        arguments: [
            ("", #""""#), ("a/b", #""a/b""#), ("\"\\", #""\"\\""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
            ("\0\u{1}\u{1F}\u{7F}", #""\u0000\u0001\u001f\u007f""#), ("\u{80}é\u{2028}😀", "\"\u{80}é\u{2028}😀\""),
            ("é\n", #""é\n""#),
        ]
    )
    func escapes(text: String, written: String) {
        #expect(JSONValue.string(text).serializedBytes() == Array(written.utf8))
        #expect(JSONValue.object([text: 1]).serializedBytes() == Array("{\(written):1}".utf8))
    }

    @Test("keys are sorted by their UTF-8 bytes at every level")
    func sorted() {
        let value: JSONValue = ["z": [["b": 1, "a": 2]], "Z": ["é": 1, "e": 2, "": 3], "😀": 1, "\u{FFFD}": 2]
        #expect(
            value.sortedByKey.serialized()
                == "{\"Z\":{\"\":3,\"e\":2,\"é\":1},\"z\":[{\"a\":2,\"b\":1}],\"\u{FFFD}\":2,\"😀\":1}"
        )
    }
}

@Suite struct ObjectTests {
    @Test("of a repeated key the last value counts, at the first one's place", arguments: [1, 15, 16, 17, 100])
    func repeatedKey(count: Int) {
        let members = (0..<count).map { ("k\($0)", JSONValue.integer($0)) }
        let object = JSONObject(members + [("k0", "again"), ("new", 1), ("new", 2)])
        #expect(object.keys == members.map(\.0) + ["new"])
        #expect(object["k0"] == "again")
        #expect(object["new"] == 2)
    }

    @Test("setting replaces in place, appends what is new, and removes with nil")
    func setting() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        object["d"] = nil
        #expect(JSONValue.object(object).serialized() == #"{"a":3,"c":4}"#)
    }

    @Test("objects are equal by content, not by order", arguments: [2, 16, 17, 50])
    func equality(count: Int) {
        let members = (0..<count).map { ("k\($0)", JSONValue.integer($0)) }
        let object = JSONObject(members)
        #expect(object == JSONObject(members.reversed()))
        #expect(object != JSONObject(members.dropLast()))
        #expect(object != JSONObject(members.dropLast() + [("other", .integer(count - 1))]))
        #expect(JSONObject(members.reversed().dropLast() + [("k0", "other")]) != object)
    }

    @Test(
        "an integer is read from a number without fraction and exponent that fits",
        arguments: [
            ("1", 1), ("-7", -7), ("9223372036854775807", .max), ("9223372036854775808", nil), ("1.0", nil),
            ("1e2", nil),
        ] as [(String, Int?)]
    )
    func integers(text: String, value: Int?) {
        #expect(JSONValue.number(text).intValue == value)
        #expect(JSONValue.string(text).intValue == nil)
    }
}
