import CallBundle
import CallPlaying
import Foundation
import JSONTree
import LoopbackServing
import ProjectLoading
import Simulator
import Synchronization
import Testing

/// `ccsandbox test`, as a pipeline runs it: the release published, a host that serves it, and no account.
@Suite("ccsandbox test")
struct HostedTestTests {
    private func publish(_ site: Site) async throws {
        let result = try await finish("ccapply", ["publish"], in: site.project)
        try #require(result.status == 0, "\(result.output)\(result.errors)")
    }

    private func test(_ project: URL, _ arguments: String..., environment: [String: String] = [:]) async throws
        -> ProgramResult
    {
        try await finish("ccsandbox", ["test", project.path] + arguments, environment: environment)
    }

    private func json(_ result: ProgramResult) throws -> JSONValue { try JSONValue(parsing: Array(result.output.utf8)) }

    /// How many tests a report has of each kind.
    private func counts(_ report: JSONValue) -> (total: Int, passed: Int, unplayed: Int) {
        func count(_ name: String) -> Int { report["summary"]?[name]?.intValue ?? -1 }
        return (count("total"), count("passed"), count("not_played"))
    }

    @Test("plays the quickstart through the host that serves it, and needs no account")
    func quickstart() async throws {
        let site = try await Site()
        let tests = repository.appending(path: "examples/quickstart/tests")
        try FileManager.default.copyItem(at: tests, to: site.project.appending(path: "tests"))
        try await publish(site)
        let result = try await test(site.project, "--format", "json")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let report = try json(result)
        let inProcess = try json(try await finish("ccplan", ["test", site.project.path, "--format", "json"]))
        // Without hours every test can be played.
        #expect(counts(report).unplayed == 0)
        #expect(counts(report).total == counts(inProcess).total)
        #expect(report["host"]?["error"] == .null)
        #expect(try await site.account.requests().isEmpty)
        let text = try await test(site.project, "--filter", "jane")
        #expect(text.status == 0)
        #expect(
            text.output.contains(
                /^\d+ tests? through http:\/\/127\.0\.0\.1:\d+\/r\/[0-9a-f]{16}\/e\/answer: \d+ passed\n$/
            ),
            "\(text.output)"
        )
        #expect(text.errors.isEmpty)
        #expect(try await test(site.project, "--filter", "nobody at all").status == 1)
        let junit = try await test(site.project, "--format", "junit")
        #expect(junit.output.contains("name=\"the host serves release "))
    }

    @Test("plays of acme what the hours of now allow, and lists the rest")
    func acme() async throws {
        let site = try await Site()
        try site.becomeAcme()
        try await publish(site)
        let result = try await test(site.project, "--format", "json")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let report = try json(result)
        let all = counts(try json(try await finish("ccplan", ["test", site.project.path, "--format", "json"])))
        #expect(counts(report).total + counts(report).unplayed == all.total)
        // Many lines have no hours, whenever this runs.
        #expect(counts(report).passed > 20)
        let reasons = Set(report["not_played"]?.arrayValue?.compactMap { $0["because"]?.stringValue } ?? [])
        #expect(reasons == ["other_hours", "host_down"])
        let schema = "docs/tests.schema.json"
        #expect(try await verdicts(on: [report], schema: schema) == ["valid"])
        let text = report.serialized()
        let broken = try [
            ("\"because\":\"host_down\"", "\"because\":\"rain\""), ("\"host\":{", "\"coverage\":{"),
            ("\"not_played\":[", "\"skipped\":["), ("\"error\":null", "\"error\":\"none\""),
        ].map { try JSONValue(parsing: Array(text.replacing($0.0, with: $0.1).utf8)) }
        for verdict in try await verdicts(on: broken, schema: schema) { #expect(verdict != "valid") }
    }

    @Test("fails with the call and the line of the project, as ccplan test does")
    func failure() async throws {
        let site = try await Site()
        try site.write(
            try site.originalText
                + """
                tests:
                  - {name: goes to Joe, call: {to: inbound}, expect: [{rings: {agent: Joe}}]}

                """
        )
        try await publish(site)
        let result = try await test(site.project)
        #expect(result.status == 1)
        let inProcess = try await finish("ccplan", ["test", site.project.path])
        let shown = result.output.split(separator: "1 test through")[0]
        #expect(shown.hasPrefix("FAIL: goes to Joe\nerror[CC7006]: "), "\(result.output)")
        #expect(inProcess.output.hasPrefix(shown), "\(inProcess.output)")
    }

    @Test("says so when the release is not there, the host is dead, or the URL is of another release")
    func wrongHost() async throws {
        let site = try await Site()
        let tests = repository.appending(path: "examples/quickstart/tests")
        try FileManager.default.copyItem(at: tests, to: site.project.appending(path: "tests"))
        let missing = try await test(site.project, "--format", "json")
        #expect(missing.status == 1)
        let report = try json(missing)
        #expect(report["host"]?["error"]?["code"] == "CC4030")
        #expect(report["host"]?["error"]?["message"]?.stringValue?.contains("status 404 instead of 200") == true)
        #expect(report["host"]?["error"]?["help"]?.stringValue?.contains("'ccapply publish'") == true)
        #expect(report["tests"]?.arrayValue?.isEmpty == true)
        #expect(try await verdicts(on: [report], schema: "docs/tests.schema.json") == ["valid"])

        try await publish(site)
        try await site.stopHost()
        let dead = try await test(site.project)
        #expect(dead.status == 1)
        #expect(dead.output.hasPrefix("error[CC4030]: \(site.hostURL)/r/"), "\(dead.output)")
        #expect(dead.output.contains("connection refused"))
        #expect(dead.output.contains(" not played\n"))

        let other = try await test(site.project, "--answer-url", "\(site.hostURL)/r/0123456789abcdef/e/answer")
        #expect(other.status == 1)
        #expect(
            other.errors.contains("error: --answer-url is of release 0123456789abcdef, and the project compiles to "),
            "\(other.errors)"
        )
        #expect(try await test(site.project, "--answer-url", "ftp://x").status == 64)
        let secret = try await test(site.project, "--answer-url", "http://me:s3cret@127.0.0.1:1/r/x/e/answer")
        #expect(secret.status == 64 && !(secret.output + secret.errors).contains("s3cret"))
    }

    @Test("sees a cache that is stale, and a host that redirects or keeps silent; sends events to nobody")
    func spoiled() async throws {
        let host = SpoiledHost()
        let server = try LoopbackServer { request, _ in host.answer(request) }
        let folder = try TemporaryFolder()
        let project = try folder.project(
            """
            version: 1
            app: {name: Acme, events: "\(server.base)/elsewhere"}
            hosting: {url: "\(server.base)"}
            numbers: {n: {number: +44 20 7946 0001, inbound: {say: Welcome., voicemail: box}}}
            voicemails: {box: {say: Leave a message., notify: "\(server.base)/mail"}}
            tests:
              - {name: message, call: {to: n}, expect: [{hears: Welcome}, records, ends]}
            """
        )
        try host.serve(project)
        let good = try await test(project)
        #expect(good.status == 0, "\(good.output)\(good.errors)")
        let asked = server.received
        #expect(!asked.isEmpty)
        #expect(asked.allSatisfy { $0.path.hasPrefix("/r/") }, "\(asked.map(\.target))")
        for (spoil, words) in [
            (SpoiledHost.Way.stale, "error[CC4033]: "), (.redirect, "error[CC4032]: "), (.refuse, "error[CC4036]: "),
            (.silent, "error[CC4030]: "),
        ] {
            host.spoil(spoil)
            let result = try await test(project)
            #expect(result.status == 1)
            #expect(result.output.hasPrefix(words), "\(result.output)")
            #expect(result.output.hasSuffix(": 1 not played\n"))
        }
    }

    @Test("tells that nothing was shown when no test could be played, and signs where a secret is set")
    func nothing() async throws {
        let site = try await Site()
        let text = try site.originalText
        try site.write(text + "tests: [{name: down, call: {to: inbound}, expect: [host_down, ends]}]\n")
        try await publish(site)
        let result = try await test(
            site.project,
            environment: ["VONAGE_SIGNATURE_SECRET": "0123456789abcdefghijklmnopqrstuv"]
        )
        #expect(result.status == 1)
        #expect(result.output.contains("not played, since the host cannot be taken down:\n"))
        #expect(result.errors.contains("error: no test could be played, so nothing is known of the host"))
        try site.write(text)
        let none = try await test(site.project)
        #expect(none.status == 1)
        #expect(none.errors.contains("error: the project has no tests"))
    }
}

