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
        let points = try await sweep(Errand(.apply, desired), on: account) { count in
            #expect(count > (project == .acme ? 70 : 10) || journey == .update)
            return isSoaking ? 1 : 7
        }
        #expect(account.state["applications"]?.arrayValue?.count == 1)
        print("crash sweep: \(project.rawValue), \(journey): \(points)")
    }

    @Test("so do a rollback and a destroy", arguments: [Errand.Kind.rollback, .destroy])
    func otherErrands(_ kind: Errand.Kind) async throws {
        let account = try await SweptAccount(owning: try SweptProject.quickstart.numbers)
        let project = SweptProject.quickstart
        try #require(try await account.apply(try project.original, try account.session()).isComplete)
        let errand = Errand(kind, kind == .rollback ? try project.earlier : try project.original)
        let points = try await sweep(errand, on: account) { count in
            #expect(count > 5)
            return 1
        }
        #expect(account.state["applications"]?.arrayValue?.count == (kind == .rollback ? 1 : 0))
        #expect(account.state["numbers"]?.arrayValue?.count == (try project.numbers.count), "none is given back")
        print("crash sweep: quickstart, \(kind): \(points)")
    }

    /// Ends runs from the account's present state at requests, and runs each again.
    ///
    /// - Parameters:
    ///   - errand: What the runs are to bring about.
    ///   - account: As it is before.
    ///   - step: Gives, of how many requests a whole run has, the distance from one point to the next.
    /// - Returns: How many points there were, in words.
    /// - Throws: When the account cannot be told what to do.
    private func sweep(
        _ errand: Errand,
        on account: SweptAccount,
        every step: (Int) -> Int
    ) async throws -> String {
        let start = account.state
        try await account.clearRequests()
        // One session for all: what it keeps are tokens, which take long to sign.
        let session = try account.session()
        let dying = try account.session(retry: .never)
        try #require(try await account.run(errand, session).isComplete)
        let count = account.requests.count
        let wanted = account.outline
        #expect(try await account.plan(errand, session).isEmpty)
        let step = step(count)

        var points = 0
        for ordinal in stride(from: step == 1 ? 1 : 1 + count % step, through: count, by: step) {
            for moment in Moment.allCases {
                points += 1
                try await account.set(state: start)
                try await account.clearRequests()
                try await account.set(faults: [
                    // What comes behind it is not sent any more.
                    ["action": "drop-before", "skip": .integer(ordinal), "times": 1_000_000],
                    ["action": .string(moment.rawValue), "match": ["ordinal": .integer(ordinal)]],
                ])
                let dead = try await account.run(errand, dying)
                #expect(!dead.isComplete || ordinal == count, "request \(ordinal)")
                #expect(account.requests.dropFirst(ordinal).allSatisfy { !$0.isMutated }, "request \(ordinal)")

                try await account.set(faults: [])
                let again = try await account.run(errand, session)
                #expect(again.isComplete, "request \(ordinal), \(moment): \(again)")
                #expect(account.outline == wanted, "request \(ordinal), \(moment)")
            }
        }
        #expect(try await account.plan(errand, session).isEmpty)
        return "\(points) points of \(count) requests"
    }
}
