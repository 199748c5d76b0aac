import Foundation
import JSONTree
import LoopbackServing
import Testing

@Suite("examples/ci/github: scripts")
struct GitHubScriptTests {
    private let mark = "<!-- ccplan -->"
    private let hash = String(repeating: "ab", count: 32)
    private static let comments = "/repos/acme/voice/issues/7/comments"

    private func forge() throws -> FakeForge { try .github() }

    private func run(_ script: String, _ arguments: [String], _ forge: FakeForge) async throws -> ProgramResult {
        try await finish(
            repository.appending(path: "examples/ci/github/ci/ccplan/\(script)"),
            arguments,
            environment: [
                "GITHUB_API_URL": forge.url, "GITHUB_REPOSITORY": "acme/voice", "GITHUB_TOKEN": FakeForge.token,
                "GITHUB_REF_NAME": "main",
            ]
        )
    }

    private func file(_ text: String, in folder: TemporaryFolder) throws -> String {
        let file = folder.url.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func comment(_ id: Int, by user: String, _ body: String) -> JSONValue {
        [
            "id": .integer(id), "user": ["login": .string(user)], "body": .string(body),
            "updated_at": "2026-11-26T10:00:00Z",
        ]
    }

    // MARK: The comment

    @Test("the comment is made once and changed from then on, and only the pipeline's own, on whichever page it stands")
    func comment() async throws {
        let forge = try forge()
        let folder = try TemporaryFolder()
        let foreign = (1...150).map {
            comment($0, by: $0 == 3 ? "mallory" : "jane", $0 == 3 ? "\(mark)\nmine" : "hello")
        }
        forge.change { $0.lists[Self.comments] = foreign }
        let first = try await run("comment.sh", ["7", try file("\(mark)\n\"one\" \\ 日本", in: folder)], forge)
        #expect(first.status == 0, "\(first.errors)")
        let second = try await run("comment.sh", ["7", try file("\(mark)\ntwo", in: folder)], forge)
        #expect(second.status == 0, "\(second.errors)")
        #expect(forge.changes == ["POST \(Self.comments)", "PATCH /repos/acme/voice/issues/comments/1001"])
        let list = forge.list(Self.comments)
        #expect(list.count == 151)
        #expect(Array(list.dropLast()) == foreign)
        #expect(list.last?["body"]?.stringValue == "\(mark)\ntwo")
        #expect(forge.requests.first { $0.method == "POST" }?.bodyText.contains("日本") == true)
    }

    @Test("what the API refuses is told in its words, and nothing is made twice")
    func refused() async throws {
        let forge = try forge()
        let folder = try TemporaryFolder()
        let text = try file("\(mark)\none", in: folder)
        forge.change {
            $0.lists[Self.comments] = []
            $0.refusal = ("/issues/", 403, "Resource not accessible by integration")
        }
        let result = try await run("comment.sh", ["7", text], forge)
        #expect(result.status != 0)
        #expect(result.errors.contains("403 Resource not accessible by integration"), "\(result.errors)")
        #expect(!result.errors.contains(FakeForge.token))
        forge.change { $0.refusal = nil }
        let foreign = try await run("comment.sh", ["7", try file("hello", in: folder)], forge)
        #expect(foreign.status == 1)
        #expect(forge.changes.isEmpty)
    }

    // MARK: What a run left

    private struct Left {
        var number = "7"
        var body = ""
        var ran = "feed"
        var head = "feed"
        var repository = 1
        var size = 400
    }

    /// Runs the commenting job on what a run left; gives the result, and the comment that it wrote.
    private func afterRun(_ left: Left, _ forge: FakeForge) async throws -> (ProgramResult, String?) {
        let folder = try TemporaryFolder()
        for (name, text) in [("comment.md", left.body), ("number", left.number)] {
            try Data(text.utf8).write(to: folder.url.appending(path: name))
        }
        let zip = folder.url.appending(path: "left.zip")
        let packed = try await finish(
            URL(filePath: "/usr/bin/env"),
            ["-C", folder.url.path, "python3", "-m", "zipfile", "-c", zip.path, "comment.md", "number"]
        )
        try #require(packed.status == 0, "\(packed.errors)")
        let content = Array(try Data(contentsOf: zip))
        forge.change { state in
            state.lists[Self.comments] = []
            state.lists["/repos/acme/voice/actions/runs/55/artifacts"] = [
                ["id": 9, "name": "ccplan-comment", "expired": false, "size_in_bytes": .integer(left.size)]
            ]
            state.files["/repos/acme/voice/actions/artifacts/9/zip"] = content
            state.objects["/repos/acme/voice/pulls/7"] = [
                "number": 7, "state": "open",
                "head": ["sha": .string(left.head), "repo": ["id": .integer(left.repository)]],
            ]
        }
        let event: JSONValue = [
            "repository": ["id": 1],
            "workflow_run": [
                "id": 55, "head_sha": .string(left.ran), "head_repository": ["id": .integer(left.repository)],
            ],
        ]
        let result = try await run("comment-on-run.sh", [try file(event.serialized(), in: folder)], forge)
        return (result, forge.list(Self.comments).last?["body"]?.stringValue)
    }

    @Test("the comment of a branch of the repository is written as it was made")
    func ownBranch() async throws {
        let body = "\(mark)\n### Acme: what this changes\n\n![x](y) @jane\n"
        let (result, written) = try await afterRun(Left(body: body), try forge())
        #expect(result.status == 0, "\(result.errors)")
        #expect(written == body)
    }

    @Test("the comment of a fork says that it is one, mentions nobody, and is not taken for another comment")
    func fork() async throws {
        let body = "\(mark)\n### Acme\n\n@everyone ![x](https://evil.example/x.png) <IMG src=x> <!-- hidden -->\n"
        let (result, written) = try await afterRun(Left(body: body, repository: 2), try forge())
        #expect(result.status == 0, "\(result.errors)")
        let text = try #require(written)
        #expect(text.hasPrefix("\(mark)\n> [!NOTE]\n> Made by the code of a fork"))
        for part in ["@everyone", "![x]", "<IMG", "<img", "<!-- hidden"] { #expect(!text.contains(part), "\(part)") }
    }

    @Test(
        "what a run left counts only for the pull request whose head ran",
        arguments: ["8; touch /tmp/x", "../9", "", "0", "$(id)", "8"]
    )
    func wrongNumber(number: String) async throws {
        let (result, written) = try await afterRun(Left(number: number, body: "\(mark)\nx"), try forge())
        #expect(result.status != 0)
        #expect(written == nil)
    }

    @Test("a run of a head that is no longer the pull request's writes nothing, nor does one that left too much")
    func moved() async throws {
        let (moved, none) = try await afterRun(Left(body: "\(mark)\nx", head: "beef"), try forge())
        #expect(moved.status == 0)
        #expect(moved.output.contains("was not of pull request 7 as it is now"))
        #expect(none == nil)
        let (large, nothing) = try await afterRun(Left(body: "\(mark)\nx", size: 2_000_000), try forge())
        #expect(large.status == 1)
        #expect(nothing == nil)
        let (unmarked, unwritten) = try await afterRun(Left(body: "hello"), try forge())
        #expect(unmarked.status == 1)
        #expect(unwritten == nil)
    }

    // MARK: The reviewed hash

    /// What is found for a commit that pull request 7 was merged as.
    private func reviewed(
        _ comments: [JSONValue],
        fork: Bool = false,
        merged: String = "2026-11-26T11:00:00Z",
        commit: String = "c0ffee"
    ) async throws -> ProgramResult {
        let forge = try forge()
        forge.change { state in
            state.lists[Self.comments] = comments
            state.lists["/repos/acme/voice/commits/c0ffee/pulls"] = [
                [
                    "number": 7, "merged_at": .string(merged), "merge_commit_sha": .string(commit),
                    "base": ["ref": "main", "repo": ["id": 1]],
                    "head": ["repo": fork ? ["id": 2] : ["id": 1]],
                ]
            ]
        }
        return try await run("reviewed-hash.sh", ["c0ffee"], forge)
    }

    private func footer(_ hash: String) -> String {
        "<sub>release `0123456789abcdef`, plan `\(hash)`: `ccapply --plan-hash \(hash)` applies this and nothing else</sub>\n"
    }

    @Test("the hash is that of the last line of the pipeline's own comment")
    func reviewedHash() async throws {
        let other = String(repeating: "cd", count: 32)
        let result = try await reviewed([
            comment(1, by: "mallory", "\(mark)\n\(footer(other))"),
            comment(2, by: "github-actions[bot]", "\(mark)\r\n\(footer(other))\r\n\(footer(hash))\r\n"),
        ])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "\(hash)\n")
    }

    @Test("there is none where nobody reviewed a plan, and why is told")
    func notReviewed() async throws {
        let own = comment(2, by: "github-actions[bot]", "\(mark)\n\(footer(hash))")
        let cases: [(ProgramResult, String)] = [
            (try await reviewed([]), "pull request 7 has no comment of ccplan"),
            (try await reviewed([comment(1, by: "mallory", "\(mark)\n\(footer(hash))")]), "has no comment of ccplan"),
            (try await reviewed([own], fork: true), "pull request 7 came from a fork"),
            (try await reviewed([own], merged: "2026-11-26T09:59:59Z"), "was changed after the merge"),
            (try await reviewed([own], commit: "other"), "commit c0ffee is the merge of no pull request"),
            (
                try await reviewed([comment(2, by: "github-actions[bot]", "\(mark)\n### No plan can be made")]),
                "names no plan"
            ),
        ]
        for (result, reason) in cases {
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.errors.contains(reason), "\(result.errors)")
        }
    }

