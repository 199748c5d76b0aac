import Foundation
import Glibc
import JSONTree
import ObjectStore
import ObjectStoreServing
import Testing

@Suite("ccserve in front of a bucket", .timeLimit(.minutes(10)))
struct BucketHostTests {
    private let number = "442079460002"

    /// The documents of a release, by the paths under which hosts serve them.
    private func documents(_ site: HostedBucket, _ release: String) async throws -> [String] {
        try await site.bucket.list("r/\(release)/").entries.map(\.name).filter { !$0.contains("/e/") }
    }

    /// Waits until the host holds all files of what calls are on.
    private func waitUntilHeld(_ site: HostedBucket, _ count: Int) async throws {
        for _ in 0..<2_000 {
            let page = try site.metrics()
            let line = page.split(separator: "\n").first { $0.hasPrefix("ccserve_cache_files ") }
            if let line, Int(line.split(separator: " ")[1]) ?? 0 >= count { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the files never came")
    }

    @Test(
        "what ccapply publishes is served at once, verified, and called through; so is the next release, without a restart"
    )
    func publishing() async throws {
        let site = try await HostedBucket()
        let first = try await site.apply()
        let call = try await site.call(number, press: "1")
        #expect(call.contains("rings Jane (app)") && call.contains("reached Jane"), "\(call)")

        try site.edit(("Thank you for calling my contact center.", "Welcome."))
        let second = try await site.apply()
        #expect(second != first)
        #expect(try await site.call(number, press: "2").contains("Welcome."))
        for release in [first, second] {
            for file in try await documents(site, release) {
                let reply = try site.ask("/\(file)")
                #expect(reply.status == 200)
                let object = try #require(try await site.bucket.object(file))
                #expect(reply.body == String(decoding: object.bytes, as: UTF8.self))
                #expect(reply.headers["cache-control"] == "public, max-age=31536000, immutable")
            }
        }
        for path in [
            "/releases.jsonl", "/manifests/\(first).json", "/r/\(first)/../manifests/\(first).json",
            "/r/\(first)/e/..%2f..%2f..%2fmanifests%2f\(first)", "/r/0123456789abcdef/e/answer", "/r/\(first)/e/%00",
        ] {
            #expect(try site.ask(path).status == 404, "\(path)")
        }
        site.host.signal(SIGTERM)
        #expect(try await site.host.result().status == 0)
        _ = try site.log()
    }

    @Test("the store is killed in the middle: calls on the release go on and begin, the host stays ready and tells")
    func killedStore() async throws {
        let store = try await ObjectStoreServer()
        let site = try await HostedBucket(in: store)
        let release = try await site.apply()
        let files = try await site.bucket.list("r/\(release)/").entries.map(\.name)
        try await waitUntilHeld(site, files.count)
        #expect(try site.ask("/readyz").body == #"{"status":"ready"}"#)
        store.end()
        let call = try await site.call(number, press: "1")
        #expect(call.contains("reached Jane"), "\(call)")
        for file in files where !file.contains("/e/") { #expect(try site.ask("/\(file)").status == 200) }
        // What is known to be missing stays missing; of what might be there nothing is known.
        #expect(try site.ask("/r/\(release)/d/0123456789abcdef.json").status == 404)
        var unknown = try site.ask("/r/0123456789abcdef/e/answer")
        for _ in 0..<1_000 where unknown.status != 503 {
            try await Task.sleep(for: .milliseconds(20))
            unknown = try site.ask("/r/0123456789abcdef/e/answer")
        }
        #expect(unknown.status == 503)
        #expect(unknown.headers["retry-after"] != nil)
        // An answer of the store counts for some seconds.
        let fromMemory = #"{"status":"ready","releases":"from memory only"}"#
        for _ in 0..<1_000 where try site.ask("/readyz").body != fromMemory {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try site.ask("/readyz").body == fromMemory)
        let page = try site.metrics()
        #expect(page.contains("\nccserve_store_up 0\n"))
        #expect(page.contains("ccserve_store_requests_total{result=\"failed\"}"))
        #expect(try site.log().contains("the release store fails"))
        #expect(try site.ask("/healthz").status == 200)
    }

    @Test("a host comes up while its store is down, is not ready, and serves as soon as the store answers")
    func startWithoutStore() async throws {
        let proxy = try await StoreProxy()
        proxy.cut(after: 0)
        let site = try await HostedBucket(endpoint: proxy.url)
        #expect(try site.ask("/readyz").status == 503)
        #expect(try site.ask("/healthz").status == 200)
        let reply = try site.ask("/r/0123456789abcdef/e/answer")
        #expect(reply.status == 503 && reply.headers["retry-after"] != nil)
        #expect(try site.log().contains("the releases cannot be read yet"))
        proxy.cut(after: nil)
        for _ in 0..<1_000 where try site.ask("/readyz").status != 200 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try site.ask("/readyz").status == 200)
        _ = try await site.apply()
        #expect(try await site.call(number, press: "1").contains("reached Jane"))
    }

    @Test("half answers of the store are never served; as soon as whole ones come, the release is")
    func halves() async throws {
        let proxy = try await StoreProxy()
        let site = try await HostedBucket(endpoint: proxy.url)
        let release = try await site.apply()
        // Another host, which has read nothing yet.
        let second = try LaunchedProgram(
            "ccserve",
            ["--releases", "\(site.bucket.place)", "--port", "0"],
            environment: site.environment.merging(["AWS_ENDPOINT_URL_S3": proxy.url]) { $1 }
        )
        let port = try #require(Int(try await second.listeningURL().split(separator: ":").last ?? ""))
        for bytes in [0, 10, 200, 400, 700] {
            proxy.cut(after: bytes)
            let reply = try site.ask("/r/\(release)/e/answer?to=442079460001", port: port)
            #expect(reply.status == 503, "\(bytes): \(reply.body)")
        }
        proxy.cut(after: nil)
        var reply = try site.ask("/r/\(release)/e/answer?to=442079460001", port: port)
        for _ in 0..<1_000 where reply.status != 200 {
            try await Task.sleep(for: .milliseconds(20))
            reply = try site.ask("/r/\(release)/e/answer?to=442079460001", port: port)
        }
        #expect(reply.body.contains("Thank you for calling Jane"))
    }

    @Test(
        "a way out in a bucket of its own is served by another host, which serves and knows nothing else of the release"
    )
    func fallback() async throws {
        let site = try await HostedBucket()
        let other = try await ObjectStoreServer.shared.value.newBucket()
        let second = try LaunchedProgram(
            "ccserve",
            ["--releases", "\(other.place)", "--port", "0"],
            environment: site.environment.merging([
                "CCSERVE_API_KEYS": "k", "VONAGE_APPLICATION_ID": "app",
                "VONAGE_PRIVATE_KEY": try await KeyPair.first.value.privatePEM,
            ]) { $1 }
        )
        let url = try await second.listeningURL()
        let port = try #require(Int(url.split(separator: ":").last ?? ""))
        let fallback = "fallback: {url: \"\(url)\", target: ccserve, publish: \"\(other.place)\"}"
        try site.edit(("\nnumbers:\n", "\n  \(fallback)\n\nnumbers:\n"))
        let release = try await site.apply()
        let path = "r/\(release)/fallback.json"
        let reply = try site.ask("/\(path)", port: port)
        #expect(reply.status == 200)
        let object = try #require(try await site.bucket.object(path))
        #expect(reply.body == String(decoding: object.bytes, as: UTF8.self))
        #expect(try site.ask("/r/\(release)/e/answer?to=\(number)", port: port).status == 404)
        #expect(try site.ask("/manifests/\(release).fallback", port: port).status == 404)
        #expect(try site.post("/api/jwt", #"{"mobile_api_key":"k","user_name":"Jane"}"#, port: port).status == 403)
        #expect(try site.ask("/\(path)").status == 200, "the main host serves all of it")
    }

    @Test("agents of a release in the bucket log in, others do not; webhooks are signed where the release wants it")
    func trust() async throws {
        let site = try await HostedBucket(environment: [
            "CCSERVE_API_KEYS": "k", "VONAGE_APPLICATION_ID": "app",
            "VONAGE_PRIVATE_KEY": try await KeyPair.first.value.privatePEM,
            "VONAGE_SIGNATURE_SECRET": "s1",
        ])
        func login(_ user: String) throws -> Reply {
            try site.post("/api/jwt", #"{"mobile_api_key":"k","user_name":"\#(user)"}"#)
        }
        #expect(try login("Jane").status == 403)
        let release = try await site.apply()
        var reply = try login("Jane")
        for _ in 0..<1_000 where reply.status != 200 {
            try await Task.sleep(for: .milliseconds(20))
            reply = try login("Jane")
        }
        #expect(try reply.json["user_name"] == "Jane")
        #expect(try login("Nobody").status == 403)
        let press = "/r/\(release)/e/main~1"
        #expect(try site.post(press, "{}").status == 204, "the release observes")

        try site.edit(("\nnumbers:\n", "\n  signatures: require\n\nnumbers:\n"))
        let signing = try site.site.launch(
            ["apply", "--auto-approve", "--force", "--rate", "off"],
            environment: site.environment.merging(["VONAGE_SIGNATURE_SECRET": "s1"]) { $1 }
        )
        let applied = try await signing.result()
        #expect(applied.status == 0, "\(applied.output)\(applied.errors)")
        let required = try await site.site.liveRelease()
        #expect(required != release)
        #expect(try site.post("/r/\(required)/e/main~1", "{}").status == 503)
        #expect(try site.post(press, "{}").status == 204)
    }

    @Test(
        "wrong credentials and places are told at the start, with what to do",
        arguments: [
            (["AWS_SECRET_ACCESS_KEY": "wr0ng"], "s3://tests/p", "(SignatureDoesNotMatch)", "check AWS_ACCESS_KEY_ID"),
            (["AWS_ACCESS_KEY_ID": "who"], "s3://tests/p", "(InvalidAccessKeyId)", "check AWS_ACCESS_KEY_ID"),
            (
                ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""], "s3://tests/p", "(AccessDenied)",
                "set AWS_ACCESS_KEY_ID"
            ),
            (["AWS_SECRET_ACCESS_KEY": ""], "s3://tests/p", "AWS_SECRET_ACCESS_KEY is not set", "set the variables"),
            ([:], "s3://nobodys-bucket/p", "there is no bucket for 's3://nobodys-bucket/p", "make the bucket"),
        ]
    )
    func wrongStart(changes: [String: String], place: String, message: String, help: String) async throws {
        let environment = try await ObjectStoreServer.shared.value.environment.merging(changes) { $1 }
        let result = try await finish(
            "ccserve",
            ["--releases", place, "--port", "0"],
            environment: environment
        )
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.errors.contains("error: ") && result.errors.contains(message), "\(result.errors)")
        #expect(result.errors.contains("help: \(help)"), "\(result.errors)")
        #expect(!result.errors.contains("wr0ng") && !result.errors.contains(ObjectStoreServer.secret))
    }
}
