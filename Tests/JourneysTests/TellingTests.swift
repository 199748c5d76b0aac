import CallBundle
import JSONTree
import JourneySampling
import Testing

@testable import Journeys

/// 2027-01-04, a Monday.
private let monday = 1_799_020_800

private let line = """
    version: 1
    timezone: UTC
    app: {name: Acme}
    hosting: {url: https://voice.example.com}
    voice: {language: en-GB, caller_id: main}
    numbers:
      main: {number: +44 20 7946 0000, inbound: {menu: main}}
      sales: {number: +44 20 7946 0001, inbound: {split: [{weight: 70, agent: Jane}, {weight: 30, voicemail: box}]}}
      night: {number: +44 20 7946 0002, inbound: {schedule: office, open: {agent: Jane}, closed: {voicemail: box}}}
    agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: {voicemail: box}}, Ann: {otherwise: {voicemail: box}}}
    teams: {support: {agents: [Jane, Joe, Ann], order: spread, otherwise: {voicemail: box}}}
    menus:
      main:
        prompt: For help, press 1. For news, press 2.
        options: {1: {team: support, words: [help, support]}, 2: {menu: news, words: [news]}}
        speech: {language: en-GB}
        digits: {timeout: 5s}
        otherwise: {voicemail: box}
      news: {prompt: "To end this call, press 1.", options: {1: {say: Goodbye., hangup: yes}}, otherwise: hangup}
    voicemails: {box: {say: Speak now}}
    schedules: {office: {open: {mon-fri: 09:00-18:00}}}
    outbound: {caller_id: main, allow: ["+44"], refuse: {say: No.}}

    """

private func compared(_ changes: [(String, String)], now: Int = monday) throws -> JourneyReport {
    var new = line
    for (old, with) in changes {
        try #require(new.contains(old), "\(old)")
        new = new.replacing(old, with: with)
    }
    let comparison = compareJourneys(try compile(line), try compile(new), now: now)
    return JourneyReport(comparison, numberNames: ["442079460000": "main"], before: "main", after: "HEAD")
}

@Suite("Differences, as they are told")
struct TellingTests {
    @Test("what looks alike in a few words is told in all")
    func whole() throws {
        let text = try compared([("digits: {timeout: 5s}", "digits: {timeout: 8s}")]).text
        #expect(text.hasPrefix("1 difference"), "\(text)")
        #expect(text.contains(/was: waits for the caller \(.*5 s for each/), "\(text)")
        #expect(text.contains(/now: waits for the caller \(.*8 s for each/), "\(text)")
        let words = try compared([("words: [news]", "words: [news, latest]")]).text
        let lines = words.split(separator: "\n").map { $0.trimmingPrefix(while: \.isWhitespace) }
        let was = lines.filter { $0.hasPrefix("was: ") }.map { $0.dropFirst(5) }
        let now = lines.filter { $0.hasPrefix("now: ") }.map { $0.dropFirst(5) }
        #expect(!was.isEmpty && was.count == now.count, "\(words)")
        #expect(zip(was, now).allSatisfy { $0 != $1 }, "\(words)")
    }

    @Test("options in another order with their words are no difference")
    func order() throws {
        let options = "{1: {team: support, words: [help, support]}, 2: {menu: news, words: [news]}}"
        let moved = "{2: {menu: news, words: [news]}, 1: {team: support, words: [help, support]}}"
        #expect(try compared([(options, moved)]).text == "No caller can tell HEAD from main.\n")
    }

    @Test("a team whose order changes from call to call is told once where it changes places with something else")
    func rotation() throws {
        let options = "{1: {team: support, words: [help, support]}, 2: {menu: news, words: [news]}}"
        let swapped = "{1: {menu: news, words: [help, support]}, 2: {team: support, words: [news]}}"
        let report = try compared([(options, swapped)])
        #expect(report.comparison.differences.count == 2, "\(report.text)")
        let now = "now: “To end this call, press 1.” → menu 'news' waits for keys\n"
        #expect(report.text.contains("     \(now)     who comes first differs from call to call\n"), "\(report.text)")
        let was = try #require(report.text.firstMatch(of: /was: rings (.*) or (.*) or (.*)\n/)).output
        #expect([was.1, was.2, was.3].sorted() == ["Ann", "Jane", "Joe"])
        let first = try #require(report.json["differences"]?.arrayValue?.first?["before"]?.arrayValue?.first)
        #expect(first.stringValue?.contains(" or Joe") == true, "\(first)")
    }

    @Test("of other weights the share of the calls is told that goes elsewhere")
    func weights() throws {
        let text = try compared([("weight: 70", "weight: 80"), ("weight: 30", "weight: 20")]).text
        #expect(text.hasPrefix("1 difference"), "\(text)")
        #expect(text.contains("\n1. call +442079460001, for 10 % of the calls\n"), "\(text)")
    }

    @Test("a time to try is still to come, where there is one")
    func future() throws {
        let wednesday = monday + 2 * 86_400
        let text = try compared([("09:00-18:00", "08:00-18:00")], now: wednesday + 14 * 3_600 + 5 * 60).text
        #expect(text.contains(" on Thursday 2027-01-07, 08:00\n"), "\(text)")
        let evening = try compared([("09:00-18:00", "09:00-17:00")], now: wednesday + 17 * 3_600 - 60).text
        #expect(evening.contains(" on Wednesday 2027-01-06, 17:00\n"), "\(evening)")
    }

    @Test("an app user who came or went is told where app users may call out")
    func users() throws {
        let agents = "Ann: {otherwise: {voicemail: box}}}"
        let added = try compared([(agents, "Ann: {otherwise: {voicemail: box}}, Zoe: {otherwise: {voicemail: box}}}")])
        #expect(
            added.text == """
                1 difference for callers, from main to HEAD:

                1. Zoe can call out, as all app users can

                """
        )
        #expect(added.json["differences"]?.arrayValue?.first?["outbound"]?["users_added"] == ["Zoe"])
        let both = try compared([(agents, "Zoe: {otherwise: {voicemail: box}}}"), ("Joe, Ann]", "Joe, Zoe]")]).text
        #expect(
            both.contains("\n1. Ann can no longer call out; Zoe can call out, as all app users can\n"),
            "\(both)"
        )
        let change = ("allow: [\"+44\"]", "allow: [\"+44\", \"+33\"]")
        let more = try compared([(agents, "Ann: {otherwise: {voicemail: box}}, Zoe: {otherwise: hangup}}"), change])
            .text
        #expect(more.contains(": +33… became callable; Zoe can call out, as all app users can\n"), "\(more)")
    }
}
