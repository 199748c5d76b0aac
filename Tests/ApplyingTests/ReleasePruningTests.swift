import CallBundle
import Publishing
import ReleaseRecords
import Testing

@testable import Applying

@Suite("Which releases may be removed")
struct ReleasePruningTests {
    private let day = 86_400
    private var now: UTCTime { UTCTime(seconds: 1_795_000_000) }

    /// A, B, C … as ids.
    private func release(_ letter: Character) throws -> ReleaseID {
        try #require(ReleaseID(String(repeating: letter.lowercased(), count: 16)))
    }

    /// Published that many days ago.
    private func stored(_ letters: String, days: Int = 100, isFinished: Bool = true) throws -> [StoredRelease] {
        try letters.map { letter in
            StoredRelease(
                release: try release(letter),
                storedAt: UTCTime(seconds: now.seconds - days * day),
                isFinished: isFinished
            )
        }
    }

    /// A log of moves, `A` that many hours ago.
    private func log(_ moves: [(letter: Character, hours: Int)], application: String = "app") throws -> [PointerMove] {
        try moves.map { letter, hours in
            let at = UTCTime(seconds: now.seconds - hours * 3_600)
            var move = PointerMove(cause: .apply, at: at, by: "ann", applicationID: application)
            guard letter != "-" else { return move }
            let release = try release(letter)
            move.release = release
            move.answerURL = "https://voice.example/r/\(release)/e/answer"
            move.fallbackURL = "https://static.example/r/\(release)/fallback.json"
            return move
        }
    }

    private func url(_ letter: Character) throws -> String { "https://voice.example/r/\(try release(letter))/e/answer" }

    /// The letters of what goes.
    private func removed(
        _ stored: [StoredRelease],
        _ moves: [PointerMove],
        live: Character?,
        fallback: Character? = nil,
        keep: Int = 0,
        days: Int = 0,
        unreadable: [Int] = []
    ) throws -> String {
        var log = ReleaseLog(moves: moves)
        log.unreadableLines = unreadable
        let pruning = ReleasePruning(
            stored,
            log: log,
            answerURL: try live.map(url),
            fallbackURL: try fallback.map(url),
            drain: 4 * 3_600,
            rules: ReleasePruning.Rules(keep: keep, age: days * day),
            now: now
        )
        return String(pruning.removed.compactMap(\.text.first).sorted()).uppercased()
    }

    @Test("the live one, the fallback's, and those that calls could be on stay whatever is asked for")
    func never() throws {
        let moves = try log([("A", 100), ("B", 50), ("C", 5), ("D", 3), ("E", 1)])
        // B was left five hours ago, C three, D one.
        #expect(try removed(stored("ABCDE"), moves, live: "E") == "AB")
        #expect(try removed(stored("ABCDE"), moves, live: "E", fallback: "A") == "B")
        // Moved in the dashboard, which the log does not know: both stay, and what the log has last as well.
        #expect(try removed(stored("ABCDE"), moves, live: "B") == "A")
        #expect(try removed(stored("ABCDEF"), moves, live: "F") == "AB")
        // Without an application nothing is live but what the log has.
        #expect(try removed(stored("ABCDE"), moves, live: nil) == "AB")
        #expect(try removed(stored("ABCDE"), moves + log([("-", 0)]), live: nil) == "AB")
    }

    @Test("a release that came back counts from when it was left last")
    func again() throws {
        let moves = try log([("A", 100), ("B", 90), ("A", 80), ("B", 2), ("C", 1)])
        #expect(try removed(stored("ABC"), moves, live: "C") == "")
        #expect(try removed(stored("ABC"), try log([("A", 100), ("B", 90), ("A", 80), ("C", 70)]), live: "C") == "AB")
    }

    @Test("applications that share a place keep what is theirs")
    func shared() throws {
        let moves = try log([("A", 100), ("B", 90)]) + log([("C", 80), ("D", 70)], application: "other")
        #expect(try removed(stored("ABCD"), moves, live: "B") == "AC")
    }

    @Test("the newest stay by when calls were last sent there, and what is young, also where calls never were")
    func rules() throws {
        let moves = try log([("A", 24 * 30), ("B", 24 * 20), ("C", 24 * 10), ("D", 24 * 3)])
        #expect(try removed(stored("ABCD"), moves, live: "D", keep: 2) == "AB")
        #expect(try removed(stored("ABCD"), moves, live: "D", keep: 9) == "")
        #expect(try removed(stored("ABCD"), moves, live: "D", days: 7) == "AB")
        let unused = try stored("E", days: 2) + stored("F", days: 50)
        #expect(try removed(stored("ABCD") + unused, moves, live: "D", days: 7) == "ABF")
    }

    @Test("what never took calls takes no place among the newest: it goes by age, and pushes no way back out")
    func neverLive() throws {
        let moves = try log([("A", 24 * 30), ("B", 24 * 20), ("C", 24 * 10), ("D", 24 * 9)])
        let branches = try stored("EF", days: 1) + stored("0123", days: 8)
        #expect(try removed(stored("ABCD") + branches, moves, live: "D", keep: 3, days: 7) == "0123A")
        #expect(try removed(stored("ABCD") + branches, moves, live: "D", keep: 3) == "0123AEF")
        // Live by the account, of which the log does not know.
        #expect(try removed(stored("ABCD") + branches, moves, live: "0", keep: 2, days: 7) == "123ABC")
        // Without any log nothing but age counts.
        #expect(try removed(branches, [], live: "0", keep: 5, days: 7) == "123")
    }

    @Test("what was never finished takes no place among the newest, and goes when it is old")
    func unfinished() throws {
        let half = try stored("F", days: 1, isFinished: false)
        let moves = try log([("A", 24 * 30), ("B", 24 * 20), ("C", 24 * 10)])
        #expect(try removed(stored("ABC") + half, moves, live: "C", keep: 2) == "AF")
        #expect(try removed(stored("ABC") + half, moves, live: "C", keep: 2, days: 7) == "A")
    }

    @Test("with lines that cannot be read only what the log names goes")
    func unreadable() throws {
        let moves = try log([("A", 100), ("B", 50)])
        #expect(try removed(stored("ABF"), moves, live: "B") == "AF")
        #expect(try removed(stored("ABF"), moves, live: "B", unreadable: [2]) == "A")
    }
}
