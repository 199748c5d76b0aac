import Foundation
import Glibc
import JSONTree
import Testing

@Suite("stopping and asking")
struct InterruptTests {
    @Test(
        "a signal lets the step in hand end, begins no other, and says so",
        arguments: [SIGINT, SIGTERM],
        [[], [SIGINT, SIGTERM]]
    )
    func signalled(_ number: Int32, blocked: [Int32]) async throws {
        let site = try await Site()
        try await site.account.add(
            fault: ["action": "hang-before", "match": ["mutating": true], "times": 100]
        )
        let apply = try site.launchApply(["--format", "json"], blocking: blocked)
        try await site.account.waitForHanging()
        apply.signal(number)
        // As long as the signal has not arrived, the next write would hang.
        try await apply.waitUntilCaught(number)
        try await site.account.clearFaults()
        try await site.account.release()
        let result = try await apply.result()
        #expect(result.status == 1)
        let receipt = try JSONValue(parsing: Array(result.output.utf8))
        #expect(receipt["interrupted"] == true)
        let steps = try #require(receipt["steps"]?.arrayValue)
        #expect(steps.map { $0["status"]?.stringValue } == ["done", "done"] + Array(repeating: "blocked", count: 5))
        #expect(steps.dropFirst(2).allSatisfy { $0["detail"] == "stopped before it" })
        #expect(try await site.account.mutationCount() == 1)
        try await site.applied()
        try await site.expectNothingToDo()
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
    }

    @Test(
        "whoever insists is heard: a second signal ends it at once",
        arguments: [SIGINT, SIGTERM],
        [[], [SIGINT, SIGTERM]]
    )
    func twice(_ second: Int32, blocked: [Int32]) async throws {
        let site = try await Site()
        try await site.account.add(fault: ["action": "hang-before", "match": ["mutating": true]])
        let apply = try site.launchApply(blocking: blocked)
        try await site.account.waitForHanging()
        apply.signal(SIGINT)
        try await apply.waitUntilCaught(SIGINT)
        apply.signal(second)
        #expect(try await apply.result().status == 128 + second)
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test("an apply asks, and only 'yes' is a yes", arguments: ["", "\n", "y\n", "no\n", "YES\n", " yes\n"])
    func refused(_ answer: String) async throws {
        let site = try await Site()
        let result = try await site.apply(answer: answer)
        #expect(result.status == 1)
        #expect(result.output.contains("Plan: 1 to publish, 3 to create, 3 to link."))
        #expect(
            result.errors == """
                Apply these changes? Only 'yes' is accepted:
                error: not confirmed; nothing was changed
                  help: answer 'yes', or pass --auto-approve where nobody can answer

                """
        )
        #expect(try await site.account.mutationCount() == 0)
        #expect(try site.published().isEmpty)
    }

    @Test("with 'yes' it is applied; where there is nothing to do nobody is asked")
    func confirmed() async throws {
        let site = try await Site()
        let result = try await site.apply("--format", "json", answer: "yes\n")
        #expect(result.status == 0)
        // The question is not in the result, and the plan is where the question is.
        #expect(try JSONValue(parsing: Array(result.output.utf8))["complete"] == true)
        #expect(result.errors.contains("Plan: 1 to publish"))
        let again = try await site.apply(answer: "")
        #expect(again.status == 0)
        #expect(again.errors.isEmpty)
    }
}
