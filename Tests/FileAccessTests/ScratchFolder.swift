import Foundation

/// A folder of its own for each test, gone with it.
final class ScratchFolder: Sendable {
    private let url: URL

    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ccplan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // Nothing hangs on what stays in /tmp.
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }
}
