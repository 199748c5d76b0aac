import ConfigSyntax
import Diagnostics
import Testing

/// Several files, marked, and what became of them together.
struct MarkedFiles {
    var files: [Marked]
    var combined: Checked<SyntaxTree>

    init(_ texts: [String]) throws {
        files = texts.map { Marked($0) }
        var sources = SourceMap()
        var trees: [SyntaxTree] = []
        for (number, file) in files.enumerated() {
            let id = sources.add(SourceFile(path: "\(number).yaml", bytes: file.bytes))
            let parsed = parseYAML(id, in: sources)
            #expect(parsed.diagnostics.isEmpty)
            trees.append(try #require(parsed.output))
        }
        combined = combine(Array(trees.dropFirst()), into: trees[0], by: MarkedFiles.rule)
    }

    /// As the language has it, in small.
    @Sendable
    static func rule(_ key: String) -> IncludeRule {
        switch key {
        case "version", "include": .rootOnly
        case "app", "voice": .once
        case "tests": .list
        case "removed": .entries { _ in .entries { _ in .once } }
        default: .entries { _ in .once }
        }
    }

    /// The bytes that a span covers, with the number of their file: `1:main`.
    func written(_ span: Span) -> String {
        let bytes = files[Int(span.file.index)].bytes
        return "\(span.file.index):" + String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    }

    func root() throws -> SyntaxNode { try #require(combined.output).root }
}

@Suite("Included files")
struct IncludeTests {
    @Test(
        "become one tree",
        arguments: [
            (["menus: {a: x}\ninclude: [b]", "menus: {b: y}", "menus: {c: z}"], "{menus: {a: <x>, b: <y>, c: <z>}}"),
            (["version: 1", "menus: {b: y}\nteams: {}"], "{version: <1>, menus: {b: <y>}, teams: {}}"),
            (["tests: [a, 'b']", "tests: [{c: d}]", "tests: []"], "{tests: [<a>, singleQuoted <b>, {c: <d>}]}"),
            (
                ["removed: {users: {a: x}}", "removed: {numbers: {b: y}, users: {c: z}}"],
                "{removed: {users: {a: <x>, c: <z>}, numbers: {b: <y>}}}"
            ),
            (["a: {b: c}", ""], "{a: {b: <c>}}"), (["a: {b: c}", "# nothing"], "{a: {b: <c>}}"),
            (["menus:", "menus: {b: y}", "menus: ~"], "{menus: {b: <y>}}"),
            (
                ["a: &x {b: \"\\u00e9\"}\nc: *x", "a: {<<: &y {d: e}, f: *y}"],
                "{a: {b: doubleQuoted <é>, f: {d: <e>}, d: <e>}, c: {b: doubleQuoted <é>}}"
            ),
            // What has the wrong form is left to those who read it.
            (["menus: {a: x}", "menus: [b]"], "{menus: [<b>]}"),
            (["tests: {a: x}", "tests: [b]"], "{tests: {a: <x>}}"),
        ]
    )
    func combined(_ texts: [String], _ wanted: String) throws {
        let files = try MarkedFiles(texts)
        #expect(files.combined.diagnostics.isEmpty)
        #expect(try sketch(files.root()) == wanted)
    }

    @Test("keep the places of their own values, at the very end of a file, too")
    func places() throws {
        let files = try MarkedFiles([
            "menus:\n  a: 'x'\ntests: ['p']", "# größe\nmenus:\n  b: \"y\"", "menus:\n  c:\n    d:",
        ])
        let menus = try #require(try files.root().value(forKey: "menus"))
        #expect(menus.entries.map { files.written($0.key.span) } == ["0:a", "1:b", "2:c"])
        #expect(menus.entries.map { files.written($0.value.span) } == ["0:'x'", "1:\"y\"", "2:d:"])
        #expect(menus.entries.prefix(2).map { files.written($0.value.contentSpan) } == ["0:x", "1:y"])
        let last = try #require(menus.value(forKey: "c")?.value(forKey: "d"))
        #expect(last.span == Span(file: FileID(index: 2), start: 18, end: 18))
        #expect(try files.root().value(forKey: "tests")?.items.map { files.written($0.contentSpan) } == ["0:p"])
    }

    @Test("keep the places of items that were put together")
    func itemPlaces() throws {
        let files = try MarkedFiles(["tests: ['p']", "tests: [\"q\", {r: s}]"])
        let tests = try #require(try files.root().value(forKey: "tests"))
        #expect(tests.items.map { files.written($0.contentSpan) } == ["0:p", "1:q", "1:{r: s}"])
    }

    @Test(
        "that say one thing twice are errors, which show both places",
        arguments: [
            (["menus: {main: a}", "menus: {«main»: b}"], "CC1010", "'menus.main' is defined in two files", "0:main"),
            (
                ["removed: {users: {Bob: a}}", "removed: {users: {«Bob»: b}}"], "CC1010",
                "'removed.users.Bob' is defined in two files", "0:Bob"
            ),
            (
                ["app: {name: a}", "«app»: {name: b}"], "CC1011", "'app' stands in one file, and this is the second",
                "0:app"
            ),
            (
                ["a: {}", "voice: {}", "«voice»: {}"], "CC1011", "'voice' stands in one file, and this is the second",
                "1:voice"
            ),
            (
                ["version: 1", "«version»: 1"], "CC0045",
                "'version' stands in the root file only, and this file is included", nil
            ),
            (
                ["a: {}", "«include»: [b.yaml]"], "CC0045",
                "'include' stands in the root file only, and this file is included", nil
            ),
            (
                ["a: {}", "«»- b"], "CC0046",
                "an included file is a mapping with the keys of a root file, such as menus",
                nil
            ),
            (
                ["a: {}", "«»text"], "CC0046",
                "an included file is a mapping with the keys of a root file, such as menus",
                nil
            ),
        ]
    )
    func twice(_ texts: [String], _ code: String, _ message: String, _ note: String?) throws {
        let files = try MarkedFiles(texts)
        let found = try #require(files.combined.diagnostics.first)
        #expect(files.combined.diagnostics.count == 1)
        #expect(found.code.text == code)
        #expect(found.message == message)
        let marked = files.files.indices.filter { !files.files[$0].spans.isEmpty }
        #expect(found.span?.file.index == marked.first.map { UInt16($0) })
        #expect(found.span.map { Int($0.start)..<Int($0.end) } == marked.first.flatMap { files.files[$0].spans.first })
        #expect(found.notes.compactMap(\.span).map(files.written) == [note].compactMap(\.self))
    }

    @Test("have variables, which are replaced in all of them but not in 'vars'")
    func variables() throws {
        let files = try MarkedFiles([
            "a: {b: \"${x}\"}\nvars: {x: \"${y}\"}\ninclude: [\"${no}.yaml\"]",
            "a: {c: \"<speak>${y}\"}\nvars: {y: \"&\"}",
            "a: {d: \"${z}\"}",
        ])
        let tree = try #require(files.combined.output)
        let declared = declaredVariables(in: tree)
        #expect(declared.output?.mapValues(\.text) == ["x": "${y}", "y": "&"])
        let checked = substituteVariables(in: tree, with: declared.output ?? [:])
        #expect(
            try sketch(#require(checked.output).root)
                == "{a: {b: doubleQuoted <${y}>, c: doubleQuoted <<speak>&amp;>, d: doubleQuoted <${z}>}, "
                + "vars: {x: doubleQuoted <${y}>, y: doubleQuoted <&>}}"
        )
        #expect(checked.diagnostics.map(\.message) == ["the variable 'z' is not defined"])
        #expect(checked.diagnostics.compactMap(\.span).map(files.written) == ["2:${z}"])
    }

    @Test("are found by their paths, with a piece for each file")
    func paths() throws {
        let files = try MarkedFiles(["menus: {a: x}", "menus: {b: {c: y}}\ntests: [1]", "tests: [{d: z}]"])
        let tree = try #require(files.combined.output)
        func spans(_ path: String) -> [String] { tree.spans(at: path).map(files.written) }
        #expect(spans("menus") == ["0:menus", "0:{a: x}", "1:{b: {c: y}}"])
        #expect(spans("menus.b") == ["1:b", "1:{c: y}"])
        #expect(spans("menus.b.c") == ["1:c", "1:y"])
        #expect(spans("tests.2") == ["2:{d: z}"])
        #expect(spans("tests.2.d") == ["2:d", "2:z"])
        #expect(spans("menus.d") == [])
    }

    @Test("are as many as may be, in linear time")
    func many() throws {
        let texts = (0..<1_000).map { "menus:\n  m\($0): {prompt: \"${v}\"}\ntests: [t\($0)]\n" }
        let files = try MarkedFiles(["vars: {v: w}"] + texts)
        #expect(files.combined.diagnostics.isEmpty)
        let checked = substituteVariables(
            in: try #require(files.combined.output),
            with: ["v": VariableValue(text: "w")]
        )
        let root = try #require(checked.output).root
        #expect(root.value(forKey: "menus")?.count == 1_000)
        #expect(root.value(forKey: "tests")?.items.map(\.text) == (0..<1_000).map { "t\($0)" })
        #expect(root.value(forKey: "menus")?.value(forKey: "m999")?.value(forKey: "prompt")?.text == "w")
    }
}
