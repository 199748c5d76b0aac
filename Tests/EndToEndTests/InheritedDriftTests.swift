import Foundation
import Testing

@Suite("ccplan plan --base: drift")
struct InheritedDriftTests {
    private static let prompt = (old: "please press 1, or,", new: "please press one, or,")

    @Test("a change against an account that was edited says what it undoes, in the comment, the page and the text")
    func undone() async throws {
        let site = try await Site.committedAndApplied()
        try await site.changeAccount((#""name":"Contact Center Quickstart""#, #""name":"Renamed""#))
        try site.edit(Self.prompt)
        let page = site.folder.url.appending(path: "plan.html")
        let result = try await site.plan("--base", "main", "--format", "markdown", "--report", "html=\(page.path)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("- **Drift**: 1 change made in the account, which this plan undoes.\n"))
        #expect(
            result.output.contains(
                "#### Drift\n\nThis plan also undoes what was changed in the account:\n\n- `app` name: in the account "
                    + "'Renamed', in main 'Contact Center Quickstart'\n"
            ),
            "\(result.output)"
        )
        #expect(try String(contentsOf: page, encoding: .utf8).contains("<section id=\"drift\">"))
        let text = try await site.plan("--base", "main")
        #expect(
            text.output.contains(
                "\n\nThis plan also undoes what was changed in the account:\n  app  name: in the account 'Renamed', in main "
                    + "'Contact Center Quickstart'\n\n"
            ),
            "\(text.output)"
        )
        // Without a base nobody can tell; and a snapshot tells what the account does.
        #expect(!(try await site.plan().output.contains("also undoes")))
        let snapshot = try await site.snapshot()
        let offline = try await site.ccplanWithoutCredentials(["plan", "--live", snapshot.path, "--base", "main"])
        #expect(offline.output.contains("This plan also undoes what was changed in the account:\n  app  name: "))
    }

    @Test("what main says and nobody applied comes with the plan, and calls are on an older commit")
    func pending() async throws {
        let site = try await Site.committedAndApplied()
        let applied = try await site.git("rev-parse", "HEAD")
        try site.edit(Self.prompt)
        try await site.commit()
        try site.edit(Self.prompt, ("Joe, press 2", "Joe, press two"))
        let text = try await site.plan("--base", "main")
        #expect(text.status == 0, "\(text.errors)")
        let note = /\nNote that calls are on release [0-9a-f]{16}, which is of commit ([0-9a-f]{12}), not of main\.\n/
        let match = try #require(text.output.firstMatch(of: note), "\(text.output)")
        #expect(applied.hasPrefix(match.output.1))
        #expect(
            text.output.contains("\nThis plan also brings what main says and was not applied, or was rolled back:\n")
        )
        #expect(!text.output.contains("undoes"))
    }

    @Test("an account that is as main says has none")
    func none() async throws {
        let site = try await Site.committedAndApplied()
        try site.edit(Self.prompt)
        let result = try await site.plan("--base", "main", "--format", "markdown")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("#### For callers"))
        #expect(!result.output.contains("Drift"))
    }

    @Test("a base with errors compares nothing, which is said in every form, and drift is told by what was applied")
    func brokenBase() async throws {
        let site = try await Site.committedAndApplied()
        try site.edit(("options:", "optoins:"))
        try await site.commit()
        let short = try await site.git("rev-parse", "--short=7", "HEAD")
        try await site.changeAccount((#""name":"Contact Center Quickstart""#, #""name":"Renamed""#))
        try site.edit(Self.prompt)
        let page = site.folder.url.appending(path: "plan.html")
        let result = try await site.plan(
            "--base",
            "refs/heads/main",
            "--format",
            "markdown",
            "--report",
            "html=\(page.path)",
            "--detailed-exitcode"
        )
        #expect(result.status == 2, "\(result.errors)")
        let words = "not compared: main (\(short)) has errors"
        #expect(result.errors.contains("warning: callers are \(words)\n"), "\(result.errors)")
        #expect(result.output.contains("- **Callers**: \(words).\n"), "\(result.output)")
        #expect(result.output.contains("- **Drift**: 1 change made in the account, which this plan undoes.\n"))
        #expect(
            result.output.contains(
                "This plan also undoes what was changed in the account:\n\n- `app` name: in the account 'Renamed', in "
                    + "this change 'Contact Center Quickstart'\n"
            ),
            "\(result.output)"
        )
        #expect(result.output.contains("ccapply --plan-hash "))
        let html = try String(contentsOf: page, encoding: .utf8)
        #expect(html.contains("<strong>Callers</strong>: \(words)</li>"))
        #expect(html.contains("<section id=\"drift\">"))
        let text = try await site.plan("--base", "main")
        #expect(text.status == 0)
        #expect(text.output.hasSuffix("\nCallers: \(words).\n"), "\(text.output)")
    }

    @Test("plan has no --depth, and does not speak of it")
    func noDepth() async throws {
        let site = try await Site.committedAndApplied()
        try await site.changeAccount(("/r/", "/r/0123456789abcdef/r/"))
        try site.edit(Self.prompt)
        let result = try await site.plan("--base", "main")
        #expect(!result.output.contains("--depth"), "\(result.output)")
        #expect(result.output.contains("is of none of the last 1 versions of the project"), "\(result.output)")
    }
}