/// A host of one release in this process, with what may go wrong in front of it.
private final class SpoiledHost: Sendable {
    enum Way {
        case stale, redirect, refuse, silent
    }

    private struct State {
        var reference: ReleaseHost?
        var base = ""
        var way: Way?
    }

    private let state = Mutex(State())

    func serve(_ project: URL) throws {
        let loaded = try loadProject(at: project.path)
        let release = try #require(loaded.release)
        state.withLock { state in
            state.reference = ReleaseHost(release)
            state.base = release.manifest.baseURL
        }
    }

    func spoil(_ way: Way) { state.withLock { $0.way = way } }

    func answer(_ request: LoopbackServer.Received) -> LoopbackServer.Reply {
        let (host, base, way) = state.withLock { ($0.reference, $0.base, $0.way) }
        switch way {
        case .stale: return .text("[]", [("Content-Type", "application/json"), ("Age", "300")])
        case .redirect: return .text("", status: 301, [("Location", "https://elsewhere.example/")])
        case .refuse: return .text("", status: 401)
        case .silent: return .close
        case nil: break
        }
        var exchange = WebhookExchange(purpose: .answer, method: .get, url: base + request.path, body: request.body)
        exchange.query =
            request.target.split(separator: "?").dropFirst().first.map(String.init)?.split(separator: "&")
            .map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
                return (parts[0], parts.count > 1 ? parts[1] : "")
            } ?? []
        guard let answer = host?.answer(to: exchange, at: 1_795_428_000) else { return .text("", status: 501) }
        return .answer(status: answer.status, headers: [("Content-Type", "application/json")], body: answer.body)
    }
}
