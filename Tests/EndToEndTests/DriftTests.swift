import Foundation
import JSONTree
import Testing

@Suite("drift")
struct DriftTests {
    private func drift(_ site: Site, _ arguments: String...) async throws -> ProgramResult {
        try await site.ccplan(["drift", "--rate", "off"] + arguments)
    }

    private static let display = (old: "agents:\n  Jane:\n", new: "agents:\n  Jane:\n    display_name: Jane Doe\n")
    private static let prompt = (old: "please press 1, or,", new: "please press one, or,")
    private static let stranger = (old: #""name":"Joe""#, new: #""name":"Joe","display_name":"J.""#)

    /// `drift user.Jane`: each finding of a JSON report.
    private func findings(_ result: ProgramResult) throws -> [String] {
        let report = try JSONValue(parsing: Array(result.output.utf8))
        return try #require(report["findings"]?.arrayValue).map {
            "\($0["kind"]?.stringValue ?? "") \($0["address"]?.stringValue ?? "")"
        }
    }

    @Test("an account as the project says has none, and nothing is changed by looking")
    func none() async throws {
        let site = try await Site.committedAndApplied()
        let before = try await site.account.mutationCount()
        let result = try await drift(site)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains(/calls are on release [0-9a-f]{16}, which is the project's\n/))
        #expect(result.output.hasSuffix("\nNo drift. The account is as the project says. Unmanaged: none.\n"))
        #expect(try await site.account.mutationCount() == before)
    }

    @Test("what they changed is drift, what we changed is pending, by the version that was applied")
    func whoChanged() async throws {
        let site = try await Site.committedAndApplied()
        let applied = try await site.git("rev-parse", "HEAD")
        try site.edit(
            Self.display,
            Self.prompt,
            ("  public_key: keys/app.pub", "  region: eu-west\n  public_key: keys/app.pub")
        )
        let pending = try await drift(site)
        #expect(pending.status == 0)
        #expect(
            pending.output.contains(", which is the project's at commit \(applied.prefix(12))\n"),
            "\(pending.output)"
        )
        #expect(
            pending.output.hasSuffix(
                "\nNo drift. 4 changed in the project and not applied. Unmanaged: none.\n"
            ),
            "\(pending.output)"
        )
        let paths = "capabilities.voice.webhooks.answer_url.address: in the account release "
        #expect(pending.output.contains(paths), "\(pending.output)")
        #expect(!pending.output.contains(site.hostURL), "the host is the same, so that no URL is needed")
        // Committed, twice, it is the same.
        try await site.commit()
        try site.edit(Self.display, Self.prompt)
        try await site.commit()
        #expect(try await drift(site).status == 0)

