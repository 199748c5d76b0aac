import Foundation
import JSONTree
import Testing

/// The very commands of the pipelines, from a pull request to the account, against the emulator and a fake of the service.
@Suite("examples/ci: a change on its way", .timeLimit(.minutes(10)))
struct PipelineStoryTests {
    private static let greeting = (old: "calling my contact center.", new: "calling my contact center today.")

    private func expectDone(
        _ steps: [(name: String, result: ProgramResult)],
        _ names: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(steps.map(\.name) == names, sourceLocation: sourceLocation)
        for (name, result) in steps {
            #expect(result.status == 0, "\(name): \(result.output)\(result.errors)", sourceLocation: sourceLocation)
        }
    }

    // MARK: GitHub

    private func secrets(_ site: Site) -> [String: String] {
        var values = ["${{ github.token }}": FakeForge.token]
        for name in ["VONAGE_API_KEY", "VONAGE_API_SECRET", "VONAGE_PRIVATE_KEY"] {
            values["${{ secrets.\(name) }}"] = site.environment[name]
        }
        for name in ["secrets.VONAGE_SIGNATURE_SECRET", "secrets.AWS_ACCESS_KEY_ID", "secrets.AWS_SECRET_ACCESS_KEY"] {
            values["${{ \(name) }}"] = ""
        }
        values["${{ vars.AWS_REGION }}"] = ""
        values["${{ inputs.plan_hash }}"] = ""
        return values
    }

    /// The account is looked at; its snapshot is what the repository has from then on.
    private func look(_ run: PipelineRun) async throws {
        let steps = try await run.job(
            "look",
            of: "ccplan-account",
            secrets(run.site),
            ["VONAGE_API_URL": run.site.account.url]
        )
        expectDone(steps, ["Install", "Take a snapshot", "Look for drift"])
        try await keepSnapshot(run)
    }

    private func keepSnapshot(_ run: PipelineRun) async throws {
        let zip = try await run.zip("live.json")
        run.forge.change { state in
            state.lists["/repos/acme/voice/actions/artifacts"] = [
                [
                    "id": 4, "name": "ccplan-live", "expired": false, "created_at": "2026-11-26T00:00:00Z",
                    "workflow_run": ["head_branch": "main", "repository_id": 1, "head_repository_id": 1],
                ]
            ]
            state.files["/repos/acme/voice/actions/artifacts/4/zip"] = zip
        }
    }

    /// A branch with a change is merged into what is checked out, as GitHub does for a pull request; gives its head.
    private func propose(_ run: PipelineRun, _ changes: (old: String, new: String)...) async throws -> String {
        let site = run.site
        _ = try await site.git("checkout", "--quiet", "-B", "change", "main")
        try site.edit(changes)
        _ = try await site.git("commit", "--quiet", "--all", "--message", "change")
        let head = try await site.git("rev-parse", "HEAD")
        _ = try await site.git("checkout", "--quiet", "--detach", "main")
        _ = try await site.git("merge", "--quiet", "--no-ff", "--no-edit", "change")
        return head
    }

    /// The run of a pull request and the comment on it.
    private func review(_ run: PipelineRun, head: String) async throws -> String {
        let steps = try await run.job(
            "check",
            of: "ccplan-pull-request",
            [
                "${{ github.event.pull_request.number }}": "7", "${{ github.token }}": FakeForge.token,
                "${{ github.event.repository.default_branch }}": "main",
            ],
            ["GITHUB_BASE_REF": "main"]
        )
        expectDone(
            steps,
            [
                "Install", "Validate", "Test", "Fetch the snapshot of the account", "Plan",
                "Say which pull request this is",
            ]
        )
        let left = try await run.zip("review/comment.md", "review/number")
        run.forge.change { state in
            if state.lists["/repos/acme/voice/issues/7/comments"] == nil {
                state.lists["/repos/acme/voice/issues/7/comments"] = []
            }
            state.lists["/repos/acme/voice/actions/runs/55/artifacts"] = [
                ["id": 9, "name": "ccplan-comment", "expired": false, "size_in_bytes": .integer(left.count)]
            ]
            state.files["/repos/acme/voice/actions/artifacts/9/zip"] = left
            state.objects["/repos/acme/voice/pulls/7"] = [
                "number": 7, "state": "open", "head": ["sha": .string(head), "repo": ["id": 1]],
            ]
        }
        let event: JSONValue = [
            "repository": ["id": 1],
            "workflow_run": ["id": 55, "head_sha": .string(head), "head_repository": ["id": 1]],
        ]
        let file = run.site.folder.url.appending(path: "event.json")
        try Data(event.serialized().utf8).write(to: file)
        let comment = try await run.job(
            "comment",
            of: "ccplan-comment",
            ["${{ github.token }}": FakeForge.token],
            ["GITHUB_EVENT_PATH": file.path]
        )
        expectDone(comment, ["Comment"])
        let comments = run.forge.list("/repos/acme/voice/issues/7/comments")
        #expect(comments.count == 1)
        return try #require(comments.first?["body"]?.stringValue)
    }

