import Foundation
import Testing

@Suite("publishing by a command")
struct PublishCommandTests {
    /// A site whose project publishes by a script that copies to where the host looks.
    private func site(_ script: String = "cp -r \"$1\"/. public/\necho copied") async throws -> Site {
        let site = try await Site()
        try Data("set -e\n\(script)\n".utf8).write(to: site.project.appending(path: "publish.sh"))
        try site.edit(change)
        return site
    }

    private var change: (old: String, new: String) {
        ("publish: dir:public ", "publish: {command: [sh, ./publish.sh]} ")
    }

    @Test("the command's output is progress, and what it copied is verified; the plan says that nothing locks")
    func everything() async throws {
        let site = try await site()
        let result = try await site.apply()
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("16 files handed over, 16 URLs verified at http"))
        #expect(result.output.contains("a command publishes it, so nothing but the pipeline's concurrency group"))
        #expect(result.errors.contains("  sh: copied\n"))
        try await site.expectNothingToDo()
        let release = try await site.liveRelease()
        #expect(FileManager.default.fileExists(atPath: site.publish.appending(path: "manifests/\(release).json").path))
    }

    @Test("a command that fails changes nothing in the account, and its last lines are told")
    func failure() async throws {
        let site = try await site("echo the disk is full >&2\nexit 28")
        let result = try await site.apply()
        #expect(result.status == 1)
        #expect(
            result.output.contains("the publishing command 'sh ./publish.sh' ended with status 28; the disk is full"),
            "\(result.output)"
        )
        #expect(try await site.account.mutationCount() == 0)
    }

    @Test("earlier releases are not known: releases, rollback and unlock say why, and what to do")
    func unknown() async throws {
        let site = try await site()
        try await site.applied()
        for (command, consequence) in [
            ("releases", "nothing is known of releases"), ("rollback", "earlier releases are not known"),
        ] {
            let result = try await site.ccapply(command)
            #expect(result.status == 1)
            #expect(
                result.errors.contains(
                    "error: 'sh ./publish.sh' publishes, and what is there only that command knows, so \(consequence)"
                ),
                "\(result.errors)"
            )
            #expect(result.errors.contains("help: go back by applying the commit of the release"))
        }
        let unlock = try await finish("ccapply", ["unlock"], in: site.project)
        #expect(unlock.status == 1)
        #expect(unlock.errors.contains("error: nothing locks where a command publishes"))
    }
}
