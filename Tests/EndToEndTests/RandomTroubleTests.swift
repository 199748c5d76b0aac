import Foundation
import JSONTree
import SeededRandom
import Testing

/// The sweep of faults runs in one process; a few of its scripts meet real programs, with real waits.
@Suite("programs in random trouble")
struct RandomTroubleTests {
    private static let seeds: Range<UInt64> =
        ProcessInfo.processInfo.environment["CCPLAN_SOAK"] == nil ? 0..<2 : 0..<40

    @Test("end in time, tell no secret, and converge without the trouble", arguments: seeds)
    func trouble(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let site = try await Site()
        if random.chance(60) {
            try await site.applied()
            try site.edit(manyChanges)
        }
        let start = try await site.account.state()
        let published = try site.published()
        try await site.applied()
        let wanted = try await site.outline()
        try await site.account.set(state: start)
        try site.restore(published: published)

        let faults = (0..<Int.random(in: 1...4, using: &random)).map { _ in Self.fault(using: &random) }
        for fault in faults { try await site.account.add(fault: fault) }
        let begin = ContinuousClock.now
        for result in [try await site.plan("--timeout", "4"), try await site.apply("--timeout", "4")] {
            #expect(result.status == 0 || result.status == 1, "\(faults) \(result.errors)")
            #expect(result.status == 0 || result.output.contains("Run ccapply again") || !result.errors.isEmpty)
            try await expectNoSecrets(result)
        }
        #expect(ContinuousClock.now - begin < .seconds(240))
        try await site.account.clearFaults()
        let again = try await site.apply()
        #expect(again.status == 0, "\(faults) \(again.output)\(again.errors)")
        #expect(try await site.outline() == wanted, "\(faults)")
        try await site.expectNothingToDo()
    }

    private static func fault(using random: inout SeededGenerator) -> JSONValue {
        var fault = JSONObject([
            ("action", .string(random.pick(["drop-before", "drop-after", "truncate", "status", "status", "html"]))),
            ("skip", .integer(Int.random(in: 0..<12, using: &random))),
            ("times", .integer(Int.random(in: 1...3, using: &random))),
        ])
        if fault["action"] == "status" {
            fault["status"] = .integer(random.pick([429, 500, 503]))
            if random.chance(50) { fault["headers"] = ["Retry-After": "1"] }
        }
        if random.chance(60) { fault["match"] = ["mutating": true] }
        return .object(fault)
    }
}
