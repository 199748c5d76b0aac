import CallTesting
import Foundation
import JSONTree
import ProjectLoading
import Testing

@Suite("changes that call tests notice")
struct MutationTests {
    private func changes(_ tests: String) async throws -> (noticed: [String], missed: [String]) {
        let report = try await report(on: try load(support + tests), mutating: .yes)
        try #require(!report.hasFailures, "\(report.text())")
        let all = report.json["mutations"]?["changes"]?.arrayValue ?? []
        func names(_ isNoticed: Bool) -> [String] {
            all.filter { $0["noticed_by"]?.isNull == !isNoticed }.compactMap { $0["change"]?.stringValue }
        }
        return (names(true), names(false))
    }

    @Test("are those on the way of a call, and no other")
    func ofOneCall() async throws {
        let found = try await changes(
            "tests: [{name: t, call: {to: line}, expect: [{press: 1}, {rings: {agent: Jane}}, no_answer, records]}]\n"
        )
        #expect(
            found.noticed == [
                "number 'line' hangs up", "schedule 'office' leads to the same when open as else",
                "agent 'Jane' has no 'otherwise'", "option 1 of menu 'main' is removed",
                "option 1 of menu 'main' leads where 2 does",
            ]
        )
        #expect(found.missed.contains("option 2 of menu 'main' is removed"))
        #expect(found.missed.contains("schedule 'office' leads to the same when closed as else"))
        #expect(found.missed.contains("numbers in +449 are not denied"))
    }

    @Test("of who is rung when are noticed by a call to the end of the team")
    func ofTeam() async throws {
        let found = try await changes(
            """
            tests:
              - name: t
                call: {to: line}
                expect: [{says: team}, {rings: {agent: Jane}}, {rings: {agent: Joe}}, {rings: {agent: Ann}}, records]
            """
        )
        for change in [
            "team 'all' is without 'Jane'", "team 'all' is without 'Joe'", "team 'all' is without 'Ann'",
            "team 'all' has 'Joe' before 'Jane'", "team 'all' has 'Ann' before 'Joe'", "team 'all' has no 'otherwise'",
            "option 2 of menu 'main' is not chosen by 'team'",
        ] {
            #expect(found.noticed.contains(change), "\(change): \(found.missed)")
        }
    }

    @Test("that give the same bundle are none")
    func equivalent() async throws {
        let text = """
            version: 1
            app: {name: Same}
            hosting: {url: "https://voice.example"}
            numbers: {n: {number: +44 20 7946 0001, inbound: {menu: m}}}
            menus:
              m:
                prompt: Press 1 or 2.
                options: {1: {say: Good day., hangup: yes}, 2: {say: Good day., hangup: yes}}
                otherwise: {say: Good bye., hangup: yes}
            """
        let report = try await report(on: try load(text), mutating: .yes)
        let changes = report.json["mutations"]?["changes"]?.arrayValue?.compactMap { $0["change"]?.stringValue }
        #expect(
            changes == [
                "number 'n' hangs up", "menu 'm' asks 2 times, not 3", "something else is said",
                "option 1 of menu 'm' is removed", "something else is said", "option 2 of menu 'm' is removed",
                "something else is said", "menu 'm' has no 'otherwise'", "something else is said",
            ]
        )
    }

    /// The lines of the support project at which something else can be said, and whether a test of these steps notices.
    private func wordings(_ steps: String, to number: String = "to: line") async throws -> [String: Bool] {
        let tests = "tests: [{name: t, call: {\(number)}, expect: \(steps)}]\n"
        let loaded = try load(support + tests)
        let report = try await report(on: loaded, mutating: .yes)
        try #require(!report.hasFailures, "\(report.text())")
        let lines = support.split(separator: "\n", omittingEmptySubsequences: false)
        var found: [String: Bool] = [:]
        for change in report.json["mutations"]?["changes"]?.arrayValue ?? []
        where change["change"] == "something else is said" {
            let line = try #require(change["place"]?["line"]?.intValue)
            let words = lines[line - 1].trimmingCharacters(in: .whitespaces)
            let isNoticed = change["noticed_by"]?.isNull == false
            found[words] = found[words] == true || isNoticed
        }
        return found
    }

    @Test("of what is said are noticed by who hears it")
    func wording() async throws {
        let heard = try await wordings(
            "[{hears: Welcome}, {press: 9}, {hears: no such}, {waits: 20s}, {hears: Good day}]"
        )
        #expect(heard["say: \"Welcome to the line!\""] == true)
        #expect(heard["wrong_input: {say: There is no such choice.}"] == true)
        #expect(heard["otherwise: {say: Good day., hangup: yes}"] == true)
        #expect(heard["no_input: {say: I did not hear you.}"] == false)
        #expect(heard["voicemails: {box: {say: Leave a message.}}"] == false)
        #expect(heard["refuse: {say: You cannot call that.}"] == false)
        let refused = try await wordings("[{hears: You cannot call that.}]", to: "as: Jane, to: 090 1234567")
        #expect(refused["refuse: {say: You cannot call that.}"] == true)
        #expect(refused["say: Connecting."] == false)
    }

    @Test("of how often a menu asks are noticed by who says nothing so often")
    func attempts() async throws {
        let change = "menu 'main' asks once, not 2"
        let silent = try await changes(
            "tests: [{name: t, call: {to: line}, expect: [{hears: For Jane}, {waits: 6s}, {hears: For Jane}]}]\n"
        )
        #expect(silent.noticed.contains(change))
        let pressing = try await changes(
            "tests: [{name: t, call: {to: line}, expect: [{press: 1}, {rings: {agent: Jane}}]}]\n"
        )
        #expect(pressing.missed.contains(change))
    }
}

@Suite("changes of any project")
struct AnyProjectTests {
    private static let projects: [String] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let constructs = tests.appending(path: "Fixtures/constructs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: constructs.path)) ?? []
        return names.sorted().map { constructs.appending(path: $0).path }
            + [tests.appending(path: "Fixtures/garden").path, tests.appending(path: "ReviewTests/Projects/rich").path]
    }()

    @Test("can be tried, and no test of none notices them", arguments: projects)
    func tried(project: String) async throws {
        let loaded = try loadProject(at: project)
        guard let model = loaded.project, let graph = loaded.graph, let release = loaded.release else { return }
        let bench = TestBench(model, graph: graph, release: release)
        let report = await bench.mutations(noticedBy: [])
        #expect(report.score == 0)
    }

    @Test("are many")
    func many() {
        #expect(Self.projects.count > 20)
    }
}
