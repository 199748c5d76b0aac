import Foundation
import JSONTree
import Testing

/// `ccplan test`, as a user runs it.
@Suite("ccplan test")
struct CallTestingTests {
    private let acme = repository.appending(path: "examples/acme").path
    private let quickstart = repository.appending(path: "examples/quickstart").path

    private func test(_ arguments: String...) async throws -> ProgramResult {
        try await finish("ccplan", ["test"] + arguments)
    }

    @Test("passes on the examples, and notices nearly all changes of acme")
    func examples() async throws {
        let quickstart = try await test(quickstart)
        #expect(quickstart.status == 0, "\(quickstart.output)")
        let acme = try await test(acme, "--mutate", "--format", "json")
        try #require(acme.status == 0, "\(acme.errors)")
        let report = try JSONValue(parsing: Array(acme.output.utf8))
        #expect(report["mutations"]?["score"]?.intValue ?? 0 > 90)
        #expect(report["coverage"]?["missed"]?.arrayValue?.isEmpty == true)
        #expect(report["summary"]?["total"]?.intValue ?? 0 > 100)
    }

    @Test("says where the first difference is, and ends with 1")
    func failure() async throws {
        let site = try await Site()
        try site.write(
            """
            version: 1
            app: {name: Acme}
            hosting: {url: https://voice.example}
            numbers: {n: {number: +44 20 7946 0001, inbound: {agent: Joe}}}
            agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}
            tests:
              - {name: calls reach Jane, call: {to: n}, expect: [{rings: {agent: Jane}}]}
              - {name: calls reach Joe, call: {to: n}, expect: [{rings: {agent: Joe}}]}
            """
        )
        let all = try await test(site.project.path)
        #expect(all.status == 1)
        #expect(
            all.output.contains("FAIL: calls reach Jane\nerror[CC7006]: 'Joe' is rung, not 'Jane'"),
            "\(all.output)"
        )
        #expect(all.output.contains("2 tests: 1 passed, 1 failed"))
        #expect(all.errors == "")
        let one = try await test(site.project.path, "--filter", "REACH JOE")
        #expect(one.status == 0)
        #expect(one.output.contains("1 test: 1 passed"))
        let none = try await test(site.project.path, "--filter", "nobody")
        #expect(none.status == 1)
        #expect(none.errors.contains("no test has 'nobody' in its name"))
    }

    @Test("passes where there are no tests, and says so")
    func none() async throws {
        let result = try await test(acme, "--env", "development")
        #expect(result.status == 0)
        #expect(result.errors.contains("note: the project has no tests"))
        #expect(result.output.contains("0 tests"))
    }

    @Test("has statuses of their own for broken projects and wrong command lines")
    func statuses() async throws {
        let site = try await Site()
        try site.write("version: 1\napp: {name: Acme}\n")
        let broken = try await test(site.project.path)
        #expect(broken.status == 1)
        #expect(broken.output == "")
        #expect(try await test(acme, "--format", "tap").status == 64)
        #expect(try await test(acme, "--env", "nowhere").status == 1)
    }

    @Test("plays the tests of the environment, with its variables")
    func environments() async throws {
        let staging = try await test(acme, "--env", "staging")
        #expect(staging.status == 0)
        #expect(staging.output.contains("1 test: 1 passed"))
        let renamed = try await test(acme, "--env", "staging", "--var", "brand=Umbrella")
        #expect(renamed.status == 1)
        #expect(renamed.output.contains("'Welcome to Acme' is not heard"), "\(renamed.output)")
    }

    @Test("prints JSON by its schema")
    func schema() async throws {
        let project = repository.appending(path: "Tests/CallTestingTests/Projects/failing").path
        let failing = try await test(project, "--mutate", "--format", "json")
        #expect(failing.status == 1)
        let reports = try [failing, await test(acme, "--env", "development", "--format", "json")]
            .map { try JSONValue(parsing: Array($0.output.utf8)) }
        #expect(try await verdicts(on: reports, schema: "docs/tests.schema.json") == ["valid", "valid"])
        let text = reports[0].serialized()
        let broken = try [
            ("\"version\":1", "\"version\":2"), ("\"verdict\":\"failed\"", "\"verdict\":\"broken\""),
            ("\"summary\":", "\"surprise\":"), ("\"line\":", "\"row\":"), ("\"transcript\":", "\"played\":"),
            ("\"score\":", "\"score\":1"), ("\"kind\":\"option\"", "\"kind\":\"choice\""), ("\"noticed_by\":null,", ""),
            ("\"noticed_by\":", "\"by\":"), ("\"code\":\"CC7", "\"code\":\"CC3"),
        ].filter { text.contains($0.0) }.map { try JSONValue(parsing: Array(text.replacing($0.0, with: $0.1).utf8)) }
        #expect(broken.count >= 9)
        for verdict in try await verdicts(on: broken, schema: "docs/tests.schema.json") { #expect(verdict != "valid") }
    }
}
