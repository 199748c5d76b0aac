import CallBundle
import Foundation
import JSONTree
import NIOCore
import Testing
import TimeZones

@testable import Hosting

@Suite("The host, without a socket")
struct WebHostTests {
    let target: PublishTarget
    let release: Release
    let host: WebHost

    init() throws {
        target = try PublishTarget()
        release = sampleRelease()
        try target.publish(release)
        host = target.host()
    }

    private func get(_ path: String, query: String = "") -> HostResponse {
        host.answer(HostRequest(.get, path, query: query))
    }

    private func post(_ path: String, _ body: String) -> HostResponse {
        host.answer(HostRequest(.post, path, body: Array(body.utf8)))
    }

    @Test("every probe of the manifest is answered as the manifest says")
    func probes() {
        #expect(release.manifest.probes.count == 2)
        for probe in release.manifest.probes {
            let response = get("/r/\(release.id)/e/\(probe.route)", query: probe.query)
            #expect(response.status == probe.status)
            #expect(hexDigest(Array(response.bodyText.utf8)) == probe.sha256 ?? hexDigest([]))
        }
    }

    @Test(
        "the time at which a request came decides over a schedule",
        arguments: [(539, 204), (540, 200), (1_019, 200), (1_020, 204)]
    )
    func schedules(minute: Int, status: Int) throws {
        let hours = try #require(WallHours(opens: 540, closes: 1_020))
        let table = ScheduleTable(offsets: TimeZoneName.utc.offsets, week: [.monday: [hours]])
        var draft = BundleDraft()
        let greeting = draft.add(document: [["action": "talk", "text": "We are open."]])
        draft.add(.schedule(table, open: .document(greeting), closed: .proceed), at: .answer)
        let requires = Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        let release = draft.sealed(baseURL: "https://voice.acme.example", compilerVersion: "1", requires: requires)
        try target.publish(release)
        let monday = 1_767_571_200  // 2026-01-05
        let time = WallTime(seconds: monday + minute * 60)
        let response = host.answer(HostRequest(.get, "/r/\(release.id)/e/answer", receivedAt: time))
        #expect(response.status == status)
    }

