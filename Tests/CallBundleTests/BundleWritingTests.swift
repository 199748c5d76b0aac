import CallBundle
import Foundation
import JSONTree
import Testing

@Suite("writing a bundle")
struct BundleWritingTests {
    /// As many files as are written by several threads.
    private func largeRelease() throws -> Release {
        var draft = BundleDraft()
        for number in 0..<800 {
            let document = draft.add(document: [["action": "talk", "text": .string("Text \(number).")]])
            draft.add(.document(document), at: try #require(RouteName("route\(number)")))
        }
        draft.add(fallback: [])
        return draft.sealed(
            baseURL: "https://voice.example.com",
            compilerVersion: "1",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
    }

    @Test("all files of a large bundle stand in their folders, and nothing beside them")
    func large() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("bundle-\(UUID())")
        defer { try? FileManager.default.removeItem(at: place) }
        let release = try largeRelease()
        #expect(release.files.count == 1_601)
        try writeBundle(release, to: place.path)
        for file in release.files {
            #expect(try Data(contentsOf: place.appendingPathComponent(file.path)) == Data(file.bytes))
        }
        let written = try FileManager.default.subpathsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".json") }
        #expect(Set(written) == Set(release.files.map(\.path) + ["manifest.json"]))
        let beside = try FileManager.default.contentsOfDirectory(atPath: place.deletingLastPathComponent().path)
        #expect(beside.filter { $0.hasPrefix(place.lastPathComponent) } == [place.lastPathComponent])
    }

    @Test("a document has the text that its JSON is written as")
    func documents() throws {
        let text: JSONValue = [["action": "talk", "text": "\"quoted\" and \u{1F600}"]]
        var draft = BundleDraft()
        _ = draft.add(document: [])
        let id = draft.add(document: text)
        let release = draft.sealed(
            baseURL: "https://voice.example.com",
            compilerVersion: "1",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
        let file = try #require(release.files.first { $0.path.hasSuffix("d/\(id).json") })
        #expect(file.bytes == text.serializedBytes())
    }
}
