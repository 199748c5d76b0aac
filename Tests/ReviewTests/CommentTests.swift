import CallBundle
import JSONTree
import Testing

@testable import Journeys
@testable import Provisioning
@testable import Review

/// A plan of some steps on users, and what else a test wants.
private func plan(project: String = "Acme", _ steps: [PlanStep]) throws -> Plan {
    let none = ConfigurationFingerprint(application: "", numbers: "", users: "", removed: "", release: "")
    return Plan(
        project: project,
        environment: nil,
        source: nil,
        configuration: none,
        release: try #require(ReleaseID("0123456789abcdef")),
        baseURL: "https://voice.example.com",
        applicationID: nil,
        steps: steps,
        unmanaged: [],
        users: .compared
    )
}

private func user(_ name: String, _ action: PlanStep.Action = .create, dangers: [PlanStep.Danger] = []) -> PlanStep {
    PlanStep("user.\(name)", .user(name: name), action, "user of the application", dangers: dangers)
}

@Suite("The comment on a pull request")
struct CommentTests {
    @Test("a plan of 10,000 changes fits, tells the dangers first, and says what it left out")
    func length() throws {
        let long = String(repeating: "very long ", count: 50)
        let steps = (0..<10_000).map { user("Agent \($0) \(long)") } + [user("Bob", .delete, dangers: [.deletesUser])]
        let text = ChangeReport(plan: try plan(steps)).markdown()
        #expect(text.unicodeScalars.count <= 65_000)
        print("the comment on 10,001 steps has \(text.unicodeScalars.count) characters, \(text.utf8.count) bytes")
        let firstScreen = text.split(separator: "\n").prefix(12).joined(separator: "\n")
        #expect(firstScreen.contains("10000 to create"))
        #expect(firstScreen.contains("`user.Bob` deletes the user"))
        #expect(text.contains("Left out for length: "))
        #expect(text.contains("ccapply --plan-hash "))
    }

    @Test(
        "no name is more than a name",
        arguments: [
            "</details><script>alert(1)</script>", "``` \n# heading", "@everyone #1 !1 GH-1", "a|b|c\n|---|",
            "[x](https://evil)",
            "![](https://evil/x.png)", "*bold* _it_ ~~s~~ **", "https://evil.example", "<!-- ccplan -->", "$x^2$",
            "a\u{202E}b",
            "`a`", "\\`", "&lt;b&gt;", "- [ ] task", "> quote",
        ]
    )
    func hostile(name: String) throws {
        let steps = [user(name), user("\(name)\(name)", .delete, dangers: [.deletesUser])]
        let finding = ChangeReport.Finding(isError: true, code: "CC3001", message: name, place: name)
        let text = ChangeReport(plan: try plan(project: name, steps), findings: [finding]).markdown()
        let outside = text.outsideCode
        for mark in ["<script", "@everyone", "](", "![", "https://", "$x", "\u{202E}", "*bold", "~~", "&lt;b", "- [ ]"]
        {
            #expect(!outside.contains(mark), "\(mark) in \(text)")
        }
        #expect(outside.components(of: "<!--") == 1)
        #expect(outside.components(of: "</details>") == outside.components(of: "<details>"))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("# ") || $0.hasPrefix("```") })
    }

    @Test("a plan with errors names no hash that a merge could be held against, neither in the comment nor on the page")
    func errors() throws {
        let plan = try plan([user("Ann")])
        var finding = ChangeReport.Finding(isError: true, code: "CC8001", message: "no", place: nil)
        let broken = ChangeReport(plan: plan, findings: [finding])
        #expect(!broken.markdown().contains(plan.hash) && !broken.markdown().contains("--plan-hash"))
        #expect(broken.markdown().hasSuffix("<sub>release `0123456789abcdef`: nothing of this can be applied</sub>\n"))
        #expect(!broken.page.contains(plan.hash))
        finding.isError = false
        let sound = ChangeReport(plan: plan, findings: [finding])
        #expect(sound.markdown().contains("`ccapply --plan-hash \(plan.hash)`") && sound.page.contains(plan.hash))
    }

    @Test("what callers notice is told with its base, and where the walk ended before its end, that is told, too")
    func callers() throws {
        let plan = try plan([])
        func report(_ differences: [Journeys.Difference], isCut: Bool) -> ChangeReport {
            let comparison = JourneyComparison(differences: differences, pairs: 9, isCut: isCut)
            let journeys = JourneyReport(comparison, numberNames: [:], before: "main", after: "the files")
            let base = ChangeReport.Base(name: "main", commit: "0123456789abcdef0123456789abcdef01234567")
            return ChangeReport(plan: plan, journeys: journeys, base: base)
        }
        let one = Journeys.Difference(kind: .outage, starts: [], path: [], when: nil, before: [], after: [])
        for (isCut, count, words) in [
            (false, 0, "no caller can tell the difference since main (0123456)"),
            (false, 1, "1 difference since main (0123456)"),
            (true, 3, "at least 3 differences since main (0123456); the walk ended there"),
        ] {
            let report = report(Array(repeating: one, count: count), isCut: isCut)
            #expect(report.markdown().contains("- **Callers**: \(words).\n"), "\(report.markdown())")
            #expect(report.page.contains("<strong>Callers</strong>: \(words)</li>"))
            for text in [report.markdown(), report.page] {
                #expect(text.contains("There are more than \(count): the walk ended there.") == isCut)
            }
        }
        let base = ChangeReport.Base(name: "main", commit: "0123456789", obstacle: "has errors")
        let none = ChangeReport(plan: plan, base: base)
        #expect(none.markdown().contains("- **Callers**: not compared: main (0123456) has errors.\n"))
        #expect(none.page.contains("<strong>Callers</strong>: not compared: main (0123456) has errors</li>"))
        #expect(ChangeReport.Base(name: "0123456", commit: "0123456789").words == "0123456")
    }

    @Test("a project as it is gives a short comment")
    func nothing() throws {
        let plan = try plan([])
        #expect(
            ChangeReport(plan: plan).markdown() == """
                <!-- ccplan -->
                ### Acme: what this changes

                - **Callers**: not compared; name a version with `--base`.
                - **Account**: No changes. The account is as the project says. Unmanaged: none.

                <sub>release `0123456789abcdef`, plan `\(plan.hash)`: `ccapply --plan-hash \(plan.hash)` applies this and \
                nothing else</sub>

                """
        )
    }
}

extension String {
    /// A comment without what stands between backticks, which is shown as it is and holds none itself.
    var outsideCode: String {
        var outside = ""
        var isCode = false
        for character in self {
            if character == "`" { isCode.toggle() } else if !isCode { outside.append(character) }
        }
        #expect(!isCode)
        return outside
    }

    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
