import ConfigSyntax
import Diagnostics
import Testing

@Suite("Variables")
struct VariableTests {
    private let variables = [
        "brand": VariableValue(text: "Acme & Sons"), "null": VariableValue(text: "~"), "empty": VariableValue(text: ""),
        "nested": VariableValue(text: "${brand}"), "yaml": VariableValue(text: "{a: b}"),
    ]

    private func substituted(_ source: String) throws -> Checked<SyntaxTree> {
        substituteVariables(in: try #require(parse(source).output), with: variables)
    }

    @Test(
        "are replaced literally in values, in any style",
        arguments: [
            ("a: Hi ${brand}!", "{a: <Hi Acme & Sons!>}"),
            ("- \"${brand}${brand}\"", "[doubleQuoted <Acme & SonsAcme & Sons>]"),
            ("${brand}: x", "{${brand}: <x>}"), ("a: ${nested} ${yaml}", "{a: <${brand} {a: b}>}"),
            ("a: ${null}", "{a: <~>}"),
            ("a: ${empty}", "{a: <>}"), ("a: $${brand} $$ $x $", "{a: <${brand} $$ $x $>}"),
            ("a: $$${brand}", "{a: <$${brand}>}"),
            ("a: one\n  ${brand}\n  x", "{a: <one Acme & Sons x>}"),
            ("a: |\n  ${brand}\n", "{a: literal <Acme & Sons\n>}"),
            ("a: \"\\x24{brand}\"", "{a: doubleQuoted <Acme & Sons>}"),
            ("a: &x ${brand}\nb: *x", "{a: <Acme & Sons>, b: <Acme & Sons>}"),
            ("a: \" <speak>${brand}</speak>\"", "{a: doubleQuoted < <speak>Acme &amp; Sons</speak>>}"),
            (
                "vars: {v: \"${brand}\"}\na: {vars: \"${empty}\"}",
                "{vars: {v: doubleQuoted <${brand}>}, a: {vars: doubleQuoted <>}}"
            ),
            (
                "- &b {k: \"${brand}\"}\n- {<<: *b}",
                "[{k: doubleQuoted <Acme & Sons>}, {k: doubleQuoted <Acme & Sons>}]"
            ),
            ("a: ä ${brand} b # $c\nd: e", "{a: <ä Acme & Sons b>, d: <e>}"),
        ]
    )
    func replaced(_ source: String, _ wanted: String) throws {
        let checked = try substituted(source)
        #expect(checked.diagnostics.isEmpty)
        #expect(try sketch(#require(checked.output).root) == wanted)
    }

    @Test("leave spans as they were")
    func spans() throws {
        let text = "a: Hi ${brand}!"
        let node = try #require(try substituted(text).output).root
        #expect(node.value(forKey: "a").map { written($0.span, in: text) } == "Hi ${brand}!")
        #expect(node.value(forKey: "a")?.isNull == false)
    }

    @Test("escape all five signs of XML within speech")
    func escaping() throws {
        let tree = try #require(parse("<speak>${x}").output)
        let checked = substituteVariables(in: tree, with: ["x": VariableValue(text: "&<>\"'")])
        #expect(checked.output?.root.text == "<speak>&amp;&lt;&gt;&quot;&apos;")
    }

    @Test(
        "that are not defined are errors at their own bytes, and stay",
        arguments: [
            "a: Hi «${barnd}»", "a: \"ö $ «${barnd}»\"", "a: |\n  $${x}\n  «${barnd}»\n",
            "- 'x' \n- it's\n   «${barnd}»",
            "- «\"\\x24 ${barnd}\"»",
        ]
    )
    func unknown(_ source: String) throws {
        let marked = Marked(source)
        let tree = try #require(parse(marked.bytes).output)
        let checked = substituteVariables(in: tree, with: variables)
        expect(
            checked.diagnostics,
            [.error("CC0030", "the variable 'barnd' is not defined", fix: "${brand}")],
            in: marked
        )
        #expect(try sketch(#require(checked.output).root).contains("${barnd}"))
    }

    @Test("that are badly written are errors")
    func malformed() throws {
        let marked = Marked("a: x «${»brand\nb: «${}»\nc: «${no name}» ${brand}")
        let checked = substituteVariables(in: try #require(parse(marked.bytes).output), with: variables)
        expect(
            checked.diagnostics,
            [
                .error("CC0031", mark: 0, "'${' wants a '}' behind the name of the variable"),
                .error("CC0032", mark: 1, "'' cannot name a variable"),
                .error("CC0032", mark: 2, "'no name' cannot name a variable"),
            ],
            in: marked
        )
        #expect(try sketch(#require(checked.output).root).hasSuffix("c: <${no name} Acme & Sons>}"))
    }

    @Test("that would fill the memory are stopped")
    func tooLong() throws {
        let text = (0..<200).map { _ in "- \"${x}\"\n" }.joined()
        let long = VariableValue(text: String(repeating: "x", count: 1 << 20))
        let checked = substituteVariables(in: try #require(parse(text).output), with: ["x": long])
        #expect(checked.diagnostics.map(\.code.text) == ["CC0034"])
    }

    @Test("are declared under 'vars'")
    func declared() throws {
        let text = "vars: {a: x, _B1: \"ä\"}"
        let checked = declaredVariables(in: try #require(parse(text).output))
        #expect(checked.diagnostics.isEmpty)
        #expect(checked.output?.mapValues(\.text) == ["a": "x", "_B1": "ä"])
        #expect(checked.output?["a"]?.span.map { written($0, in: text) } == "x")
        #expect(declaredVariables(in: try #require(parse("a: b").output)).output == [:])
        #expect(declaredVariables(in: try #require(parse("vars:").output)).diagnostics.isEmpty)
        #expect(declaredVariables(in: try #require(parse("[vars]").output)).output == [:])
    }

    @Test("that are badly declared are errors, and the others stay")
    func badlyDeclared() throws {
        let marked = Marked("vars:\n  «1a»: x\n  \"«b c»\": x\n  d: «[x]»\n  «e»:\n  f: ok")
        let checked = declaredVariables(in: try #require(parse(marked.bytes).output))
        expect(
            checked.diagnostics,
            [
                .error("CC0032", mark: 0, "'1a' cannot name a variable"),
                .error("CC0032", mark: 1, "'b c' cannot name a variable"),
                .error("CC0033", mark: 2, "the value of variable 'd' is a text"),
                .error("CC0033", mark: 3, "the value of variable 'e' is a text"),
            ],
            in: marked
        )
        #expect(checked.output?.keys.sorted() == ["f"])
        let list = Marked("vars: «[a]»")
        expect(
            declaredVariables(in: try #require(parse(list.bytes).output)).diagnostics,
            [.error("CC0033", "'vars' is a mapping of names to texts")],
            in: list
        )
    }
}
