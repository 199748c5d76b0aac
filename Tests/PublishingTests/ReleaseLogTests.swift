import CallBundle
import FileAccess
import Foundation
import JSONTree
import ReleaseRecords
import Testing

@testable import Publishing

@Suite("The log of releases")
struct ReleaseLogTests {
    private func move(
        _ release: String?,
        _ cause: PointerMove.Cause = .apply,
        at seconds: Int = 1_795_673_411
    ) throws -> PointerMove {
        var move = PointerMove(cause: cause, at: UTCTime(seconds: seconds), by: "ann@desk", applicationID: "app-1")
        move.release = try release.map { try #require(ReleaseID($0)) }
        move.answerURL = release.map { "https://voice.example/r/\($0)/e/answer" }
        move.fallbackURL = release.map { "https://static.example/r/\($0)/fallback.json" }
        move.plan = String(repeating: "a", count: 64)
        move.requires = .init(.init(users: ["Jane"], callerIDs: [], entryNumbers: ["1", "2"]))
        return move
    }

    private let a = "00000000000000aa"
    private let b = "00000000000000bb"
    private let c = "00000000000000cc"
    private let d = "00000000000000dd"

    @Test("times are written and read, and nothing else is one")
    func times() {
        #expect("\(UTCTime(seconds: 0))" == "1970-01-01T00:00:00Z")
        #expect("\(UTCTime(seconds: 1_795_673_411))" == "2026-11-26T06:10:11Z")
        for seconds in [0, 59, 86_399, 86_400, 951_782_400, 1_795_673_411, 4_102_444_799] {
            #expect(UTCTime("\(UTCTime(seconds: seconds))")?.seconds == seconds)
        }
        for text in [
            "", "2026-11-26", "2026-11-26T06:10:11", "2026-11-26T24:00:00Z", "2026-11-26T06:60:00Z",
            "2026-02-30T06:10:11Z", "2026-11-26T6:10:11Z", "2026-11-26T06:10:+1Z", "2026-11-26 06:10:11Z",
        ] {
            #expect(UTCTime(text) == nil, "\(text)")
        }
    }

    @Test("a line survives its JSON form, with a release and without")
    func lines() throws {
        var committed = try move(a)
        committed.commit = String(repeating: "c", count: 40)
        for move in [try move(a), try move(nil, .destroy), try move(b, .found), committed] {
            #expect(PointerMove(json: move.json) == move)
        }
        let line = try move(a).json.serialized()
        #expect(
            line == """
                {"version":1,"at":"2026-11-26T06:10:11Z","cause":"apply","release":"00000000000000aa","by":"ann@desk",\
                "application_id":"app-1","environment":null,"plan":"\(String(repeating: "a", count: 64))",\
                "answer_url":"https://voice.example/r/00000000000000aa/e/answer",\
                "fallback_answer_url":"https://static.example/r/00000000000000aa/fallback.json",\
                "requires":{"users":1,"caller_ids":0,"entry_numbers":2}}
                """
        )
    }

    @Test("a log that was cut at any byte keeps what was whole, and goes on behind it")
    func truncated() async throws {
        let folder = try TemporaryFolder()
        let shelf = DirectoryShelf(path: folder.path)
        let file = URL(filePath: "\(folder.path)/releases.jsonl")
        #expect(try shelf.log() == ReleaseLog())
        try shelf.append(move(a))
        let firstLength = try Data(contentsOf: file).count
        try shelf.append(move(b))
        let whole = try Data(contentsOf: file)
        #expect(try shelf.log().moves == [move(a), move(b)])
        for length in 0...whole.count {
            try whole.prefix(length).write(to: file)
            try shelf.append(move(c))
            let log = try shelf.log()
            #expect(log.moves.last == (try move(c)), "\(length)")
            // The last byte is only the line's end.
            let kept =
                length >= whole.count - 1 ? [try move(a), try move(b)] : length >= firstLength - 1 ? [try move(a)] : []
            #expect(log.moves.dropLast() == kept[...], "\(length)")
            let isCut = ![0, firstLength - 1, firstLength, whole.count - 1, whole.count].contains(length)
            #expect(log.unreadableLines == (isCut ? [kept.count + 1] : []), "\(length)")
            #expect(try Data(contentsOf: file).starts(with: whole.prefix(length)))  // Nothing is lost.
        }
    }

    @Test("what is no line of the log is left out, counted and kept")
    func garbage() throws {
        let folder = try TemporaryFolder()
        let shelf = DirectoryShelf(path: folder.path)
        let file = URL(filePath: "\(folder.path)/releases.jsonl")
        let garbage = "not json\n\n{\"version\":2}\n[1]\n\u{FF}\u{0}\n{\"version\":1,\"at\":\"yesterday\"}\n"
        try Data(garbage.utf8).write(to: file)
        try shelf.append(move(a))
        let log = try shelf.log()
        #expect(log.moves == [try move(a)])
        #expect(log.unreadableLines == [1, 3, 4, 5, 6])
        #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix(garbage))
    }

