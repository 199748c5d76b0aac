import CallBundle
import NIOCore
import Synchronization
import Testing

@testable import Hosting

/// A source in memory that counts what it is asked.
private final class CountingSource: ReleaseSource {
    private let files = Mutex<[String: [UInt8]]>([:])
    private let asked = Mutex<[String: Int]>([:])
    let missingIsRemembered: Duration

    init(remembering duration: Duration = .zero) {
        missingIsRemembered = duration
    }

    func publish(_ release: Release) {
        files.withLock { files in
            for file in release.files { files[file.path] = file.bytes }
        }
    }

    func count(_ file: String) -> Int { asked.withLock { $0[file, default: 0] } }

    func read(_ file: String, limit: Int, by deadline: NIODeadline) throws(ReleaseReadError) -> [UInt8]? {
        asked.withLock { $0[file, default: 0] += 1 }
        return files.withLock { $0[file] }
    }

    func manifest(of release: ReleaseID, limit: Int, by deadline: NIODeadline) throws(ReleaseReadError) -> ReadManifest?
    {
        let file = "manifests/\(release).json"
        return try read(file, limit: limit, by: deadline).map { ReadManifest(file: file, bytes: $0) }
    }

    func manifests(by deadline: NIODeadline) throws(ReleaseReadError) -> [PublishedManifest] { [] }

    func has(_ release: ReleaseID) -> Bool {
        files.withLock { $0.keys.contains { $0.hasPrefix("r/\(release)/") } }
    }

    var isReadable: Bool { true }

    var isRemote: Bool { false }

    var counts: StoreCounts? { nil }
}

@Suite("Releases in memory")
struct ReleaseStoreTests {
    private let release = sampleRelease()

    private func host(_ store: ReleaseStore) throws -> WebHost {
        WebHost(releases: store, tokens: try PublishTarget().desk(), logger: quiet)
    }

    @Test("a source of any kind is read once for each file, however many ask at once")
    func once() async throws {
        let source = CountingSource()
        source.publish(release)
        let host = try host(ReleaseStore(source: source, logger: quiet))
        let path = "/r/\(release.id)/e/answer"
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    try await onThread {
                        for _ in 0..<50 {
                            let response = host.answer(HostRequest(.get, path, query: "to=442079460000"))
                            #expect(response.bodyText.contains("Hello"))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(source.count("r/\(release.id)/e/answer.json") == 1)
    }

    @Test("a file that was missing is looked for again after the source's time, not before")
    func missing() throws {
        let source = CountingSource(remembering: .seconds(1))
        let clock = Mutex(NIODeadline.uptimeNanoseconds(1_000_000_000))
        let store = ReleaseStore(source: source, logger: quiet) { clock.withLock { $0 } }
        let host = try host(store)
        let path = "/r/\(release.id)/e/answer"
        let request = HostRequest(.get, path, query: "to=442079460000")
        #expect(host.answerFromMemory(request) == nil)
        #expect(host.answer(request).status == 404)
        source.publish(release)
        #expect(host.answerFromMemory(request)?.status == 404)
        #expect(host.answer(request).status == 404)
        #expect(source.count("r/\(release.id)/e/answer.json") == 1)
        clock.withLock { $0 = $0 + .seconds(1) }
        #expect(host.answer(request).status == 200)
        #expect(source.count("r/\(release.id)/e/answer.json") == 2)
    }

    @Test("what is remembered of missing files is bounded")
    func manyMissing() throws {
        let source = CountingSource(remembering: .seconds(60))
        var limits = ReleaseStore.Limits()
        limits.missing = 10
        let host = try host(ReleaseStore(source: source, limits: limits, logger: quiet))
        for _ in 1...2 {
            for index in 0..<100 {
                #expect(host.answer(HostRequest(.get, "/r/\(release.id)/e/route\(index)")).status == 404)
            }
        }
        #expect(source.count("r/\(release.id)/e/route0.json") == 2, "forgotten for others, and looked for again")
    }

    @Test("memory holds as many bytes as it may, and the files used last")
    func bytes() throws {
        let source = CountingSource()
        let releases = (0..<20).map { sampleRelease(greeting: String(repeating: "\($0) ", count: 2_000)) }
        for release in releases { source.publish(release) }
        var limits = ReleaseStore.Limits()
        limits.bytes = 60_000
        let metrics = HostMetrics()
        let store = ReleaseStore(source: source, limits: limits, metrics: metrics, logger: quiet)
        let host = try host(store)
        for release in releases + releases.suffix(3) {
            for _ in 1...3 {
                let request = HostRequest(.get, "/r/\(release.id)/e/answer", query: "to=442079460000")
                #expect(host.answer(request).status == 200)
            }
            #expect(store.keptBytes <= 60_000)
        }
        let last = try #require(releases.last)
        #expect(source.count("r/\(last.id)/e/answer.json") == 1)
        #expect(metrics.cacheEvictions.value > 0)
        #expect(metrics.cacheMisses.value - metrics.cacheEvictions.value == store.keptCount)
    }
}

@Suite("What the host counts")
struct HostMetricsTests {
    @Test("the routes that are told apart are bounded, those of the release that came last stay")
    func bounded() throws {
        let metrics = HostMetrics(routeLimit: 10)
        let releases = try (0..<50).map {
            try #require(ReleaseID(String(String($0 + 1_000_000, radix: 16).suffix(5)) + "0123456789a"))
        }
        for release in releases {
            for name in ["answer", "main~1", "main~2", "team~1"] {
                metrics.counter(of: try #require(RouteName(name)), in: release).documents.add()
            }
            #expect(metrics.routeCounters().count <= 10)
        }
        let told = metrics.routeCounters()
        #expect(
            told.contains {
                $0.key.release == releases[49] && $0.key.route == .answer && $0.counter.documents.value == 1
            }
        )
        for index in 0..<100 {
            metrics.counter(of: try #require(RouteName("r\(index)")), in: releases[0]).proceeds.add()
        }
        #expect(metrics.routeCounters().count == 10)
        #expect(metrics.untoldRoutes.proceeds.value == 90)
        #expect(
            MetricsPage(metrics, kept: (0, 0)).response.bodyText.contains(
                #"{release="other",route="other",answer="proceed"} 90"#
            )
        )
    }

    @Test("durations fall into buckets that add up, in seconds")
    func durations() {
        let metrics = HostMetrics()
        for microseconds in [0, 50, 51, 2_000_000, 9_000_000] {
            metrics.note(.route, status: 200, microseconds: microseconds)
        }
        metrics.note(.route, status: 418, microseconds: -5)
        let lines = MetricsPage(metrics, kept: (3, 4_096)).response.bodyText.split(separator: "\n")
        for line in [
            #"ccserve_request_duration_seconds_bucket{kind="route",le="0.00005"} 3"#,
            #"ccserve_request_duration_seconds_bucket{kind="route",le="0.0001"} 4"#,
            #"ccserve_request_duration_seconds_bucket{kind="route",le="1"} 4"#,
            #"ccserve_request_duration_seconds_bucket{kind="route",le="2.5"} 5"#,
            #"ccserve_request_duration_seconds_bucket{kind="route",le="+Inf"} 6"#,
            #"ccserve_request_duration_seconds_sum{kind="route"} 11.000101"#,
            #"ccserve_request_duration_seconds_count{kind="route"} 6"#,
            #"ccserve_requests_total{kind="route",status="200"} 5"#,
            #"ccserve_requests_total{kind="route",status="other"} 1"#,
            "ccserve_cache_files 3", "ccserve_cache_bytes 4096",
        ] {
            #expect(lines.contains { $0 == line }, "\(line)")
        }
    }
}
