import CallBundle
import Synchronization
import Testing

@testable import Publishing

/// A host in memory that counts what it is asked.
private final class FakeHost: PageFetching {
    private let pages: Mutex<[String: FetchedPage]>
    private let asked = Mutex<[String: Int]>([:])

    init(serving release: Release) {
        var pages: [String: FetchedPage] = [:]
        let base = release.manifest.baseURL
        for file in release.files where !file.path.contains("/e/") {
            pages["\(base)/\(file.path)"] = .page(status: 200, contentType: "application/json", body: file.bytes)
        }
        for probe in release.manifest.probes {
            let body = release.files.first { $0.sha256 == probe.sha256 }?.bytes ?? []
            pages["\(base)/r/\(release.id)/e/\(probe.route)?\(probe.query)"] =
                .page(status: probe.status, contentType: "application/json", body: body)
        }
        self.pages = Mutex(pages)
    }

    func set(_ url: String, _ page: FetchedPage?) { pages.withLock { $0[url] = page } }

    var urls: [String] { pages.withLock { $0.keys.sorted() } }
    var requests: [String: Int] { asked.withLock { $0 } }

    func fetch(_ url: String) async -> FetchedPage {
        asked.withLock { $0[url, default: 0] += 1 }
        return pages.withLock { $0[url] }
            ?? .page(status: 404, contentType: "text/html", body: Array("<h1>no</h1>".utf8))
    }
}

@Suite("Verifying a release at its public URL")
struct VerifyReleaseTests {
    private let once = Patience(attempts: 1) { _ in }

    @Test("documents, the way out and every route are asked once, decision tables never")
    func everything() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let count = try await verifyRelease(release, fallbackURL: nil, folder: nil, fetcher: host, patience: once)
        #expect(count == 4)
        #expect(host.requests == Dictionary(uniqueKeysWithValues: host.urls.map { ($0, 1) }))
        #expect(host.urls.contains { $0.hasSuffix("/e/answer?to=442079460000") })
    }

    @Test(
        "whatever is wrong with one URL is found, and said",
        arguments: [
            (FetchedPage.failed(reason: "cannot connect"), "cannot connect"),
            (.page(status: 502, contentType: "text/html", body: [1]), "status 502 instead of 200 (text/html, 1 bytes)"),
            (.page(status: 204, contentType: nil, body: []), "status 204 instead of 200 (no content type, 0 bytes)"),
        ]
    )
    func wrong(page: FetchedPage, finding: String) async throws {
        let release = sampleRelease()
        for url in FakeHost(serving: release).urls {
            let host = FakeHost(serving: release)
            host.set(url, page)
            let error = await #expect(throws: PublishingError.self) {
                try await verifyRelease(release, fallbackURL: nil, folder: "/srv/voice", fetcher: host, patience: once)
            }
            #expect(error?.message == "release \(release.id) is not served as published: 1 of 4 URLs differ")
            #expect(error?.details == ["\(url): \(finding)"])
            #expect(error?.help == "does ccserve serve '/srv/voice'? 'hosting.url' is https://voice.example")
        }
    }

    @Test("the first differing byte of a document is named")
    func firstDifference() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let file = try #require(release.files.last { $0.path.contains("/d/") })
        var body = file.bytes
        body[7] ^= 1
        host.set("https://voice.example/\(file.path)", .page(status: 200, contentType: "application/json", body: body))
        let error = await #expect(throws: PublishingError.self) {
            try await verifyRelease(release, fallbackURL: nil, folder: nil, fetcher: host, patience: once)
        }
        #expect(error?.details.first?.hasSuffix("from byte 7 on") == true)
    }

    @Test("the way out on another host counts too")
    func fallbackElsewhere() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let url = "https://static.example/r/\(release.id)/fallback.json"
        await #expect(throws: PublishingError.self) {
            try await verifyRelease(release, fallbackURL: url, folder: nil, fetcher: host, patience: once)
        }
        let file = try #require(release.files.first { $0.path.hasSuffix("fallback.json") })
        host.set(url, .page(status: 200, contentType: "application/json", body: file.bytes))
        #expect(try await verifyRelease(release, fallbackURL: url, folder: nil, fetcher: host, patience: once) == 5)
    }

    @Test("a release that is known by its manifest alone is checked as well, without telling which byte differs")
    func byManifest() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let count = try await verifyManifest(
            release.manifest,
            fallbackURL: nil,
            folder: nil,
            fetcher: host,
            patience: once
        )
        #expect(count == 4)
        let file = try #require(release.files.last { $0.path.contains("/d/") })
        let url = "https://voice.example/\(file.path)"
        host.set(url, .page(status: 200, contentType: "application/json", body: [1, 2]))
        let error = await #expect(throws: PublishingError.self) {
            try await verifyManifest(release.manifest, fallbackURL: nil, folder: nil, fetcher: host, patience: once)
        }
        #expect(error?.details == ["\(url): another document than the release has (application/json, 2 bytes)"])
    }

    @Test("a host that needs a moment gets it, and only for what was wrong")
    func patience() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let slow = try #require(host.urls.first)
        let page = await host.fetch(slow)
        host.set(slow, .failed(reason: "not yet"))
        let patience = Patience(attempts: 3) { attempt in
            if attempt == 2 { host.set(slow, page) }
        }
        _ = try await verifyRelease(release, fallbackURL: nil, folder: nil, fetcher: host, patience: patience)
        #expect(host.requests[slow] == 4)  // One above, three here.
        #expect(host.requests.values.filter { $0 == 1 }.count == 3)
    }
}
