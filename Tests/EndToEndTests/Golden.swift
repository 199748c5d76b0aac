import Foundation
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
