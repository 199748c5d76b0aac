import CallBundle
import JSONTree
import Testing

@testable import Provisioning
@testable import Review

@Suite("What a report says of drift")
struct DriftSectionTests {
    private func plan(_ steps: [PlanStep]) throws -> Plan {
        Plan(
            project: "Acme",
            environment: nil,
            source: nil,
            configuration: ConfigurationFingerprint(application: "", numbers: "", users: "", removed: "", release: ""),
            release: try #require(ReleaseID("0123456789abcdef")),
            baseURL: "https://voice.example.com",
            applicationID: nil,
            steps: steps,
            unmanaged: [],
            users: .compared
        )
    }

    private func step(_ user: String, _ before: JSONValue?, _ after: JSONValue) -> PlanStep {
        let change = FieldChange(path: "display_name", before: before, after: .value(after))
        return PlanStep("user.\(user)", .user(name: user), .update, user, changes: [change])
    }

    /// A report on a plan of some steps, of which each is there without the change as well.
    private func report(
        _ steps: [PlanStep],
        base: String = "main",
        applied: DriftReport.Applied = .same,
        kind: (Int) -> DriftFinding.Kind = { _ in .drift }
    ) throws -> ChangeReport {
        let plan = try plan(steps)
        let findings = steps.enumerated().map { index, step in
            DriftFinding(
                kind: kind(index),
                address: step.address,
                subject: step.subject,
                action: step.action,
                change: step.changes.first
            )
        }
        let live = ReleaseID("fedcba9876543210")
        let drift = DriftReport(plan: plan, liveRelease: live, applied: applied, findings: findings)
        return ChangeReport(plan: plan, inherited: InheritedChanges(from: base, drift, in: plan))
    }

    @Test("the comment and the page tell it in a section of its own, by who made the difference")
    func section() throws {
        let steps = [
            step("Jane", "J.", "Jane Doe"), step("Joe", nil, "Joe Bloggs"), step("Ann", "A|b `c`", "<b>Ann</b>"),
        ]
        let report = try report(steps, applied: .commit("0123456789abcdef")) { [.drift, .pending, .difference][$0] }
        try expectGolden(report.markdown(), "drift.md")
        let page = report.page
        #expect(page.contains("<a href=\"#drift\">Drift</a>"))
        #expect(
            page.contains(
                "<code>user.Jane</code> display_name: in the account &#39;J.&#39;, in main &#39;Jane Doe&#39;"
            )
        )
        #expect(!page.contains("<b>Ann"))
    }

    @Test("where the account is as the base says there is no section")
    func silent() throws {
        let report = try report([])
        #expect(!report.markdown().contains("Drift"))
        #expect(!report.page.contains("Drift"))
    }

    @Test("a number without an application is not linked")
    func unlinked() throws {
        let id: JSONValue = "f30f0000-0000-0000-0000-000000000000"
        let link = FieldChange(path: "app_id", before: nil, after: .value(id))
        let cut = FieldChange(path: "app_id", before: id, after: .absent)
        let steps = [(PlanStep.Action.link, link), (.unlink, cut)].enumerated().map { index, step in
            PlanStep("number.n\(index)", .number(digits: "44\(index)"), step.0, "n", changes: [step.1])
        }
        let told = try #require(try report([steps[0]]).inherited)
        #expect(told.items.map(told.words) == ["app_id: in the account not linked, in main '\(id.stringValue ?? "")'"])
        let finding = DriftFinding(
            kind: .drift,
            address: "number.n1",
            subject: .number(digits: "441"),
            action: .update,
            change: cut
        )
        #expect(
            finding.words(inProject: "main") == "app_id: in the account '\(id.stringValue ?? "")', in main not linked"
        )
    }

    @Test("10,000 differences fit, and come after the dangers and before the account")
    func length() throws {
        let long = String(repeating: "very long ", count: 50)
        let steps = (0..<10_000).map { step("Agent \($0)", .string("\(long)1"), .string("\(long)2")) }
        let text = try report(steps, base: "feature/\(long)", applied: .unknown(reason: long)).markdown()
        #expect(text.unicodeScalars.count <= 65_000)
        #expect(text.contains("- **Drift**: 10000 changes made in the account, which this plan undoes."))
        let section = try #require(text.firstRange(of: "#### Drift"))
        let account = try #require(text.firstRange(of: "In the account"))
        #expect(section.lowerBound < account.lowerBound)
        #expect(text.contains(" more; `ccplan drift` tells them"))
    }

    @Test(
        "no name of a branch, user or value is more than a name",
        arguments: [
            "</details><script>", "``` \n# x", "@everyone", "[x](https://evil)", "<!-- ccplan -->", "a\u{202E}b",
        ]
    )
    func hostile(name: String) throws {
        let report = try report([step(name, .string(name), "x")], base: name, applied: .unknown(reason: name))
        let comment = report.markdown().outsideCode
        #expect(comment.ranges(of: "<!--").count == 1)
        #expect(comment.ranges(of: "<details>").count == comment.ranges(of: "</details>").count)
        for mark in ["<script", "](", "\u{202E}", "\n# x", "@every"] { #expect(!comment.contains(mark), "\(mark)") }
        // Its only script is its own.
        #expect(report.page.ranges(of: "<script").count == 1)
        #expect(!report.page.contains("\u{202E}"))
    }
}
