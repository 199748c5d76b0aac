import Foundation
import Testing

/// What a program that has ended left behind.
struct ProgramResult {
    /// The exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    let output: String
    let errors: String
}

/// Runs a program of this package as a user would; the build puts it beside the test binary.
///
/// After `limit` seconds it is killed.
func run(
    _ program: String,
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: URL? = nil,
    limit: Double = 300
) throws -> ProgramResult {
    let folderOfOutput = try TemporaryFolder()
    // Files, not pipes: nothing blocks however much is printed.
    func file(_ name: String) -> URL { folderOfOutput.url.appending(path: name) }
    let process = try SpawnedProcess(
        builtProgram(program),
        arguments,
        environment: bareEnvironment.merging(environment) { $1 },
        folder: folder?.path,
        input: "/dev/null",
        output: file("out").path,
        errors: file("err").path
    )
    let watch = DispatchWorkItem { process.signal(SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: watch)
    let status = process.wait()
    watch.cancel()
    return ProgramResult(
        status: status,
        output: try String(contentsOf: file("out"), encoding: .utf8),
        errors: try String(contentsOf: file("err"), encoding: .utf8)
    )
}

/// A folder of its own for each test, gone with it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ccplan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // Nothing hangs on what stays in /tmp.
    }

    /// A project with this root file.
    func project(_ text: String, named name: String = "project") throws -> URL {
        let folder = url.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: "contact-center.yaml"))
        return folder
    }
}

/// The repository's folder, found from this file's place in it.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The files below a folder, by their paths in it.
func contents(of folder: URL) throws -> [String: Data] {
    let base = folder.resolvingSymlinksInPath().path
    var files: [String: Data] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: base) ?? .init() {
        let url = folder.appending(path: path)
        if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            files[path] = try Data(contentsOf: url)
        }
    }
    return files
}
