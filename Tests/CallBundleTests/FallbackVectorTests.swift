import CallBundle
import Foundation
import Hosting
import JSONTree
import Testing

/// The JavaScript of the host kits is held against the same file.
@Suite("the fallback is given, or lets a call go on, as its vectors say")
struct FallbackVectorTests {
    @Test("every vector")
    func vectors() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = try JSONValue(
            parsing: Array(Data(contentsOf: tests.appending(path: "Fixtures/fallback-vectors.json")))
        )
        let cases = try #require(file["cases"]?.arrayValue)
        #expect(cases.count >= 45)
        for (index, item) in cases.enumerated() {
            let hex = item["bytes"]?.stringValue
            let body = try hex.map { try Self.bytes(of: $0) } ?? Array((item["body"]?.stringValue ?? "").utf8)
            let goesOn = isForEvent(query: queryPairs(item["query"]?.stringValue ?? ""), body: body)
            let about = item["about"]?.stringValue ?? ""
            #expect((goesOn ? "proceed" : "document") == item["outcome"]?.stringValue, "\(index): \(about)")
        }
    }

    private static func bytes(of hex: String) throws -> [UInt8] {
        try stride(from: 0, to: hex.count, by: 2).map { place in
            try #require(UInt8(hex.dropFirst(place).prefix(2), radix: 16))
        }
    }
}
