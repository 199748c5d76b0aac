import Diagnostics
import Testing

@Suite("Text that is no YAML")
struct SyntaxErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var source: String
        var expected: Expected

        init(_ source: String, _ expected: Expected) {
            self.source = source
            self.expected = expected
        }

        var testDescription: String { source }
    }

    @Test("each is told in an operator's words, at its place", arguments: rows)
    func explained(_ row: Row) {
        expectDiagnostics(row.source, [row.expected])
        #expect(parse(Marked(row.source).bytes).output == nil)
    }

    static let tab = "a tab cannot indent in YAML"
    static let colon = "a text with ': ' in it wants quotes"
    static let behind = "the text in quotes ended before this"
    static let indentation = "the indentation of this line fits no line above"

    static let rows: [Row] = [
        Row("a:\n«\t»b: c", .error("CC0002", tab)),
        Row("a: b\n«\t\t»c: d", .error("CC0002", tab)),
        Row("a:\n  b: c\n«\t»d: e", .error("CC0002", tab)),
        Row("a: |\n«\t»foo\n", .error("CC0002", tab)),
        Row("-«\t»a", .error("CC0002", tab)),

        Row("a: b\n«c»\n", .error("CC0003", "this line wants a ':' behind its key")),
        Row("a: b\n«größe» # x\nd: e", .error("CC0003", "this line wants a ':' behind its key")),
        Row("«a»\nb: c", .error("CC0003", "this line wants a ':' behind its key")),
        Row("a«:»b\nc: d", .error("CC0003", "the ':' behind a key wants a space after it", fix: " ")),
        Row("x: y\na«:»b\nc: d", .error("CC0003", "the ':' behind a key wants a space after it", fix: " ")),
        Row("«https://a.b»\nc: d", .error("CC0003", "this line wants a ':' behind its key")),
        Row("a: b\n«:» c", .error("CC0003", "there is no key before this ':'")),
        Row("{«:» a}", .error("CC0003", "there is no key before this ':'")),

        Row("{a: b, c«:»}", .error("CC0003", "the ':' behind a key wants a space after it", fix: " ")),
        Row("x: {a: b,\n  «:» c}", .error("CC0003", "there is no key before this ':'")),
        Row("{a: b«:»}", .error("CC0004", colon)),
        Row("a: b«:» c", .error("CC0004", colon, fix: "\"b: c\"")),
        Row("say: Ä note«:» \"x\" # c\nb: c", .error("CC0004", colon, fix: "\"Ä note: \\\"x\\\"\"")),
        Row("a: {b: c«:» d, e: f}", .error("CC0004", colon, fix: "\"c: d\"")),
        Row("- x: c«:» d", .error("CC0004", colon, fix: "\"c: d\"")),
        Row("\"k: l\": c«:» d", .error("CC0004", colon, fix: "\"c: d\"")),

        Row("a: «[»1, 2", .error("CC0005", "'[' is never closed")),
        Row("a: «[»1, 2\n«b»: c\n", .error("CC0005", "'[' is never closed", notes: [1])),
        Row("a: «{»b: c\n«d»: e\n", .error("CC0005", "'{' is never closed", notes: [1])),
        Row("a: «{»b: \"c\"\n«d:e»: e\n", .error("CC0005", "'{' is never closed", notes: [1])),
        Row("a: «{»\n", .error("CC0005", "'{' is never closed")),
        Row("a: {b: «[»x: y, z\n", .error("CC0005", "'[' is never closed")),
        Row("a: «\"»foo\nb: c\n", .error("CC0005", "the text that begins with \" is never closed")),
        Row("a: «'»foo\nb: c", .error("CC0005", "the text that begins with ' is never closed")),
        Row(
            "a: «\"»foo\nb: «\"»c\"\n",
            .error("CC0005", "the text that begins with \" is never closed", notes: [1])
        ),
        Row("a: «\"»b\n---\n\"", .error("CC0005", "the text that begins with \" is never closed")),

        Row("a:\n  «b: c»\n «d»: e", .error("CC0006", mark: 1, indentation, notes: [0])),
        Row("«a: b»\n «c»: d", .error("CC0006", mark: 1, indentation, notes: [0])),
        Row("  «a: b»\n«c»: d", .error("CC0006", mark: 1, indentation, notes: [0])),
        Row("a:\n  «- b»\n «c»", .error("CC0006", mark: 1, indentation, notes: [0])),

        Row("a: «@»foo bar # c", .error("CC0007", "a text that begins with '@' wants quotes", fix: "\"@foo bar\"")),
        Row("a: «`»foo", .error("CC0007", "a text that begins with '`' wants quotes", fix: "\"`foo\"")),
        Row("a: «%»5", .error("CC0007", "a text that begins with '%' wants quotes", fix: "\"%5\"")),
        Row("{a: «@»b, c: d}", .error("CC0007", "a text that begins with '@' wants quotes", fix: "\"@b\"")),
        Row("a: «*»", .error("CC0007", "a text that begins with '*' wants quotes", fix: "\"*\"")),
        Row("«*»: {menu: main}", .error("CC0007", "a text that begins with '*' wants quotes", fix: "\"*\"")),
        Row("  1: x\n  «*»: {menu: m}", .error("CC0007", "a text that begins with '*' wants quotes", fix: "\"*\"")),
        Row("{a: b, «*»: {c: d}}", .error("CC0007", "a text that begins with '*' wants quotes", fix: "\"*\"")),
        Row("a: «&» b", .error("CC0007", "a text that begins with '&' wants quotes", fix: "\"& b\"")),
        Row("a: «!x!y» b", .error("CC0007", "a text that begins with '!' wants quotes", fix: "\"!x!y b\"")),

        Row("a: 'I'«m here'»", .error("CC0008", behind)),
        Row("a: \"x\" «y z» # c", .error("CC0008", behind)),
        Row("{a: \"x\" «y», b: c}", .error("CC0008", behind)),
        Row("a: \"x\"«:» y", .error("CC0008", behind)),
        Row("a: [b] «c»", .error("CC0008", "nothing can stand behind the closing ']'")),
        Row("b: &x y\na: *x «y»", .error("CC0008", "nothing can stand behind this value")),
        Row("a: >«x»", .error("CC0008", "the text of '>' begins on the next line")),

        Row("a: \"x«\\q»y\"", .error("CC0009", "'\\q' is no escape of YAML")),
        Row("a: \"«\\u12»\"", .error("CC0009", "'\\u12' is no escape of YAML")),
        Row("a: \"«\\ud800»\"", .error("CC0009", "'\\ud800' is no escape of YAML")),

        Row("a: «}»", .error("CC0010", "this '}' closes nothing")),
        Row("{a: b}«}»", .error("CC0010", "this '}' closes nothing")),
        Row("a: {b: c}«}»", .error("CC0010", "this '}' closes nothing")),
        Row("«[»a, b«}»", .error("CC0010", mark: 1, "'}' cannot stand here", notes: [0])),
        Row("x: «{»a: b«]»}", .error("CC0010", mark: 1, "']' cannot stand here", notes: [0])),

        Row("x: {a: \"b\"«» «c»: d}", .error("CC0011", "a ',' is missing here", notes: [1])),
        Row("x: {\n  a: b«»\n  «c»: d\n}", .error("CC0011", "a ',' is missing here", notes: [1])),
        Row("[a«,»«,»b]", .error("CC0011", mark: 1, "nothing stands before this ','")),

        Row("a: «-» b", .error("CC0012", "a list cannot begin on the line of its key")),
        Row("«a»: b\n«-» c", .error("CC0012", mark: 1, "a list item cannot stand among keys", notes: [0])),
        Row("«-» a\n«b»: c", .error("CC0012", mark: 1, "each item of a list begins with '- '", notes: [0])),

        Row("«%foo»", .error("CC0001", "a line that begins with '%' is a YAML directive, which has no use here")),
        Row(
            "«%YAML» 3.0\n---\na",
            .error("CC0001", "a line that begins with '%' is a YAML directive, which has no use here")
        ),

        Row("a: b«\u{1}»c", .error("CC0014", "the control character U+0001 cannot be in YAML")),
        Row("größe: «\u{0}»c", .error("CC0014", "a NUL cannot be in YAML")),
        Row("\u{FEFF}ä: «\u{7F}»", .error("CC0014", "the control character U+007F cannot be in YAML")),
        Row("a: «\u{FFFE}»", .error("CC0014", "the control character U+FFFE cannot be in YAML")),
    ]

    @Test(
        "bytes that are not UTF-8 are told at the first of them",
        arguments: [
            [0xE4, 0x62], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0x20], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func invalidBytes(_ bytes: [UInt8]) throws {
        let checked = parse(Array("ä: x\nb: ".utf8) + bytes)
        let diagnostic = try #require(checked.diagnostics.first)
        #expect(checked.diagnostics.count == 1)
        #expect(checked.output == nil)
        #expect(diagnostic.code.text == "CC0013")
        #expect(diagnostic.span.map { [$0.start, $0.end] } == [9, 10])
        #expect(diagnostic.message == "the byte \(String(bytes[0], radix: 16, uppercase: true)) is not UTF-8")
    }

    @Test(
        "UTF-16 and UTF-32 are refused by name",
        arguments: [
            ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x61], "UTF-16"), ([0x61, 0, 0x3A, 0], "UTF-16"),
            ([0, 0x61, 0, 0x3A], "UTF-16"), ([0xFF, 0xFE, 0, 0], "UTF-32"),
        ] as [([UInt8], String)]
    )
    func wideEncodings(_ bytes: [UInt8], _ name: String) {
        let checked = parse(bytes)
        #expect(checked.output == nil)
        #expect(checked.diagnostics.map(\.message) == ["the file is \(name), and has to be UTF-8"])
    }

    @Test("problems of the tree before a syntax error are reported with it")
    func both() {
        expectDiagnostics(
            "«x»: 1\n«x»: {say: «Sorry, no», b: «@»c}",
            [
                .error("CC0019", mark: 2, CommaTests.message, fix: "\"Sorry, no\""),
                .error("CC0007", mark: 3, "a text that begins with '@' wants quotes", fix: "\"@c\""),
            ]
        )
        expectDiagnostics(
            "a: {«x»: 1, «x»: 2}\nb: «@»c",
            [
                .error("CC0017", mark: 1, "the key 'x' is defined twice", notes: [0]),
                .error("CC0007", mark: 2, "a text that begins with '@' wants quotes", fix: "\"@c\""),
            ]
        )
    }
}
