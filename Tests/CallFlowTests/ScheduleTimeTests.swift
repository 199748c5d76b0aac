import CallFlow
import Testing

@Suite("times and schedules that are asked twice")
struct ScheduleTimeTests {
    private func center(dates: Int) -> String {
        var special: [String] = []
        for index in 0..<dates {
            let (year, month, day) = (2027 + index / 336, index / 28 % 12 + 1, index % 28 + 1)
            let hour = index * 7 % 23
            let date = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
            special.append("\(date): \"\(hour < 10 ? "0" : "")\(hour):\(index % 50 + 10)-23:\(index % 50 + 10)\"")
        }
        return """
            numbers: {a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {menu: m}, closed: hangup}}}
            schedules:
              s: {open: {mon: 09:00-10:00}, special: {\(special.joined(separator: ", "))}}
              never: {closed: [2027-01-01]}
            menus: {m: {prompt: Hello., options: {1: hangup}}}
            """
    }

    @Test("the search for a time that is not there grows with the dates, and no faster")
    func growth() throws {
        func looks(_ dates: Int) throws -> Int {
            let graph = try #require(try ResolvedText(center(dates: dates)).graph)
            var times = ExampleTimes(graph.schedules)
            let never = [
                ScheduleCondition(schedule: ScheduleID(index: 0), isOpen: true),
                ScheduleCondition(schedule: ScheduleID(index: 1), isOpen: true),
            ]
            #expect(times.example(never) == nil)
            let first = times.looks
            #expect(times.example(never) == nil)
            #expect(times.looks == first, "asked again, it is known")
            return first
        }
        let (few, many) = try (looks(100), looks(800))
        #expect(few > 100)
        #expect(many < 9 * few, "\(few), \(many)")
    }

    @Test("a schedule that is asked again at the same moment has one answer")
    func askedTwice() throws {
        let found = try ResolvedText(
            """
            numbers:
              a:
                number: +44 20 7946 0000
                inbound:
                  schedule: s
                  open: {split: [{weight: 1, schedule: s, open: {conference: a}, closed: {menu: m}}, {weight: 1, conference: c}]}
                  closed: {conference: b}
            schedules: {s: {open: {mon-fri: 09:00-17:30}}}
            menus: {m: {prompt: Hello., options: {1: hangup}, retries: 0, otherwise: {voicemail: v}}}
            voicemails: {v: {say: Leave a message.}}
            """,
            recordingConsent: true
        )
        #expect(found.codes.sorted() == ["CC3005", "CC3005", "CC3090"])
        #expect(found.rows.contains("CC3090 '{menu: m}' -"), "\(found.rows)")
    }

    @Test("behind a key a schedule may have turned, and the call that shows it says so")
    func turned() throws {
        let found = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {menu: m}, closed: {conference: b}}}}
            schedules: {s: {open: {mon-fri: 09:00-17:30}}}
            menus:
              m: {prompt: Hello., options: {1: {schedule: s, open: hangup, closed: {menu: n}}}, otherwise: hangup}
              n: {prompt: Hello., options: {1: hangup}}
            """
        )
        #expect(
            found.rows == [
                "CC3010 'n' call +44 20 7946 0000 at 10:00 on a Monday, press 1, then 's' closes meanwhile, then nothing "
                    + "three times: the goodbye"
            ]
        )
    }
}
