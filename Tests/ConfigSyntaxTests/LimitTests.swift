import ConfigSyntax
import Diagnostics
import Testing

@Suite("Limits")
struct LimitTests {
    private func limits(_ change: (inout SyntaxLimits) -> Void) -> SyntaxLimits {
        var limits = SyntaxLimits.standard
        change(&limits)
        return limits
    }

    @Test("depth: the level too deep is named, 64 are allowed", arguments: [("[", "]"), ("{a: ", "}"), ("- ", "")])
    func depth(_ open: String, _ close: String) throws {
        let message = "values nest at most 64 levels deep"
        let allowed = String(repeating: open, count: 64) + "x" + String(repeating: close, count: 64)
        #expect(parse(allowed).diagnostics.isEmpty)
        for count in [65, 200, 100_000] {
            let deep = String(repeating: open, count: count) + "x" + String(repeating: close, count: count)
            let checked = parse(deep)
            #expect(checked.diagnostics.map(\.message) == [message])
            #expect(checked.diagnostics.first?.span.map { Int($0.start) } == open.utf8.count * 64)
            #expect(checked.output == nil)
        }
    }

    @Test("depth: levels that aliases bring in count")
    func depthThroughAliases() {
        let lines = (1...70).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
        let checked = parse("- &a0 x\n" + lines)
        #expect(checked.diagnostics.map(\.message) == ["values nest at most 64 levels deep"])
        #expect(checked.output == nil)
        let merging = (1...70).map { "- &a\($0) {k: {<<: *a\($0 - 1)}}\n" }.joined()
        #expect(parse("- &a0 {k: x}\n" + merging).diagnostics.map(\.message) == ["values nest at most 64 levels deep"])
    }

    @Test("bytes, values")
    func sizes() {
        let small = limits {
            $0.bytes = 10
        }
        #expect(parse("a: 3456789", limits: small).diagnostics.isEmpty)
        #expect(
            parse("a: 34567890", limits: small).diagnostics.map(\.message)
                == ["a file has at most 10 bytes, and this one has 11"]
        )
        let few = limits {
            $0.nodes = 4
        }
        #expect(parse("[a, b, c]", limits: few).diagnostics.isEmpty)
        expectDiagnostics("[a, b, c, «d», e]", [.error("CC0027", "a file has at most 4 values")], limits: few)
        #expect(parse("[a, b, c, d]", limits: few).output == nil)
        #expect(parse("[&a b, *a, *a, *a]", limits: few).diagnostics.count == 1)
    }

    @Test("values from aliases, each counted as all that it stands for")
    func aliases() {
        let few = limits {
            $0.aliasedNodes = 6
        }
        #expect(parse("[&a [1, 2], *a, *a]", limits: few).diagnostics.isEmpty)
        expectDiagnostics(
            "[&a [1, 2], *a, *a, «*a»]",
            [.error("CC0028", "with '*a' the aliases of this file stand for more than 6 values")],
            limits: few
        )
    }

    @Test("an alias bomb fails at once, however it grows", arguments: ["list", "merge"])
    func bomb(_ form: String) {
        var text = form == "list" ? "- &a0 [x, x]\n" : "- &a0 {x: y}\n"
        for level in 1...60 {
            let alias = "*a\(level - 1)"
            let tenfold = Array(repeating: alias, count: 10).joined(separator: ", ")
            text +=
                form == "list"
                ? "- &a\(level) [\(tenfold)]\n" : "- &a\(level) {<<: [\(tenfold)], k\(level): [\(alias)]}\n"
        }
        let checked = parse(text)
        #expect(checked.diagnostics.map(\.code.text) == ["CC0028"])
        #expect(checked.output == nil)
    }

    @Test("findings: a file that is wrong a million times is told a thousand times")
    func findings() {
        let text = "[" + String(repeating: "{a},", count: 20_000) + "]"
        #expect(parse(text).diagnostics.count == 1_000)
    }
}
