import CallTesting
import JSONTree
import Testing

@Suite("what call tests come through")
struct CoverageTests {
    /// The names of places that the tests do not take.
    private func missed(_ tests: String) async throws -> [String] {
        let report = try await report(on: try load(support + tests))
        try #require(!report.hasFailures, "\(report.text())")
        return report.json["coverage"]?["missed"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    }

    private static let everything = [
        "the fallback for a dead host", "number 'line'", "schedule 'office' open", "schedule 'office' closed",
        "number 'known'", "callers from +44", "withheld callers", "other callers", "number 'lots'",
        "share of weight 2", "share of weight 1", "'otherwise' of agent 'Jane'", "'otherwise' of agent 'Joe'",
        "'otherwise' of team 'all'", "menu 'main'", "option 1 of menu 'main'", "option 2 of menu 'main'",
        "'otherwise' of menu 'main'", "a number that is allowed", "a number that is refused", "extension 7",
        "'otherwise' of outbound calls",
    ]

    @Test("is nothing where there are no tests")
    func nothing() async throws {
        #expect(try await missed("") == Self.everything)
    }

    @Test(
        "is what the call decides on its way, to the last step",
        arguments: [
            (
                "call: {to: line}, expect: [{hears: Welcome}]",
                ["number 'line'", "schedule 'office' open", "menu 'main'"]
            ),
            (
                "call: {to: line}, expect: [{press: 1}]", ["number 'line'", "schedule 'office' open", "menu 'main'"]
            ),
            (
                "call: {to: line}, expect: [{press: 1}, {rings: {agent: Jane}}, no_answer, records]",
                [
                    "number 'line'", "schedule 'office' open", "menu 'main'", "option 1 of menu 'main'",
                    "'otherwise' of agent 'Jane'",
                ]
            ),
            (
                "call: {to: line}, expect: [{says: team}, {rings: {agent: Jane}}, {rings: {agent: Joe}}, {rings: {agent: Ann}}, records]",
                [
                    "number 'line'", "schedule 'office' open", "menu 'main'", "option 2 of menu 'main'",
                    "'otherwise' of team 'all'",
                ]
            ),
            (
                "call: {to: line}, expect: [{waits: 1m}, {hears: Good day}]",
                ["number 'line'", "schedule 'office' open", "menu 'main'", "'otherwise' of menu 'main'"]
            ),
            (
                "call: {to: line, at: 2026-11-28 10:00}, expect: [records]",
                ["number 'line'", "schedule 'office' closed"]
            ),
            ("call: {to: known, from: withheld}, expect: [ends]", ["number 'known'", "withheld callers"]),
            ("call: {to: lots, lot: 5}, expect: [{rings: {agent: Joe}}]", ["number 'lots'", "share of weight 1"]),
            ("call: {as: Jane, to: 7}, expect: [{joins: room}]", ["extension 7"]),
            (
                "call: {as: Jane, to: 020 7946 0018}, expect: [{rings: {phone: +44 20 7946 0018}}, busy, ends]",
                ["a number that is allowed", "'otherwise' of outbound calls"]
            ),
            ("call: {as: Jane, to: 123}, expect: [ends]", ["a number that is refused"]),
            ("call: {to: line}, expect: [host_down, {hears: a problem}]", ["the fallback for a dead host"]),
            // The host that is dead cannot say what follows.
            (
                "call: {to: known}, expect: [{rings: {agent: Jane}}, host_down, no_answer, {hears: a problem}]",
                ["number 'known'", "callers from +44", "the fallback for a dead host"]
            ),
        ]
    )
    func taken(test: String, places: [String]) async throws {
        let missed = try await missed("tests: [{name: t, \(test)}]\n")
        #expect(Self.everything.filter { !missed.contains($0) } == Self.everything.filter { places.contains($0) })
        #expect(places.allSatisfy(Self.everything.contains))
    }
}
