import Testing
import TimeZones

struct WallHoursTests {
    @Test(
        "times of the day are read to the minute",
        arguments: [("00:00", 0), ("9:05", 545), ("09:05", 545), ("23:59", 1_439), ("24:00", 1_440)]
    )
    func times(text: String, minutes: Int) {
        #expect(WallHours.minutes(text) == minutes)
    }

    @Test(
        "what is no time is none",
        arguments: ["24:01", "25:00", "09:60", "9", "09:0", "009:00", "09:000", ":30", "-1:00", "09.00", "9:00am", ""]
    )
    func noTime(text: String) {
        #expect(WallHours.minutes(text) == nil)
    }

    @Test("hours begin in the day and last a day at most")
    func limits() {
        #expect(WallHours(opens: 0, closes: 1_440) != nil)
        #expect(WallHours(opens: 1_439, closes: 2_879) != nil)
        #expect(WallHours(opens: 1_439, closes: 2_880) == nil)
        #expect(WallHours(opens: 1_440, closes: 1_500) == nil)
        #expect(WallHours(opens: -1, closes: 5) == nil)
        #expect(WallHours(opens: 600, closes: 600) == nil)
    }

    @Test("hours that touch do not overlap")
    func overlaps() throws {
        let morning = try #require(WallHours(opens: 540, closes: 720))
        let noon = try #require(WallHours(opens: 720, closes: 780))
        let late = try #require(WallHours(opens: 700, closes: 1_500))
        #expect(!morning.overlaps(noon) && !noon.overlaps(morning))
        #expect(late.overlaps(noon) && morning.overlaps(late))
        #expect(late.description == "11:40-01:00")
        #expect(WallHours(opens: 0, closes: 1_440)?.description == "00:00-24:00")
    }
}
