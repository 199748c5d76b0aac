import Foundation
import Testing

@Suite(".pre-commit-hooks.yaml")
struct PreCommitTests {
    /// A repository with the hooks, as pre-commit clones it, and one with two projects that uses them.
    private final class Repositories: Sendable {
        let folder: TemporaryFolder
        var hooks: URL { folder.url.appending(path: "hooks") }
        var user: URL { folder.url.appending(path: "user") }

        init() async throws {
            folder = try TemporaryFolder()
            for path in [".pre-commit-hooks.yaml", "Scripts/pre-commit"] {
                let place = hooks.appending(path: path)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try FileManager.default.copyItem(at: repository.appending(path: path), to: place)
            }
            try await commit(hooks)
            for name in ["centers/a b", "centers/c"] {
                let project = user.appending(path: name)
                try FileManager.default.createDirectory(
                    at: project.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try FileManager.default.copyItem(at: repository.appending(path: "examples/quickstart"), to: project)
            }
            try Data("hello\n".utf8).write(to: user.appending(path: "README.md"))
            try await commit(user)
        }

        private func commit(_ place: URL) async throws {
            _ = try await git(["init", "--quiet"], place)
            _ = try await git(["add", "--all"], place)
            _ = try await git(["commit", "--quiet", "--message", "first"], place)
        }

        func git(_ arguments: [String], _ place: URL) async throws -> String {
            let settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
            let result = try await finish(URL(filePath: "/usr/bin/git"), ["-C", place.path] + settings + arguments)
            try #require(result.status == 0, "\(result.errors)")
            return result.output
        }

        /// Runs a hook on what is staged.
        func tried(_ hook: String, _ arguments: String...) async throws -> ProgramResult {
            _ = try await git(["add", "--all"], user)
            let programs = URL(filePath: builtProgram("ccplan")).deletingLastPathComponent().path
            let cache = folder.url.appending(path: "cache").path
            return try await Linters.python(
                ["pre_commit", "try-repo", "--color", "never", hooks.path, hook, "--verbose"] + arguments,
                ["PATH": "\(programs):/usr/bin:/bin", "HOME": folder.url.path, "PRE_COMMIT_HOME": cache],
                in: user
            )
        }

        func write(_ text: String, _ path: String) throws {
            try Data(text.utf8).write(to: user.appending(path: path))
        }
    }

    @Test("pre-commit takes the definition")
    func definition() async throws {
        let file = repository.appending(path: ".pre-commit-hooks.yaml").path
        let result = try await Linters.python(["pre_commit", "validate-manifest", file])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output == "")
    }

    @Test("only the projects that changed files belong to are checked, once each, and an error stops the commit")
    func changed() async throws {
        let places = try await Repositories()
        try places.write("hello again\n", "README.md")
        let none = try await places.tried("ccplan-validate")
        #expect(none.status == 0, "\(none.output)\(none.errors)")
        #expect(!none.output.contains("Contact Center Quickstart"))

        let yaml = try String(contentsOf: places.user.appending(path: "centers/c/contact-center.yaml"), encoding: .utf8)
        try places.write(yaml + "# a comment\n", "centers/a b/contact-center.yaml")
        try places.write("[{\"action\": \"talk\", \"text\": \"Hello\"}]\n", "centers/a b/custom.json")
        let one = try await places.tried("ccplan-validate")
        #expect(one.status == 0, "\(one.output)\(one.errors)")
        #expect(one.output.ranges(of: "Contact Center Quickstart: valid").count == 1, "\(one.output)")

        try places.write(yaml.replacing("options:", with: "optoins:"), "centers/c/contact-center.yaml")
        let broken = try await places.tried("ccplan-validate")
        #expect(broken.status == 1)
        #expect(broken.output.contains("centers/c/contact-center.yaml:"), "\(broken.output)")
    }

    @Test("a change of the bought numbers alone is one of the project")
    func lock() async throws {
        let places = try await Repositories()
        try places.write("not a lock, [\n", "centers/c/contact-center.lock")
        let result = try await places.tried("ccplan-validate")
        #expect(result.output.contains("Contact Center Quickstart: valid"), "\(result.output)\(result.errors)")
    }

    @Test("a file that is gone is a change of the project that included it")
    func deleted() async throws {
        let places = try await Repositories()
        try FileManager.default.removeItem(at: places.user.appending(path: "centers/c/custom.json"))
        let result = try await places.tried("ccplan-validate")
        #expect(result.status == 1)
        #expect(result.output.contains("custom.json"), "\(result.output)")
    }

    @Test("the tests of each changed project are played")
    func tests() async throws {
        let places = try await Repositories()
        let result = try await places.tried("ccplan-test", "--all-files")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.ranges(of: "11 tests: 11 passed").count == 2, "\(result.output)")
    }
}
