import Foundation
import Glibc
import JSONTree
import Testing

@Suite("receipts in files")
struct ReceiptFileTests {
    private func read(_ file: URL) throws -> JSONValue { try JSONValue(parsing: Array(try Data(contentsOf: file))) }

    private func statuses(_ receipt: JSONValue) -> [String?] {
        receipt["steps"]?.arrayValue?.map { $0["status"]?.stringValue } ?? []
    }

    @Test("written when all is well, when nothing is to do, and when a later step fails")
    func written() async throws {
        let site = try await Site()
        let file = site.folder.url.appending(path: "receipt.json")
        try await site.account.add(
            fault: ["action": "status", "status": 400, "match": ["method": "POST", "path": "/number"]]
        )
        #expect(try await site.apply("--receipt", file.path).status == 1)
        #expect(statuses(try read(file)) == ["done", "done", "done", "done", "failed", "done", "done"])
        let fixed = try await site.apply("--receipt", file.path, "--format", "markdown")
        #expect(fixed.status == 0)
        #expect(
            fixed.output == """
                **Applied&#58; 1 done.**

                | | object | action | |
                | --- | --- | --- | --- |
                | ✅ done | <code>number.custom</code> | link |  |

                """
        )
        #expect(try read(file)["complete"] == true)
        #expect(
            try await site.apply("--receipt", file.path, "--format", "markdown").output
                == "**Applied&#58; nothing to do.**\n"
        )
        #expect(statuses(try read(file)) == [])
    }

    @Test(
        "written when a signal stops the run, and while a run lasts that is killed nobody says it was done",
        arguments: [SIGINT, SIGTERM, SIGKILL]
    )
    func stopped(_ number: Int32) async throws {
        let site = try await Site()
        let file = site.folder.url.appending(path: "receipt.json")
        try await site.account.add(fault: ["action": "hang-before", "match": ["mutating": true]])
        let apply = try site.launchApply(["--receipt", file.path])
        try await site.account.waitForHanging()
        apply.signal(number)
        if number != SIGKILL {
            try await apply.waitUntilCaught(number)
            try await site.account.release()
        }
        #expect(try await apply.result().status == (number == SIGKILL ? 128 + number : 1))
        let receipt = try read(file)
        #expect(receipt["interrupted"] == true)
        #expect(receipt["complete"] == false)
        #expect(
            statuses(receipt)
                == (number == SIGKILL
                    ? Array(repeating: "unknown", count: 7) : ["done", "done"] + Array(repeating: "blocked", count: 5))
        )
        #expect(try await verdicts(on: [receipt], schema: "docs/receipt.schema.json") == ["valid"])
    }

    @Test("a receipt that cannot be written is told before anything is changed")
    func unwritable() async throws {
        let site = try await Site()
        let result = try await site.apply("--receipt", "/nowhere/receipt.json")
        #expect(result.status == 1)
        #expect(result.errors.contains("error: cannot write '/nowhere/receipt.json"))
        #expect(try await site.account.mutationCount() == 0)
        #expect(!FileManager.default.fileExists(atPath: site.logFile.path))
    }

    @Test("with many users the result stays JSON")
    func manyUsers() async throws {
        let site = try await Site()
        let users = (0..<40).map { "Agent \($0): " }.joined(separator: ", ")
        try site.edit(("agents:\n", "users: {\(users)}\nagents:\n"))
        let result = try await site.apply("--format", "json")
        #expect(result.status == 0)
        #expect(try JSONValue(parsing: Array(result.output.utf8))["complete"] == true)
    }
}
