import NCCO
import SeededRandom
import Testing

struct SplitTextTests {
    @Test(
        "a text is cut at ends of sentences",
        arguments: [
            ("", [""]),
            ("One. Two.", ["One. Two."]),
            ("One two. Three four. Five.", ["One two.", "Three four.", "Five."]),
            ("A. B. C. D. E. F. G.", ["A. B. C. D.", "E. F. G."]),
            ("It is 1.5 now. Yes.", nil),
            ("Is it 1.5? Yes.", ["Is it 1.5?", "Yes."]),
            ("Really?! \"Yes!\" No…", ["Really?!", "\"Yes!\" No…"]),
            ("一二三四五六。七八九十一二三四。", ["一二三四五六。", "七八九十一二三四。"]),
            ("One two three\n\nfour five six", nil),
            ("One two\n\nthree four", ["One two", "three four"]),
            ("             ", nil),
        ] as [(String, [String]?)]
    )
    func cuts(text: String, expected: [String]?) {
        #expect(splitText(text, limit: 12) == expected)
    }

    @Test("SSML within the limit stays, longer SSML is not cut")
    func ssml() {
        let text = "<speak>One. Two.</speak>"
        #expect(splitText(text, limit: 9) == [text])
        #expect(splitText(text, limit: 8) == nil)
    }

    @Test("parts are within the limit and hold all that is said, in order", arguments: 0..<300 as Range<UInt64>)
    func property(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = ["a", "ä", "😀", " ", "  ", ".", "!", "?", "…", "\"", ")", "\n", "\n\n", "1.5", "。", "word", "<"]
        let text = (0..<Int.random(in: 0...80, using: &generator)).map { _ in generator.pick(pieces) }.joined()
        let limit = Int.random(in: 1...40, using: &generator)
        guard let parts = splitText(text, limit: limit) else {
            #expect(spokenLength(text) > limit)
            return
        }
        #expect(parts.allSatisfy { spokenLength($0) <= limit })
        #expect(parts.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
        if parts.count > 1 {
            #expect(
                parts.allSatisfy { !$0.isEmpty && $0.first?.isWhitespace == false && $0.last?.isWhitespace == false }
            )
        }
    }

    @Test("a text of sentences that each fit is always cut")
    func alwaysCut() throws {
        let text = String(repeating: "This is a sentence of some length. ", count: 200)
        let parts = try #require(splitText(text))
        #expect(parts.count == 5)
        #expect(parts.allSatisfy { $0.hasSuffix(".") })
    }
}
