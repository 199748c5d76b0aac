import Foundation
import LoopbackServing
import ObjectStore
import ObjectStoreServing
import Testing

/// nginx with the site of the example, before the tests' object store; a proxy between them tells what is read, and can go down.
@Suite("examples/hosting/s3", .timeLimit(.minutes(10)))
struct BucketExampleTests {
    private struct Setting {
        let bucket: BucketSite
        let proxy: StoreProxy
        let example: RunningExample

        /// Starts the example; `ccapply` publishes to its bucket and asks at its URL.
        init(key: [String: String] = ObjectStoreServer.key) async throws {
            bucket = try await BucketSite()
            proxy = try await StoreProxy()
            let place = bucket.bucket.place
            let origin = ["VOICE_ORIGIN": "\(proxy.url)/\(place.bucket)/\(place.prefix)"]
            example = try await RunningExample("s3", environment: origin.merging(key) { $1 })
            try bucket.site.edit((bucket.site.hostURL, example.url), ("dir:public ", "\(place) "))
        }
    }

    @Test("what ccapply publishes and verifies is served when the store is gone in mid-call, without being read again")
    func storeGoesDown() async throws {
        let setting = try await Setting()
        let example = setting.example
        let applied = try await setting.bucket.apply()
        #expect(applied.status == 0, "\(applied.output)\(applied.errors)")
        #expect(applied.output.contains("16 files written, 16 URLs verified at \(example.url)"), "\(applied.output)")
        let release = try await setting.bucket.site.liveRelease()
        let reads = setting.proxy.readCount
        #expect(reads > 10)
        let calls = [["--press", "1"], ["--press", "none", "--press", "2"], ["--press", "9", "--press", "1"]]
        var before: [String] = []
        for call in calls { before.append(try await example.call("+44 20 7946 0002", call, release: release)) }
        #expect(before[0].contains("; reached Jane") && before[1].contains("; reached Joe"), "\(before)")

        // A call has its first answer, then the store is gone.
        let answer = try await example.ask("/r/\(release)/e/answer?to=442079460002")
        #expect(answer.contains("/r/\(release)/e/main~1") && answer.hasSuffix(" 200"))
        setting.proxy.setDown(true)
        let pressed = try await example.ask("/r/\(release)/e/main~1", ["--data", #"{"dtmf":{"digits":"1"}}"#])
        #expect(pressed.contains("connect you to Jane") && pressed.hasSuffix(" 200"), "\(pressed)")
        for (call, told) in zip(calls, before) {
            #expect(try await example.call("+44 20 7946 0002", call, release: release) == told)
        }
        #expect(setting.proxy.readCount == reads, "all of it is kept since it was verified")

        // What nobody has asked for is not there now, and that is not remembered.
        let other = "/r/0123456789abcdef/e/answer"
        #expect(try await example.ask(other) == #"{"error":"the release cannot be read"} 500"#)
        setting.proxy.setDown(false)
        #expect(try await example.ask(other) == #"{"error":"not found"} 404"#)
        let printed = try example.output()
        #expect(printed.contains("the store answers 502 for r/0123456789abcdef/e/answer.json"), "\(printed)")
        #expect(!printed.contains(ObjectStoreServer.secret))
        #expect(await example.stop() == 0)
    }

    @Test("a release that was not there is served from the moment that it is, and only releases are")
    func onlyReleases() async throws {
        let setting = try await Setting()
        let example = setting.example
        let build = try await finish(
            "ccplan",
            ["build", setting.bucket.site.project.path, "--out", example.state.appending(path: "bundle").path]
        )
        let release = try #require(build.output.firstMatch(of: /release ([0-9a-f]{16})/)).output.1
        #expect(try await example.ask("/r/\(release)/e/answer").hasSuffix(" 404"))
        #expect(try await example.ask("/r/\(release)/fallback.json").hasSuffix(" 404"))
        try await setting.bucket.applied()
        #expect(try await example.ask("/r/\(release)/e/answer?to=442079460001").hasSuffix(" 200"))
        let reads = setting.proxy.readCount
        let manifest = "manifests/\(release).json"
        #expect(try await setting.bucket.names().contains(manifest))
        for path in [
            manifest, "releases.jsonl", ".ccapply.lock", "r/\(release)/e/answer.json.json", "ccplan-file/\(manifest)",
        ] {
            #expect(try await example.ask("/\(path)") == #"{"error":"not found"} 404"#, "\(path)")
        }
        #expect(setting.proxy.readCount == reads + 1, "only the route that could have been one is looked for")
    }

    @Test("with a wrong key nothing is served, and the log says why")
    func wrongKey() async throws {
        let key = ["AWS_ACCESS_KEY_ID": ObjectStoreServer.keyID, "AWS_SECRET_ACCESS_KEY": "wrong"]
        let setting = try await Setting(key: key)
        #expect(try await setting.example.ask("/r/0123456789abcdef/e/answer") == #"{"error":"not found"} 404"#)
        let wanted = "the store has no r/0123456789abcdef/e/answer.json, or refuses the key"
        #expect(try setting.example.output().contains(wanted))
    }

    /// What a store says of the table of a route that has this name, and what comes of it.
    private static let answers: [String: (answer: String?, status: Int)] = [
        "good": ("HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n" + table, 204),
        "short": ("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n" + table, 500),
        "endless": ("HTTP/1.1 200 OK\r\n\r\n" + table, 500),
        "chunked": ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n27\r\n" + table, 500),
        "moved": ("HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 500),
        "nothing": ("HTTP/1.1 204 No Content\r\n\r\n", 500),
        "busy": ("HTTP/1.1 503 Slow Down\r\nContent-Length: 2\r\n\r\n{}", 500),
        "closed": ("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}", 404),
        "absent": ("HTTP/1.1 404 Not Found\r\nCache-Control: max-age=600\r\nContent-Length: 2\r\n\r\n{}", 404),
        "junk": ("junk\r\n\r\n", 500), "gone": (nil, 500),
    ]
    private static let table = #"{"format":1,"decide":{"proceed":true}} "#

    @Test("of a store that does not do well nothing is served but whole files, and nothing else is kept")
    func badStore() async throws {
        let store = try LoopbackServer { request, _ in
            let name = request.path.split(separator: "/").last?.prefix { $0 != "." } ?? ""
            return Self.answers[String(name)]?.answer.map { .raw(Array($0.utf8)) } ?? .close
        }
        let example = try await RunningExample("s3", environment: ["VOICE_ORIGIN": store.base])
        for (name, wanted) in Self.answers.sorted(by: { $0.key < $1.key }) {
            for round in 1...2 {
                let before = store.received.count
                let given = try await example.ask("/r/0123456789abcdef/e/\(name)")
                #expect(given.hasSuffix(" \(wanted.status)"), "\(name): \(given)")
                if name == "good" { #expect(store.received.count == (round == 1 ? before + 1 : before)) }
                if wanted.status == 404 { #expect(store.received.count == before + 1, "\(name)") }
            }
        }
        #expect(store.received.allSatisfy { $0.header("Authorization") == nil && $0.header("X-Amz-Date") == nil })
        #expect(store.received.allSatisfy { $0.header("User-Agent") == nil && $0.header("Accept") == nil })
    }

    @Test("without a place the script says what it needs")
    func noPlace() async throws {
        let script = repository.appending(path: "examples/hosting/s3/run")
        let result = try await LaunchedProgram(script, []).result()
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("run: VOICE_ORIGIN must say where releases are"))
    }
}
