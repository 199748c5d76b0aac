import ContactCenter
import Diagnostics
import ProjectLoading
import Testing

private let opening = """
    timezone: Europe/London
    numbers: {a: {number: +44 20 7946 0000, inbound: {say: Hello., hangup: yes}}}

    """

/// The findings in a body as lines: `CC2001 message (help)`.
private func told(_ body: String) throws -> [String] {
    try loadText(projectHead + opening + body).diagnostics.map { finding in
        "\(finding.code) \(finding.message) (\(finding.help ?? ""))"
    }
}

@Suite("What findings say to do")
struct HelpfulFindingTests {
    @Test("a time zone that is an offset is offered a city, and never the offset of the other sign")
    func offsets() throws {
        for zone in ["GMT+1", "UTC-5", "\"+01:00\"", "Etc/GMT+99", "gmt +1"] {
            let found = try told("schedules: {s: {timezone: \(zone), open: {mon: 09:00-17:00}}}\n").filter {
                $0.hasPrefix("CC3047")
            }
            #expect(found.count == 1, "\(zone)")
            #expect(found.allSatisfy { $0.contains("the zone of a city, such as Europe/Berlin") }, "\(found)")
        }
        let near = try told("schedules: {s: {timezone: Etc/GTM, open: {mon: 09:00-17:00}}}\n")
        #expect(near.contains { $0.hasPrefix("CC3047") && !$0.contains("GMT+") && !$0.contains("GMT-") }, "\(near)")
    }

    @Test("special hours may be of a range of dates, each date once")
    func specialRanges() throws {
        let schedule = { (special: String) in "schedules: {s: {open: {mon: 09:00-17:00}, special: {\(special)}}}\n" }
        let days = "2126-12-24..2126-12-26: closed, 2126-12-27: 10:00-12:00"
        let sound = try loadText(projectHead + opening + schedule(days))
        #expect(!sound.diagnostics.hasErrors)
        #expect(
            sound.project?.schedules.first?.special.map { "\($0.date.value) \($0.hours.count)" }
                == ["2126-12-24 0", "2126-12-25 0", "2126-12-26 0", "2126-12-27 1"]
        )
        let twice = try told(schedule("2126-12-24..2126-12-26: closed, 2126-12-25: 10:00-12:00"))
        #expect(twice.map { $0.prefix(6) }.contains("CC3044"))
        let endless = try told(schedule("2126-12-24..9999-12-26: closed"))
        #expect(endless.map { $0.prefix(6) }.contains("CC0105"))
        let reversed = try told(schedule("2126-12-26..2126-12-24: closed"))
        #expect(reversed.map { $0.prefix(6) }.contains("CC3046"))
    }

    @Test(
        "the time of a test says which part of it is wrong",
        arguments: [
            ("2026-02-30 10:00", ["CC3045"]), ("2026-02-20 25:00", ["CC3040"]), ("2026-02-20 24:00", ["CC3040"]),
            ("2026-02-20 10:00 Mars/X", ["CC3047"]), ("2026-02-30 25:00 Mars/X", ["CC3045", "CC3040", "CC3047"]),
            ("tomorrow", ["CC0104"]), ("2026-02-20", ["CC0104"]), ("2026-02-20 10:00 Europe/Paris", []),
        ]
    )
    func callTimes(time: String, codes: [String]) throws {
        let found = try told("tests: [{name: t, call: {to: a, at: \(time)}, expect: [{hears: Hello}]}]\n")
        #expect(found.map { String($0.prefix(6)) }.sorted() == codes.sorted())
    }

    @Test("an empty reason is no reason, and an unknown place of an agent is told once")
    func oneCause() throws {
        let reason = try told("policy: {allow: [{code: CC3010, because: \"\"}]}\n")
        #expect(reason.map { $0.prefix(6) } == ["CC5104"])
        #expect(!reason[0].contains("leave the key out"))
        let place = try told("agents: {Jane: {at: {agent: Joe}, otherwise: hangup}}\n")
        #expect(place.map { $0.prefix(6) } == ["CC0102"])
    }

    @Test(
        "a duration says how it is written",
        arguments: [
            ("1h30m", "write one number and one unit: 90m"), ("1m30s", "write one number and one unit: 90s"),
            ("5 s", "write it without a blank: 5s"), ("5", "add the unit: 5s are seconds, 5m minutes"),
            ("soon", "write it like 20s, 2m or 1h"), ("s", "write it like 20s, 2m or 1h"),
            ("5h", "choose a duration in this range"),
        ]
    )
    func durations(written: String, help: String) throws {
        let found = try told("policy: {max_wait: \(written)}\n")
        #expect(found.count == 1 && found[0].hasSuffix("(\(help))"), "\(found)")
        if written == "5h" { #expect(found[0].contains("'max_wait' is 1s to 2h")) }
    }

    @Test("a variable in the text of a variable is told, an escaped or unknown one not")
    func nestedVariables() throws {
        let found = try loadText(
            projectHead + opening
                + "vars: {brand: Acme, hello: \"Hi ${brand}\", price: \"5 $ {brand}\", raw: \"$${brand}\", x: \"${y}\"}\n"
        )
        #expect(found.diagnostics.map(\.code.text) == ["CC0061"])
        #expect(found.diagnostics.first?.message.contains("'hello'") == true)
    }

    @Test("what follows from a key that cannot be pressed is not told, nor a wait of no time")
    func prefixes() throws {
        let menu = { (options: String, digits: String) in
            "numbers: {b: {number: +44 20 7946 0001, inbound: {menu: m}}}\n"
                + "menus: {m: {prompt: Press 1 or 12., options: {\(options)}, otherwise: hangup\(digits)}}\n"
        }
        func codes(_ body: String) throws -> [String] { try loadText(projectHead + body).diagnostics.map(\.code.text) }
        #expect(try codes(menu("\"1 \": hangup, 1: hangup", "")).filter { $0 == "CC3007" } == [])
        #expect(try codes(menu("1: hangup, 12: hangup", ", digits: {timeout: 0s}")).filter { $0 == "CC3007" } == [])
        #expect(try codes(menu("1: hangup, 12: hangup", "")).contains("CC3007"))
    }

    @Test("long names are cut in messages")
    func longNames() throws {
        let long = String(repeating: "x", count: 5_000)
        let body = "agents: {\(long): {\(long): 1, otherwise: {menu: \(long)}}}\n"
        for finding in try loadText(projectHead + body).diagnostics {
            #expect(finding.message.count < 400)
        }
        let message = "the project's '\(long)' is not 'that' of Jane's"
        let cut = Diagnostic.error(DiagnosticCode("CC1004"), message, at: nil).message
        #expect(cut == "the project's '\(long.prefix(80))…' is not 'that' of Jane's")
    }

    @Test("a goodbye, and what the fallback says, is one text: it stands wherever a call may end")
    func longGoodbye() throws {
        let long = String(repeating: "This is a sentence. ", count: 80)
        let found = try findingLines(
            opening + "voice: {goodbye: \"\(long)\"}\n"
        )
        #expect(found.map { $0.prefix(6) } == ["CC3020"])
        let fallback = try loadText(
            projectHead.replacing("example.com\"}", with: "example.com\", fallback: {say: \"\(long)\"}}") + opening
        )
        #expect(fallback.diagnostics.map(\.code.text).contains("CC3020"))
        #expect(try findingLines(opening + "voice: {goodbye: \"\(long.prefix(1_400))\"}\n") == [])
    }
}