    @Test("a full disk, and a file that is none, are told and harm nothing")
    func unwritable() throws {
        let full = #expect(throws: FileError.self) { try appendLine(Array("x".utf8), to: "/dev/full") }
        #expect(full?.isOutOfSpace == true)
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/releases.jsonl",
            withIntermediateDirectories: true
        )
        let shelf = DirectoryShelf(path: folder.path)
        let error = #expect(throws: PublishingError.self) { try shelf.append(try move(a)) }
        #expect(error?.message == "cannot write '\(folder.path)/releases.jsonl': is a directory")
        #expect(throws: PublishingError.self) { try shelf.log() }
        // Through a link somebody could let any file grow.
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "target")
        let link = #expect(throws: FileError.self) { try appendLine([], to: "\(folder.path)/link") }
        #expect(link?.cause == .link)
    }

    @Test("going back takes what was left off the list")
    func stack() throws {
        func before(_ live: String?, _ moves: [(String?, PointerMove.Cause)]) throws -> [String] {
            let timeline = ReleaseTimeline(try moves.map { try move($0.0, $0.1) })
            return timeline.releases(before: try live.map { try #require(ReleaseID($0)) }).map(\.text)
        }
        #expect(try before(a, []) == [])
        #expect(try before(a, [(a, .apply)]) == [])
        #expect(try before(c, [(a, .apply), (b, .apply), (c, .apply)]) == [b, a])
        // C was left for B: the one before B is A.
        let back: [(String?, PointerMove.Cause)] = [(a, .apply), (b, .apply), (c, .apply), (b, .rollback)]
        #expect(try before(b, back) == [a])
        #expect(try before(a, back + [(a, .rollback)]) == [])
        #expect(try before(c, back + [(c, .apply)]) == [b, a])
        // A again after B.
        #expect(try before(a, [(a, .apply), (b, .apply), (a, .apply)]) == [b])
        // Moved by hand, out of the log, to nowhere.
        #expect(try before(d, [(a, .apply), (b, .apply)]) == [b, a])
        #expect(try before(nil, [(a, .apply), (b, .apply), (nil, .found)]) == [b, a])
        // To a release that was not live by the log: it counts as gone to.
        #expect(try before(d, [(a, .apply), (d, .rollback)]) == [a])
    }

    @Test("calls may last on a release for the drain time after it was left")
    func drain() throws {
        let timeline = ReleaseTimeline([
            try move(a, at: 1_000), try move(b, at: 2_000), try move(a, .rollback, at: 3_000),
        ])
        #expect(timeline.stays.map(\.until?.seconds) == [2_000, 3_000, nil])
        let now = UTCTime(seconds: 3_050)
        #expect(timeline.stays.map { $0.callsMayLast(now: now, drain: 60)?.seconds } == [nil, 3_060, 3_110])
        #expect(timeline.stays[1].callsMayLast(now: UTCTime(seconds: 3_060), drain: 60) == nil)
        let second = try #require(ReleaseID(b))
        #expect(timeline.fallbackURL(of: second) == "https://static.example/r/\(b)/fallback.json")
    }

    @Test("what is published is told whole or damaged, by the manifests and by the sizes of files")
    func stored() async throws {
        let folder = try TemporaryFolder()
        let shelf = DirectoryShelf(path: folder.path)
        #expect(try shelf.storedReleases() == [])
        let release = sampleRelease()
        _ = try await PublishDirectory(path: folder.path).publish(release)
        #expect(try shelf.storedReleases() == [release.id])
        let manifest = try #require(try shelf.manifest(of: release.id))
        #expect(manifest == release.manifest)
        #expect(try shelf.condition(of: manifest) == .whole)
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(release.files[1].path)")
        try Data().write(to: URL(filePath: "\(folder.path)/\(release.files[2].path)"))
        #expect(try shelf.condition(of: manifest) == .damaged(count: 2, first: release.files[1].path))
        #expect(try shelf.manifest(of: try #require(ReleaseID(a))) == nil)
        // Under another release's name.
        try Data(manifest.json.serializedBytes()).write(to: URL(filePath: "\(folder.path)/manifests/\(a).json"))
        #expect(throws: PublishingError.self) { try shelf.manifest(of: try #require(ReleaseID(a))) }
        try Data("{".utf8).write(to: URL(filePath: "\(folder.path)/manifests/\(a).json"))
        #expect(throws: PublishingError.self) { try shelf.manifest(of: try #require(ReleaseID(a))) }
    }
}