    // MARK: The snapshot, and drift

    @Test("a snapshot that a pull request left under the same name is not taken")
    func snapshot() async throws {
        let forge = try forge()
        let folder = try TemporaryFolder()
        try Data("{}".utf8).write(to: folder.url.appending(path: "live.json"))
        let packed = try await finish(
            URL(filePath: "/usr/bin/env"),
            ["-C", folder.url.path, "python3", "-m", "zipfile", "-c", "live.zip", "live.json"]
        )
        try #require(packed.status == 0)
        let zip = Array(try Data(contentsOf: folder.url.appending(path: "live.zip")))
        func artifact(_ id: Int, _ branch: String, from repository: Int, _ day: Int, expired: Bool = false) -> JSONValue
        {
            [
                "id": .integer(id), "name": "ccplan-live", "expired": .bool(expired),
                "created_at": .string("2026-11-\(day)T00:00:00Z"),
                "workflow_run": [
                    "head_branch": .string(branch), "repository_id": 1, "head_repository_id": .integer(repository),
                ],
            ]
        }
        let list = "/repos/acme/voice/actions/artifacts"
        let foreign = [
            artifact(1, "change", from: 1, 29), artifact(2, "main", from: 2, 28),
            artifact(3, "main", from: 1, 27, expired: true),
        ]
        forge.change { $0.lists[list] = foreign }
        let out = folder.url.appending(path: "out.json").path
        let none = try await run("snapshot.sh", ["main", out], forge)
        #expect(none.status == 1)
        #expect(none.errors.contains("there is none yet"), "\(none.errors)")
        forge.change {
            $0.lists[list] = foreign + [artifact(4, "main", from: 1, 25), artifact(5, "main", from: 1, 26)]
            $0.files["\(list)/5/zip"] = zip
        }
        let found = try await run("snapshot.sh", ["main", out], forge)
        #expect(found.status == 0, "\(found.errors)")
        #expect(try String(contentsOfFile: out, encoding: .utf8) == "{}")
    }

