import Foundation
import JSONTree
import Testing

/// What purchases cost, as people and programs are told.
extension BuyTests {
    @Test("plans tell what the numbers cost, at today's prices; past the limit no apply changes anything")
    func costsInPlans() async throws {
        let site = try await Site()
        let priced = (
            old: "    number: +44 20 7946 0001\n", new: "    number: +44 20 7946 0001\n    monthly_cost: 1.25\n"
        )
        func limit(_ text: String) -> (old: String, new: String) {
            ("agents:\n", "policy: {max_monthly_cost: \(text)}\nagents:\n")
        }
        #expect(try await !site.plan().output.contains("Numbers: "), "nothing is said of costs")
        try site.edit(searches(), priced)
        let told = try await site.plan()
        #expect(
            told.output.contains("\n  Numbers: known costs 3.05 EUR a month, 1 number unknown.\n"),
            "\(told.output)"
        )
        try site.edit(searches(), priced, limit("3.05"))
        let exact = try await site.plan("--format", "json")
        #expect(exact.status == 0, "\(exact.errors)")
        let costs: JSONValue = ["currency": "EUR", "monthly": "3.05", "unknown_numbers": 1, "limit": "3.05"]
        let plan = try JSONValue(parsing: Array(exact.output.utf8))
        #expect(plan["costs"] == costs)
        #expect(try await verdicts(on: [plan], schema: "docs/plan.schema.json") == ["valid"])

        try site.edit(searches(), priced, limit("3.04"))
        let over = try await site.plan()
        #expect(over.status == 1)
        #expect(over.output.contains("3.05 EUR a month, 1 number unknown; 3.04 EUR are allowed.\n"), "\(over.output)")
        #expect(
            over.errors.contains(
                "error[CC8016]: the numbers would pass the limit of 3.04 EUR a month of 'policy.max_monthly_cost': "
                    + "known costs 3.05 EUR a month, 1 number unknown"
            )
        )
        // Without searches it is the stated costs; a snapshot knows no prices.
        try site.edit(priced, limit("1.24"))
        let before = try await site.account.mutationCount()
        let apply = try await site.apply()
        #expect(apply.status == 1)
        #expect(apply.errors.contains("error[CC8016]"))
        #expect(try await site.account.mutationCount() == before)
        #expect(try site.published().isEmpty)
        try site.edit(searches(), priced, limit("3.04"))
        let offline = try await site.ccplan(["plan", "--live", try await site.snapshot().path])
        #expect(offline.status == 0, "\(offline.errors)")
        #expect(
            offline.output.contains("Numbers: known costs 1.25 EUR a month, 3 numbers unknown; 3.04 EUR are allowed.")
        )
    }

    @Test("as JSON it is what was chosen, what it costs, and what became of it; nothing else is printed")
    func json() async throws {
        let site = try await Site()
        try site.edit(searches())
        func purchase(_ result: ProgramResult) throws -> JSONValue { try JSONValue(parsing: Array(result.output.utf8)) }
        var purchases: [JSONValue] = []
        let declined = try await site.buy("--format", "json", answer: "no\n")
        #expect(declined.status == 1)
        #expect(declined.output.isEmpty)
        #expect(declined.errors.contains("+14155550100  buy: 0.90 EUR a month, nothing to set up"))
        try await site.account.add(
            fault: [
                "action": "status", "status": 420, "times": 99, "match": ["path": "/number/buy"],
                "body": ["error-code": "420", "error-code-label": "low balance"],
            ]
        )
        let failed = try await site.buy("--format", "json")
        #expect(failed.status == 1)
        purchases.append(try purchase(failed))
        try await site.account.clearFaults()
        // The answer to a purchase is lost, and nobody can look whether the number came.
        try await site.account.add(fault: ["action": "drop-after", "match": ["path": "/number/buy"]])
        try await site.account.add(
            fault: ["action": "status", "status": 403, "skip": 1, "match": ["path": "/account/numbers"]]
        )
        purchases.append(try purchase(try await site.buy("--format", "json")))
        try await site.account.clearFaults()
        let bought = try await site.buy("--format", "json", answer: "yes\n")
        #expect(bought.status == 0, "\(bought.output)\(bought.errors)")
        purchases.append(try purchase(bought))
        purchases.append(try purchase(try await site.buy("--format", "json")))
        try site.edit(searches("{country: US, reuse: yes}"))
        try FileManager.default.removeItem(at: site.project.appending(path: "contact-center.lock"))
        purchases.append(try purchase(try await site.buy("--format", "json")))

        let first = purchases[0]
        let offer = first["numbers"]?.arrayValue?.first
        #expect(offer?["name"] == "us-sales")
        #expect(offer?["from"] == "sale")
        #expect(offer?["monthly_cost"] == "0.90")
        #expect(offer?["set_up_cost"] == "0.00")
        #expect(offer?["alternatives"]?.arrayValue?.count == 3)
        #expect(
            first["costs"] == [
                "currency": "EUR", "set_up": "0.00", "monthly_more": "1.80", "monthly": "1.80", "unknown_numbers": 2,
            ]
        )
        #expect(purchases[3]["numbers"] == [])
        #expect(purchases[3]["complete"] == true)
        let text = JSONValue.array(purchases).serialized()
        for word in ["account", "sale", "earlier-run", "failed", "done", "skipped", "unknown"] {
            #expect(text.contains("\"\(word)\""), "no purchase has '\(word)'")
        }
        let schema = "docs/purchase.schema.json"
        #expect(try await verdicts(on: purchases, schema: schema) == purchases.map { _ in "valid" })
        let broken = first.damaged(keeping: ["help"])
        #expect(broken.count > 50)
        for (document, verdict) in zip(broken, try await verdicts(on: broken, schema: schema)) {
            #expect(verdict != "valid", "\(document.serialized())")
        }
    }
}
