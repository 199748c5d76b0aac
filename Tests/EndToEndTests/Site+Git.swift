import Foundation
import Testing

extension Site {
    /// The quickstart, committed and applied.
    static func committedAndApplied() async throws -> Site {
        let site = try await Site()
        try Data("/public/\n".utf8).write(to: site.project.appending(path: ".gitignore"))
        _ = try await site.git("init", "--quiet", "--initial-branch=main")
        try await site.commit()
        try await site.applied()
        return site
    }

    /// What git prints in the project's folder.
    func git(_ arguments: String...) async throws -> String {
        let settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
        let result = try await finish(
            URL(filePath: "/usr/bin/git"),
            ["-C", project.path] + settings + arguments,
            environment: bareEnvironment
        )
        try #require(result.status == 0, "\(result.errors)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Commits all that is there.
    func commit() async throws {
        _ = try await git("add", "--all")
        _ = try await git("commit", "--quiet", "--message", "change")
    }
}
