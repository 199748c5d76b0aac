import Foundation
import Testing

/// The repository's folder, found from this file's place in it.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// A file that is made from the program: `UPDATE_GOLDEN=1` rewrites one that differs, and the test fails nonetheless.
func expectFile(_ path: String, _ wanted: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = repository.appending(path: path)
    let written = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
    guard written != wanted else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(wanted.utf8).write(to: file) }
    #expect(written == wanted, "\(path)", sourceLocation: sourceLocation)
}

/// A folder of its own with files in it, gone with the value.
final class ProjectFolder: Sendable {
    let url: URL

    init(_ files: [String: String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ccplan-\(UUID().uuidString)")
        for (path, text) in files {
            let file = url.appending(path: path)
            let folder = file.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // Nothing hangs on what stays in /tmp.
    }
}