        // Ours is declared by nobody who applied it, so it is the account's only where the applied version has it.
        try await site.changeAccount((#""name":"Contact Center Quickstart""#, #""name":"Renamed""#))
        let both = try await drift(site, "--format", "json")
        #expect(both.status == 2)
        #expect(
            try findings(both) == [
                "drift app", "pending user.Jane", "pending app.answer_url", "pending app.answer_url",
            ]
        )
        let text = try await drift(site)
        #expect(
            text.output.contains(
                "  drift    app             name: in the account 'Renamed', in the project 'Contact Center Quickstart'\n"
            ),
            "\(text.output)"
        )
    }

    @Test("names of users are no part of a release: the versions that share it are told apart by the account")
    func sameRelease() async throws {
        let site = try await Site.committedAndApplied()
        try site.edit(Self.display)
        try await site.commit()
        #expect(try findings(try await drift(site, "--format", "json")) == ["pending user.Jane"])
        try await site.applied()
        try site.edit((Self.display.old, Self.display.new.replacing("Jane Doe", with: "Jane D.")))
        let result = try await drift(site, "--format", "json")
        #expect(result.status == 0)
        #expect(try findings(result) == ["pending user.Jane"])
        try await site.changeAccount((#""display_name":"Jane Doe""#, #""display_name":"J.""#))
        #expect(try findings(try await drift(site, "--format", "json")) == ["drift user.Jane"])
    }

    @Test("the project is taken at a ref, and the index and the files of the repository stay as they are")
    func ref() async throws {
        let site = try await Site.committedAndApplied()
        try site.edit(Self.display)
        _ = try await site.git("add", "--all")
        let status = try await site.git("status", "--porcelain")
        let index = try Data(contentsOf: site.project.appending(path: ".git/index"))
        try site.edit(Self.prompt)
        let result = try await drift(site, "--ref", "HEAD")
        #expect(result.status == 0)
        #expect(result.output.contains("No drift. The account is as the project says."), "\(result.output)")
        #expect(try Data(contentsOf: site.project.appending(path: ".git/index")) == index)
        try site.edit(Self.display)
        #expect(try await site.git("status", "--porcelain") == status)
        for ref in ["nowhere", "--help", "HEAD:x"] {
            let wrong = try await site.ccplan(["drift", "--ref=\(ref)"])
            #expect(wrong.status == 1)
            #expect(wrong.errors.hasPrefix("error: the project at '\(ref)' cannot be had: "), "\(wrong.errors)")
        }
    }

    @Test("where nobody knows what was applied, differences are told as such, and why")
    func unknown() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(Self.prompt)
        let noGit = try await drift(site)
        #expect(noGit.status == 2)
        #expect(
            noGit.output.contains("what was applied is not known: the project is in no git repository\n"),
            "\(noGit.output)"
        )
        #expect(noGit.output.contains("\n  difference  app.answer_url  "))

        _ = try await site.git("init", "--quiet")
        try await site.commit()
        let result = try await drift(site, "--format", "json", "--depth", "1")
        #expect(result.status == 2)
        #expect(result.output.contains("is of none of the last 1 versions of the project (--depth looks further back)"))
        // There is nothing further back.
        let all = try await drift(site, "--format", "json", "--depth", "3")
        #expect(all.output.contains("is of none of the last 1 versions of the project\""), "\(all.output)")
        try await site.changeAccount(("/e/answer", "/elsewhere"), ("/r/", "/x/"))
        let elsewhere = try await drift(site)
        #expect(elsewhere.status == 2)
        #expect(elsewhere.output.contains("which is no release of ccplan\n"), "\(elsewhere.output)")
        try site.edit()
        try await site.account.set(state: ["version": 1])
        let gone = try await drift(site)
        #expect(gone.status == 2)
        #expect(gone.output.contains("what was applied is not known: the application is not in the account\n"))
        #expect(gone.output.contains("number.custom"))
    }

    @Test("a snapshot is compared as the account is, with no credential")
    func snapshot() async throws {
        let site = try await Site.committedAndApplied()
        try site.edit(("  Joe:\n", "  Joe:\n    display_name: Joe B.\n"))
        try await site.commit()
        try await site.changeAccount(Self.stranger)
        let file = try await site.snapshot()
        let direct = try await drift(site, "--format", "json")
        let result = try await site.ccplanWithoutCredentials(["drift", "--live", file.path, "--format", "json"])
        #expect(result.status == 2, "\(result.errors)")
        #expect(try findings(result) == ["drift user.Joe"])
        #expect(try findings(direct) == ["drift user.Joe"])
        let text = try await site.ccplanWithoutCredentials(["drift", "--live", file.path])
        #expect(text.output.contains(", against a snapshot taken just now ("))
    }

    @Test("an error is an error: no project, no account, a wrong command line")
    func errors() async throws {
        let site = try await Site()
        #expect(try await drift(site, "nowhere").status == 1)
        #expect(try await site.ccplanWithoutCredentials(["drift"]).status == 1)
        #expect(try await drift(site, "--depth", "0").status == 64)
    }
}