    /// What was checked out becomes the main branch, and is applied.
    private func merge(
        _ run: PipelineRun,
        hash: String = ""
    ) async throws -> [(name: String, result: ProgramResult)] {
        let site = run.site
        let commit = try await site.git("rev-parse", "HEAD")
        _ = try await site.git("checkout", "--quiet", "-B", "main", commit)
        run.forge.change { state in
            state.lists["/repos/acme/voice/commits/\(commit)/pulls"] = [
                [
                    "number": 7, "merged_at": "2026-11-26T11:00:00Z", "merge_commit_sha": .string(commit),
                    "base": ["ref": "main", "repo": ["id": 1]], "head": ["repo": ["id": 1]],
                ]
            ]
        }
        var values = secrets(site)
        values["${{ inputs.plan_hash }}"] = hash
        return try await run.job(
            "apply",
            of: "ccplan-apply",
            values,
            ["VONAGE_API_URL": site.account.url, "GITHUB_SHA": commit, "GITHUB_REF_NAME": "main"]
        )
    }

    @Test("GitHub: what was reviewed is applied, and what was not stops until somebody looked at it")
    func github() async throws {
        let run = try await PipelineRun(try .github(), of: "github")
        try await look(run)
        let first = try await review(run, head: try await propose(run, Self.greeting))
        #expect(first.contains("- **Callers**: 1 difference"), "\(first)")
        #expect(!first.contains("Drift"))
        #expect(try run.text("review/plan.html").contains("<section id=\"callers\">"))
        let applied = try await merge(run)
        expectDone(
            applied,
            ["Install", "Apply", "Show the plan", "Take a snapshot for the pull requests that come"]
        )
        try await run.site.expectNothingToDo()
        try await keepSnapshot(run)

        // The same comment tells of the next change; meanwhile somebody changes the account.
        let next = try await propose(run, Self.greeting, ("Joe, press 2", "Joe, press two"))
        let second = try await review(run, head: next)
        #expect(second != first)
        try await run.site.changeAccount((#""name":"Contact Center Quickstart""#, #""name":"Renamed""#))
        let stopped = try await merge(run)
        let apply = try #require(stopped.first { $0.name == "Apply" }?.result)
        #expect(apply.status == 1)
        #expect(apply.errors.contains("apply: stopped, nothing was changed: the plan of this merge has the hash "))
        let hash = try #require(apply.errors.firstMatch(of: /by hand with the hash ([0-9a-f]{64})/)).output.1
        #expect(try await run.site.plan().output.contains("1 to publish"))
        let resumed = try await merge(run, hash: String(hash))
        #expect(resumed.first { $0.name == "Apply" }?.result.status == 0, "\(resumed)")
        try await run.site.expectNothingToDo()
    }

    @Test("the release of a branch is published and called, and the account stays as it is")
    func publishAndCall() async throws {
        let run = try await PipelineRun(try .github(), of: "github")
        _ = try await propose(run, Self.greeting)
        let mutations = try await run.site.account.mutationCount()
        let steps = try await run.job("try", of: "ccplan-pull-request", secrets(run.site))
        expectDone(steps, ["Install", "Publish and call"])
        #expect(try run.text("smoke.xml").contains(" failures=\"0\" errors=\"0\" skipped=\"0\""))
        let again = try await run.bash(try await script("try"), ["CI_PROJECT_DIR": run.site.project.path])
        #expect(again.status == 0, "\(again.output)\(again.errors)")
        #expect(try await run.site.account.mutationCount() == mutations)
    }

    @Test("a change that has errors gets a comment that says so, in the place of one with a plan")
    func broken() async throws {
        let run = try await PipelineRun(try .github(), of: "github")
        try await look(run)
        _ = try await propose(run, ("options:", "optoins:"))
        let result = try await run.bash("source ci/ccplan/settings.sh; ci/ccplan/review.sh main live.json review")
        #expect(result.status == 1)
        #expect(
            try run.text("review/comment.md").hasPrefix("<!-- ccplan -->\n### No plan can be made of this change\n")
        )
    }

    @Test("a project that is new has no base, and gets a plan")
    func new() async throws {
        let run = try await PipelineRun(try .github(), of: "github")
        try await look(run)
        _ = try await run.site.git("checkout", "--quiet", "--orphan", "empty")
        _ = try await run.site.git("rm", "-r", "--cached", "--quiet", ".")
        _ = try await run.site.git("commit", "--quiet", "--allow-empty", "--message", "empty")
        _ = try await run.site.git("checkout", "--quiet", "--force", "main")
        let result = try await run.bash("ci/ccplan/review.sh empty live.json review")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try run.text("review/comment.md").contains("- **Callers**: not compared: empty ("))
        #expect(try run.text("review/comment.md").contains(") does not have the project.\n"))
    }

