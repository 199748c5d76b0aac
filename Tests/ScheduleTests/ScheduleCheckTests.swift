import CallFlow
import ContactCenter
import Diagnostics
import Testing

/// 2026-11-24T12:00:00Z.
private let now = 1_795_521_600

struct ScheduleCheckTests {
    private func findings(_ source: String, at unixSeconds: Int = now) throws -> [Diagnostic] {
        let checked = try decodeSchedules(source)
        try #require(checked.diagnostics.isEmpty)
        return checkSchedules(try #require(checked.output), at: unixSeconds)
    }

    @Test(
        "schedules that open are not remarked upon",
        arguments: [
            "a: {open: {mon: 09:00-17:00}}",
            "a: {open: {mon: 09:00-17:00}, closed: [2020-01-01, 2026-12-25]}",
            "a: {open: {mon: 09:00-17:00}, closed: [2020-01-01..2026-11-24]}",
            "a: {special: {2026-12-24: 09:00-12:00}}",
            "a: {special: {2026-12-24: 09:00-12:00, 2026-12-25: closed}, closed: [2026-12-25]}",
        ]
    )
    func sound(source: String) throws {
        #expect(try findings(source).isEmpty)
    }

    @Test(
        "a schedule that never opens",
        arguments: [
            "«a»: {}", "«a»: {open: {mon: closed, tue: []}}", "«a»: {closed: [2020-01-01]}",
            "«a»: {special: {2026-12-24: []}}",
        ]
    )
    func neverOpens(source: String) throws {
        let marked = Marked(source)
        #expect(
            try findings(marked.text).map(sketch) == [
                "CC3049 \(marked.spans[0]) schedule 'a' never opens notes: [] fix: none"
            ]
        )
    }

    @Test("special hours on closed days never hold, and open nothing")
    func hidden() throws {
        let marked = Marked(
            "«a»: {special: {«2026-12-25»: 09:00-12:00}, closed: [2026-12-01, «2026-12-24..2026-12-26»]}"
        )
        #expect(
            try findings(marked.text).map(sketch) == [
                "CC3051 \(marked.spans[1]) the special hours of 2026-12-25 never hold: 'closed' has that date "
                    + "notes: [\"\(marked.spans[2])\"] fix: none",
                "CC3049 \(marked.spans[0]) schedule 'a' never opens notes: [] fix: none",
            ]
        )
    }

    @Test("a schedule whose every date is past")
    func past() throws {
        let marked = Marked("«a»: {open: {mon: 09:00-17:00}, closed: [«2026-11-20..2026-11-23», 2026-01-01]}")
        #expect(
            try findings(marked.text).map(sketch) == [
                "CC3050 \(marked.spans[0]) all dates of schedule 'a' are past notes: [\"\(marked.spans[1])\"] fix: none"
            ]
        )
    }

    @Test("a schedule whose only hours are past never opens again")
    func neverAgain() throws {
        let found = try findings("a: {special: {2026-11-23: 09:00-12:00}}")
        #expect(found.map(\.message) == ["schedule 'a' never opens again: all its dates are past"])
        #expect(found.allSatisfy { $0.severity == .warning && $0.help != nil })
    }

    @Test("the date is that of the schedule's own clock")
    func ownClock() throws {
        let source = "a: {timezone: Pacific/Kiritimati, open: {mon: 09:00-17:00}, closed: [2026-11-24]}"
        #expect(try findings(source, at: now - 3 * 3_600).isEmpty)
        #expect(try findings(source).map(\.code.text) == ["CC3050"])
    }
}
