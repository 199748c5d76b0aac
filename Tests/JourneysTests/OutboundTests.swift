import CallBundle
import JSONTree
import JourneySampling
import Testing

@testable import Journeys

/// Two agents who may dial out, with an extension for a team whose order changes from call to call.
private let dialling = """
    version: 1
    app: {name: Acme}
    hosting: {url: https://voice.example.com}
    voice: {language: en-GB, caller_id: main}
    numbers: {main: {number: +44 20 7946 0000, inbound: hangup}}
    agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}, Ann: {otherwise: hangup}, Bob: {otherwise: hangup}}
    teams: {support: {agents: [Jane, Joe, Ann], order: spread, otherwise: hangup}}
    outbound:
      say: One moment.
      caller_id: main
      national: {trunk: 0, code: 44}
      allow: ["+44", "+33"]
      deny: ["+449", "+33899"]
      refuse: {say: You cannot call that number.}
      extensions: {100: {team: support}, 200: {agent: Bob}}

    """

private func compared(_ changes: [(String, String)], _ text: String = dialling) throws -> JourneyReport {
    var new = text
    for (old, with) in changes {
        try #require(new.contains(old), "\(old)")
        new = new.replacing(old, with: with)
    }
    let before = try compile(text)
    let after = try compile(new)
    let comparison = compareJourneys(before, after, now: 1_799_020_800)
    return JourneyReport(comparison, numberNames: ["442079460000": "main"], before: "main", after: "HEAD")
}

