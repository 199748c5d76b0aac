import Foundation
import ProjectLoading
import Testing

/// Compares a text with its file in `Golden/`.
///
/// With `UPDATE_GOLDEN` set a file that differs is rewritten and the test still fails: the diff is the review.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
    guard text != expected else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
        try Data(text.utf8).write(to: file)
    }
    #expect(text == expected, "Golden/\(name)", sourceLocation: sourceLocation)
}

/// The projects that have golden files.
enum SampleProject: String, CaseIterable {
    case quickstart
    /// Everything that a call can meet.
    case rich

    func load() throws -> LoadedProject {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let folder = self == .rich ? "Projects/rich" : "../../examples/quickstart"
        return try loadProject(at: tests.appending(path: folder).path)
    }
}

/// A project of this text below `version`, `app` and `hosting`.
func load(_ text: String) throws -> LoadedProject {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ccplan-review-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Nothing hangs on what stays in /tmp.
    let head = "version: 1\napp: {name: Sample}\nhosting: {url: https://voice.example}\n"
    try Data((head + text).utf8).write(to: folder.appending(path: "contact-center.yaml"))
    return try loadProject(at: folder.path)
}
