import Foundation
import Testing

/// Projects with one thing wrong each, as operators get them wrong: what is printed is read aloud before it is committed.
@Suite("broken projects")
struct BrokenProjectTests {
    private static let folder = repository.appending(path: "Tests/Fixtures/broken")
    static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []

    @Test("there are twenty and more")
    func count() { #expect(Self.names.count >= 20) }

    @Test("each is told as it was, and what to do", arguments: names)
    func told(name: String) async throws {
        let project = Self.folder.appending(path: name)
        let result = try await finish("ccplan", ["validate"], in: project)
        #expect(result.errors.contains(" = help: "))
        let file = project.appending(path: "expected.txt")
        let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
        guard result.errors != expected else { return }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(result.errors.utf8).write(to: file) }
        #expect(result.errors == expected)
    }
}
