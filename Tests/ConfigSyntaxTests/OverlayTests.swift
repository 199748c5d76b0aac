import ConfigSyntax
import Diagnostics
import SeededRandom
import Testing

/// Everything merges but what stands at `to`, a place to go.
private func rule(_ key: String) -> MergeRule {
    key == "to" ? .replace : .entries { rule($0) }
}

private let environmentRule = MergeRule.entries { rule($0) }

/// A project with one environment, `e`.
private func overlaid(_ text: String) throws -> Checked<SyntaxTree> {
    let tree = try #require(parse(text).output)
    let declared = declaredEnvironments(in: tree)
    #expect(declared.diagnostics.isEmpty)
    let environment = try #require(declared.output?.named("e"))
    return overlay(environment, on: tree, by: environmentRule)
}

@Suite("Overlays of environments")
struct OverlayTests {
    @Test(
        "merge mappings, replace everything else, and remove by null",
        arguments: [
            ("a: {b: c}", "", "{a: {b: <c>}}"), ("a: {b: c}", "{}", "{a: {b: <c>}}"),
            ("a: {b: c, d: {f: g}}", "{a: {d: {h: i}}}", "{a: {b: <c>, d: {f: <g>, h: <i>}}}"),
            ("a: {b: c, d: f}", "{a: {b: x}}", "{a: {b: <x>, d: <f>}}"),
            ("a: [b, c]", "{a: [d]}", "{a: [<d>]}"), ("a: {b: [c]}", "{a: {b: {d: f}}}", "{a: {b: {d: <f>}}}"),
            ("a: {b: {c: d}}", "{a: {b: x}}", "{a: {b: <x>}}"),
            ("a: {b: c, d: f}", "{a: {b: null}}", "{a: {d: <f>}}"), ("a: {b: c}", "{a: ~}", "{}"),
            ("a: {b: c, d: f, g: h}", "{a: {d: , i: j}}", "{a: {b: <c>, g: <h>, i: <j>}}"),
            ("a: {b: c}", "{d: {f: g}}", "{a: {b: <c>}, d: {f: <g>}}"),
            ("a: {to: {menu: main, say: x}}", "{a: {to: {team: sales}}}", "{a: {to: {team: <sales>}}}"),
            ("a: {to: {menu: main}}", "{a: {to: null}}", "{a: {}}"),
            ("a: {b: c}", "{a: {b: 'null'}}", "{a: {b: singleQuoted <null>}}"),
            ("a: {b: c}", "{shared: yes}", "{a: {b: <c>}}"), ("a: {x: {b: c}}", "{a: {x: {}}}", "{a: {x: {b: <c>}}}"),
            ("p: &p {b: c}\na: *p", "{a: {d: f}}", "{p: {b: <c>}, a: {b: <c>, d: <f>}}"),
            ("p: &p {b: c}\na: {<<: *p, d: f}", "{a: {b: null}}", "{p: {b: <c>}, a: {d: <f>}}"),
        ]
    )
    func merged(_ base: String, _ change: String, _ wanted: String) throws {
        let checked = try overlaid("\(base)\nenvironments:\n  e: \(change)\n  other: {a: {zzz: y}}\n")
        #expect(checked.diagnostics.isEmpty)
        #expect(try sketch(#require(checked.output).root) == wanted)
    }

    @Test(
        "that remove what is not there are errors, with what was meant",
        arguments: [
            ("{a: {«bett»: null}}", "a.bett", "beta"), ("{«x»: null}", "x", nil),
            ("{n: {o: {«p»: null}}}", "n.o.p", nil),
            ("{n: {\"«o»\": }}", "n.o", nil), ("{a: {l: {«z»: ~}}}", "a.l.z", nil),
        ]
    )
    func nothingToRemove(_ change: String, _ path: String, _ fix: String?) throws {
        let marked = Marked("a: {beta: c, l: [d]}\nenvironments: {e: \(change)}")
        let checked = try overlaid(String(decoding: marked.bytes, as: UTF8.self))
        expect(
            checked.diagnostics,
            [.error("CC1014", "there is no '\(path)' that this environment could remove", fix: fix)],
            in: marked
        )
    }

    @Test(
        "cannot change how the project is read",
        arguments: ["version", "include", "environments", "default_environment"]
    )
    func reading(key: String) throws {
        let marked = Marked("a: b\nenvironments: {e: {«\(key)»: x}}")
        let checked = try overlaid(String(decoding: marked.bytes, as: UTF8.self))
        let message = "'\(key)' says how the project is read, and is the same in all environments"
        expect(checked.diagnostics, [.error("CC0053", message)], in: marked)
        #expect(try sketch(#require(checked.output).root) == "{a: <b>}")
    }

    @Test("leave values where they were written")
    func places() throws {
        let text = "a: {b: c, d: f}\nenvironments: {e: {a: {b: 'x', g: h}}}"
        let tree = try #require(try overlaid(text).output)
        let entries = try #require(tree.root.value(forKey: "a")).entries
        #expect(entries.map { written($0.value.span, in: text) } == ["'x'", "f", "h"])
        #expect(tree.spans(at: "a.b").map { written($0, in: text) } == ["b", "'x'"])
        #expect(tree.spans(at: "a").map { written($0, in: text) } == ["a", "{b: c, d: f}", "{b: 'x', g: h}"])
    }

