import CallBundle
import Diagnostics
import Glibc
import ProjectLoading
import SeededRandom
import Testing

@testable import Journeys

/// All calls of up to so many choices are played on both sides, and held against what the walk tells.
@Suite("What changes for callers, against all calls played one by one")
struct BruteForceTests {
    private static let isSoak = unsafe getenv("CCPLAN_SOAK") != nil

    /// Seeds of pairs: a sample, or with `make soak` all 200.
    private static let seeds: [UInt64] = Array(1...(isSoak ? 200 : 10))
    private static let mostChoices = isSoak ? 6 : 3

    /// 2027-01-04 is a Monday.
    private static let monday = 1_799_020_800

    private static let times =
        [3, 8, 9, 12, 16, 17, 18, 21].map { monday + $0 * 3_600 + 60 } + [monday - 86_400 + 43_200]
    private static let calls = (0..<10).map { "CON-\($0)" }

    private struct Pair {
        let before: Release
        let after: Release
        let comparison: JourneyComparison

        init(seed: UInt64) throws {
            let count = RandomProject.text(seed: seed).places
            let place = Int(seed * 7 % UInt64(count))
            // Every eighth pair is the same twice.
            let isSame = seed % 8 == 0
            before = try #require(try compile(RandomProject.text(seed: seed).text))
            after = try #require(try compile(RandomProject.text(seed: seed, mutated: isSame ? nil : place).text))
            comparison = compareJourneys(before, after, now: BruteForceTests.monday - 86_400)
        }
    }

    @Test("what differs for some call is told, or explained by a shorter call", arguments: seeds)
    func complete(seed: UInt64) throws {
        let pair = try Pair(seed: seed)
        let (old, new) = (try PlainPlayer(pair.before), try PlainPlayer(pair.after))
        let answers = ["442079460001", "442079460002", "442079460003"]
        var differing = 0
        for number in answers {
            for from in ["447700900123", "15550100999", nil] {
                let start = WebhookRequest(to: number, from: from)
                for time in Self.times {
                    for call in Self.calls {
                        differing += check(start, time, call, [], old, new, pair.comparison)
                    }
                }
            }
        }
        #expect(differing == 0 || !pair.comparison.differences.isEmpty)
        if pair.before.id == pair.after.id { #expect(pair.comparison.differences.isEmpty) }
    }

    /// Plays a call on both sides, and all that go on from it; how many differ.
    private func check(
        _ start: WebhookRequest,
        _ time: Int,
        _ call: String,
        _ choices: [PlainPlayer.Choice],
        _ old: PlainPlayer,
        _ new: PlainPlayer,
        _ comparison: JourneyComparison
    ) -> Int {
        let courses = (old.play(start, at: time, call: call, choices), new.play(start, at: time, call: call, choices))
        guard courses.0.heard == courses.1.heard, courses.0.open == courses.1.open else {
            let isTold = comparison.differences.contains { difference in
                // What is met with the host alive explains the same with the host dead, wherever it is.
                if choices.last == .hostDies {
                    (difference.starts + difference.startsWhenDead).contains { concerns($0, start) }
                } else {
                    difference.starts.contains { concerns($0, start) } && difference.path.count <= choices.count
                }
            }
            #expect(isTold, "\(start.to ?? "") from \(start.from ?? "withheld") at \(time) \(call): \(choices)")
            return 1
        }
        guard let point = courses.0.open, choices.count < Self.mostChoices else { return 0 }
        let next: [PlainPlayer.Choice] =
            switch point {
            case .input:
                courses.0.keys.union(courses.1.keys).sorted().map { .keys($0) } + [.keys("9"), .silence, .hostDies]
            case .ring: [.answered, .notReached("timeout"), .notReached("busy"), .hostDies]
            }
        return next.reduce(0) { $0 + check(start, time, call, choices + [$1], old, new, comparison) }
    }

    private func concerns(_ start: CallStart, _ request: WebhookRequest) -> Bool {
        guard start.way == .number(request.to) else { return false }
        return switch start.caller {
        case .anyone: true
        case .withheld: request.from == nil
        case .prefix(let prefix): request.from?.hasPrefix(prefix) == true
        case .number(let number): request.from == number
        case .other: request.from?.hasPrefix("44") == false
        }
    }

    @Test("no difference is invented: the call that is told of differs", arguments: seeds)
    func sound(seed: UInt64) throws {
        let pair = try Pair(seed: seed)
        let (old, new) = (try PlainPlayer(pair.before), try PlainPlayer(pair.after))
        for difference in pair.comparison.differences where !difference.isLate {
            let start = try #require(difference.starts.first)
            var request = start.request
            if start.caller == .anyone { request.from = "15550100999" }
            let times = difference.when.map { [$0.instant] } ?? Self.times
            let differs = times.contains { time in
                (0..<60).contains { differ(request, time, "CON-\($0)", difference, old, new) }
            }
            #expect(differs, "\(difference)")
        }
    }

    private func differ(
        _ start: WebhookRequest,
        _ time: Int,
        _ call: String,
        _ difference: Difference,
        _ old: PlainPlayer,
        _ new: PlainPlayer
    ) -> Bool {
        let ends: [PlainPlayer.Choice] = difference.kind == .outage ? [.hostDies] : []
        func heard(_ player: PlainPlayer) -> PlainPlayer.Course {
            var choices: [PlainPlayer.Choice] = []
            for move in difference.path {
                switch move {
                case .presses(let keys), .pressesOther(let keys): choices.append(.keys(keys))
                case .says, .saysOther, .doesNothing: choices.append(.silence)
                case .isNotReached(_, let states): choices.append(.notReached(states[0]))
                case .isNotReachedOtherwise: choices.append(.notReached("machine"))
                case .nobodyAnswers:
                    while player.play(start, at: time, call: call, choices).open == .ring, choices.count < 30 {
                        choices.append(.notReached("timeout"))
                    }
                }
            }
            return player.play(start, at: time, call: call, choices + ends)
        }
        let courses = (heard(old), heard(new))
        return courses.0.heard != courses.1.heard || courses.0.open != courses.1.open
    }
}

/// The release of a project of one file; nil when it has errors.
func compile(_ text: String) throws -> Release? {
    let folder = "/tmp/ccplan-journeys-\(UInt64.random(in: 0 ... .max))"
    let made = unsafe mkdir(folder, 0o700)
    try #require(made == 0)
    let file = "\(folder)/contact-center.yaml"
    defer {
        unsafe unlink(file)
        unsafe rmdir(folder)
    }
    guard let handle = unsafe fopen(file, "w") else { return nil }
    let written = unsafe fwrite(text, 1, text.utf8.count, handle)
    unsafe fclose(handle)
    try #require(written == text.utf8.count)
    let loaded = try loadProject(at: folder, now: 1_798_000_000)
    for diagnostic in loaded.diagnostics where diagnostic.severity == .error {
        Issue.record("\(diagnostic.message)\n\(text)")
    }
    return loaded.release
}
