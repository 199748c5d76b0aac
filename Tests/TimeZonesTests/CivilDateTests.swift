import Foundation
import Testing
import TimeZones

struct CivilDateTests {
    @Test("every day of four centuries is the one behind the last")
    func allDays() throws {
        var days = -365
        for year in 1969...2368 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CivilDate(year: year, month: month, day: day) else {
                        #expect(day > 28, "\(year)-\(month)-\(day)")
                        continue
                    }
                    guard date.daysSince1970 != days || CivilDate(date.description) != date else {
                        days += 1
                        continue
                    }
                    Issue.record("\(date) is day \(date.daysSince1970), not \(days)")
                    return
                }
            }
        }
        #expect(days == 145_732)
    }

    @Test("weekdays repeat, before 1970 too")
    func weekdays() {
        #expect(CivilDate("1970-01-01")?.weekday == .thursday)
        #expect(CivilDate("1969-12-29")?.weekday == .monday)
        #expect(CivilDate("2026-12-25")?.weekday == .friday)
        #expect(CivilDate("0001-01-01")?.weekday == .monday)
        #expect(CivilDate("9999-12-31")?.weekday == .friday)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
            "2026-1-01",
            "26-01-01", "2026/01/01", "2026-01-01 ", "+026-01-01", "2026-01-01-", "", "٢٠٢٦-٠١-٠١",
        ]
    )
    func noDate(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(
        "leap days and the ends of the range exist",
        arguments: ["2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"]
    )
    func date(text: String) {
        #expect(CivilDate(text)?.description == text)
    }

    @Test("a wall clock's date is cut to the range")
    func wallClock() {
        #expect(CivilDate(ofWallClock: -1).description == "1969-12-31")
        #expect(CivilDate(ofWallClock: 86_399).description == "1970-01-01")
        #expect(CivilDate(ofWallClock: .max).description == "9999-12-31")
        #expect(CivilDate(ofWallClock: .min).description == "0001-01-01")
        #expect(CivilDate(daysSince1970: 2_932_897) == nil)
        #expect(CivilDate(daysSince1970: -719_163) == nil)
    }

    @Test("ranges of weekdays wrap")
    func wrap() {
        #expect(Weekday.friday.through(.monday) == [.friday, .saturday, .sunday, .monday])
        #expect(Weekday.monday.through(.friday).count == 5)
        #expect(Weekday.tuesday.through(.tuesday) == [.tuesday])
        #expect(Weekday.tuesday.through(.monday).count == 7)
    }
}
