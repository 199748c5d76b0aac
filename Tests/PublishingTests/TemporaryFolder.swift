import Foundation

/// A folder of its own for one test, removed at the end.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("ccplan-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing to do when it fails: the system clears its temporary folder.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The paths of all files below, sorted.
    func files() -> [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).filter { name in
            // What has no attributes is gone, and so is no file.
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }.sorted()
    }
}
