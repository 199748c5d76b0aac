import Foundation
import JSONTree
import Testing

/// A repository with the quickstart and the scripts of a pipeline, on a machine as pipelines find it.
final class PipelineRun: Sendable {
    let site: Site
    let forge: FakeForge
    private let machine: TemporaryFolder
    private let archive: (url: String, sha256: String)

    /// - Parameters:
    ///   - forge: The API that the scripts ask.
    ///   - service: `github` or `gitlab`: whose files are copied.
    /// - Throws: Where a program that it needs does not start.
    init(_ forge: FakeForge, of service: String) async throws {
        self.forge = forge
        machine = try TemporaryFolder()
        archive = try await Self.pack(in: machine.url)
        site = try await Site()
        for folder in ["common", service] {
            let from = examples.appending(path: "\(folder)/ci/ccplan")
            for name in try FileManager.default.contentsOfDirectory(atPath: from.path) {
                let place = site.project.appending(path: "ci/ccplan/\(name)")
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try FileManager.default.copyItem(at: from.appending(path: name), to: place)
            }
        }
        let tests = repository.appending(path: "examples/quickstart/tests")
        try FileManager.default.copyItem(at: tests, to: site.project.appending(path: "tests"))
        try Data("/public/\n".utf8).write(to: site.project.appending(path: ".gitignore"))
        _ = try await site.git("init", "--quiet", "--initial-branch=main")
        try await site.commit()
        try await site.applied()
    }

    /// The four programs as `make dist` packs them, but for that they are started from where the build has them.
    private static func pack(in folder: URL) async throws -> (url: String, sha256: String) {
        let names = ["ccplan", "ccapply", "ccserve", "ccsandbox"]
        for name in names {
            let text = "#!/bin/sh\nexec '\(builtProgram(name))' \"$@\"\n"
            let file = folder.appending(path: name)
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        let file = folder.appending(path: "archive.tar.gz")
        let packed = try await finish(URL(filePath: "/usr/bin/tar"), ["-czf", file.path, "-C", folder.path] + names)
        try #require(packed.status == 0, "\(packed.errors)")
        let sum = try await finish(URL(filePath: "/usr/bin/sha256sum"), [file.path])
        return ("file://\(file.path)", String(sum.output.prefix(64)))
    }

    /// What every step finds in its environment; there are no credentials of the account in it.
    private var environment: [String: String] {
        let path = machine.url.appending(path: "path").path
        let added = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let folders = added.split(separator: "\n").map { String($0) } + ["/usr/bin", "/bin"]
        return [
            "HOME": machine.url.path, "PATH": folders.joined(separator: ":"), "GITHUB_PATH": path,
            "GITHUB_STEP_SUMMARY": machine.url.appending(path: "summary").path,
            "GITHUB_OUTPUT": machine.url.appending(path: "output").path,
            "GITHUB_API_URL": forge.url, "GITHUB_REPOSITORY": "acme/voice", "CI_API_V4_URL": forge.url,
            "CCPLAN_URL": archive.url, "CCPLAN_SHA256": archive.sha256,
        ]
    }

    /// Runs a text with Bash as runners do, at the root of the repository.
    func bash(_ text: String, _ variables: [String: String] = [:]) async throws -> ProgramResult {
        try await finish(
            URL(filePath: "/usr/bin/env"),
            ["-C", site.project.path, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
            environment: environment.merging(variables) { $1 }
        )
    }

    /// Runs those steps of a job that are commands, up to the first that fails; `values` stand for expressions.
    func job(
        _ name: String,
        of file: String,
        _ values: [String: String] = [:],
        _ variables: [String: String] = [:]
    ) async throws -> [(name: String, result: ProgramResult)] {
        let job = try #require(try await githubPipeline(file)["jobs"]?[name], "\(name)")
        var results: [(name: String, result: ProgramResult)] = []
        for step in job["steps"]?.arrayValue ?? [] {
            // What fails is looked at by the test.
            guard let text = step["run"]?.stringValue, step["if"]?.stringValue != "failure()" else { continue }
            if results.contains(where: { $0.result.status != 0 }), step["if"] == nil { break }
            var environment: [String: String] = [:]
            for part in [job["env"], step["env"]] {
                for (key, value) in part?.objectValue?.members ?? [] {
                    let expression = try #require(value.stringValue)
                    environment[key] =
                        try expression.hasPrefix("${{") ? #require(values[expression], "\(expression)") : expression
                }
            }
            let result = try await bash(text, environment.merging(variables) { $1 })
            results.append((step["name"]?.stringValue ?? "", result))
        }
        return results
    }

    /// What is in a file of the repository's folder.
    func text(_ path: String) throws -> String {
        try String(contentsOf: site.project.appending(path: path), encoding: .utf8)
    }

    /// An archive as GitHub keeps it, of these files of the repository's folder.
    func zip(_ paths: String...) async throws -> [UInt8] {
        let file = machine.url.appending(path: "\(UUID().uuidString).zip")
        let result = try await finish(
            URL(filePath: "/usr/bin/env"),
            ["-C", site.project.path, "python3", "-m", "zipfile", "-c", file.path] + paths
        )
        try #require(result.status == 0, "\(result.errors)")
        return Array(try Data(contentsOf: file))
    }
}

/// The folder of the examples.
private let examples = repository.appending(path: "examples/ci")

/// A workflow of the example for GitHub.
func githubPipeline(_ name: String) async throws -> JSONValue {
    try await pipeline(examples.appending(path: "github/.github/workflows/\(name).yml"))
}

/// The pipeline of the example for GitLab.
func gitlabPipeline() async throws -> JSONValue {
    try await pipeline(examples.appending(path: "gitlab/.gitlab-ci.yml"))
}

private func pipeline(_ file: URL) async throws -> JSONValue {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "pipeline_jobs.py")
    let result = try await finish(URL(filePath: "/usr/bin/python3"), [script.path, file.path])
    try #require(result.status == 0, "\(result.errors)")
    return try JSONValue(parsing: Array(result.output.utf8))
}
