import Foundation
import Glibc
import JSONTree
import Testing

/// `ccapply` is killed where it hurts, and run again.
@Suite("killed applies")
struct KillTests {
    /// When a request is caught: before the account knows of it, or with its answer on the way.
    enum Moment: String, CaseIterable {
        case before = "hang-before"
        case after = "hang-after"
    }

    /// From what to what an apply goes.
    enum Journey: CaseIterable {
        case nothingToQuickstart
        case quickstartToManyChanges
    }

    @Test(
        "killed at any request, before or after it took effect, and run again: the same end, nothing twice",
        arguments: Journey.allCases,
        Moment.allCases
    )
    func everyRequest(_ journey: Journey, _ moment: Moment) async throws {
        let site = try await Site()
        if journey == .quickstartToManyChanges {
            try await site.applied()
            try site.edit(manyChanges)
        }
        let start = try await site.account.state()
        let published = try site.published()
        try await site.account.clearRequests()
        try await site.applied()
        let count = try await site.account.requests().count
        let wanted = try await site.outline()
        #expect(count > 10)
        for ordinal in 1...count {
            try await site.account.set(state: start)
            try site.restore(published: published)
            try await site.account.clearRequests()
            try await site.account.add(fault: [
                "action": .string(moment.rawValue), "match": ["ordinal": .integer(ordinal)],
            ])
            let killed = try site.launchApply()
            try await site.account.waitForHanging()
            killed.signal(SIGKILL)
            #expect(try await killed.result().status == 128 + SIGKILL)

            let again = try await site.apply()
            #expect(again.status == 0, "request \(ordinal): \(again.output)\(again.errors)")
            #expect(try await site.outline() == wanted, "request \(ordinal)")
            // Whoever wrote it down: the log's last line is where calls go.
            #expect(try site.log().last?["answer_url"]?.stringValue == (try await site.answerURL()), "\(ordinal)")
        }
        try await site.expectNothingToDo()
    }

    /// The sweeps in one process kill the example at every request; here it is a real program, whole in `make soak`.
    @Test("the large example, killed and run again: the same end, nothing twice", arguments: Moment.allCases)
    func acme(_ moment: Moment) async throws {
        let site = try await Site(Site.acmeNumbers)
        try site.becomeAcme()
        let start = try await site.account.state()
        try await site.applied()
        let count = try await site.account.requests().count
        let wanted = try await site.outline()
        // What was live when is another time each time.
        let published = try site.published().filter { $0.key != "releases.jsonl" }
        #expect(count > 70)
        let isWhole = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] != nil
        var points = 0
        for ordinal in stride(from: isWhole ? 1 : 3, through: count, by: isWhole ? 1 : count / 2) {
            points += 1
            try await site.account.set(state: start)
            try site.restore(published: [:])
            try await site.account.clearRequests()
            try await site.account.add(fault: [
                "action": .string(moment.rawValue), "match": ["ordinal": .integer(ordinal)],
            ])
            let killed = try site.launchApply()
            try await site.account.waitForHanging()
            killed.signal(SIGKILL)
            #expect(try await killed.result().status == 128 + SIGKILL)

            let again = try await site.apply()
            #expect(again.status == 0, "request \(ordinal): \(again.output)\(again.errors)")
            #expect(try await site.outline() == wanted, "request \(ordinal)")
            #expect(try site.published().filter { $0.key != "releases.jsonl" } == published, "request \(ordinal)")
        }
        print("killed programs: acme, \(moment.rawValue): \(points) of \(count) requests")
        try await site.expectNothingToDo()
    }

    @Test("killed while it waits for the host to serve the release: nothing in the account was touched")
    func duringVerification() async throws {
        let site = try await Site()
        // Nothing listens there, so that the apply asks again and again.
        try site.edit((site.hostURL, "http://127.0.0.1:9"))
        let killed = try site.launchApply()
        // The manifest comes last.
        while !FileManager.default.fileExists(atPath: site.publish.appending(path: "manifests").path) {
            try await Task.sleep(for: .milliseconds(5))
        }
        killed.signal(SIGKILL)
        #expect(try await killed.result().status == 128 + SIGKILL)
        #expect(try await site.account.mutationCount() == 0)
        try site.edit()
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test(
        "with the answer to 'create application' lost there is still one, in the same run",
        arguments: ["drop-after", "truncate"]
    )
    func lostAnswer(_ fault: String) async throws {
        let site = try await Site()
        try await site.account.add(
            fault: ["action": .string(fault), "match": ["method": "POST", "path": "/v2/applications"]]
        )
        let result = try await site.apply()
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("found after its answer was lost"))
        let requests = try await site.account.requests()
        #expect(requests.filter { $0.description == "POST /v2/applications" }.count == 1)
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
        try await site.expectNothingToDo()
    }

    @Test("with the request to create the application lost it is made in the same run, once")
    func lostRequest() async throws {
        let site = try await Site()
        try await site.account.add(
            fault: ["action": "drop-before", "match": ["method": "POST", "path": "/v2/applications"]]
        )
        #expect(try await site.apply().status == 0)
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
        try await site.expectNothingToDo()
    }

    @Test("any one write whose answer is lost is made good in the same run or told as unknown, and never done twice")
    func lostAnswers() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges)
        let start = try await site.account.state()
        try await site.account.clearRequests()
        try await site.applied()
        let wanted = try await site.outline()
        let writes = try await site.account.mutationCount()
        #expect(writes == 5)
        for skip in 0..<writes {
            try await site.account.set(state: start)
            try await site.account.add(
                fault: ["action": "drop-after", "match": ["mutating": true], "skip": .integer(skip)]
            )
            let first = try await site.apply()
            if first.status != 0 {
                #expect(first.output.contains("  unknown  "), "\(first.output)")
                #expect(try await site.apply().status == 0)
            }
            #expect(try await site.outline() == wanted, "write \(skip)")
        }
        try await site.expectNothingToDo()
    }
}
