import Foundation
import JSONTree
import Testing

@testable import SpokenWords

/// The vectors of `docs/speech-words.md`, worked out by another reader of Unicode's data: every host is held against them.
private func vectors() throws -> JSONValue {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try JSONValue(parsing: Array(Data(contentsOf: tests.appending(path: "Fixtures/speech-vectors.json"))))
}

@Suite("spoken words are compared by rules that every host keeps")
struct SpeechVectorTests {
    @Test("each text has the words of its vector, and words have themselves")
    func texts() throws {
        let texts = try #require(try vectors()["texts"]?.arrayValue)
        #expect(texts.count > 30)
        for vector in texts {
            let text = try #require(vector["text"]?.stringValue)
            let wanted = try #require(vector["words"]?.arrayValue).compactMap(\.stringValue)
            let words = spokenWords(of: text)
            let about = Comment(rawValue: vector["about"]?.stringValue ?? "")
            #expect(words.map { Array($0.unicodeScalars) } == wanted.map { Array($0.unicodeScalars) }, about)
            #expect(spokenWords(of: words.joined(separator: " ")) == words, about)
            for limit in 0...wanted.count where limit > 0 {
                #expect(spokenWords(of: text, atMost: limit) == Array(words.prefix(limit)), about)
            }
        }
    }

    @Test("a phrase is found in a result as its vector says")
    func matches() throws {
        let matches = try #require(try vectors()["matches"]?.arrayValue)
        #expect(matches.count > 15)
        for vector in matches {
            let phrase = spokenWords(of: try #require(vector["phrase"]?.stringValue))
            let result = spokenWords(of: try #require(vector["result"]?.stringValue))
            let about = Comment(rawValue: vector["about"]?.stringValue ?? "")
            #expect(.bool(occurs(phrase, in: result)) == vector["matches"], about)
        }
    }

    @Test("what is said of each code point is what the other reader found")
    func everyCodePoint() throws {
        let tables = WordTables.shared
        let ranges: [ClosedRange<UInt32>] = [0...0xD7FF, 0xE000...0x31FFF, 0xE0000...0xE01FF]
        var checksum: UInt64 = 0xCBF2_9CE4_8422_2325
        for point in ranges.joined() {
            var fold: [UInt32] = []
            tables.appendFold(of: point, to: &fold)
            let kind = tables.kind(of: point)
            guard kind != nil || fold != [point] else { continue }
            let kindText = kind.map { String(Unicode.Scalar($0.rawValue)) } ?? ""
            let foldText = fold.map { String($0, radix: 16) }.joined(separator: ",")
            for byte in "\(String(point, radix: 16)):\(kindText):\(foldText)\n".utf8 {
                checksum = (checksum ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        let text = String(checksum, radix: 16)
        #expect(.string(String(repeating: "0", count: 16 - text.count) + text) == (try vectors()["checksum"]))
    }
}