    @Test("a change that mends its base gets a plan, which says that callers were not compared")
    func mended() async throws {
        let run = try await PipelineRun(try .github(), of: "github")
        try await look(run)
        try run.site.edit(("options:", "optoins:"))
        try await run.site.commit()
        _ = try await run.site.git("tag", "main", "HEAD~1")
        try run.site.edit(Self.greeting)
        let result = try await run.bash("ci/ccplan/review.sh refs/heads/main live.json review")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try run.text("review/comment.md").contains(") has errors.\n"))
        #expect(try run.text("review/comment.md").contains("ccapply --plan-hash "))
    }

    @Test("programs that are not the pinned ones are not installed")
    func install() async throws {
        let run = try await PipelineRun(try .github(), of: "github")
        let wrong = [
            "CCPLAN_SHA256": String(repeating: "0", count: 64), "CCPLAN_BIN": run.site.folder.url.path + "/bin",
        ]
        let result = try await run.bash("ci/ccplan/install.sh", wrong)
        #expect(result.status == 1)
        #expect(result.errors.contains("is pinned"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: run.site.folder.url.path + "/bin"))
    }

    // MARK: GitLab

    /// The commands of a job, without those that install packages.
    private func script(_ job: String) async throws -> String {
        let pipeline = try await gitlabPipeline()
        let lines = [pipeline["default"]?["before_script"], pipeline[job]?["script"]]
            .flatMap { $0?.arrayValue ?? [] }.compactMap(\.stringValue).filter { !$0.hasPrefix("apt-get ") }
        try #require(lines.count > 4)
        return lines.joined(separator: "\n")
    }

    @Test("GitLab: what was reviewed is applied, and drift fails the schedule")
    func gitlab() async throws {
        let forge = try FakeForge.gitlab()
        let run = try await PipelineRun(forge, of: "gitlab")
        let site = run.site
        let common = [
            "CI_PROJECT_DIR": site.project.path, "CI_PROJECT_ID": "3", "CI_DEFAULT_BRANCH": "main",
            "CI_JOB_TOKEN": FakeForge.token, "CCPLAN_GITLAB_TOKEN": FakeForge.token,
        ]
        let protected = common.merging(site.environment) { $1 }.merging(["CI_COMMIT_BRANCH": "main"]) { $1 }
        let request = common.merging(["CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"]) {
            $1
        }

        let taken = try await run.bash(try await script("snapshot"), protected)
        #expect(taken.status == 0, "\(taken.errors)")
        let live = Array(try run.text("live.json").utf8)
        forge.change {
            $0.files["/projects/3/jobs/artifacts/main/raw/live.json"] = live
            $0.lists["/projects/3/merge_requests/7/notes"] = []
        }

        _ = try await site.git("remote", "add", "origin", site.project.path)
        _ = try await site.git("checkout", "--quiet", "-b", "change")
        try site.edit(Self.greeting)
        _ = try await site.git("commit", "--quiet", "--all", "--message", "change")
        for job in ["validate", "test", "plan"] {
            let result = try await run.bash(try await script(job), request)
            #expect(result.status == 0, "\(job): \(result.output)\(result.errors)")
        }
        #expect(try run.text("findings.json") == "[]\n")
        let note = try #require(forge.list("/projects/3/merge_requests/7/notes").first?["body"]?.stringValue)
        #expect(note.contains("- **Callers**: 1 difference"), "\(note)")

        let commit = try await site.git("rev-parse", "HEAD")
        _ = try await site.git("checkout", "--quiet", "-B", "main", commit)
        forge.change {
            $0.lists["/projects/3/repository/commits/\(commit)/merge_requests"] = [
                [
                    "iid": 7, "state": "merged", "target_branch": "main", "merge_commit_sha": .string(commit),
                    "sha": "feed", "source_project_id": 3, "target_project_id": 3,
                    "merged_at": "2026-11-26T11:00:00.000Z",
                ]
            ]
        }
        let applied = try await run.bash(
            try await script("apply"),
            protected.merging(["CI_COMMIT_SHA": commit]) { $1 }
        )
        #expect(applied.status == 0, "\(applied.output)\(applied.errors)")
        try await site.expectNothingToDo()

        let drift = try await script("drift")
        #expect(try await run.bash(drift, protected).status == 0)
        try await site.changeAccount((#""name":"Contact Center Quickstart""#, #""name":"Renamed""#))
        let drifted = try await run.bash(drift, protected)
        #expect(drifted.status == 2)
        #expect(try run.text("drift.txt").contains("in the account 'Renamed'"))
    }
}
