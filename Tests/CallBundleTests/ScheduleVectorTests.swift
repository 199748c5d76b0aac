import CallBundle
import Foundation
import JSONTree
import Testing

/// The vectors are data, so that every implementation of schedules can be held against them.
struct ScheduleVectorTests {
    private static let file = Result {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONValue(parsing: Array(Data(contentsOf: tests.appending(path: "Fixtures/schedule-vectors.json"))))
    }

    @Test("the table decides as the vectors say, as read and as written again")
    func vectors() throws {
        let vectors = try #require(try Self.file.get()["vectors"]?.arrayValue)
        #expect(vectors.count >= 17)
        for vector in vectors {
            let json = try #require(vector["schedule"])
            let table = try ScheduleTable(json: json)
            #expect(table.json == json)
            for item in try #require(vector["cases"]?.arrayValue) {
                let instant = try #require(item["at"]?.intValue)
                let isOpen = try #require(item["open"]?.boolValue as Bool?)
                let rule = "\(vector["rule"]?.stringValue ?? ""): \(item["local"]?.stringValue ?? "")"
                #expect(table.isOpen(at: instant) == isOpen, "\(rule)")
            }
        }
    }

    @Test("a table that is out of order or range is refused")
    func refused() throws {
        let refused = try #require(try Self.file.get()["refused"]?.arrayValue)
        #expect(refused.count >= 30)
        for item in refused {
            let json = try #require(item["schedule"])
            #expect(throws: DecisionFormatError.self, "\(item["why"]?.stringValue ?? "")") {
                try ScheduleTable(json: json)
            }
        }
    }

    @Test("any other JSON is refused", arguments: [nil, true, 0, "", [], [:], ["offset": 0]] as [JSONValue])
    func otherJSON(json: JSONValue) {
        #expect(throws: DecisionFormatError.self) { try ScheduleTable(json: json) }
    }
}
