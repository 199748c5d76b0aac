import Foundation
import JSONTree
import Testing

@Suite("a plan that is reviewed, and applied by its hash")
struct ReviewedPlanTests {
    private static let greeting = (
        old: "Thank you for calling my contact center.", new: "Thank you for calling our contact center."
    )

    /// The quickstart, applied, with a greeting that is not; the version that is live is the commit `HEAD`.
    private func changedSite() async throws -> Site {
        let site = try await Site()
        try Data("/public/\n".utf8).write(to: site.project.appending(path: ".gitignore"))
        for arguments in [["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "one"]] {
            let settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
            let result = try await finish(
                URL(filePath: "/usr/bin/git"),
                ["-C", site.project.path] + settings + arguments,
                environment: bareEnvironment
            )
            try #require(result.status == 0, "\(result.errors)")
        }
        try await site.applied()
        try site.edit(Self.greeting)
        return site
    }

    @Test("one run gives the plan in every form, each with what changes for callers")
    func forms() async throws {
        let site = try await changedSite()
        func file(_ name: String) -> URL { site.folder.url.appending(path: name) }
        func text(_ name: String) throws -> String { try String(contentsOf: file(name), encoding: .utf8) }
        let reports = ["text=plan.txt", "json=plan.json", "html=plan.html", "markdown=comment.md"].flatMap { report in
            let parts = report.split(separator: "=")
            return ["--report", "\(parts[0])=\(file(String(parts[1])).path)"]
        }
        let result = try await site.ccplan(
            ["plan", "--base", "HEAD", "--format", "markdown", "--rate", "off", "--out", file("saved.json").path]
                + reports
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(try text("comment.md") == result.output)
        #expect(result.output.contains(/\n- \*\*Callers\*\*: 1 difference since HEAD \([0-9a-f]{7}\)\.\n/))
        #expect(result.output.contains("\n1. **call +442079460002"), "\(result.output)")
        let hash = try #require(result.output.firstMatch(of: /`ccapply --plan-hash ([0-9a-f]{64})`/)?.1)

        let plan = try JSONValue(parsing: Array(try text("plan.json").utf8))
        #expect(plan["hash"]?.stringValue == String(hash))
        #expect(try text("saved.json") == text("plan.json"))
        let plain = try text("plan.txt")
        #expect(
            plain.hasSuffix(
                "\n1. call +442079460002 (ivr)\n     said: Thank you for calling [-my-] {+our+} contact center.\n"
            )
        )
        #expect(plain.contains("  ~ app.answer_url         move "))
        let page = try text("plan.html")
        #expect(page.lowercased().hasPrefix("<!doctype html>"))
        #expect(page.contains("<strong>Callers</strong>: 1 difference since HEAD ("))
        #expect(page.contains("<del>my") && page.contains("<ins>our"), "\(page)")

        let html = try await site.ccplan(["plan", "--base", "HEAD", "--format", "html", "--rate", "off"])
        // Only the times in it may differ.
        #expect(html.output.contains(String(hash)))
        #expect(html.output.contains("<h2>For callers</h2>"))
    }

    @Test("a base that cannot be had is an error, and so is a report that cannot be written")
    func errors() async throws {
        let site = try await changedSite()
        let base = try await site.plan("--base", "nowhere")
        #expect(base.status == 1)
        #expect(base.errors.contains("error: the project at 'nowhere' cannot be had: there is no 'nowhere'"))
        // Whoever may push a tag does not choose what the change is compared with.
        _ = try await site.git("branch", "base")
        try await site.commit()
        _ = try await site.git("tag", "base")
        let tagged = try await site.plan("--base", "base")
        #expect(tagged.status == 1)
        #expect(tagged.errors.contains("'base' is two commits: refs/tags/base and refs/heads/base"), "\(tagged.errors)")
        #expect(try await site.plan("--base", "refs/heads/base").output.contains("1 difference for callers, from base"))
        let file = try await site.plan("--report", "markdown=nowhere/comment.md")
        #expect(file.status == 1)
        #expect(file.errors.contains("cannot write 'nowhere/comment.md"), "\(file.errors)")
        for report in ["comment.md", "pdf=plan.pdf", "markdown="] {
            #expect(try await site.plan("--report", report).status == 64, "\(report)")
        }
    }

    @Test("ccapply does what was reviewed, and nothing else")
    func hash() async throws {
        let site = try await changedSite()
        let comment = try await site.plan("--base", "HEAD", "--format", "markdown").output
        let hash = String(try #require(comment.firstMatch(of: /`ccapply --plan-hash ([0-9a-f]{64})`/)?.1))
        let before = try await site.account.mutationCount()
        let live = try await site.liveRelease()
        let other = try await site.apply("--plan-hash", String(repeating: "0", count: 64))
        #expect(other.status == 1)
        #expect(other.errors.contains("error: the plan is not the one that was reviewed: its hash is \(hash), not 000"))
        // A commit more than was reviewed.
        try site.edit((Self.greeting.old, "Thank you for calling nobody."))
        #expect(try await site.apply("--plan-hash", hash).status == 1)
        #expect(try await site.account.mutationCount() == before)
        #expect(try await site.liveRelease() == live)

        try site.edit(Self.greeting)
        let right = try await site.apply("--plan-hash", hash)
        #expect(right.status == 0, "\(right.errors)")
        #expect(try await site.liveRelease() != live)
    }
}
