import Foundation
import JSONTree
import Testing
import TimeZones

struct TimeZoneTableTests {
    /// What another reader of the same tz database says: see Scripts/tzdata.
    private static let samples = Result {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONValue(parsing: Array(Data(contentsOf: tests.appending(path: "Fixtures/time-zone-samples.json"))))
    }

    @Test("the offsets are those that a second reader finds")
    func offsets() throws {
        let samples = try Self.samples.get()
        #expect(samples["version"]?.stringValue == TimeZoneTable.version)
        let zones = try #require(samples["zones"]?.objectValue?.members)
        #expect(zones.count > 70)
        for (name, pairs) in zones {
            let table = try #require(TimeZoneName(name), "no zone \(name)").offsets
            for pair in try #require(pairs.arrayValue) {
                let instant = try #require(pair.arrayValue?.first?.intValue)
                #expect(table.offset(at: instant) == pair.arrayValue?.last?.intValue, "\(name) at \(instant)")
            }
        }
    }

    /// Zones whose rules have long been settled, so that Foundation's data agrees whatever its age.
    @Test(
        "Foundation agrees on zones with settled rules",
        arguments: ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Auckland"]
    )
    func foundation(name: String) throws {
        let table = try #require(TimeZoneName(name)).offsets
        let zone = try #require(TimeZone(identifier: name))
        for day in 0..<6_209 {
            let instant = 1_704_067_200 + day * 86_400 + day * 7_919 % 86_400
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
            #expect(table.offset(at: instant) == offset, "\(instant)")
        }
    }

    @Test("names are sorted, and each has its table")
    func names() {
        let names = TimeZoneTable.names
        #expect(names.count > 590)
        #expect(names.contains("Asia/Calcutta") && names.contains("GB") && names.contains("Etc/GMT+12"))
        #expect(zip(names, names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        for name in names {
            let changes = TimeZoneName(name)?.offsets.changes
            #expect(changes?.allSatisfy { 1_704_067_200..<2_240_611_200 ~= $0.instant } == true, "\(name)")
        }
    }

    @Test(
        "a name is found exactly",
        arguments: [
            "europe/london", "Europe/Londo", "Europe", "", "0", " ", "Europe/London 0", "Factory", "posixrules",
        ]
    )
    func notAName(text: String) {
        #expect(TimeZoneName(text) == nil)
    }

    @Test("UTC never changes")
    func utc() {
        #expect(TimeZoneName.utc.offsets == OffsetTable(initialOffset: 0))
    }
}
