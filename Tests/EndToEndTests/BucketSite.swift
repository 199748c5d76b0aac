import Foundation
import JSONTree
import ObjectStore
import ObjectStoreServing
import Testing

/// A site that publishes to a bucket; its host serves a copy, as a web server in front of a bucket would.
final class BucketSite: Sendable {
    let site: Site
    let bucket: ObjectBucket
    private let environment: [String: String]

    init() async throws {
        let store = try await ObjectStoreServer.shared.value
        site = try await Site()
        bucket = store.newBucket()
        environment = store.environment
        try edit()
    }

    /// Changes the quickstart's YAML, and lets the host serve what comes of it.
    func edit(_ changes: (old: String, new: String)...) throws {
        try site.edit(changes + [("dir:public ", "\(bucket.place) ")])
        let build = site.folder.url.appending(path: "bundle")
        let result = try run("ccplan", ["build", site.project.path, "--out", build.path])
        try #require(result.status == 0, "\(result.errors)")
        let releases = site.publish.appending(path: "r")
        try FileManager.default.createDirectory(at: releases, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: build.appending(path: "r").path) {
            let target = releases.appending(path: name)
            guard !FileManager.default.fileExists(atPath: target.path) else { continue }
            try FileManager.default.copyItem(at: build.appending(path: "r/\(name)"), to: target)
        }
    }

    /// Says another greeting.
    func greet(_ text: String) throws {
        try edit(("Thank you for calling my contact center.", text))
    }

    func launch(
        _ arguments: [String],
        answer: String = "",
        without missing: String? = nil,
        endpoint: String? = nil
    ) throws -> LaunchedProgram {
        var changes = environment
        if let missing { changes[missing] = "" }
        if let endpoint { changes["AWS_ENDPOINT_URL_S3"] = endpoint }
        return try site.launch(arguments, answer: answer, environment: changes)
    }

    func ccapply(_ arguments: String..., answer: String = "", without missing: String? = nil) async throws
        -> ProgramResult
    {
        let result = try await launch(arguments, answer: answer, without: missing).result()
        for text in [result.output, result.errors] { #expect(!text.contains(ObjectStoreServer.secret)) }
        return result
    }

    func apply(_ arguments: String...) async throws -> ProgramResult {
        let result = try await launch(["apply", "--auto-approve", "--force", "--rate", "off"] + arguments).result()
        for text in [result.output, result.errors] { #expect(!text.contains(ObjectStoreServer.secret)) }
        return result
    }

    /// `ccplan` with any command, in the project's folder.
    func ccplan(_ arguments: String..., without missing: String? = nil) async throws -> ProgramResult {
        var changes = environment
        if let missing { changes[missing] = "" }
        let result = try await site.ccplan(arguments, environment: changes)
        for text in [result.output, result.errors] { #expect(!text.contains(ObjectStoreServer.secret)) }
        return result
    }

    func applied() async throws {
        let result = try await apply()
        try #require(result.status == 0, "\(result.output)\(result.errors)")
    }

    /// What stands in the place, by name.
    func names() async throws -> [String] { try await bucket.list("").entries.map(\.name) }

    /// The log's causes and releases.
    func history() async throws -> [String] {
        let text = String(decoding: try await bucket.object("releases.jsonl")?.bytes ?? [], as: UTF8.self)
        return try text.split(separator: "\n").map { line in
            let row = try JSONValue(parsing: Array(line.utf8))
            return "\(row["cause"]?.stringValue ?? "") \(row["release"]?.stringValue ?? "-")"
        }
    }

    /// Whether the live release stands in the bucket with all that its manifest names.
    func expectLiveIsWhole(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let live = try await site.liveRelease()
        let object = try #require(try await bucket.object("manifests/\(live).json"), sourceLocation: sourceLocation)
        let files = try JSONValue(parsing: object.bytes)["files"]?.arrayValue ?? []
        #expect(!files.isEmpty, sourceLocation: sourceLocation)
        let sizes = Dictionary(
            try await bucket.list("r/\(live)/").entries.map { ($0.name, $0.size) },
            uniquingKeysWith: { first, _ in first }
        )
        for file in files {
            let path = file["path"]?.stringValue ?? ""
            #expect(sizes[path] == file["size"]?.intValue, "\(path)", sourceLocation: sourceLocation)
        }
    }
}
