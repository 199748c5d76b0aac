import ConfigSyntax
import Diagnostics
import Testing

@Suite("The located tree")
struct SyntaxTreeTests {
    @Test(
        "holds kinds, styles and texts",
        arguments: [
            ("", "null"), ("# only a comment\n", "null"), ("---\n", "null"), ("a", "<a>"), ("\u{FEFF}", "null"),
            ("a: b", "{a: <b>}"), ("\u{FEFF}a: b\nc: d", "{a: <b>, c: <d>}"),
            ("a:\r\n  - b\r\n  - c\r\n", "{a: [<b>, <c>]}"),
            ("a: 'it''s'\nb: \"x\\ty\"", "{a: singleQuoted <it's>, b: doubleQuoted <x\ty>}"),
            ("a: |\n  x\n  y\n\nb: >-\n  one\n  two\n", "{a: literal <x\ny\n>, b: folded <one two>}"),
            ("a: one\n  two", "{a: <one two>}"),
            ("a:\nb: ~\nc: null\nd: ''\ne: NULL", "{a: null, b: null, c: null, d: singleQuoted <>, e: null}"),
            ("[[], {}, [{}]]", "[[], {}, [{}]]"), ("- a\n-\n- - b", "[<a>, null, [<b>]]"),
            ("[a: b, c]", "[{a: <b>}, <c>]"),
            ("a: \"\\0\"", "{a: doubleQuoted <\0>}"), ("a: !!str\nb: !!str null\nc: ! ~", "{a: <>, b: <null>, c: <~>}"),
            ("? a\n? b\n: c", "{a: null, b: <c>}"), ("country: NO\n1: 09:00", "{country: <NO>, 1: <09:00>}"),
            ("---\na: b\n...\n", "{a: <b>}"), ("a: !!map {b: !!seq [c]}", "{a: {b: [<c>]}}"),
            ("\"a\": b\"c", "{a: <b\"c>}"),
        ]
    )
    func values(_ source: String, _ wanted: String) throws {
        #expect(try sketch(root(source)) == wanted)
    }

    @Test("gives entries, items, counts and values by key")
    func access() throws {
        let node = try root("a: {b: [1, 2, 3]}\nlonger than a small string: x")
        #expect(node.count == 2)
        let list = try #require(node.value(forKey: "a")?.value(forKey: "b"))
        #expect(list.items.map(\.text) == ["1", "2", "3"])
        #expect(list.items.count == 3)
        #expect(Array(list.items.dropFirst()).map(\.text) == ["2", "3"])
        #expect(node.value(forKey: "longer than a small string")?.hasText("x") == true)
        #expect(node.value(forKey: "c") == nil)
        #expect(node.entries.count == 2)
        #expect(node.items.isEmpty)
        #expect(list.entries.isEmpty)
        #expect(list.text == "")
        #expect(!list.hasText(""))
        #expect(!node.hasText("") && !node.isNull)
    }

    @Test("tells several documents in one file, and keeps the first")
    func severalDocuments() throws {
        expectDiagnostics(
            "a: b\n«---»\nc: d\n---\n",
            [.error("CC0016", "a file holds one document, and a second one begins here")]
        )
        #expect(try sketch(#require(parse("a: b\n---\nc: d").output).root) == "{a: <b>}")
    }

    @Test("tells keys that occur twice, whatever their style, and keeps the first")
    func duplicateKeys() throws {
        expectDiagnostics(
            "m:\n  «a»: 1\n  b: 2\n  «'a'»: 3\n  «\"\\x61\"»: 4",
            [
                .error("CC0017", mark: 1, "the key 'a' is defined twice", notes: [0]),
                .error("CC0017", mark: 2, "the key 'a' is defined twice", notes: [0]),
            ]
        )
        let tree = try #require(parse("a: 1\nb: 2\na: 3").output)
        #expect(sketch(tree.root) == "{a: <1>, b: <2>}")
        #expect(tree.root.count == 2)
    }

    @Test("tells keys that occur twice among many", arguments: [8, 9, 10, 40, 1_000])
    func duplicateAmongMany(_ count: Int) {
        let keys = (0..<count).map { "k\($0): x\n" }.joined()
        #expect(parse(keys).diagnostics.isEmpty)
        expectDiagnostics(
            keys.replacing("k3:", with: "«k3»:") + "«k3»: y\nz: 1",
            [.error("CC0017", mark: 1, "the key 'k3' is defined twice", notes: [0])]
        )
    }

    @Test("tells keys that are no texts, and leaves their entries out")
    func keysAreTexts() throws {
        expectDiagnostics(
            "a: b\n«[x, y]»: c\n«{z: 1}»: d",
            [
                .error("CC0018", mark: 0, "a key is a text, not a list or mapping"),
                .error("CC0018", mark: 1, "a key is a text, not a list or mapping"),
            ]
        )
        #expect(try sketch(#require(parse("a: b\n[x]: c\nd: e").output).root) == "{a: <b>, d: <e>}")
    }

    @Test("tells tags that mean nothing here")
    func tags() {
        expectDiagnostics(
            "a: «!foo» b\nc: &x «!!set» {d: e}\nf: «!!int» 1\ng: «!!str» [h]",
            [
                .error("CC0024", mark: 0, "the tag '!foo' has no meaning here"),
                .error("CC0024", mark: 1, "the tag '!!set' has no meaning here"),
                .error("CC0024", mark: 2, "the tag '!!int' has no meaning here"),
                .error("CC0024", mark: 3, "the tag '!!str' has no meaning here"),
            ]
        )
    }
}