    @Test("sound files are served with exactly their bytes and as what they are", arguments: ["mp3", "wav"])
    func sounds(ending: String) throws {
        var draft = BundleDraft()
        let path = draft.add(sound: [0x52, 0, 0xFF, 0x0A], ending: ending)
        draft.add(.proceed, at: .answer)
        let release = draft.sealed(
            baseURL: "https://voice.example.com",
            compilerVersion: "test",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
        try target.publish(release)
        let response = get("/r/\(release.id)/\(path)")
        #expect(response.status == 200)
        #expect(Array(response.body.readableBytesView) == [0x52, 0, 0xFF, 0x0A])
        #expect(response.header("content-type") == (ending == "mp3" ? "audio/mpeg" : "audio/wav"))
        #expect(response.header("cache-control") == "public, max-age=31536000, immutable")
        #expect(get("/r/\(release.id)/a/0000000000000000.\(ending)").status == 404)
        #expect(get("/r/\(release.id)/\(path)x").status == 404)
        #expect(get("/r/\(release.id)/a/..%2Fe%2Fanswer.json").status == 404)
    }

    @Test("every document and the fallback are served with exactly their bytes, for ever")
    func documents() {
        let files = release.files.filter { !$0.path.contains("/e/") }
        #expect(files.count == 5)
        for file in files {
            let response = get("/\(file.path)")
            #expect(response.status == 200)
            #expect(Array(response.bodyText.utf8) == file.bytes)
            #expect(response.header("cache-control") == "public, max-age=31536000, immutable")
            #expect(response.header("content-type") == "application/json")
            #expect(response.header("content-length") == String(file.bytes.count))
            #expect(host.answerFromMemory(HostRequest(.get, "/\(file.path)"))?.status == 200, "kept in memory")
        }
    }

    @Test(
        "a route decides over what the webhook tells, in each of its forms",
        arguments: [
            ("answer", "to=442079460000&from=447700900123", "", 200, "Hello"),
            ("answer", "to=%2B442079460000", "", 200, "Hello"),
            ("answer", "", #"{"to":"442079460000"}"#, 200, "Hello"),
            ("answer", "to=1", "", 200, "not one of"),
            ("answer", "", "", 200, "not one of"),
            ("answer", "from_user=Jane&to=020+7946+0018", "", 200, #""number":"442079460018""#),
            ("answer", "", #"{"from_user":"Jane","to":"+44 20 7946 0018"}"#, 200, #""number":"442079460018""#),
            ("answer", "from_user=Jane&to=100", "", 200, "Jane"),
            ("answer", "from_user=Jane&to=0900", "", 200, "not one of"),
            ("answer", "from_user=Jane&to=02079460018%22%7D", "", 200, "not one of"),
            ("answer", "from_user=Jane&to=PARAMS_TO", "", 200, "not one of"),
            ("main~1", "", #"{"dtmf":{"digits":"1","timed_out":true}}"#, 200, "Jane"),
            ("main~1", "", #"{"dtmf":{"digits":"7"}}"#, 200, "not one of"),
            ("main~1", "", #"{"dtmf":{"digits":""}}"#, 204, ""),
            ("main~1", "", #"{"dtmf":"1","timed_out":false}"#, 200, "Jane"),
            ("main~1", "dtmf=%7B%22digits%22%3A%221%22%7D", "", 200, "Jane"),
            ("main~1", "dtmf=1", "", 200, "Jane"),
            ("main%7E1", "dtmf=1", "", 200, "Jane"),
            ("main~1", "", "{}", 204, ""),
        ]
    )
    func routes(_ row: (route: String, query: String, body: String, status: Int, part: String)) {
        let path = "/r/\(release.id)/e/\(row.route)"
        // The second time it comes from memory.
        for _ in 1...2 {
            let method = row.body.isEmpty ? HostRequest.Method.get : .post
            let response = host.answer(HostRequest(method, path, query: row.query, body: Array(row.body.utf8)))
            #expect(response.status == row.status)
            #expect(row.part.isEmpty ? response.bodyText.isEmpty : response.bodyText.contains(row.part))
            #expect(!response.bodyText.contains(BundleDraft.dialledToken))
            #expect(response.header("cache-control") == "no-store")
            #expect(response.header("content-length").map { $0 == String(response.bodyText.utf8.count) } ?? true)
        }
    }

    @Test("a body that is no JSON object is 400", arguments: ["[1]", "x", "{", "\"a\"", "{\"a\":1}{", "\u{0}"])
    func badBody(_ body: String) {
        for path in ["/r/\(release.id)/e/answer", "/r/\(release.id)/e/main~1", "/events", "/r/\(release.id)/events"] {
            let response = post(path, body)
            #expect(response.status == 400)
            #expect(response.bodyText == #"{"error":"the body is not a JSON object"}"#)
        }
    }

    @Test(
        "what the host does not have is 404, and never a file outside",
        arguments: [
            "", "/", "//", "*", "/r", "/r/", "/r/RELEASE", "/r/RELEASE/", "/r/RELEASE/e", "/r/RELEASE/e/",
            "/r/RELEASE/e/nope",
            "/r/RELEASE/d/answer.json", "/r/RELEASE/d/0123456789abcdef.json", "/r/RELEASE/d/0123456789abcdef",
            "/r/0123456789abcdef/e/answer", "/r/0123456789abcdef/fallback.json", "/r/RELEASE/e/../fallback.json",
            "/r/RELEASE/e/..%2f..%2fmanifests%2fx", "/r/RELEASE/e/%2e%2e", "/r/RELEASE/e/..", "/r/RELEASE/e/.",
            "/r/RELEASE/e/answer%00", "/r/RELEASE/e/answer%00.json", "/r/RELEASE/e/answer.json/",
            "/r/RELEASE//e/answer",
            "//r/RELEASE/e/answer", "/r/../r/RELEASE/e/answer", "/../../../../etc/passwd", "/r/RELEASE/e/%ff%fe",
            "/r/RELEASE/e/%", "/r/RELEASE/e/%2", "/r/RELEASE/manifest.json", "/manifests/RELEASE.json", "/api",
            "/api/jwt/",
            "/healthz/", "/favicon.ico", "/r/RELEASE/e/answer\\..\\x", "/R/RELEASE/e/answer",
        ]
    )
    func misses(_ path: String) {
        let response = get(path.replacingOccurrences(of: "RELEASE", with: release.id.text))
        #expect(response.status == 404)
        #expect(response.bodyText == #"{"error":"not found"}"#)
    }

    @Test("names as long as can be are 404", arguments: [127, 128, 129, 255, 256, 5_000])
    func longNames(_ length: Int) {
        let name = String(repeating: "a", count: length)
        #expect(get("/r/\(release.id)/e/\(name)").status == 404)
        #expect(get("/\(name)").status == 404)
        #expect(get("/r/\(name)/e/answer").status == 404)
    }

    @Test(
        "other methods are 405 with those that there are",
        arguments: [
            ("/r/RELEASE/e/answer", HostRequest.Method.head, "GET, POST"), ("/r/RELEASE/e/answer", .other, "GET, POST"),
            ("/r/RELEASE/e/answer", .options, "GET, POST"), ("/r/RELEASE/e/unread", .other, "GET, POST"),
            ("/r/RELEASE/fallback.json", .options, "GET, HEAD, POST"), ("/events", .head, "GET, POST"),
            ("/healthz", .post, "GET, HEAD"), ("/readyz", .other, "GET, HEAD"), ("/api/jwt", .get, "POST, OPTIONS"),
        ]
    )
    func methods(_ path: String, _ method: HostRequest.Method, _ allowed: String) {
        let path = path.replacingOccurrences(of: "RELEASE", with: release.id.text)
        _ = get(path)
        let response = host.answer(HostRequest(method, path))
        #expect(response.status == 405)
        #expect(response.header("allow") == allowed)
    }

    @Test("the fallback is asked by POST too, and lets a call go on of which the request is an event")
    func fallback() throws {
        let path = "/r/\(release.id)/fallback.json"
        let document = try #require(release.files.first { "/\($0.path)" == path }).bytes
        let event = #"{"original_request":{"url":"https://voice.acme.example","type":"event"}}"#
        // The first time from the file, then from memory.
        for _ in 1...2 {
            #expect(post(path, event).status == 204)
            #expect(post(path, event).header("cache-control") == "no-store")
        }
        let encoded = "reason=timed+out&original_request=%7B%22type%22%3A%22event%22%7D"
        #expect(host.answer(HostRequest(.get, path, query: encoded)).status == 204)
        for body in [event.replacing("event", with: "answer"), "", "{", "[]", "{}"] {
            let response = post(path, body)
            #expect(response.status == 200)
            #expect(Array(response.bodyText.utf8) == document)
        }
        #expect(post("/r/0123456789abcdef/fallback.json", event).status == 404)
    }

    @Test(
        "a decision table that cannot be read is 500, and the host lives on",
        arguments: ["", "{", "[]", #"{"format":2,"decide":{"proceed":true}}"#, #"{"format":1,"decide":{"by":"moon"}}"#]
    )
    func brokenTable(_ text: String) throws {
        try target.write(Array(text.utf8), to: "r/\(release.id)/e/broken.json")
        #expect(get("/r/\(release.id)/e/broken").status == 500)
        try target.write(Array(#"{"format":1,"decide":{"proceed":true}}"#.utf8), to: "r/\(release.id)/e/broken.json")
        #expect(get("/r/\(release.id)/e/broken").status == 204, "the failure was not kept")
    }

    @Test("a decision whose document is missing is 500")
    func missingDocument() throws {
        let table = #"{"format":1,"decide":{"document":"0123456789abcdef"}}"#
        try target.write(Array(table.utf8), to: "r/\(release.id)/e/lost.json")
        #expect(get("/r/\(release.id)/e/lost").status == 500)
        #expect(get("/r/\(release.id)/e/lost").status == 500)
    }

    @Test("a folder or a file over the limit in the place of a document is 500")
    func oddFiles() throws {
        try target.write([], to: "r/\(release.id)/d/0123456789abcdef.json/x")
        #expect(get("/r/\(release.id)/d/0123456789abcdef.json").status == 500)
        var limits = ReleaseStore.Limits()
        limits.file = 10
        let small = target.host(limits: limits)
        #expect(small.answer(HostRequest(.get, "/r/\(release.id)/fallback.json")).status == 500)
    }

    @Test("a document that is not whole yet is neither served nor kept")
    func halfCopied() throws {
        let file = try #require(release.files.first { $0.path.contains("/d/") })
        for count in [0, 1, file.bytes.count / 2, file.bytes.count - 1] {
            try target.write(Array(file.bytes.prefix(count)), to: file.path)
            #expect(get("/\(file.path)").status == 500)
        }
        try target.write(Array("{}".utf8), to: file.path)
        #expect(get("/\(file.path)").status == 500, "a document is a list of actions")
        try target.write(file.bytes, to: file.path)
        #expect(get("/\(file.path)").status == 200)
    }

    @Test("symbolic links below the publish target lead nowhere, the target itself may be one")
    func links() throws {
        let outside = try PublishTarget()
        try outside.publish(release)
        let manager = FileManager.default
        try manager.removeItem(atPath: "\(target.path)/r/\(release.id)/fallback.json")
        try manager.createSymbolicLink(
            atPath: "\(target.path)/r/\(release.id)/fallback.json",
            withDestinationPath: "\(outside.path)/r/\(release.id)/fallback.json"
        )
        #expect(get("/r/\(release.id)/fallback.json").status == 500)
        try manager.removeItem(atPath: "\(target.path)/r")
        try manager.createSymbolicLink(atPath: "\(target.path)/r", withDestinationPath: "\(outside.path)/r")
        for file in release.files where !file.path.contains("/e/") {
            #expect(get("/\(file.path)").status == 500)
        }
        let link = "\(target.path)/link"
        try manager.createSymbolicLink(atPath: link, withDestinationPath: outside.path)
        let host = WebHost(releases: ReleaseStore(directory: link, logger: quiet), tokens: target.desk(), logger: quiet)
        #expect(host.answer(HostRequest(.get, "/r/\(release.id)/fallback.json")).status == 200)
    }

    @Test("a named pipe in the place of a file is 500 at once")
    func pipe() throws {
        try target.write([], to: "r/\(release.id)/e/x.json")
        let path = "\(target.path)/r/\(release.id)/e/pipe.json"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        #expect(get("/r/\(release.id)/e/pipe").status == 500)
    }

    @Test(
        "a foreign number whose plus became a blank is not taken for a national one of the same length",
        arguments: [
            ("to=%2B4712345678", "", "4712345678"), ("to=+4712345678", "", "4712345678"),
            ("to=%204712345678", "", "4712345678"), ("to=4155550100", "", "14155550100"),
            ("to=(415)+555-0100", "", "14155550100"), ("to=+(415)+555-0100", "", "14155550100"),
            ("", #"{"to":" 4155550100","from_user":"Jane"}"#, "14155550100"),
            ("to=+02079460018", "", nil),
        ]
    )
    func plusAsBlank(_ query: String, _ body: String, _ number: String?) throws {
        let out = try #require(DocumentID("00000000000000aa"))
        let refused = try #require(DocumentID("00000000000000ab"))
        let rules = DialRules(national: .length(digits: 10, code: "1"), allow: ["1", "47"], deny: [])
        let decision = Decision.dialled(
            rules,
            extensions: [:],
            allowed: .dialledDocument(out),
            refused: .document(refused)
        )
        let request = try WebhookRequest(query: queryPairs(query), body: Array(body.utf8))
        #expect(
            decision.outcome(for: request, at: 0)
                == (number.map { .document(out, dialled: $0) } ?? .document(refused, dialled: nil))
        )
    }

    @Test("whatever is dialled, a number in a document is an allowed one", arguments: 1...20 as ClosedRange<UInt64>)
    func onlyAllowedNumbers(_ seed: UInt64) throws {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let parts = [
            "44", "449", "0", "00", "+", "%2B", "%20", "1", "2", "7", "9", "020", "7946", "0018", "(", ")", "-", "%22",
            "x",
            "PARAMS_TO", "%00", "%0D%0A", "%D9%A4", "%CC%81", "*", "%23", "&to=44", "%EF%BC%94",
        ]
        var answered = 0
        for _ in 0..<2_000 {
            let number = (0...next(7)).map { _ in parts[next(parts.count)] }.joined()
            let reply = get("/r/\(release.id)/e/answer", query: "from_user=Jane&to=\(number)")
            try #require(reply.status == 200)
            let endpoint = try JSONValue(parsing: reply.bodyText).arrayValue?.first?["endpoint"]?.arrayValue?.first
            guard let dialled = endpoint?["number"]?.stringValue else { continue }
            answered += 1
            #expect(dialled.wholeMatch(of: /44[0-8][0-9]{4,12}/) != nil, "\(number)")
        }
        #expect(answered > 0)
    }

    @Test("a file that cannot be opened is named in the log only when its name is no telephone number")
    func maskedPaths() throws {
        let plain = try #require(RequestTarget(path: "/r/\(release.id)/e/main~1"))
        #expect(plain.maskedPath == "/r/\(release.id)/e/main~1")
        for path in [
            "/r/\(release.id)/e/447700900123", "/r/0000447700900123/e/main", "/r/0000447700900123/fallback.json",
        ] {
            #expect(try #require(RequestTarget(path: path)).maskedPath == "r/…")
        }
    }

    @Test("a release that is published later is served from its first request on")
    func laterRelease() throws {
        let later = sampleRelease(greeting: "Good morning")
        #expect(later.id != release.id)
        let path = "/r/\(later.id)/e/answer"
        #expect(get(path, query: "to=442079460000").status == 404)
        try target.publish(later)
        #expect(get(path, query: "to=442079460000").bodyText.contains("Good morning"))
        #expect(get("/r/\(release.id)/e/answer", query: "to=442079460000").bodyText.contains("Hello"))
    }

    @Test("it is alive always, and ready while its folder can be read")
    func health() throws {
        #expect(get("/healthz").status == 200)
        #expect(get("/readyz").status == 200)
        try FileManager.default.removeItem(atPath: target.path)
        #expect(get("/healthz").status == 200)
        #expect(get("/readyz").status == 503)
    }

    @Test("memory alone answers what needs no file, and says nothing of the rest")
    func memoryOnly() {
        #expect(host.answerFromMemory(HostRequest(.get, "/r/\(release.id)/e/answer")) == nil)
        #expect(host.answerFromMemory(HostRequest(.get, "/readyz")) == nil)
        #expect(host.answerFromMemory(HostRequest(.post, "/api/jwt")) == nil)
        #expect(host.answerFromMemory(HostRequest(.get, "/nope"))?.status == 404)
        #expect(host.answerFromMemory(HostRequest(.post, "/events"))?.status == 204)
    }

    @Test("what is kept in memory has a limit, and all is served still")
    func eviction() {
        var limits = ReleaseStore.Limits()
        limits.count = 2
        let store = ReleaseStore(directory: target.path + "//", limits: limits, logger: quiet)
        let host = WebHost(releases: store, tokens: target.desk(), logger: quiet)
        for _ in 1...3 {
            for file in release.files where !file.path.contains("/e/") {
                #expect(host.answer(HostRequest(.get, "/\(file.path)")).status == 200)
            }
            #expect(host.answer(HostRequest(.get, "/r/\(release.id)/e/answer", query: "to=1")).status == 200)
            #expect(store.keptCount == 2)
        }
    }
}
