import Foundation
import Glibc
import JSONTree
import Testing

@Suite("one ccapply at a time")
struct LockTests {
    /// An apply that waits at a request, in the middle of its run.
    private func runningApply(_ site: Site, method: String) async throws -> LaunchedProgram {
        try await site.account.add(fault: ["action": "hang-before", "match": ["method": .string(method)]])
        let program = try site.launchApply()
        try await site.account.waitForHanging()
        return program
    }

    @Test(
        "the second says who is at work and changes nothing, whatever it wants; one that waits comes after the first",
        arguments: ["GET", "POST"]
    )
    func second(_ method: String) async throws {
        let site = try await Site()
        // Also while the first only reads the account.
        let first = try await runningApply(site, method: method)
        for command in [
            ["apply", "--auto-approve"], ["rollback"], ["destroy", "--confirm", "Contact Center Quickstart"],
        ] {
            let second = try await site.launch(command + ["--rate", "off"]).result()
            #expect(second.status == 1)
            #expect(
                second.errors.contains(/error: '.*public' is held: apply by .+@.+, process \d+ on .+, since 2.*Z\n/)
            )
            #expect(second.errors.contains("help: wait until that is done, or let --lock-timeout 5m wait"))
            #expect(second.output.isEmpty)
        }
        #expect(try await site.account.mutationCount() == 0)
        let waiting = try site.launchApply(["--lock-timeout", "5m"])
        while try !waiting.errorsSoFar().contains("waiting for '") { try await Task.sleep(for: .milliseconds(5)) }
        try await site.account.release()
        #expect(try await first.result().status == 0)
        let result = try await waiting.result()
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("No changes."))
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
        #expect(try site.history() == ["apply A"])
    }

    @Test("in a storm of 429 the first goes on; others say who is at work, or come after it, and nothing is done twice")
    func storm() async throws {
        let site = try await Site()
        try await site.account.add(fault: ["action": "hang-before", "skip": 3, "match": ["path": "/v1/users"]])
        try await site.account.add(
            fault: [
                "action": "status", "status": 429, "times": 6, "headers": ["Retry-After": "1"],
                "match": ["path": "/v1/users"],
            ]
        )
        let first = try site.launchApply()
        // Whatever it has been told by then, it is not through.
        try await site.account.waitForHanging()
        let refusals = try await site.account.requests().count { $0.path == "/v1/users" && !$0.isMutating }
        #expect(refusals >= 3)
        let second = try await site.apply()
        #expect(second.status == 1)
        #expect(second.output.isEmpty)
        #expect(second.errors.contains(/error: '.*public' is held: apply by .+@.+, process \d+ on .+, since 2.*Z\n/))
        let third = try site.launchApply(["--lock-timeout", "5m"])
        while try !third.errorsSoFar().contains("waiting for '") { try await Task.sleep(for: .milliseconds(5)) }
        try await site.account.release()
        let result = try await first.result()
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let late = try await third.result()
        #expect(late.status == 0, "\(late.errors)")
        #expect(late.output.contains("No changes."))
        let made = try await site.account.requests().filter(\.isMutating)
        #expect(made.count { $0.description == "POST /v2/applications" } == 1)
        #expect(made.count { $0.description == "POST /v1/users" } == 2)
        #expect(made.count { $0.description == "POST /number/update" } == 3)
        #expect(made.count == 6, "\(made)")
        #expect(try site.history() == ["apply A"])
        try await site.expectNothingToDo()
    }

    @Test("waiting ends at its time")
    func timeout() async throws {
        let site = try await Site()
        let first = try await runningApply(site, method: "GET")
        let second = try await site.apply("--lock-timeout", "1s")
        #expect(second.status == 1)
        #expect(second.errors.contains("is held: apply by "))
        try await site.account.release()
        #expect(try await first.result().status == 0)
        #expect(try await site.apply("--lock-timeout", "soon").status == 64)
    }

    @Test("unlock shows the owner, refuses while it lives, and clears what a killed run left")
    func unlock() async throws {
        let site = try await Site()
        func unlock(_ arguments: String...) async throws -> ProgramResult {
            try await finish("ccapply", ["unlock"] + arguments, in: site.project)
        }
        let free = try await unlock()
        #expect(free.status == 0)
        #expect(free.output.hasSuffix("public' is not locked.\n"))
        let first = try await runningApply(site, method: "POST")
        let refused = try await unlock()
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is held by a running process: apply by "))
        #expect(refused.errors.contains("; expires 2"))
        first.signal(SIGKILL)
        _ = try await first.result()

        // The lock went with the process; the next run says what happened, and does what was left.
        let next = try await site.apply()
        #expect(next.status == 0)
        #expect(next.errors.hasPrefix("note: an earlier run ended in the middle: apply by "))
        #expect(try await site.apply().errors.isEmpty)

        let second = try await runningApply(site, method: "GET")
        second.signal(SIGKILL)
        _ = try await second.result()
        let cleared = try await unlock(".")
        #expect(cleared.status == 0)
        #expect(cleared.output.contains("public' is not locked. Cleared: apply by "))
        #expect(try await unlock().output.hasSuffix("public' is not locked.\n"))
    }

    @Test("with --force a lock is taken away")
    func force() async throws {
        let site = try await Site()
        let first = try await runningApply(site, method: "GET")
        let forced = try await finish("ccapply", ["unlock", "--force"], in: site.project)
        #expect(forced.status == 0)
        #expect(forced.output.contains("public' was taken away from apply by "))
        try await site.applied()
        try await site.account.release()
        _ = try await first.result()
        try await site.expectNothingToDo()
    }
}
