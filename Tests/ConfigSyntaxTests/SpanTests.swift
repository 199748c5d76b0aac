import ConfigSyntax
import Diagnostics
import SeededRandom
import Testing

@Suite("Spans")
struct SpanTests {
    /// All nodes but the root in source order, as they stand in the source.
    private func spans(_ node: SyntaxNode, _ text: String, content: Bool = false) -> [String] {
        switch node.kind {
        case .scalar: [written(content ? node.contentSpan : node.span, in: text)]
        case .sequence: [written(node.span, in: text)] + node.items.flatMap { spans($0, text, content: content) }
        case .mapping:
            [written(node.span, in: text)]
                + node.entries.flatMap {
                    spans($0.key, text, content: content) + spans($0.value, text, content: content)
                }
        }
    }

    @Test(
        "are UTF-8 bytes, whatever the line ends, marks and widths before them",
        arguments: [
            "a: b", "größe: \"ö😀\"", "\u{FEFF}größe: \"ö😀\"\nb: x", "a: 'ä'\r\nb: ü", "a:\tb\nc: \td", "日本: 語",
            "\u{FEFF}a: b",
        ]
    )
    func bytes(_ text: String) throws {
        let body = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines: [Substring] = body.split(whereSeparator: \.isNewline)
        let parts = lines.flatMap { $0.split(separator: ":") }.map { part in
            String(part.drop { $0 == " " || $0 == "\t" })
        }
        #expect(try Array(spans(root(text), text).dropFirst()) == parts)
        #expect(try spans(root(text), text).first == body)
    }

    @Test("end with the value, not with the blanks, comments and lines behind it")
    func trimmed() throws {
        let text =
            "a:   foo bar   # c\nb: |\n  x\n  y\n\nc: >-\n  one\n  two\n\n# c\nd: &x  foo # d\ne:\n  - 1\n  - *x\n\nf: &y\n  g: h\n\n"
        #expect(
            try spans(root(text), text) == [
                String(text.dropLast(2)), "a", "foo bar", "b", "|\n  x\n  y", "c", ">-\n  one\n  two", "d", "foo", "e",
                "- 1\n  - *x", "1", "*x", "f", "g: h", "g", "h",
            ]
        )
    }

    @Test("of flow collections hold their brackets, those of pairs in brackets their text")
    func flow() throws {
        let text = "x: { a : [b, c: d , 'e' ] }  # c\n"
        #expect(
            try spans(root(text), text) == [
                "x: { a : [b, c: d , 'e' ] }", "x", "{ a : [b, c: d , 'e' ] }", "a", "[b, c: d , 'e' ]", "b", "c: d",
                "c",
                "d", "'e'",
            ]
        )
    }

    @Test("of properties are not part of the value")
    func properties() throws {
        let text = "- &a !!str x\n- !!map &b {c: &d }\n- &e\n- !!seq\n  - f\n- &g # c\n  h: i"
        #expect(try spans(root(text), text) == [text, "x", "{c: &d }", "c", "", "", "- f", "f", "h: i", "h", "i"])
    }

    @Test("of contents leave out quotes and the signs of blocks")
    func contents() throws {
        let text = "\"a\": 'b'\nc: |\n  d\ne: \"\""
        #expect(try spans(root(text), text, content: true) == [text, "a", "b", "c", "  d", "e", ""])
    }

    @Test("of empty values are empty places behind their keys")
    func empty() throws {
        let node = try root("a:\nb: \n")
        #expect(node.entries.map { [$0.value.span.start, $0.value.span.end] } == [[2, 2], [5, 5]])
        #expect(try root("\u{FEFF}").span.start == 3)
    }

    @Test("of long texts in many scripts agree with a plain count of bytes", arguments: 0..<8)
    func agreement(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let letters = ["a", "ö", "語", "😀", "e\u{301}"]
        let words = (0..<300).map { _ in (0..<4).map { _ in letters.randomElement(using: &random) ?? "a" }.joined() }
        let text = words.enumerated().map { $0.offset % 3 == 0 ? "- \"\($0.element)\" # é\r\n" : "- \($0.element)\n" }
            .joined()
        for (item, word) in zip(try root(text).items, words) {
            #expect(written(item.contentSpan, in: text) == word)
            #expect(item.text == word)
        }
    }
}
