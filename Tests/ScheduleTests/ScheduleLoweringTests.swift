import CallBundle
import Lowering
import Testing
import TimeZones

struct ScheduleLoweringTests {
    @Test("the table holds what the schedule says, in order, with the offsets of its zone")
    func table() throws {
        let table = ScheduleTable(
            try soundSchedule(
                """
                {timezone: America/New_York, open: {mon-fri: 22:00-06:00, sat: [13:00-16:00, 09:00-12:00]},
                 closed: [2026-12-26..2026-12-28, 2026-12-25], special: {2026-12-31: closed, 2026-12-24: 09:00-12:00}}
                """
            )
        )
        #expect(table.offsets == TimeZoneName("America/New_York")?.offsets)
        #expect(table.week.map { $0.map(\.opens) } == [[1_320], [1_320], [1_320], [1_320], [1_320], [540, 780], []])
        #expect(table.closed == [20_812...20_815])
        #expect(table.special.map(\.day) == [20_811, 20_818])
        #expect(table.special.map { $0.hours.map(\.closes) } == [[720], []])
    }

    @Test("a schedule decides as its text says, a winter and a summer Monday")
    func decides() throws {
        let table = ScheduleTable(try soundSchedule("{open: {mon: 09:00-17:30}}"))
        #expect(table.isOpen(at: 1_767_603_600) && !table.isOpen(at: 1_767_603_599))
        #expect(table.isOpen(at: 1_783_324_800) && !table.isOpen(at: 1_783_324_799))
    }
}
