import Foundation
import Testing

/// A repository of git for a test, with whatever files are written into it.
final class GitRepository: Sendable {
    let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        try await git("init", "--quiet", "--initial-branch=main")
    }

    var url: URL { folder.url }

    func write(_ text: String, to path: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    /// Runs git, which must succeed; gives what it prints.
    @discardableResult
    func git(_ arguments: String..., in place: URL? = nil) async throws -> String {
        let settings = [
            "-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false",
            "-c", "protocol.file.allow=always",
        ]
        let result = try await finish(
            URL(filePath: "/usr/bin/git"),
            ["-C", (place ?? url).path] + settings + arguments,
            environment: bareEnvironment
        )
        try #require(result.status == 0, "\(arguments): \(result.errors)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Commits all that is there, and gives it a tag.
    func commit(_ tag: String) async throws {
        try await git("add", "--all")
        try await git("commit", "--quiet", "--allow-empty", "--message", tag)
        try await git("tag", tag)
    }

    /// `ccplan diff` in the repository, or in a folder of it.
    func diff(_ arguments: String..., in place: String = ".") async throws -> ProgramResult {
        try await finish("ccplan", ["diff"] + arguments, in: url.appending(path: place))
    }
}

extension String {
    /// The text with a part replaced, which must be there.
    func changing(_ old: String, to new: String) throws -> String {
        try #require(contains(old), "\(old)")
        return replacing(old, with: new)
    }
}
