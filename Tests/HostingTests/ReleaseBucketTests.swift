import CallBundle
import Foundation
import JSONTree
import NIOCore
import ObjectStore
import Testing

@testable import Hosting

@Suite("Releases in a bucket", .timeLimit(.minutes(2)))
struct ReleaseBucketTests {
    let store: StoreStub
    let release = sampleRelease()

    init() throws {
        store = try StoreStub()
        store.publish(release)
    }

    private func answer(_ release: Release) -> HostRequest {
        HostRequest(.get, "/r/\(release.id)/e/answer", query: "to=442079460000")
    }

    private func menu(_ release: Release) -> HostRequest {
        HostRequest(.post, "/r/\(release.id)/e/main~1", body: Array(#"{"dtmf":{"digits":"1"}}"#.utf8))
    }

    @Test("many who ask at once for what nobody has read cost one question for each file")
    func together() async throws {
        let host = store.host()
        let request = answer(release)
        try await withThrowingTaskGroup { group in
            for _ in 0..<40 {
                group.addTask {
                    let text = try await host.text(request)
                    #expect(text.contains("Hello"))
                }
            }
            try await group.waitForAll()
        }
        #expect(await host.hasRead(release))
        let asked = store.asked
        #expect(Set(asked).count == asked.count, "\(asked)")
        #expect(asked.count == release.files.count + 2, "the list, the manifest, and each file")
    }

    @Test(
        "once a route is asked for all files come, and calls go on when the store is gone",
        arguments: [
            StoreStub.Mood.gone, .busy, .silent, .page, .refusing,
        ]
    )
    func outliving(mood: StoreStub.Mood) async throws {
        let metrics = HostMetrics()
        let log = LogLines()
        let host = store.host(metrics: metrics, log: log)
        #expect(try await host.status(answer(release)) == 200)
        #expect(await host.hasRead(release))
        store.become(mood)
        for file in release.files where !file.path.contains("/e/") {
            #expect(try await host.status(HostRequest(.get, "/\(file.path)")) == 200, "\(file.path)")
        }
        #expect(try await host.text(menu(release)).contains("Jane"))
        let other = sampleRelease(greeting: "Other")
        store.publish(other)
        if mood != .silent {
            // What is not known to be missing is not 404: the platform tries again, and then takes the way out.
            _ = try await host.answer(answer(other))
            #expect(metrics.unreadableFiles.value == 0)
        }
        #expect(log.lines.allSatisfy { !$0.contains("s3cret") })
        store.become(.well)
    }

    @Test("while nothing was read the host is not ready; with releases in memory it is, and says so")
    func readiness() async throws {
        store.become(.busy)
        let host = store.host()
        let ready = HostRequest(.get, "/readyz")
        #expect(try await host.status(ready) == 503)
        let response = try await host.answer(answer(release))
        #expect(response.status == 503)
        #expect(response.header("retry-after") != nil)
        store.become(.well)
        #expect(try await soon { try await host.status(ready) == 200 })
        #expect(try await host.status(answer(release)) == 200)
        #expect(await host.hasRead(release))
        #expect(try await host.text(ready) == #"{"status":"ready"}"#)
        store.become(.gone)
        #expect(
            try await soon { try await host.text(ready) == #"{"status":"ready","releases":"from memory only"}"# }
        )
        #expect(host.host.metricsResponse().bodyText.contains("ccserve_store_up 0\n"))
        store.become(.well)
        #expect(try await soon { try await host.text(ready) == #"{"status":"ready"}"# })
        #expect(host.host.metricsResponse().bodyText.contains("ccserve_store_up 1\n"))
    }

    @Test("strangers who ask for releases that there are not cost a few lists, and no objects")
    func flood() async throws {
        let host = store.host()
        for index in 0..<2_000 {
            let id = String(0x1000_0000_0000_0000 + index, radix: 16)
            #expect(try await host.status(HostRequest(.get, "/r/\(id)/e/answer")) == 404)
        }
        #expect(store.count("LIST") < 50)
        #expect(Set(store.asked) == ["LIST"])
    }

    @Test("names that a release does not have cost nothing")
    func unknownFiles() async throws {
        let host = store.host()
        #expect(try await host.status(answer(release)) == 200)
        #expect(await host.hasRead(release))
        store.forget()
        for index in 0..<500 {
            let id = String(0x1000_0000_0000_0000 + index, radix: 16)
            for name in ["d/\(id).json", "e/route\(index)", "a/\(id).mp3", "fallback.json/x"] {
                #expect(try await host.status(HostRequest(.get, "/r/\(release.id)/\(name)")) == 404)
            }
        }
        #expect(store.asked.isEmpty, "\(store.asked)")
    }

    @Test("a release that is published later is served within seconds, whoever asked too early")
    func later() async throws {
        let host = store.host()
        #expect(try await host.status(answer(release)) == 200)
        let later = sampleRelease(greeting: "Good morning")
        #expect(try await host.status(answer(later)) == 404)
        store.publish(later)
        #expect(try await soon { try await host.text(answer(later)).contains("Good morning") })
    }

    @Test("a bundle that was copied as it was built, with one manifest beside r, is served")
    func plainBundle() async throws {
        let other = sampleRelease(greeting: "Built")
        for file in other.files { store.put(file.bytes, at: file.path) }
        store.put(other.manifest.json.serializedBytes(), at: "manifest.json")
        let host = store.host()
        #expect(try await host.text(answer(other)).contains("Built"))
        #expect(try await host.text(answer(release)).contains("Hello"))
    }

    @Test("half an answer is neither served nor kept, whether it shows or not", arguments: [true, false])
    func halves(told: Bool) async throws {
        let metrics = HostMetrics()
        let host = store.host(metrics: metrics)
        store.become(.halves(told: told), for: "/e/")
        for _ in 1...2 {
            let response = try await host.answer(answer(release))
            #expect(response.status == 503)
            #expect(response.header("retry-after") != nil)
        }
        #expect((metrics.unreadableFiles.value > 0) == !told, "what nobody notices but by its hash is told as such")
        store.become(.well)
        #expect(try await soon { try await host.text(answer(release)).contains("Hello") })
    }

    @Test("a manifest that makes no sense, or lists what is not its own, opens no door")
    func hostileManifests() async throws {
        let log = LogLines()
        let host = store.host(log: log)
        let broken = sampleRelease(greeting: "Broken")
        store.publish(broken)
        store.put(Array("{".utf8), at: "manifests/\(broken.id).json")
        for _ in 1...3 {
            let response = try await host.answer(answer(broken))
            #expect(response.status == 503)
            #expect(response.header("retry-after") != nil)
        }
        #expect(log.lines.count { $0.contains("manifest unreadable {file: manifests/\(broken.id).json") } == 1)

        let liar = sampleRelease(greeting: "Liar")
        store.publish(liar)
        var manifest = try #require(liar.manifest.json.objectValue)
        let files: [JSONValue] = ["../secret", "r/../../x", "/etc/passwd", "r/\(release.id)/e/answer.json"].map {
            ["path": .string($0), "sha256": "0", "size": 1]
        }
        let huge: [JSONValue] = [0, -1, Int.max].enumerated().map { index, size in
            ["path": .string("r/\(liar.id)/e/x\(index).json"), "sha256": "0", "size": .integer(size)]
        }
        manifest["files"] = .array(files + huge)
        store.put(JSONValue.object(manifest).serializedBytes(), at: "manifests/\(liar.id).json")
        store.forget()
        #expect(try await host.status(answer(liar)) == 404)
        #expect(try await host.status(HostRequest(.get, "/r/\(liar.id)/e/x0")) == 404)
        #expect(try await host.status(HostRequest(.get, "/r/\(liar.id)/e/x2")) == 500)
        #expect(!store.asked.contains { $0.contains("secret") || $0.contains("passwd") || $0.contains("..") })

        store.put(Array("{}".utf8), at: "manifests/../../evil.json")
        store.put(Array("{}".utf8), at: "manifests/not-a-release.json")
        #expect(try await host.status(HostRequest(.get, "/readyz")) == 200)
    }

    @Test("a store that fails is left alone after three failures, and asked again after a while")
    func pause() async throws {
        let log = LogLines()
        let host = store.host(log: log)
        store.become(.busy)
        for _ in 0..<50 { #expect(try await host.status(answer(release)) == 503) }
        // Three failures of two attempts each, and one more every other second.
        #expect(store.asked.count < 30)
        #expect(log.lines.count { $0.contains("the release store fails") } == 1)
        store.become(.well)
        #expect(try await soon { try await host.status(answer(release)) == 200 })
        #expect(log.lines.count { $0.contains("the release store answers again") } == 1)
    }

    @Test("one object that the store refuses is told once, and stops nothing else", arguments: ["/d/", "manifests/"])
    func refusedObject(kind: String) async throws {
        let log = LogLines()
        let host = store.host(log: log)
        let other = sampleRelease(greeting: "Other")
        store.publish(other)
        let file = try #require(other.files.first { $0.path.contains("/d/") }).path
        let name = kind == "/d/" ? file : "manifests/\(other.id).json"
        store.become(.denying, for: name)
        let asking = kind == "/d/" ? HostRequest(.get, "/\(file)") : answer(other)
        for _ in 0..<20 {
            let response = try await host.answer(asking)
            #expect(response.status == 503)
            #expect(response.header("retry-after") != nil)
        }
        #expect(try await host.status(answer(release)) == 200)
        #expect(store.count(name) == 1, "it is left alone for a while")
        #expect(log.lines.count { $0.contains("the release store refuses a file") && $0.contains(name) } == 1)
        #expect(!log.lines.contains { $0.contains("the release store fails") })
        #expect(host.releases.source.counts?.isUp == true)
    }

    @Test("where only the way out of a release is published it is served, and nothing else of it; the rest may follow")
    func fallback() async throws {
        let other = sampleRelease(greeting: "Other")
        let path = "r/\(other.id)/fallback.json"
        let file = try #require(other.files.first { $0.path == path })
        store.put(file.bytes, at: path)
        store.put(other.manifest.ofFallback.json.serializedBytes(.pretty), at: "manifests/\(other.id).fallback")
        let host = store.host()
        #expect(try await host.text(HostRequest(.get, "/\(path)")) == String(decoding: file.bytes, as: UTF8.self))
        #expect(try await host.status(answer(other)) == 404)
        #expect(try await host.status(HostRequest(.get, "/r/\(release.id)/fallback.json")) == 200, "of a whole release")
        let login = Array(#"{"mobile_api_key":"k","user_name":"Jane"}"#.utf8)
        store.remove("manifests/\(release.id).json")
        #expect(
            try await store.host().status(HostRequest(.post, "/api/jwt", body: login)) == 403,
            "nobody logs in by a way out"
        )
        store.publish(other)
        #expect(try await soon { try await host.text(answer(other)).contains("Other") })
        #expect(await host.hasRead(other))
    }

    @Test("readiness is told without a thread and without waiting, also while the store hangs")
    func readinessFromMemory() async throws {
        let host = store.host()
        store.become(.silent)
        let ready = HostRequest(.get, "/readyz")
        let early = try #require(host.host.answerFromMemory(ready), "on the event loop")
        #expect(early.status == 503)
        store.become(.well)
        #expect(await eventually { host.host.answerFromMemory(ready)?.status == 200 })
    }

    @Test("a request whose time is over when its turn comes asks the store nothing")
    func overdue() async throws {
        let host = store.host()
        #expect(try await host.status(HostRequest(.get, "/readyz")) == 503)
        #expect(await eventually { host.host.answerFromMemory(HostRequest(.get, "/readyz"))?.status == 200 })
        store.forget()
        var request = answer(release)
        request.wholeAt = .now() - .seconds(3)
        #expect(try await host.status(request) == 503)
        #expect(store.asked.isEmpty, "\(store.asked)")
        request.wholeAt = .now()
        #expect(try await host.status(request) == 200)
    }

    @Test("a store that never answers holds a request no longer than the platform waits")
    func silence() async throws {
        let host = store.host()
        store.become(.silent)
        let start = NIODeadline.now()
        let request = answer(release)
        let response = try await host.answer(request)
        #expect(response.status == 503)
        #expect(NIODeadline.now() - start < .seconds(5))
    }

    @Test("what only an operator can mend is told at the start; what may pass is not")
    func opening() async throws {
        let bucket = store.bucket()
        try await bucket.open()
        #expect(bucket.has(release.id))
        for (mood, passes) in [(StoreStub.Mood.refusing, false), (.busy, true), (.gone, true), (.page, true)] {
            store.become(mood)
            let error = await #expect(throws: ObjectStoreError.self) { try await store.bucket().open() }
            #expect(error?.mayPass == passes, "\(mood)")
            #expect(error?.message.contains("s3cret") == false)
        }
    }

    @Test("what a release wants of signatures holds, and nothing is served unseen while it is not known")
    func signatures() async throws {
        let required = sampleRelease(greeting: "Signed", signatures: .require)
        store.publish(required)
        var settings = SignatureSettings()
        settings.secrets = [.fixed("s1")]
        let host = store.host(signatures: settings)
        store.become(.busy, for: "manifests/")
        #expect(try await host.status(menu(required)) == 503)
        store.become(.well)
        let response = try await host.answer(menu(required))
        #expect(response.bodyText == #"{"error":"the webhook is not signed as it must be"}"#)
        #expect(try await host.status(menu(release)) == 200)
    }

    @Test("memory keeps to its limit, and a release larger than half of it is read ahead in part")
    func limits() async throws {
        var limits = ReleaseStore.Limits()
        limits.bytes = 30_000
        let large = sampleRelease(greeting: String(repeating: "Hello ", count: 3_000))
        store.publish(large)
        let host = store.host(limits: limits)
        for _ in 1...3 {
            #expect(try await host.text(answer(large)).contains("Hello"))
            #expect(try await host.text(answer(release)).contains("Hello"))
            #expect(host.releases.keptBytes <= 30_000)
        }
        let wanted = ReadAhead(bytes: 15_000).wanted(
            Dictionary(
                uniqueKeysWithValues: large.files.map { ($0.path, .init(size: $0.bytes.count, digest: $0.sha256)) }
            )
        )
        #expect(wanted.count == large.files.count - 1)
        #expect(wanted.prefix(2).allSatisfy { $0.path.contains("/e/") }, "tables first")
    }
}

@Suite("Logins by releases in a bucket", .timeLimit(.minutes(2)))
struct BucketLoginTests {
    let store: StoreStub

    init() throws { store = try StoreStub() }

    private func login(_ host: StubbedHost, _ user: String) async throws -> Int {
        let body = Array(#"{"mobile_api_key":"k","user_name":"\#(user)"}"#.utf8)
        return try await host.status(HostRequest(.post, "/api/jwt", body: body))
    }

    @Test("the newest release is asked first, and nothing more than is needed")
    func newest() async throws {
        for index in 0..<10 {
            store.publish(sampleRelease(greeting: "\(index)", users: ["User\(index)"]), modified: index)
        }
        let host = store.host()
        #expect(try await login(host, "User9") == 200)
        #expect(store.asked.count { $0.hasPrefix("manifests/") } == 1)
        #expect(try await login(host, "User7") == 200)
        #expect(store.asked.count { $0.hasPrefix("manifests/") } == 3)
        for _ in 1...3 { #expect(try await login(host, "Nobody") == 403) }
        #expect(store.asked.count { $0.hasPrefix("manifests/") } == 10)
    }

    @Test("of very many releases fifty count: those that calls were sent to last, and the newest")
    func many() async throws {
        var releases: [Release] = []
        for index in 0..<70 {
            releases.append(sampleRelease(greeting: "\(index)", users: ["User\(index)"]))
            store.publish(releases[index], modified: index)
        }
        var line = #"{"version":1,"at":"2026-11-26T06:45:38Z","cause":"rollback","release":"\#(releases[3].id)","#
        line += #""by":"me","application_id":"a"}"#
        store.put(Array("not a line\n\(line)\n".utf8), at: "releases.jsonl")
        let host = store.host()
        #expect(try await login(host, "User3") == 200, "an old one that calls are sent to again")
        #expect(store.asked.count { $0.hasPrefix("manifests/") } == 1)
        #expect(try await login(host, "User69") == 200)
        #expect(try await login(host, "User21") == 200)
        #expect(try await login(host, "User20") == 403)
        #expect(store.asked.count { $0.hasPrefix("manifests/") } == 50)
    }

    @Test("who is known may log in while the store is down; of others nothing is known, and they are told to come back")
    func down() async throws {
        store.publish(sampleRelease())
        let host = store.host()
        #expect(try await login(host, "Jane") == 200)
        let later = sampleRelease(greeting: "Later", users: ["Bob"])
        store.publish(later, modified: 1)
        store.become(.busy, for: "\(later.id)")
        #expect(try await login(host, "Jane") == 200)
        // The list is seconds old before the later release is seen, and then its manifest cannot be read.
        #expect(try await soon { try await login(host, "Bob") == 503 })
        #expect(try await login(host, "Jane") == 200)
        store.become(.well)
        #expect(try await soon { try await login(host, "Bob") == 200 })
    }
}