@Suite("What app users can dial, as it is told")
struct OutboundTests {
    @Test("prefixes that became callable or refused are one difference, as few prefixes as tell it")
    func prefixes() throws {
        let changes = [
            (#"allow: ["+44", "+33"]"#, #"allow: ["+44", "+39", "+4912"]"#),
            (#"deny: ["+449", "+33899"]"#, #"deny: ["+448", "+39899"]"#),
        ]
        #expect(
            try compared(changes).text == """
                1 difference for callers, from main to HEAD:

                1. calls out, for all 4 app users: +33… (but not +33899…) and +448… became refused; +39… (but not +39899…), \
                +449… and +4912… became callable
                     refused (was callable), such as +33155501000: “You cannot call that number.”
                     callable (was refused), such as +39155501000: “One moment.” → rings the number dialled

                """
        )
    }

    @Test("a prefix with all that is longer is told by itself")
    func merging() throws {
        let report = try compared([
            (#"allow: ["+44", "+33"]"#, #"allow: ["+44"]"#), (#"deny: ["+449", "+33899"]"#, #"deny: ["+449"]"#),
        ])
        #expect(report.text.contains("calls out, for all 4 app users: +33… (but not +33899…) became refused\n"))
        let opened = try compared([(#"deny: ["+449", "+33899"]"#, #"deny: ["+33899"]"#)])
        #expect(opened.text.contains(": +449… became callable\n"), "\(opened.text)")
    }

    @Test("an extension is told once, however its team is rung")
    func extensions() throws {
        #expect(
            try compared([("extensions: {100: {team: support}, 200", "extensions: {110: {team: support}, 200")]).text
                == """
                1 difference for callers, from main to HEAD:

                1. calls out, for all 4 app users: extension 100 is gone; extension 110 is new
                     extension 100 is gone: rings Jane before
                     extension 110 is new: rings Jane

                """
        )
        let moved = try compared([("200: {agent: Bob}", "200: {agent: Ann}")])
        #expect(moved.text.contains("\n1. an app user dials 200\n     was: rings Bob\n     now: rings Ann\n"))
    }

    @Test("numbers as they are dialled at home are told where they lead elsewhere")
    func national() throws {
        let other = try compared([("national: {trunk: 0, code: 44}", "national: {trunk: 0, code: 33}")]).text
        #expect(other.hasPrefix("1 difference"), "\(other)")
        #expect(other.contains(" and the like call another number\n"), "\(other)")
        #expect(other.contains(/\n     dialled 0[0-9]+: calls \+33[0-9]+, and called \+44[0-9]+\n/), "\(other)")
        let none = try compared([("  national: {trunk: 0, code: 44}\n", "")]).text
        #expect(
            none.contains("1. calls out, for all 4 app users: +44… (but not +449…) as at home became refused\n"),
            "\(none)"
        )
        let longer = try compared([("national: {trunk: 0, code: 44}", "national: {digits: 10, code: 44}")]).text
        #expect(longer.contains("as at home"), "\(longer)")
    }

    @Test("what is said to all who dial what is refused, or called, is told once and so")
    func texts() throws {
        let refused = try compared([("You cannot call", "You must not call")]).text
        #expect(refused.hasPrefix("1 difference"))
        #expect(refused.contains("\n1. an app user dials what is refused, such as +"), "\(refused)")
        #expect(refused.hasSuffix("\n     said: You [-cannot-] {+must not+} call that number.\n"), "\(refused)")
        let called = try compared([("say: One moment.", "say: One moment please.")]).text
        #expect(called.contains("\n1. an app user dials a number that may be called, such as +33"), "\(called)")
        #expect(called.hasPrefix("1 difference"))
    }

    @Test("where nobody could dial out before, all that can be called is told")
    func new() throws {
        let text = String(dialling[..<(try #require(dialling.firstRange(of: "outbound:"))).lowerBound])
        let before = try compile(text)
        let after = try compile(dialling)
        let comparison = compareJourneys(before, after, now: 1_799_020_800)
        let report = JourneyReport(comparison, numberNames: [:], before: "main", after: "HEAD").text
        #expect(
            report.contains(
                "calls out, for all 4 app users: +33… (but not +33899…) and +44… (but not +449…) became callable; extensions "
                    + "100 and 200 are new\n"
            ),
            "\(report)"
        )
    }

    @Test("programs get the prefixes and extensions as lists")
    func json() throws {
        let changes = [(#"allow: ["+44", "+33"]"#, #"allow: ["+44"]"#), ("100: {team: support}, ", "")]
        let difference = try #require(try compared(changes).json["differences"]?.arrayValue?.first)
        #expect(difference["kind"] == "outbound")
        let outbound = try #require(difference["outbound"])
        #expect(outbound["users"] == ["Ann", "Bob", "Jane", "Joe"])
        #expect(
            outbound["became_refused"] == [
                ["prefix": "+33", "except": ["+33899"], "as_at_home": false, "example": "+33155501000"]
            ]
        )
        #expect(outbound["became_callable"] == [])
        #expect(outbound["extensions_removed"] == [["extension": "100", "first": "rings Jane"]])
    }

    /// Dials at random what the lists may tell apart, and looks whether the report says so.
    @Test("what is told agrees with dialling, number by number", arguments: 1...20)
    func agreement(seed: Int) throws {
        var state = UInt64(seed)
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        func prefixes() -> [String] {
            let all = ["+3", "+33", "+331", "+3312", "+332", "+44", "+441", "+4", "+1", "+1212"]
            return all.filter { _ in next(3) == 0 } + ["+99"]
        }
        func list(_ prefixes: [String]) -> String { "[\(prefixes.map { "\"\($0)\"" }.joined(separator: ", "))]" }
        let lists = (0..<4).map { _ in list(prefixes()) }
        func text(_ allow: String, _ deny: String) throws -> String {
            dialling.replacing(#"["+44", "+33"]"#, with: allow).replacing(#"["+449", "+33899"]"#, with: deny)
        }
        let before = try compile(try text(lists[0], lists[1]))
        let after = try compile(try text(lists[2], lists[3]))
        let change = compareJourneys(before, after, now: 1_799_020_800).differences.lazy.compactMap(\.outbound).first
        let decisions = try [before, after].map { release in
            let file = try #require(release.files.first { $0.path.hasSuffix("/e/answer.json") })
            return try Decision(file: try JSONValue(parsing: file.bytes)).following(WebhookRequest(fromUser: "user"))
        }
        func isIn(_ number: String, _ all: [OutboundChange.Numbers]) -> Bool {
            // The longest prefix or exception that fits decides.
            let ends = all.filter { !$0.isNational }.flatMap { numbers in
                [(numbers.prefix, true)] + numbers.exceptions.map { ($0, false) }
            }
            return ends.filter { number.hasPrefix($0.0) }.max { $0.0.count < $1.0.count }?.1 ?? false
        }
        for head in [
            "3", "33", "331", "3312", "33129", "332", "339", "35", "44", "441", "449", "46", "1", "1212", "13", "7",
        ] {
            let number = String((head + "5678901234").prefix(11))
            let ends = decisions.map { $0.end(dialling: "+\(number)") }
            #expect(
                isIn(number, change?.callable ?? []) == (ends == [.refused, .called(number)]),
                "\(number) \(lists)"
            )
            #expect(isIn(number, change?.refused ?? []) == (ends == [.called(number), .refused]), "\(number) \(lists)")
        }
    }
}
