import Foundation
import Glibc
import JSONTree
import Testing

/// A host of `examples/hosting`, started by its script on ports that were free.
final class RunningExample: Sendable {
    let port: Int
    let tlsPort: Int
    private let folder: TemporaryFolder
    private let process: SpawnedProcess

    var url: String { "http://127.0.0.1:\(port)" }

    /// Where the script puts what it makes, such as a certificate.
    var state: URL { folder.url.appending(path: "state") }

    /// Starts the script `run` of a folder of `examples/hosting`, and waits until its host accepts connections.
    init(_ name: String, environment: [String: String]) async throws {
        port = try freePort()
        tlsPort = try freePort()
        folder = try TemporaryFolder()
        let settings = [
            "VOICE_PORT": "\(port)", "VOICE_TLS_PORT": "\(tlsPort)",
            "VOICE_STATE": folder.url.appending(path: "state").path, "CCPLAN": builtProgram("ccplan"),
        ]
        process = try SpawnedProcess(
            repository.appending(path: "examples/hosting/\(name)/run").path,
            [],
            environment: bareEnvironment.merging(settings) { $1 }.merging(environment) { $1 },
            folder: folder.url.path,
            input: "/dev/null",
            output: folder.url.appending(path: "output").path,
            errors: folder.url.appending(path: "output").path
        )
        // Reaps it, and so tells when it ended.
        Thread.detachNewThread { [process] in _ = process.wait() }
        while (try? LoopbackConnection(port: port)) == nil {  // Refused until it listens.
            guard process.isRunning else { throw StartFailure(errors: try output()) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    deinit {
        process.signal(SIGTERM)  // nginx takes its workers along.
    }

    /// Ends it gently; its exit status.
    func stop() async -> Int32 {
        process.signal(SIGTERM)
        return await process.ending()
    }

    /// What script and host have printed until now.
    func output() throws -> String {
        try String(contentsOf: folder.url.appending(path: "output"), encoding: .utf8)
    }

    /// Asks for a path with curl; the body and the status behind it.
    func ask(_ path: String, _ arguments: [String] = []) async throws -> String {
        let result = try await finish(
            URL(filePath: "/usr/bin/curl"),
            ["--silent", "--show-error", "--max-time", "20", "--write-out", " %{http_code}"] + arguments + [
                path.hasPrefix("https:") ? path : url + path
            ]
        )
        #expect(result.status == 0, "\(path): \(result.errors)")
        return result.output
    }

    /// The transcript of a call to a release.
    func call(_ number: String, _ arguments: [String], release: String) async throws -> String {
        let answer = ["--answer-url", "\(url)/r/\(release)/e/answer", "--seed", "7"]
        let result = try await finish("ccsandbox", ["call", number] + arguments + answer)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }
}

/// Builds an example of the repository for a host at that URL, into a folder of releases; the release's name.
func buildExample(_ name: String, url: (old: String, new: String), to releases: URL) async throws -> String {
    let folder = try TemporaryFolder()
    let project = folder.url.appending(path: name)
    try FileManager.default.copyItem(at: repository.appending(path: "examples/\(name)"), to: project)
    let root = project.appending(path: "contact-center.yaml")
    let text = try String(contentsOf: root, encoding: .utf8)
    try #require(text.contains("\(url.old)\n") || text.contains("\(url.old) "))
    try Data(text.replacing(url.old, with: url.new).utf8).write(to: root)
    let built = try await finish("ccplan", ["build", project.path, "--out", releases.path])
    try #require(built.status == 0, "\(built.errors)")
    let manifest = try JSONValue(parsing: Array(Data(contentsOf: releases.appending(path: "manifest.json"))))
    return try #require(manifest["release"]?.stringValue)
}
