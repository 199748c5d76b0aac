import Foundation
import Testing

/// The linters that `Scripts/setup` fetches, as pinned; a test that finds one missing fails.
enum Linters {
    static func folder() async throws -> URL {
        let pins = repository.appending(path: "Scripts/linters.txt")
        let sum = try await finish(URL(filePath: "/usr/bin/sha256sum"), [pins.path])
        try #require(sum.status == 0, "\(sum.errors)")
        let variables = ProcessInfo.processInfo.environment
        let cache = variables["XDG_CACHE_HOME"] ?? "\(variables["HOME"] ?? "")/.cache"
        let folder = URL(filePath: "\(cache)/ccplan/linters-\(sum.output.prefix(16))")
        try #require(FileManager.default.fileExists(atPath: folder.path), "run 'make setup', which fetches the linters")
        return folder
    }

    static func program(_ path: String) async throws -> URL { try await folder().appending(path: path) }

    /// Runs a module of Python that is one of them.
    static func python(
        _ arguments: [String],
        _ variables: [String: String] = [:],
        in folder: URL? = nil
    ) async throws -> ProgramResult {
        let place = folder.map { ["-C", $0.path] } ?? []
        return try await finish(
            URL(filePath: "/usr/bin/env"),
            place + ["python3", "-m"] + arguments,
            environment: ["PYTHONPATH": try await Self.folder().path].merging(variables) { $1 }
        )
    }
}
