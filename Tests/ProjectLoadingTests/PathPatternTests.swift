import Testing

@testable import ProjectLoading

@Suite("Patterns of paths")
struct PathPatternTests {
    @Test(
        "match whole paths",
        arguments: [
            ("a.yaml", ["a.yaml"], ["b.yaml", "a.yaml2", "x/a.yaml", "A.yaml"]),
            ("*.yaml", ["a.yaml", "größe.yaml"], [".yaml", ".a.yaml", "a.yml", "x/a.yaml"]),
            ("*", ["a", "a.b"], [".a", "a/b"]),
            (".*", [".a"], ["a"]),
            ("menus/*.yaml", ["menus/a.yaml"], ["menus/x/a.yaml", "a.yaml", "menus/.a.yaml"]),
            ("./menus//*.yaml", ["menus/a.yaml"], ["a.yaml"]),
            ("?.yaml", ["a.yaml", "é.yaml", "日.yaml"], ["ab.yaml", ".yaml"]),
            ("a?c*e", ["abce", "abcde", "abcece"], ["ace", "abcd"]),
            ("**/*.yaml", ["a.yaml", "x/a.yaml", "x/y/z/a.yaml"], [".x/a.yaml", "x/.y/a.yaml", "x/.a.yaml", "a.yml"]),
            ("x/**/a.yaml", ["x/a.yaml", "x/y/a.yaml", "x/y/z/a.yaml"], ["a.yaml", "y/x/a.yaml"]),
            ("x/**", ["x/a", "x/y/a"], ["a", "x/.a"]),
            ("**/**/**/*", ["a", "x/a", "x/y/z/a/b"], [".a"]),
            ("a**b.yaml", ["ab.yaml", "axb.yaml"], ["a/b.yaml"]),
            ("*/x/**/y/*.yaml", ["a/x/y/b.yaml", "a/x/p/q/y/b.yaml"], ["x/y/b.yaml", "a/x/b.yaml"]),
        ]
    )
    func match(text: String, matching: [String], others: [String]) {
        let pattern = PathPattern(text)
        #expect(matching.filter { !pattern.matches($0) } == [])
        #expect(others.filter(pattern.matches) == [])
    }

    @Test("are told from plain paths")
    func plain() {
        #expect(["*", "a?", "**/a", "x/*"].allSatisfy { PathPattern($0).hasWildcards })
        #expect(!["a", "x/a.yaml", "[a]", "{a,b}", ""].contains { PathPattern($0).hasWildcards })
    }

    @Test("made to take long do not", arguments: ["a", "*a", "**/a"])
    func bombs(part: String) {
        let pattern = PathPattern(Array(repeating: part, count: 200).joined(separator: "/") + "/b")
        let stars = PathPattern(String(repeating: "*a", count: 2_000) + "b")
        #expect(!pattern.matches(Array(repeating: "a", count: 400).joined(separator: "/")))
        #expect(!stars.matches(String(repeating: "a", count: 4_000)))
    }
}
