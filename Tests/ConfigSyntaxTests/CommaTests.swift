import ConfigSyntax
import Diagnostics
import Testing

@Suite("A comma in braces")
struct CommaTests {
    static let message = "the comma ends the text here: in braces a text with a comma wants quotes"

    @Test(
        "that cuts a text is reported at the whole text, with the quotes as the fix",
        arguments: [
            ("{say: «Sorry, I did not hear you.»}", "\"Sorry, I did not hear you.\""),
            ("{say: «a, b, c», agent: Jane}", "\"a, b, c\""),
            ("a: {x: y, say: «Grüße,  ja»  , agent: Jane}", "\"Grüße,  ja\""),
            ("{say: «He said, \"hello\"»}", #""He said, \"hello\"""#),
            ("{say: «one,\n   two  \n   three»  }", "\"one, two three\""),
            ("{say: «back\\slash, x»}", #""back\\slash, x""#),
            ("- [{say: «a, b»}]", "\"a, b\""),
        ]
    )
    func reported(_ source: String, _ fix: String) {
        expectDiagnostics(source, [.error("CC0019", Self.message, fix: fix)])
    }

    @Test("leaves the tree that was meant")
    func mended() throws {
        let checked = parse("m: {say: Sorry, no, not, agent: Jane}\nn: {x: y, say: a, b}\nz: 1")
        let tree = try #require(checked.output)
        #expect(sketch(tree.root) == "{m: {say: <Sorry, no, not>, agent: <Jane>}, n: {x: <y>, say: <a, b>}, z: <1>}")
        #expect(checked.diagnostics.count == 2)
    }

    @Test("in a text with a comment within is reported without a fix")
    func withComment() throws {
        let checked = parse("{say: Sorry, # why\n no}")
        #expect(checked.diagnostics.map(\.message) == [Self.message])
        #expect(checked.diagnostics.flatMap(\.fixIts).isEmpty)
        #expect(try sketch(#require(checked.output).root) == "{say: <Sorry, no>}")
    }

    @Test("before 'hangup' may begin a key: both ways are told, and neither is certain")
    func hangup() {
        let diagnostics = parse("{say: Goodbye, hangup}").diagnostics
        #expect(diagnostics.map(\.help) == ["write \"Goodbye, hangup\", or 'hangup: yes' for the last part"])
        #expect(diagnostics.flatMap(\.fixIts).isEmpty)
    }

    @Test(
        "behind anything but a plain text leaves a key without a value",
        arguments: [
            "{say: \"Sorry\", «no»}", "{say: [x], «no»}", "{say: {x: y}, «no», never}", "{«a»}", "{say: , «no»}",
            "{say: &x a, «no»}", "{\"say\", a: b}".replacing("\"say\"", with: "«\"say\"»"), "{say: 'a', «no», b: c}",
        ]
    )
    func keyWithoutValue(_ source: String) {
        let marked = Marked(source)
        let key = String(decoding: marked.bytes[marked.spans[0]], as: UTF8.self).replacing("\"", with: "")
        expect(parse(marked.bytes).diagnostics, [.error("CC0020", "the key '\(key)' has no value")], in: marked)
    }

    @Test(
        "is nothing to report where every entry has its value, in lists, and in block style",
        arguments: [
            "{a: b, c: d}", "{a: , b: c}", "{a: b, c : }", "{a: b, c: d,}", "[a, b, c]", "[a: b, c]",
            "say: Sorry, I did not", "{a: 'x, y'}", "{a: b, ? c : d}",
            "a: &x {b: c}\nd: {e: f, <<: *x}",
        ]
    )
    func fine(_ source: String) {
        #expect(parse(source).diagnostics.isEmpty)
    }
}
