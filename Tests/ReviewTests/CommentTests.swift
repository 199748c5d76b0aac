import CallBundle
import JSONTree
import Testing

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
