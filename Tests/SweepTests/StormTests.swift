import Applying
import CallBundle
import JSONTree
import Provisioning
import Sandbox
import Testing
import VonageAPI

/// What an apply asks of the platform, and how it bears being told that it is too much.
@Suite("requests in all")
struct StormTests {
    /// The quickstart with many users.
    private func crowd(_ count: Int = 300) throws -> DesiredState {
        var desired = try SweptProject.quickstart.original
        desired.users += (1...count).map { number in
            var user = DesiredState.User(name: "user-\(number)")
            user.displayName = "User \(number)"
            return user
        }
        return desired
    }

    @Test(
        "are the changes, the pages of the lists and the re-reads that are told, and no more",
        arguments: [300, 1_000]
    )
    func exact(users: Int) async throws {
        let account = try await SweptAccount(owning: try SweptProject.quickstart.numbers)
        let desired = try crowd(users)
        let session = try account.session()
        try #require(try await account.apply(desired, session).isComplete)
        func made(_ method: String, _ path: String) -> Int {
            account.requests.count { $0.method == method && $0.path.hasPrefix(path) }
        }
        let numbers = desired.numbers.count
        #expect(made("GET", "/v2/applications") == 2, "the list, and again just before the application is made")
        #expect(made("POST", "/v2/applications") == 1)
        #expect(made("POST", "/v1/users") == desired.users.count)
        #expect(made("GET", "/account/numbers") == 1 + numbers, "the list, and each number just before it is linked")
        #expect(made("POST", "/number/update") == numbers)
        #expect(account.requests.count == 2 + 1 + desired.users.count + 1 + numbers + numbers)

        try await account.clearRequests()
        #expect(try await account.plan(desired, session).isEmpty)
        let pages = (desired.users.count + 99) / 100
        #expect(account.requests.count == 1 + 1 + pages)

        try await account.clearRequests()
        var edited = desired
        edited.users[edited.users.count - 1].displayName = "Somebody else"
        try #require(try await account.apply(edited, session).isComplete)
        #expect(account.requests.count == 1 + 1 + pages + 3, "found by name, read whole, changed")
    }

    /// Of the platform: how many requests a second it takes of each API, and faults.
    struct Storm: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var rates: JSONValue = [:]
        var faults: [JSONValue] = []

        private static func refusing(_ times: Int, after skip: Int, _ headers: JSONValue = [:]) -> JSONValue {
            [
                "action": "status", "status": 429, "match": ["path": "/v1/users"], "times": .integer(times),
                "skip": .integer(skip), "headers": headers,
            ]
        }

        static let all = [
            Storm(testDescription: "50 a second", rates: ["users": 50]),
            Storm(testDescription: "7 a second", rates: ["users": 7, "applications": 5, "numbers": 2]),
            Storm(testDescription: "1 a second", rates: ["users": 1, "applications": 1, "numbers": 1]),
            Storm(testDescription: "bursts", faults: [10, 90, 200, 300].map { refusing(12, after: $0) }),
            Storm(
                testDescription: "bursts with Retry-After",
                faults: [0, 100, 250].map { refusing(9, after: $0, ["Retry-After": "5"]) }
            ),
            Storm(testDescription: "a long one", faults: [refusing(20, after: 50)]),
        ]
    }

    @Test("are at most 1.3 times as many in a storm of 429, whatever the client is allowed", arguments: Storm.all)
    func storms(_ storm: Storm) async throws {
        // A storm may last as long as it likes; what counts is how often it is run against.
        let patient = RetryPolicy(totalDeadline: .seconds(3600))
        for rates in [RateLimits.off, RateLimits(applications: 50, numbers: 20, users: 100)] {
            let account = try await SweptAccount(
                owning: try SweptProject.quickstart.numbers,
                clock: SweepClock(.sideBySide)
            )
            let start = account.state
            let desired = try crowd()
            try #require(try await account.apply(desired, try account.session()).isComplete)
            let calm = account.requests.count
            try await account.set(state: start)
            try await account.clearRequests()
            try await account.set(faults: storm.faults)
            try await account.set(rates: storm.rates)
            let outcome = try await account.apply(desired, try account.session(retry: patient, rates: rates))
            let failure = outcome.receipt?.steps.first { $0.status == .failed }?.detail ?? ""
            #expect(outcome.isComplete, "\(failure)")
            let stormy = account.requests.count
            #expect(Double(stormy) <= 1.3 * Double(calm))
            print("storm '\(storm.testDescription)': \(stormy) requests, \(calm) without")
        }
    }
}
