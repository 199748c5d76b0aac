import Applying
import JSONTree
import Provisioning
import Sandbox
import Testing
import VonageAPI

/// A run is ended where it hurts, and begun again: what a killed program sent has an effect or none, and it sends no more.
@Suite("an apply that dies")
struct CrashSweepTests {
    /// When it dies: before the account knows of the request, or when its answer is on the way.
    enum Moment: String, CaseIterable {
        case before = "drop-before"
        case after = "drop-after"
    }

    @Test(
        "dead at any request, before or after it took effect, and run again: the same end, nothing twice",
        arguments: SweptProject.allCases,
        Journey.allCases
    )
    func everyRequest(_ project: SweptProject, _ journey: Journey) async throws {
        let account = try await SweptAccount(owning: try project.numbers)
        let desired = try await account.begin(journey, of: project)
        let start = account.state
        try await account.clearRequests()
        // One session for all: what it keeps are tokens, which take long to sign.
        let session = try account.session()
        let dying = try account.session(retry: .never)
        try #require(try await account.apply(desired, session).isComplete)
        let count = account.requests.count
        let wanted = account.outline
        #expect(try await account.plan(desired, session).isEmpty)
        #expect(count > (project == .acme ? 70 : 10) || journey == .update)

        var points = 0
        for ordinal in stride(from: isSoaking ? 1 : 1 + count % 7, through: count, by: isSoaking ? 1 : 7) {
            for moment in Moment.allCases {
                points += 1
                try await account.set(state: start)
                try await account.clearRequests()
                try await account.set(faults: [
                    // What comes behind it is not sent any more.
                    ["action": "drop-before", "skip": .integer(ordinal), "times": 1_000_000],
                    ["action": .string(moment.rawValue), "match": ["ordinal": .integer(ordinal)]],
                ])
                let dead = try await account.apply(desired, dying)
                #expect(!dead.isComplete || ordinal == count, "request \(ordinal)")
                #expect(account.requests.dropFirst(ordinal).allSatisfy { !$0.isMutated }, "request \(ordinal)")

                try await account.set(faults: [])
                let again = try await account.apply(desired, session)
                #expect(again.isComplete, "request \(ordinal), \(moment): \(again)")
                #expect(account.outline == wanted, "request \(ordinal), \(moment)")
                #expect(account.state["applications"]?.arrayValue?.count == 1, "request \(ordinal), \(moment)")
            }
        }
        #expect(try await account.plan(desired, session).isEmpty)
        print("crash sweep: \(project.rawValue), \(journey): \(points) points of \(count) requests")
    }
}
