import Applying
import ContactCenter
import JSONTree
import Sandbox
import SeededRandom
import Testing
import VonageAPI

/// Purchases cannot be undone: whatever happens, nothing is bought twice, and what was bought is known.
@Suite("a purchase that dies or is in trouble")
struct PurchaseSweepTests {
    private func begin(_ quirks: [Quirk] = []) async throws -> (SweptAccount, SweptPurchase) {
        let spare = [("442079460777", "GB")]
        let account = try await SweptAccount(owning: try SweptProject.quickstart.numbers + spare, quirks: quirks)
        let desired = try SweptProject.quickstart.original
        try #require(try await account.apply(desired, try account.session()).isComplete)
        return (account, SweptPurchase(desired))
    }

    @Test(
        "dead at any request, before or after it took effect, and run again: each search has one number, pinned and linked"
    )
    func everyRequest() async throws {
        let (account, purchase) = try await begin()
        let start = account.state
        let session = try account.session()
        let dying = try account.session(retry: .never)
        try await account.clearRequests()
        let pins = SweptPins()
        try #require(try await purchase.run(account, session, pins))
        let (count, wanted) = (account.requests.count, account.outline)
        #expect(pins.pins().pins.count == 4)
        #expect(pins.text.contains("gb +442079460777"))
        #expect(purchases(account) == 3)

        for ordinal in 1...count {
            for moment in CrashSweepTests.Moment.allCases {
                try await account.set(state: start)
                try await account.clearRequests()
                try await account.set(faults: [
                    ["action": "drop-before", "skip": .integer(ordinal), "times": 1_000_000],
                    ["action": .string(moment.rawValue), "match": ["ordinal": .integer(ordinal)]],
                ])
                let left = SweptPins { account.requests.count >= ordinal }
                _ = try await purchase.run(account, dying, left)
                try await account.set(faults: [])
                let again = SweptPins(leftBy: left)
                #expect(try await purchase.run(account, session, again), "request \(ordinal), \(moment)")
                #expect(again.text == pins.text, "request \(ordinal), \(moment)")
                #expect(again.intents().isEmpty, "request \(ordinal), \(moment)")
                #expect(account.outline == wanted, "request \(ordinal), \(moment)")
                #expect(purchases(account) == 3, "request \(ordinal), \(moment)")
            }
        }
        print("crash sweep: a purchase of 4 numbers: \(2 * count) points of \(count) requests")
    }

    @Test("in random trouble each search has one number at most, and exactly one without the trouble", arguments: seeds)
    func trouble(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let quirks = [[]] + Quirk.allCases.map { [$0] } + [Quirk.allCases]
        let (account, purchase) = try await begin(quirks[Int(seed) % quirks.count])
        let script = FaultScript(using: &random)
        try await account.set(faults: script.faults)
        try await account.set(rates: script.rates)
        let pins = SweptPins()
        _ = try await purchase.run(account, try account.session(requestDeadline: .milliseconds(400)), pins)
        try await account.set(faults: [])
        try await account.set(rates: [:])
        #expect(try await purchase.run(account, try account.session(), pins), "\(script.faults)")
        #expect(pins.pins().pins.count == 4, "\(script.faults)")
        #expect(pins.intents().isEmpty, "\(script.faults)")
        // All that the account owns besides is the project's.
        let owned = account.state["numbers"]?.arrayValue ?? []
        let others = try SweptProject.quickstart.numbers.count
        #expect(owned.count == others + 4 + (pins.text.contains("gb +442079460777") ? 0 : 1), "\(script.faults)")
        let linked = Set(owned.filter { $0["app_id"] != nil }.compactMap { $0["msisdn"]?.stringValue })
        #expect(pins.pins().pins.allSatisfy { linked.contains($0.number.digits) }, "\(script.faults)")
    }

    private static let seeds: Range<UInt64> = 0..<(isSoaking ? 300 : 15)

    /// How many numbers were bought since the log was cleared.
    private func purchases(_ account: SweptAccount) -> Int {
        account.requests.count { $0.path == "/number/buy" && $0.isMutated }
    }
}
