import Foundation
import JSONTree
import LoopbackServing
import Testing

@Suite("examples/ci/gitlab: scripts")
struct GitLabScriptTests {
    private let mark = "<!-- ccplan -->"
    private let hash = String(repeating: "ab", count: 32)
    private static let notes = "/projects/3/merge_requests/7/notes"

    private func run(
        _ script: String,
        _ arguments: [String],
        _ forge: FakeForge,
        token: String = FakeForge.token
    ) async throws -> ProgramResult {
        try await finish(
            repository.appending(path: "examples/ci/gitlab/ci/ccplan/\(script)"),
            arguments,
            environment: [
                "CI_API_V4_URL": forge.url, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7",
                "CI_COMMIT_BRANCH": "main",
                "CCPLAN_GITLAB_TOKEN": token,
            ]
        )
    }

    private func note(_ id: Int, by user: Int, _ body: String) -> JSONValue {
        [
            "id": .integer(id), "author": ["id": .integer(user)], "body": .string(body),
            "updated_at": "2026-11-26T10:00:00.123Z",
        ]
    }

    @Test("the note is made once and changed from then on, and only the pipeline's own, on whichever page it stands")
    func comment() async throws {
        let forge = try FakeForge.gitlab()
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "comment.md")
        let foreign = (1...120).map { note($0, by: 8, $0 == 3 ? "\(mark)\nmine" : "hello") }
        forge.change { $0.lists[Self.notes] = foreign }
        for text in ["one", "two"] {
            try Data("\(mark)\n\(text)".utf8).write(to: file)
            let result = try await run("comment.sh", [file.path], forge)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(forge.changes == ["POST \(Self.notes)", "PUT \(Self.notes)/1001"])
        let list = forge.list(Self.notes)
        #expect(Array(list.dropLast()) == foreign)
        #expect(list.last?["body"]?.stringValue == "\(mark)\ntwo")
    }

    @Test("without a token nothing is written, which is no error; what the API refuses is one")
    func refused() async throws {
        let forge = try FakeForge.gitlab()
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "comment.md")
        try Data("\(mark)\none".utf8).write(to: file)
        let none = try await run("comment.sh", [file.path], forge, token: "")
        #expect(none.status == 0)
        #expect(forge.requests.isEmpty)
        let wrong = try await run("comment.sh", [file.path], forge, token: "wrong")
        #expect(wrong.status != 0)
        #expect(wrong.errors.contains("401 Bad credentials"), "\(wrong.errors)")
        #expect(forge.changes.isEmpty)
    }

    @Test("a snapshot that GitLab keeps elsewhere is fetched there, and the token of the job goes to GitLab only")
    func redirected() async throws {
        let forge = try FakeForge.gitlab()
        let store = try LoopbackServer { request, _ in
            request.path == "/bucket/live" ? .json("{\"live\": 1}") : .text("no", status: 404)
        }
        let path = "/projects/3/jobs/artifacts/main/raw/live.json"
        let folder = try TemporaryFolder()
        let out = folder.url.appending(path: "live.json")
        func snapshot() async throws -> ProgramResult {
            try await finish(
                repository.appending(path: "examples/ci/gitlab/ci/ccplan/snapshot.sh"),
                ["main", out.path],
                environment: ["CI_API_V4_URL": forge.url, "CI_PROJECT_ID": "3", "CI_JOB_TOKEN": FakeForge.token]
            )
        }
        forge.change { $0.redirects[path] = "\(store.base)/bucket/live?signature=a%2Fb" }
        let found = try await snapshot()
        #expect(found.status == 0, "\(found.errors)")
        #expect(try String(contentsOf: out, encoding: .utf8) == "{\"live\": 1}")
        #expect(forge.requests.map { $0.header("JOB-TOKEN") } == [FakeForge.token])
        #expect(store.received.map(\.target) == ["/bucket/live?signature=a%2Fb"])
        for request in store.received {
            #expect(!request.headers.contains { $0.value.contains(FakeForge.token) }, "\(request.headers)")
        }

        forge.change { $0.redirects[path] = "\(store.base)/gone" }
        let gone = try await snapshot()
        #expect(gone.status == 1)
        #expect(gone.errors.contains("it cannot be had: 404"), "\(gone.errors)")
        #expect(!FileManager.default.fileExists(atPath: out.path))
        // Kept by GitLab itself.
        forge.change { state in
            state.redirects = [:]
            state.files[path] = Array("{}".utf8)
        }
        #expect(try await snapshot().status == 0)
        #expect(try String(contentsOf: out, encoding: .utf8) == "{}")
    }

    private func reviewed(_ notes: [JSONValue], source: Int = 3, commit: String = "c0ffee") async throws
        -> ProgramResult
    {
        let forge = try FakeForge.gitlab()
        forge.change { state in
            state.lists[Self.notes] = notes
            state.lists["/projects/3/repository/commits/c0ffee/merge_requests"] = [
                [
                    "iid": 7, "state": "merged", "target_branch": "main", "merge_commit_sha": .string(commit),
                    "squash_commit_sha": nil, "sha": "feed", "source_project_id": .integer(source),
                    "target_project_id": 3,
                    "merged_at": "2026-11-26T10:00:01.000Z",
                ]
            ]
        }
        return try await run("reviewed-hash.sh", ["c0ffee"], forge)
    }

    @Test(
        "the hash is that of the last line of the pipeline's own note, and there is none where nobody reviewed a plan"
    )
    func reviewedHash() async throws {
        let footer = "<sub>release `0123456789abcdef`, plan `x`: `ccapply --plan-hash \(hash)` applies this</sub>\n"
        let own = note(2, by: 7, "\(mark)\n\(footer)")
        let found = try await reviewed([note(1, by: 8, "\(mark)\n\(footer)"), own])
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.output == "\(hash)\n")
        let cases: [(ProgramResult, String)] = [
            (try await reviewed([note(1, by: 8, "\(mark)\n\(footer)")]), "merge request 7 has no note of ccplan"),
            (try await reviewed([own], source: 4), "merge request 7 came from a fork"),
            (try await reviewed([own], commit: "other"), "commit c0ffee is the merge of no merge request"),
            (try await reviewed([note(2, by: 7, "\(mark)\n### No plan")]), "names no plan"),
        ]
        for (result, reason) in cases {
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.errors.contains(reason), "\(result.errors)")
        }
    }
}

extension FakeForge {
    static func gitlab() throws -> FakeForge {
        let forge = try FakeForge(author: ("author", ["id": 7]))
        forge.change { $0.objects["/user"] = ["id": 7] }
        return forge
    }
}
