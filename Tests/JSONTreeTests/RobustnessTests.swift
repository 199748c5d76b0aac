internal import JSONTree
import SeededRandom
internal import Testing

/// A document with everything in it that the parser tells apart.
private let document = #"""
    {"a":[1,-2.5e+10,true,false,null],"ключ":"é\u00e9😀\ud83d\ude00\n\"\\\/","o":{"":{},"x":[[],[{}]]}}
    """#

@Suite struct RobustnessTests {
    @Test("a document cut at any byte is an error within the text")
    func truncation() throws {
        let bytes = Array(document.utf8)
        #expect(try JSONValue(parsing: bytes).objectValue?.keys == ["a", "ключ", "o"])
        for length in 0..<bytes.count {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(bytes[..<length])) }
            #expect(try #require(error).offset <= length, "cut at \(length)")
        }
    }

    @Test("any byte in any place gives a value or an error, and a value survives the round trip")
    func everyByteEverywhere() throws {
        let bytes = Array(document.utf8)
        for place in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[place] = byte
                try expectSound(changed)
            }
        }
    }

    @Test("random bytes give a value or an error", arguments: [1, 2, 3, 4] as [UInt64])
    func randomBytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "dc00", "0041", "-", "0", "1", ".", "e", "true",
            "null",
            " ", "\n", "\0", "é", "\u{FEFF}", "\"a\":", "\"\\ud800\\u", "{\"a\":[",
        ].map { Array($0.utf8) }
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                bytes += random.chance(80) ? random.pick(pieces) : [UInt8.random(in: 0...255, using: &random)]
            }
            try expectSound(bytes)
        }
    }

    @Test(
        "50,000 members are read, compared, sorted and written without going through them again for each",
        .timeLimit(.minutes(10))  // Quadratic work takes longer than that.
    )
    func manyMembers() throws {
        let members = (0..<50_000).map { ("key \(($0 * 7919) % 50_000)", JSONValue.integer($0)) }
        let value = JSONValue.object(JSONObject(members))
        #expect(value.objectValue?.members.count == 50_000)
        #expect(try JSONValue(parsing: value.serializedBytes()) == value)
        #expect(JSONValue.object(JSONObject(members.reversed())) == value)
        #expect(value.sortedByKey == value)
    }

    /// Reading gives a value that is written and read as itself, or an error about a place in the text.
    private func expectSound(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            #expect((0...bytes.count).contains(error.offset), "\(bytes)")
            return
        }
        #expect(try JSONValue(parsing: value.serializedBytes()) == value)
    }
}
