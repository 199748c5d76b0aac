internal import Testing

@testable internal import Diagnostics

@Suite struct LineIndexTests {
    @Test(
        "lines and columns count from 1, columns in Unicode scalars",
        arguments: [
            (0, 1, 1), (1, 1, 2), (3, 1, 3), (4, 2, 1), (5, 3, 1), (9, 3, 2), (10, 3, 3), (11, 4, 1), (99, 4, 1),
        ]
    )
    func positions(offset: Int, line: Int, column: Int) {
        // The lines begin at 0, 4, 5 and 11; é has two bytes, the face four.
        let index = LineIndex(SourceFile(path: "", bytes: Array("aé\n\n😀b\n".utf8)))
        #expect(index.position(of: offset) == LineIndex.Position(line: line, column: column))
    }

    @Test(
        "a line is its bytes without the line end",
        arguments: [
            ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb", ["a", "b"]), ("\n\r\n\n", ["", "", "", ""]),
            ("\u{FEFF}a\nb", ["a", "b"]), ("\u{FEFF}", [""]), ("a\rb\n", ["a\rb", ""]),
        ]
    )
    func lines(text: String, lines: [String]) {
        let index = LineIndex(SourceFile(path: "", bytes: Array(text.utf8)))
        #expect((1...lines.count).map { index.text(index.byteRange(ofLine: $0)) } == lines)
        #expect(index.lineNumber(of: text.utf8.count) == lines.count)
    }

    @Test("a byte-order mark is no column")
    func byteOrderMark() {
        let index = LineIndex(SourceFile(path: "", bytes: Array("\u{FEFF}ab".utf8)))
        #expect([0, 3, 4].map { index.position(of: $0).column } == [1, 1, 2])
    }

    @Test("places agree with counting from the start")
    func agreement() {
        let text = "eins\n\nzwei: größe\r\n  - 日本 😀\n\u{FEFF}drei"
        let bytes = Array(text.utf8)
        let index = LineIndex(SourceFile(path: "", bytes: bytes))
        var (line, column) = (1, 1)
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            #expect(index.position(of: offset) == LineIndex.Position(line: line, column: column))
            (line, column) = byte == UInt8(ascii: "\n") ? (line + 1, 1) : (line, column + 1)
        }
    }

    @Test(
        "many places in one large file are told at once, since its lines are looked up once",
        .timeLimit(.minutes(10))
    )
    func many() {
        var sources = SourceMap()
        let small = sources.add(SourceFile(path: "a.yaml", bytes: Array("one\ntwo\n".utf8)))
        let line = Array("0123456789012345678901234567890123456789\n".utf8)
        let large = sources.add(SourceFile(path: "b.yaml", bytes: (0..<40_000).flatMap { _ in line }))
        var places = LineIndexes(sources: sources)
        #expect(places.line(of: Span(file: small, start: 4, end: 7)) == "a.yaml:2")
        for number in stride(from: 0, to: 40_000, by: 2) {
            let start = number * line.count + 3
            #expect(places.line(of: Span(file: large, start: start, end: start + 1)) == "b.yaml:\(number + 1)")
        }
    }
}
