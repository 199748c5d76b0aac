import ConfigSyntax
import Diagnostics
import Testing

@Suite("Anchors, aliases and merge keys")
struct AliasTests {
    @Test(
        "are followed and applied",
        arguments: [
            ("a: &x 1\nb: *x", "{a: <1>, b: <1>}"),
            ("a: &x [1, 2]\nb: [*x, *x]", "{a: [<1>, <2>], b: [[<1>, <2>], [<1>, <2>]]}"),
            ("a: &x 1\nb: &x 2\nc: *x", "{a: <1>, b: <2>, c: <2>}"), ("- &k key\n- {*k : v}", "[<key>, {key: <v>}]"),
            ("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3, r: 4}", "{a: {p: <1>, q: <2>}, b: {q: <3>, r: <4>, p: <1>}}"),
            (
                "- &x {p: 1}\n- &y {p: 2, q: 2}\n- {<<: [*x, *y], r: 3}",
                "[{p: <1>}, {p: <2>, q: <2>}, {r: <3>, p: <1>, q: <2>}]"
            ),
            ("- &x {p: 1}\n- &y {<<: *x, q: 2}\n- {<<: *y}", "[{p: <1>}, {q: <2>, p: <1>}, {q: <2>, p: <1>}]"),
            ("{<<: {a: 1}, b: 2}", "{b: <2>, a: <1>}"), ("{\"<<\": a}", "{<<: <a>}"), ("{<<: []}", "{}"),
        ]
    )
    func applied(_ source: String, _ wanted: String) throws {
        #expect(try sketch(root(source)) == wanted)
    }

    @Test("give an aliased value the place of the alias, and its parts their own")
    func places() throws {
        let text = "a: &x [1]\nb: *x"
        let alias = try #require(try root(text).value(forKey: "b"))
        #expect(written(alias.span, in: text) == "*x")
        #expect(written(alias.contentSpan, in: text) == "*x")
        #expect(alias.items.map { written($0.span, in: text) } == ["1"])
    }

    @Test("that lead nowhere are errors with the nearest name")
    func unknown() {
        expectDiagnostics(
            "a: &sales 1\nb: «*slaes»\nc: «*other»",
            [
                .error("CC0021", mark: 0, "no '&slaes' is defined before this alias", fix: "*sales"),
                .error("CC0021", mark: 1, "no '&other' is defined before this alias"),
            ]
        )
        #expect(parse("a: *b").output == nil)
    }

    @Test("cannot stand within what they mean")
    func recursive() {
        expectDiagnostics("a: &x [1, «*x»]", [.error("CC0022", "'*x' stands within the value that it means")])
        expectDiagnostics("a: &x {<<: «*x»}", [.error("CC0022", "'*x' stands within the value that it means")])
    }

    @Test("merge mappings only")
    func mergeOfText() {
        expectDiagnostics(
            "a: {<<: «text», b: c}\nd: {<<: [{e: f}, «g»]}\nh:\n  <<:«»",
            [
                .error("CC0023", mark: 0, "'<<' takes a mapping or a list of mappings"),
                .error("CC0023", mark: 1, "'<<' takes a mapping or a list of mappings"),
                .error("CC0023", mark: 2, "'<<' takes a mapping or a list of mappings"),
            ]
        )
        expectDiagnostics(
            "a: &x {}\nb: {«<<»: *x, «<<»: *x}",
            [.error("CC0017", mark: 1, "the key '<<' is defined twice", notes: [0])]
        )
    }
}
