import CallBundle
import Foundation
import Hosting
import JSONTree
import Testing

/// The vectors of `docs/bundle-format.md` are data: the JavaScript of the host kits is held against the same files.
@Suite("decision tables decide as their vectors say")
struct DecisionVectorTests {
    private static func read(_ name: String) throws -> JSONValue {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONValue(parsing: Array(Data(contentsOf: tests.appending(path: "Fixtures/decisions/\(name).json"))))
    }

    @Test(arguments: [
        ("callers", 45), ("hours", 15), ("numbers", 120), ("requests", 200), ("shares", 300), ("words", 70),
    ])
    func vectors(name: String, atLeast count: Int) throws {
        let file = try Self.read(name)
        var tables: [String: Decision] = [:]
        for (key, table) in try #require(file["tables"]?.objectValue).members {
            let decision = try Decision(file: table)
            #expect(decision.fileJSON == table, "\(key) is written as it was read")
            tables[key] = decision
        }
        let cases = try #require(file["cases"]?.arrayValue)
        #expect(cases.count >= count)
        for (index, item) in cases.enumerated() {
            let table = try #require(tables[item["table"]?.stringValue ?? ""])
            let outcome = outcome(of: table, item)
            #expect(outcome == wanted(item), "\(name) \(index): \(item["about"]?.stringValue ?? "")")
        }
    }

    @Test("ids of calls have the hashes of their vectors")
    func hashes() throws {
        let hashes = try #require(try Self.read("shares")["hashes"]?.arrayValue)
        #expect(hashes.count >= 30)
        for item in hashes {
            let text = try #require(item["text"]?.stringValue)
            #expect(Int(callHash(text)) == item["hash"]?.intValue, "\(text)")
        }
    }

    private func outcome(of table: Decision, _ item: JSONValue) -> String {
        let bytes = item["bytes"]?.stringValue.map(bytes(ofHex:)) ?? Array((item["body"]?.stringValue ?? "").utf8)
        let query = queryPairs(item["query"]?.stringValue ?? "")
        guard let request = try? WebhookRequest(query: query, body: bytes) else { return "bad request" }
        switch table.outcome(for: request, at: item["at"]?.intValue ?? 0) {
        case .proceed: return "proceed"
        case .document(let id, nil): return id.text
        case .document(let id, let dialled?): return "\(id) with \(dialled)"
        }
    }

    private func wanted(_ item: JSONValue) -> String {
        guard let document = item["outcome"]?["document"]?.stringValue else {
            return item["outcome"]?.stringValue ?? ""
        }
        return item["outcome"]?["dialled"]?.stringValue.map { "\(document) with \($0)" } ?? document
    }

    private func bytes(ofHex text: String) -> [UInt8] {
        stride(from: 0, to: text.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
    }
}
