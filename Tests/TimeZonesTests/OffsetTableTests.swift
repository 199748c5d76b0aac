import Testing
import TimeZones

/// 2026-03-29T01:00:00Z and 2026-10-25T01:00:00Z.
private let spring = 1_774_746_000
private let autumn = 1_792_890_000

struct OffsetTableTests {
    private func london() throws -> OffsetTable {
        try #require(
            OffsetTable(
                initialOffset: 0,
                changes: [.init(instant: spring, offset: 3_600), .init(instant: autumn, offset: 0)]
            )
        )
    }

    @Test("an offset holds from its instant on, the outermost ones for ever")
    func offsets() throws {
        let table = try london()
        #expect([.min, spring - 1, spring, autumn - 1, autumn, .max].map(table.offset) == [0, 0, 3_600, 3_600, 0, 0])
    }

    @Test("a time that is skipped is the instant of the jump", arguments: [0, 1, 1_800, 3_599])
    func skipped(second: Int) throws {
        let table = try london()
        #expect(table.firstInstant(ofWallClock: spring + second) == spring)
        #expect(table.lastInstant(ofWallClock: spring + second) == spring)
        #expect(table.firstInstant(ofWallClock: spring + 3_600) == spring)
        #expect(table.lastInstant(ofWallClock: spring + 3_600 + second) == spring + second)
        #expect(table.lastInstant(ofWallClock: spring - 1) == spring - 1)
    }

    @Test("a time that occurs twice has a first and a last instant", arguments: [0, 1, 1_800, 3_599])
    func twice(second: Int) throws {
        let table = try london()
        #expect(table.firstInstant(ofWallClock: autumn + second) == autumn + second - 3_600)
        #expect(table.lastInstant(ofWallClock: autumn + second) == autumn + second)
        #expect(table.firstInstant(ofWallClock: autumn + 3_600) == autumn + 3_600)
        #expect(table.lastInstant(ofWallClock: autumn - 1) == autumn - 1 - 3_600)
    }

    @Test("a whole skipped day is one instant")
    func skippedDay() throws {
        let jump = 1_325_239_200  // Samoa left out 2011-12-30.
        let samoa = OffsetTable(initialOffset: -36_000, changes: [.init(instant: jump, offset: 50_400)])
        let table = try #require(samoa)
        for second in stride(from: jump - 36_000, to: jump + 50_400, by: 3_600) {
            #expect(table.firstInstant(ofWallClock: second) == jump)
            #expect(table.lastInstant(ofWallClock: second) == jump)
        }
    }

    @Test("instants out of order, and offsets of a day or more, are refused")
    func refused() {
        #expect(OffsetTable(initialOffset: 86_400) == nil)
        #expect(OffsetTable(initialOffset: -86_400) == nil)
        #expect(OffsetTable(initialOffset: 0, changes: [.init(instant: 0, offset: .max)]) == nil)
        #expect(OffsetTable(initialOffset: 0, changes: [.init(instant: .min, offset: 0)]) == nil)
        let twice = OffsetTable.Change(instant: 5, offset: 60)
        #expect(OffsetTable(initialOffset: 0, changes: [twice, twice]) == nil)
        #expect(OffsetTable(initialOffset: 0, changes: [twice]) != nil)
    }
}
