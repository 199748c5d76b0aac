import CallBundle
import Diagnostics
import HostAnswers
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

    func fetch(_ url: String, isWebhook: Bool) async -> FetchedPage {
        #expect(isWebhook == url.contains("/e/"))
        asked.withLock { $0[url, default: 0] += 1 }
        return pages.withLock { $0[url] }
            ?? .page(status: 404, contentType: "text/html", body: Array("<h1>no</h1>".utf8))
    }
}

@Suite("Verifying a release at its public URL")
struct VerifyReleaseTests {
    private func look(
        _ host: FakeHost,
        _ scope: VerificationScope = .all,
        fallbackURL: String? = nil,
        place: String? = nil,
        patience: Patience = Patience(attempts: 1) { _ in }
    ) -> Verification {
        Verification(scope: scope, fallbackURL: fallbackURL, place: place, fetcher: host, patience: patience)
    }

    @Test("documents, the way out and every route are asked once, decision tables never")
    func everything() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let count = try await look(host).run(release).count
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
                try await look(host, place: "/srv/voice").run(release)
            }
            #expect(error?.message == "release \(release.id) is not served as published: 1 of 4 URLs differ")
            #expect(error?.details == ["\(url): \(finding)"])
            #expect(error?.help == "does the host serve '/srv/voice'? 'hosting.url' is https://voice.example")
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
            try await look(host).run(release).count
        }
        #expect(error?.details.first?.hasSuffix("from byte 7 on") == true)
    }

    @Test("the way out on another host counts too")
    func fallbackElsewhere() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let url = "https://static.example/r/\(release.id)/fallback.json"
        var verification = look(host, fallbackURL: url, place: "/srv/voice")
        var error = await #expect(throws: PublishingError.self) { try await verification.run(release) }
        #expect(error?.help == "see that the host of 'hosting.fallback.url' serves the release's way out")
        verification.fallbackPlace = "s3://fallback/p"
        error = await #expect(throws: PublishingError.self) { try await verification.run(release) }
        #expect(error?.help.contains("'s3://fallback/p', which 'hosting.fallback.publish' names?") == true)
        let other = FakeHost(serving: release)
        other.set("https://voice.example/r/\(release.id)/fallback.json", .failed(reason: "cannot connect"))
        error = await #expect(throws: PublishingError.self) {
            try await look(other, fallbackURL: url, place: "/srv/voice").run(release)
        }
        #expect(error?.help == "does the host serve '/srv/voice'? 'hosting.url' is https://voice.example")
        let file = try #require(release.files.first { $0.path.hasSuffix("fallback.json") })
        host.set(url, .page(status: 200, contentType: "application/json", body: file.bytes))
        #expect(try await look(host, fallbackURL: url).run(release).count == 5)
    }

    @Test("a release that is known by its manifest alone is checked as well, without telling which byte differs")
    func byManifest() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let count = try await look(host).run(release.manifest).count
        #expect(count == 4)
        let file = try #require(release.files.last { $0.path.contains("/d/") })
        let url = "https://voice.example/\(file.path)"
        host.set(url, .page(status: 200, contentType: "application/json", body: [1, 2]))
        let error = await #expect(throws: PublishingError.self) {
            try await look(host).run(release.manifest)
        }
        #expect(error?.details == ["\(url): another document than the release has (application/json, 2 bytes)"])
    }

    @Test("a host that needs a moment gets it, and only for what was wrong")
    func patience() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        let slow = try #require(host.urls.first)
        let page = await host.fetch(slow, isWebhook: slow.contains("/e/"))
        host.set(slow, .failed(reason: "not yet"))
        let patience = Patience(attempts: 3) { attempt in
            if attempt == 2 { host.set(slow, page) }
        }
        _ = try await look(host, patience: patience).run(release)
        #expect(host.requests[slow] == 4)  // One above, three here.
        #expect(host.requests.values.filter { $0 == 1 }.count == 3)
    }

    @Test("with less than all, the routes and the way out are looked at, and so many documents as are wanted")
    func scopes() async throws {
        let release = sampleRelease()
        for (scope, count) in [(VerificationScope.routes, 2), (.sample(1), 3), (.sample(2), 4), (.sample(1_000), 4)] {
            let host = FakeHost(serving: release)
            let outcome = try await look(host, scope).run(release)
            // The way out may be in the sample.
            #expect([count, count - 1].contains(outcome.count), "\(scope)")
            #expect(host.requests.count == outcome.count)
            #expect(host.requests.keys.contains { $0.hasSuffix("/e/answer?to=442079460000") })
            #expect(host.requests.keys.contains { $0.hasSuffix("/fallback.json") })
            let again = FakeHost(serving: release)
            _ = try await look(again, scope).run(release)
            #expect(again.requests == host.requests)
        }
    }

    private static let url = "https://voice.example/x.json"

    /// The right answer with one thing changed.
    private func answer(_ change: (inout PageAnswer) -> Void) -> FetchedPage {
        var answer = PageAnswer(status: 200, contentType: "application/json; charset=utf-8", body: [1, 2])
        change(&answer)
        return .answered(answer)
    }

    private func fault(_ page: FetchedPage, isWebhook: Bool = false, url: String = Self.url) -> PageFault? {
        ExpectedPage(url: url, status: 200, sha256: hexDigest([1, 2]), isWebhook: isWebhook).fault(in: page)
    }

    @Test("trouble is told by what it is: certificates, redirects, caches, types, slowness, refusals")
    func faults() {
        #expect(fault(answer { _ in }) == nil)
        #expect(fault(.insecure(reason: "expired")) == .insecure("expired"))
        #expect(fault(.failed(reason: "cannot connect")) == .notServed("cannot connect"))
        let redirect = answer {
            $0.status = 301
            $0.location = "https://www.example/"
        }
        #expect(fault(redirect) == .redirected(to: "https://www.example/"))
        let cached = answer {
            $0.status = 404
            $0.cache = "age 20 s"
        }
        guard case .stale(_, "age 20 s") = fault(cached) else {
            Issue.record("a stale answer")
            return
        }
        #expect(fault(answer { $0.cache = "age 20 s" }) == nil)  // The right bytes may come from anywhere.
        #expect(fault(answer { $0.contentType = "text/plain" }) == .mediaType("text/plain"))
        #expect(fault(answer { $0.contentType = nil }) == .mediaType("nothing"))
        let sound = "https://voice.example/a/1.mp3"
        #expect(fault(answer { $0.contentType = "audio/mpeg" }, url: sound) == nil)
        #expect(fault(answer { $0.contentType = "text/html" }, url: sound) == .mediaType("text/html"))
        #expect(fault(answer { $0.duration = .milliseconds(1_250) }) == .slow(.milliseconds(1_250)))
        #expect(fault(answer { $0.duration = .milliseconds(999) }) == nil)
        #expect(fault(answer { $0.status = 401 }, isWebhook: true) == .refused(status: 401))
        guard case .notServed = fault(answer { $0.status = 401 }) else {
            Issue.record("a file is not signed for")
            return
        }
    }

    @Test("what is slow is told once, at its worst, and stops nothing")
    func slow() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        for (index, url) in host.urls.enumerated() {
            guard case .answered(var page) = await host.fetch(url, isWebhook: url.contains("/e/")) else { continue }
            page.duration = .milliseconds(index * 1_500)
            host.set(url, .answered(page))
        }
        let outcome = try await look(host).run(release)
        #expect(outcome.warnings.map(\.code.text) == ["CC4035"])
        #expect(
            outcome.warnings.first?.message
                == "\(host.urls[3]): the answer took 4.5 s, and those of 2 more URLs longer than 1 s"
        )
    }

    @Test("the advice is about the cause: where nobody gets in, nothing else is looked for")
    func advice() async throws {
        let release = sampleRelease()
        let host = FakeHost(serving: release)
        host.set(host.urls[0], .failed(reason: "cannot connect"))
        host.set(host.urls[1], .insecure(reason: "certificate has expired"))
        let error = await #expect(throws: PublishingError.self) { try await look(host, place: "/srv").run(release) }
        #expect(error?.code?.text == "CC4031")
        #expect(error?.help.hasPrefix("give the host a certificate") == true)
        #expect(error?.details.count == 2)
    }
}