    @Test(
        "drift opens one issue, changes it, and closes it when it is gone; what stands in the account is only text in it"
    )
    func drift() async throws {
        let forge = try forge()
        let folder = try TemporaryFolder()
        let issues = "/repos/acme/voice/issues"
        forge.change {
            $0.lists[issues] = [["id": 1, "number": 1, "user": ["login": "mallory"], "body": "<!-- ccplan drift -->"]]
        }
        let report = try file("ccplan drift\n```\n@everyone </details>\n", in: folder)
        #expect(try await run("drift-issue.sh", [report, "0"], forge).output == "no drift\n")
        #expect(try await run("drift-issue.sh", [report, "2"], forge).status == 0)
        let body = try #require(forge.list(issues).last?["body"]?.stringValue)
        #expect(body.contains("\n    ```\n    @everyone </details>\n"))
        #expect(try await run("drift-issue.sh", [report, "2"], forge).status == 0)
        #expect(try await run("drift-issue.sh", [report, "0"], forge).status == 0)
        #expect(forge.changes == ["POST \(issues)", "PATCH \(issues)/1001", "PATCH \(issues)/1001"])
        #expect(forge.list(issues).last?["state"]?.stringValue == "closed")
        #expect(try await run("drift-issue.sh", [report, "1"], forge).status == 1)
    }
}

extension FakeForge {
    static func github() throws -> FakeForge {
        try FakeForge(author: ("user", ["login": "github-actions[bot]"]))
    }
}