    @Test("have variables of their own, and those of other environments are not looked at")
    func variables() throws {
        let text = """
            vars: {brand: Acme, city: Rome}
            say: ${brand} in ${city}
            environments:
              e: &e {vars: {brand: Trial}, more: "${brand}"}
              other: {more: "${nowhere}"}
            """
        let tree = try #require(try overlaid(text).output)
        let variables = try #require(declaredVariables(in: tree).output)
        let checked = substituteVariables(in: tree, with: variables)
        #expect(checked.diagnostics.isEmpty)
        #expect(
            try sketch(#require(checked.output).root)
                == "{vars: {brand: <Trial>, city: <Rome>}, say: <Trial in Rome>, more: doubleQuoted <Trial>}"
        )
    }

    @Test("may be aliases of parts of other environments, whose variables are replaced then")
    func alias() throws {
        let text = "environments: {other: &o {a: \"${x}\"}, e: {<<: *o, b: c}}"
        let tree = try #require(try overlaid(text).output)
        let checked = substituteVariables(in: tree, with: ["x": VariableValue(text: "y")])
        #expect(try sketch(#require(checked.output).root) == "{b: <c>, a: doubleQuoted <y>}")
    }

    @Test("of nothing change nothing, and one laid over itself neither", arguments: UInt64(0)..<40)
    func identity(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let mapping = randomMapping(depth: 4, &random)
        let plain = try sketch(#require(parse(mapping).output).root)
        for change in ["{}", mapping] {
            let checked = try overlaid("x: \(mapping)\nenvironments: {e: {x: \(change)}}")
            #expect(checked.diagnostics.isEmpty)
            #expect(try sketch(#require(checked.output).root) == "{x: \(plain)}")
        }
    }

    @Test("as deep as a file may be are laid over without harm")
    func deep() throws {
        let levels = SyntaxLimits.standard.depth - 3
        func nested(_ inner: String) -> String {
            String(repeating: "{a: ", count: levels) + inner + String(repeating: "}", count: levels)
        }
        let checked = try overlaid("x: \(nested("b"))\nenvironments: {e: {x: \(nested("c"))}}")
        #expect(try sketch(#require(checked.output).root) == "{x: \(nested("<c>"))}")
    }

    private func randomMapping(depth: Int, _ random: inout SeededGenerator) -> String {
        let keys = ["a", "b", "c", "d", "e"].shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))
        return "{" + keys.map { "\($0): \(randomValue(depth: depth - 1, &random))" }.joined(separator: ", ") + "}"
    }

    private func randomValue(depth: Int, _ random: inout SeededGenerator) -> String {
        switch depth > 0 ? Int.random(in: 0..<4, using: &random) : 3 {
        case 0, 1: return randomMapping(depth: depth, &random)
        case 2: return "[\(randomValue(depth: depth - 1, &random))]"
        default: return random.pick(["x", "'y'", "\"z\""])
        }
    }
}

@Suite("Environments as declared")
struct DeclaredEnvironmentTests {
    private func declared(_ marked: Marked) throws -> Checked<DeclaredEnvironments> {
        declaredEnvironments(in: try #require(parse(marked.bytes).output))
    }

    @Test("have names in source order, a default, and may share")
    func names() throws {
        let text = "default_environment: b\nenvironments: {b: {shared: yes}, a: , c: {shared: no}}"
        let checked = try declared(Marked(text))
        #expect(checked.diagnostics.isEmpty)
        #expect(checked.output?.all.map(\.name.value) == ["b", "a", "c"])
        #expect(checked.output?.all.map(\.isShared) == [true, false, false])
        #expect(checked.output?.byDefault?.name.value == "b")
    }

    @Test("may be none", arguments: ["a: b", "environments:", "environments: {}", "[a]", ""])
    func none(text: String) throws {
        let checked = try declared(Marked(text))
        #expect(checked.diagnostics.isEmpty)
        #expect(checked.output?.all.isEmpty == true)
    }

    @Test(
        "that are badly written are errors",
        arguments: [
            ("environments: «[a]»", "CC0050", "'environments' is a mapping of environments by name", nil),
            (
                "environments: {a: «x», b: {}}", "CC0050",
                "the environment 'a' is a mapping of what is different in it", nil
            ),
            ("environments: {a: {shared: «maybe»}}", "CC0052", "'shared' is yes or no", nil),
            ("environments: {a: {shared: «[yes]»}}", "CC0052", "'shared' is yes or no", nil),
            (
                "default_environment: «[a]»\nenvironments: {a: {}}", "CC0051",
                "'default_environment' is the name of an environment", nil
            ),
            (
                "default_environment: «stagin»\nenvironments: {staging: {}}", "CC1012",
                "the environment 'stagin' is not defined", "staging"
            ),
            ("default_environment: \"«a»\"", "CC1012", "the environment 'a' is not defined", nil),
        ] as [(String, String, String, String?)]
    )
    func wrong(_ text: String, _ code: String, _ message: String, _ fix: String?) throws {
        let marked = Marked(text)
        expect(try declared(marked).diagnostics, [.error(code, message, fix: fix)], in: marked)
    }

    @Test(
        "a wrong 'include' is an error at its place",
        arguments: ["include: «x»", "include: [«{a: b}»]", "include: [«»]"]
    )
    func include(text: String) throws {
        let marked = Marked(text == "include: [«»]" ? "include:\n-«» " : text)
        let tree = try #require(parse(marked.bytes).output)
        let checked = try #require(declaredIncludes(in: tree))
        expect(checked.diagnostics, [.error("CC0040", "'include' is a list of paths and patterns")], in: marked)
    }
}
