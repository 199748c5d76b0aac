import CallTesting
import ContactCenter
import Diagnostics
import ProjectLoading
import Testing

@Suite("tests with cases")
struct CaseTests {
    private func names(_ tests: String) throws -> [String] {
        let loaded = try load(support + tests)
        try #require(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
        return try #require(loaded.project).tests.map(\.name.value)
    }

    @Test("are played once for each row, named by it")
    func rows() async throws {
        let tests = """
            tests:
              - name: key <key> rings <who>
                cases: [{key: 1, who: Jane}, {key: "2", who: Jane}]
                call: {to: line, at: <date> 10:00}
                expect: [{press: <key>}, {rings: {agent: <who>}}]
            """
        // A name that is no column stays, and is found wrong once, not in each row.
        #expect(try load(support + tests).diagnostics.map(\.message).count == 1)
        let sound = tests.replacing("<date>", with: "2026-11-23")
        #expect(try names(sound) == ["key 1 rings Jane", "key 2 rings Jane"])
        let report = try await report(on: try load(support + sound))
        #expect(report.summary == "2 tests: 2 passed")
    }

    @Test("have the texts of their row behind a name that has none of them")
    func unnamed() throws {
        let tests = """
            tests:
              - {name: t, cases: [{a: 1, b: x}, {a: 2, b: y}], call: {to: line}, expect: [{press: <a>}]}
              - {name: u, call: {to: line}, expect: [ends]}
            """
        #expect(try names(tests) == ["t (1, x)", "t (2, y)", "u"])
    }

    @Test("put variables into rows, and rows into every value of the test, aliases too")
    func everywhere() throws {
        let tests = """
            vars: {key: "1"}
            tests:
              - name: t
                cases: &rows [{a: "${key}", from: +44 7700 900123, event: ends}]
                call: {to: line, from: <from>, lot: <a>}
                expect: [{press: <a>}, <event>]
                fails: <a> is <a>
              - {name: u, cases: *rows, call: {to: line}, expect: [<event>]}
            """
        let project = try #require(try load(support + tests).project)
        #expect(project.tests.map(\.name.value) == ["t (1, +44 7700 900123, ends)", "u (1, +44 7700 900123, ends)"])
        #expect(project.tests[0].call.lot?.value == 1)
        #expect(project.tests[0].expectedToFail?.value == "1 is 1")
        #expect(project.tests[0].steps.count == 2)
    }

    @Test(
        "that are no table are told of, at their place",
        arguments: [
            ("cases: 1", "'cases' is a list of at least one row"),
            ("cases: []", "'cases' is a list of at least one row"),
            ("cases: [1]", "a row of 'cases' has texts by name"), ("cases: [{}]", "a row of 'cases' has texts by name"),
            ("cases: [{a: [1]}]", "'a' of a row is one text"), ("cases: [{a: }]", "'a' of a row is one text"),
            ("cases: [{a: 1}, {b: 1}]", "this row lacks 'a', which the first one has"),
            ("cases: [{a: 1}, {a: 1, b: 2}]", "this row has 'b', which the first one lacks"),
        ]
    )
    func wrong(cases: String, message: String) throws {
        let text = support + "tests: [{name: t, \(cases), call: {to: line}, expect: [ends]}]\n"
        let messages = try load(text).diagnostics.map(\.message)
        #expect(messages == [message])
    }

    @Test("stand in files of the folder 'tests', too, which is read by itself")
    func folder() throws {
        func test(_ name: String) -> String { "- {name: \(name), call: {to: line}, expect: [ends]}" }
        let loaded = try load(
            support + "include: [more.yaml]\ntests: [\(test("one").dropFirst(2))]\n",
            files: [
                "tests/b.yaml": "tests:\n  \(test("three"))\n", "tests/a.yaml": "tests:\n  \(test("two"))\n",
                "tests/c.txt": "no YAML", "tests/deep/d.yaml": "tests: no list",
                "more.yaml": "tests:\n  \(test("more"))\n",
            ]
        )
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.project?.tests.map(\.name.value) == ["one", "more", "two", "three"])
    }

    @Test("are not read twice where an include names the folder, which then may hold anything")
    func includedFolder() throws {
        let loaded = try load(
            support + "include: [tests/*.yaml]\n",
            files: ["tests/a.yaml": "vars: {a: b}\ntests: [{name: t, call: {to: line}, expect: [ends]}]\n"]
        )
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.project?.tests.count == 1)
    }
}
