import CallBundle
import JSONTree
import Publishing
import ReleaseRecords
import Testing

@testable import Applying

@Suite("What was live when")
struct ReleaseReportTests {
    private let manifests = ["one", "two", "three", "four"].map { sampleManifest(says: $0) }

    private func move(_ manifest: Manifest?, _ cause: PointerMove.Cause, at seconds: Int, _ id: String = "id-1")
        -> PointerMove
    {
        var move = PointerMove(cause: cause, at: UTCTime(seconds: seconds), by: "ann@desk", applicationID: id)
        move.release = manifest?.release
        move.answerURL = manifest?.answerURL
        return move
    }

    private func report(
        _ shelf: FakeShelf,
        answerURL: String?,
        applicationID: String? = "ID-1",
        now: Int = 20_000
    ) async throws -> ReleaseReport {
        try await ReleaseReport(
            project: "Acme",
            applicationID: applicationID,
            answerURL: answerURL,
            shelf: shelf,
            drain: 600,
            now: UTCTime(seconds: now)
        )
    }

    @Test("live, draining, kept, gone and damaged, the newest first; other applications apart")
    func states() async throws {
        let shelf = FakeShelf([
            move(manifests[0], .apply, at: 1_000), move(manifests[1], .apply, at: 2_000),
            move(manifests[3], .apply, at: 2_500, "id-2"), move(manifests[0], .rollback, at: 3_000),
            move(manifests[2], .apply, at: 19_500), move(manifests[1], .found, at: 19_900),
        ])
        shelf.store(manifests[0])
        shelf.store(manifests[1])
        shelf.store(manifests[3])
        shelf.store(manifests[2], .damaged(count: 2, first: "r/x"))
        let report = try await report(shelf, answerURL: manifests[1].answerURL)
        #expect(report.isLogCurrent)
        #expect(report.rows.map(\.isLive) == [true, false, false, false, false])
        #expect(report.rows.map(\.callsUntil?.seconds) == [nil, 20_500, 20_100, nil, nil])
        #expect(report.rows.map(\.stored) == [.whole, .damaged(2), .whole, .whole, .whole])
        #expect(report.unused.map(\.release) == [manifests[3].release])
        let ids = manifests.map(\.release.text)
        #expect(
            report.text() == """
                Acme: what was live when

                  live      \(ids[1])  1970-01-01T05:31:40Z – now                   found     ann@desk
                  damaged   \(ids[2])  1970-01-01T05:25:00Z – 1970-01-01T05:31:40Z  apply     ann@desk  (calls until \
                1970-01-01T05:41:40Z)  (2 files are not as published)
                  draining  \(ids[0])  1970-01-01T00:50:00Z – 1970-01-01T05:25:00Z  rollback  ann@desk  (calls until \
                1970-01-01T05:35:00Z)
                  kept      \(ids[1])  1970-01-01T00:33:20Z – 1970-01-01T00:50:00Z  apply     ann@desk
                  kept      \(ids[0])  1970-01-01T00:16:40Z – 1970-01-01T00:33:20Z  apply     ann@desk

                Published, and never live: \(ids[3])

                """
        )
    }

    @Test("what the account says is live, also when the log does not know it; an unwritten end may be now")
    func unknownToTheLog() async throws {
        let shelf = FakeShelf([move(manifests[0], .apply, at: 1_000)])
        let report = try await report(shelf, answerURL: "https://elsewhere.example/answer")
        #expect(!report.isLogCurrent)
        #expect(report.live == nil)
        #expect(report.rows.map(\.isLive) == [false])
        #expect(report.rows.map(\.stored) == [.gone])
        #expect(report.rows.map(\.callsUntil?.seconds) == [20_600])
        #expect(report.text().contains("  live      https://elsewhere.example/answer, which the log does not say\n"))
        #expect(report.json["live"]?["logged"] == false)
    }

    @Test("without an application and without a log there is nothing to show, and after a destroy the whole log")
    func gone() async throws {
        #expect(
            try await report(FakeShelf(), answerURL: nil, applicationID: nil).text().hasSuffix("\n  Nothing yet.\n")
        )
        let shelf = FakeShelf([move(manifests[0], .apply, at: 1_000), move(nil, .destroy, at: 2_000)])
        let report = try await report(shelf, answerURL: nil, applicationID: nil)
        #expect(report.rows.map(\.isLive) == [false, false])
        #expect(report.rows.map(\.move.cause) == [.destroy, .apply])
        #expect(report.text().contains("  -         none              1970-01-01T00:33:20Z – "))
    }
}
