import CallBundle
import Glibc
import JSONTree
import Testing
import TimeZones

struct SchedulePropertyTests {
    /// One year here; all of them when `CCPLAN_SOAK` is set.
    private static let years: [Int] = unsafe getenv("CCPLAN_SOAK") == nil ? [2026] : Array(2024...2040)

    private static let zones = [
        "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Africa/Cairo",
    ]

    @Test("the minutes of a year are as in the log of the wall clock", arguments: zones, years)
    func minutes(zone: String, year: Int) throws {
        var generator = SeededGenerator(seed: UInt64(year))
        let offsets = try #require(TimeZoneName(zone)).offsets
        let first = try #require(CivilDate(year: year, month: 1, day: 1)).daysSince1970
        let table = try Self.table(offsets, days: first..<first + 366, &generator)
        let log = MinuteLog(table, minutes: first * 1_440..<(first + 366) * 1_440)
        // Every minute near a change of the clock, a sample of the rest.
        let changes = offsets.changes.map { $0.instant / 60 }
        var wrong: [Int] = []
        var minute = first * 1_440
        while minute < (first + 366) * 1_440 {
            let isOpen = table.isOpen(at: minute * 60 + Int.random(in: 0..<60, using: &generator))
            if isOpen != log.isOpen[minute - log.start] { wrong.append(minute * 60) }
            let isNearChange = changes.contains { abs($0 - minute) < 1_500 }
            minute += isNearChange ? 1 : Int.random(in: 1..<30, using: &generator)
        }
        #expect(wrong.isEmpty, "\(table.json.serialized())")
        #expect(log.isOpen.contains(true) && log.isOpen.contains(false))
    }

    @Test(
        "hours that begin or end near a change of the clock are as in the log",
        arguments: zones,
        0..<8 as Range<UInt64>
    )
    func changes(zone: String, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let offsets = try #require(TimeZoneName(zone)).offsets
        var before = offsets.initialOffset
        var tried = 0
        for change in offsets.changes.prefix(16) {
            // What the clock would show at the change if it went on, and what it shows instead.
            let shown = [before, change.offset].map { (change.instant + $0) / 60 }.sorted()
            before = change.offset
            // The hours of one day only, so that no others hide what they do.
            let day = shown[0] / 1_440 - Int.random(in: 0...1, using: &generator)
            let near = (0..<2).map { _ in Int.random(in: shown[0] - 10...shown[1] + 10, using: &generator) - day * 1_440
            }
            let opens = generator.chance(50) ? near[0] : near[0] - .random(in: 60...1_000, using: &generator)
            let closes = generator.chance(50) ? near[1] : near[1] + .random(in: 60...1_000, using: &generator)
            guard let hours = WallHours(opens: opens, closes: closes) else { continue }
            let date = try #require(CivilDate(daysSince1970: day))
            let table = ScheduleTable(offsets: offsets, week: [:], special: [date: [hours]])
            let minutes = change.instant / 60 - 1_440..<change.instant / 60 + 1_440
            let log = MinuteLog(table, minutes: minutes)
            let wrong = minutes.filter { table.isOpen(at: $0 * 60) != log.isOpen[$0 - log.start] }
            #expect(wrong.isEmpty, "\(date) \(hours)")
            tried += 1
        }
        #expect(tried > 0 || offsets.changes.isEmpty)
    }

    @Test("what is written is read back alike", arguments: 0..<100 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let zone = try #require(TimeZoneTable.names.randomElement(using: &generator).flatMap { TimeZoneName($0) })
        let table = try Self.table(zone.offsets, days: 20_000..<20_400, &generator)
        #expect(try ScheduleTable(json: JSONValue(parsing: table.json.serialized())) == table)
    }

    @Test("a table with hostile numbers is refused or decides, without a crash", arguments: 0..<200 as Range<UInt64>)
    func hostile(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let table = try Self.table(TimeZoneName.utc.offsets, days: 20_000..<20_400, &generator)
        let numbers = [
            Int.min, Int.min + 1, -2_932_897, -1, 0, 1_440, 86_400, 2_932_896, 253_402_300_799, .max - 1, .max,
        ]
        func mutated(_ json: JSONValue) -> JSONValue {
            switch json {
            case .number where generator.chance(2): .integer(numbers.randomElement(using: &generator) ?? 0)
            case .array(let items): .array(items.map(mutated))
            case .object(let object): .object(JSONObject(object.members.map { ($0.key, mutated($0.value)) }))
            default: json
            }
        }
        let json = mutated(table.json)
        let read = try? ScheduleTable(json: json)  // Refused is as good as read.
        let verdicts = read.map { read in numbers.map(read.isOpen) }
        #expect(verdicts == (try? ScheduleTable(json: json)).map { read in numbers.map(read.isOpen) })
        #expect(read != nil || json != table.json)
    }

    @Test("no instant is too early or too late", arguments: [Int.min, -1 << 60, -1, 0, 1 << 60, .max])
    func extremes(instant: Int) throws {
        let day = try #require(WallHours(opens: 0, closes: 1_440))
        let week = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [day]) })
        let offsets = try #require(OffsetTable(initialOffset: 86_399, changes: [.init(instant: 5, offset: -86_399)]))
        #expect(ScheduleTable(offsets: offsets, week: week).isOpen(at: instant))
        #expect(!ScheduleTable(offsets: offsets, week: [:]).isOpen(at: instant))
    }

    @Test("closed days that overlap or adjoin are joined")
    func joined() throws {
        let dates = try ["2026-01-10", "2026-01-01", "2026-01-04", "2026-01-03"].map { try #require(CivilDate($0)) }
        let table = ScheduleTable(
            offsets: TimeZoneName.utc.offsets,
            week: [:],
            closed: [dates[0]...dates[0], dates[2]...dates[2], dates[1]...dates[3], dates[1]...dates[1]]
        )
        #expect(table.closed == [20_454...20_457, 20_463...20_463])
    }

    /// A schedule with hours that like the small hours, where clocks change.
    private static func table(
        _ offsets: OffsetTable,
        days: Range<Int>,
        _ generator: inout SeededGenerator
    ) throws -> ScheduleTable {
        var week: [Weekday: [WallHours]] = [:]
        for weekday in Weekday.allCases {
            week[weekday] = hours(&generator)
        }
        let changed = offsets.changes.map { $0.instant.dividedDown(by: 86_400) }.filter(days.contains)
        var closed: [ClosedRange<CivilDate>] = []
        var special: [CivilDate: [WallHours]] = [:]
        for _ in 0..<12 {
            let first = try #require(CivilDate(daysSince1970: .random(in: days, using: &generator)))
            let length = Int.random(in: 0..<4, using: &generator)
            closed.append(first...(try #require(CivilDate(daysSince1970: first.daysSince1970 + length))))
        }
        for day in changed + (0..<20).map({ _ in Int.random(in: days, using: &generator) }) where generator.chance(60) {
            special[try #require(CivilDate(daysSince1970: day))] = hours(&generator)
        }
        return ScheduleTable(offsets: offsets, week: week, closed: closed, special: special)
    }

    private static func hours(_ generator: inout SeededGenerator) -> [WallHours] {
        (0..<Int.random(in: 0...3, using: &generator)).compactMap { _ in
            let opens = Int.random(in: generator.chance(50) ? 0..<240 : 0..<1_440, using: &generator)
            return WallHours(
                opens: opens,
                closes: opens + .random(in: 1...(generator.chance(60) ? 120 : 1_440), using: &generator)
            )
        }
    }
}
