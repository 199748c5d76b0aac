import Applying
import JSONTree
import Provisioning
import Sandbox
import SeededRandom
import Testing
import VonageAPI

/// Random trouble over plan and apply, under every quirk in turn.
@Suite("an apply in trouble")
struct FaultSweepTests {
    private static let seeds: Range<UInt64> = 0..<(isSoaking ? 300 : 30)

    @Test("it converges, or stops with a true receipt and converges without the trouble", arguments: seeds)
    func trouble(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let quirks = [[]] + Quirk.allCases.map { [$0] } + [Quirk.allCases]
        let project = random.chance(20) ? SweptProject.acme : .quickstart
        let account = try await SweptAccount(owning: try project.numbers, quirks: quirks[Int(seed) % quirks.count])
        let desired = try await account.begin(random.pick(Journey.allCases), of: project)
        let start = account.state
        let calm = try account.session()
        try #require(try await account.apply(desired, calm).isComplete)
        let wanted = account.outline
        try await account.set(state: start)

        let script = FaultScript(using: &random)
        try await account.set(faults: script.faults)
        try await account.set(rates: script.rates)
        let rate = script.clientRate
        let session = try account.session(
            rates: RateLimits(applications: rate, numbers: rate, users: rate),
            requestDeadline: .milliseconds(400)
        )
        try await expectConvergence(of: Errand(.apply, desired), on: account, script, session, calm, to: wanted)
        #expect(account.state["applications"]?.arrayValue?.count == 1)
    }

    @Test("so does a rollback, and a destroy", arguments: seeds, [Errand.Kind.rollback, .destroy])
    func otherErrands(seed: UInt64, kind: Errand.Kind) async throws {
        var random = SeededGenerator(seed: seed)
        let quirks = [[]] + Quirk.allCases.map { [$0] } + [Quirk.allCases]
        let project = random.chance(10) ? SweptProject.acme : .quickstart
        let account = try await SweptAccount(owning: try project.numbers, quirks: quirks[Int(seed) % quirks.count])
        let calm = try account.session()
        try #require(try await account.apply(try project.original, calm).isComplete)
        let errand = Errand(kind, kind == .rollback ? try project.earlier : try project.original)
        let start = account.state
        try #require(try await account.run(errand, calm).isComplete)
        let wanted = account.outline
        try #require(wanted.contains("fedcba9876543210") == (kind == .rollback))
        try await account.set(state: start)

        let script = FaultScript(using: &random)
        try await account.set(faults: script.faults)
        try await account.set(rates: script.rates)
        let rate = script.clientRate
        let session = try account.session(
            rates: RateLimits(applications: rate, numbers: rate, users: rate),
            requestDeadline: .milliseconds(400)
        )
        try await expectConvergence(of: errand, on: account, script, session, calm, to: wanted)
        #expect(account.state["applications"]?.arrayValue?.count == (kind == .rollback ? 1 : 0))
        #expect(account.state["numbers"]?.arrayValue?.count == (try project.numbers.count), "none is given back")
    }

    /// Runs in trouble, and again without; what came of the first run is told by its receipt.
    private func expectConvergence(
        of errand: Errand,
        on account: SweptAccount,
        _ script: FaultScript,
        _ troubled: APISession,
        _ calm: APISession,
        to wanted: String
    ) async throws {
        let begin = ContinuousClock.now
        let virtual = account.clock.elapsed
        let first = try await account.run(errand, troubled)
        // Threads are shared with all other tests, which may hold them for long.
        #expect(ContinuousClock.now - begin < .seconds(300), "nothing hangs for longer than its deadlines")
        // Two minutes for each request that comes to nothing, and an hour is far more than any script's worth.
        #expect(account.clock.elapsed - virtual < .seconds(3600))

        try await account.set(faults: [])
        try await account.set(rates: [:])
        try await checkReceipt(first, account, errand, calm)

        let second = try await account.run(errand, calm)
        #expect(second.isComplete, "\(script.faults) \(first) \(second)")
        #expect(account.outline == wanted, "\(script.faults) \(first)")
        #expect(try await account.plan(errand, calm).isEmpty)
    }

    /// What is done is so, and what is not done is still to do.
    private func checkReceipt(
        _ outcome: SweptAccount.Outcome,
        _ account: SweptAccount,
        _ errand: Errand,
        _ session: APISession
    ) async throws {
        guard let receipt = outcome.receipt else { return }
        let left = Set(try await account.plan(errand, session).steps.map(\.address))
        for step in receipt.steps where step.address != "release" {
            switch step.status {
            case .done, .skipped: #expect(!left.contains(step.address), "\(step)")
            case .failed, .blocked: #expect(left.contains(step.address), "\(step)")
            case .unknown: break
            }
        }
        #expect(receipt.isComplete == receipt.steps.allSatisfy { $0.status == .done || $0.status == .skipped })
    }
}
