import Foundation
import Glibc
import JSONTree
import Testing

/// Numbers that the project searches for.
@Suite("buying numbers")
struct BuyTests {
    /// Two searches in place of the number of `custom`.
    func searches(_ us: String = "{country: US, features: [VOICE], starts_with: 1415}") -> (
        old: String, new: String
    ) {
        (
            "  custom:\n    number: +44 20 7946 0003\n    inbound: {ncco: custom.json}\n",
            """
              us-sales:
                search: \(us)
                inbound: {menu: main}
              us-support:
                search: {country: US, features: [VOICE], starts_with: 1415}
                inbound: {menu: main}

            """
        )
    }

    private func lock(_ site: Site) throws -> String {
        try String(contentsOf: site.project.appending(path: "contact-center.lock"), encoding: .utf8)
    }

    private func intents(_ site: Site) -> String? {
        try? String(contentsOf: site.project.appending(path: ".contact-center.lock.buying"), encoding: .utf8)
    }

    private func ownedInUS(_ site: Site) async throws -> [(digits: String, application: String?)] {
        let numbers = try await site.account.state()["numbers"]?.arrayValue ?? []
        return numbers.filter { $0["country"] == "US" }
            .map { ($0["msisdn"]?.stringValue ?? "", $0["app_id"]?.stringValue) }
    }

    private let pinned = """
        # Numbers that were bought for a 'search'. Kept by ccapply: commit it, and do not edit it.
        - us-sales +14155550100
        - us-support +14155550101

        """

    @Test("an apply refuses what is not bought; buying finds, shows, asks, buys, pins and links")
    func journey() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(searches())
        let plan = try await site.plan()
        #expect(
            plan.output.contains("  + number.us-sales        buy      a US number with VOICE that starts with 1415\n")
        )
        #expect(plan.output.contains("'ccapply buy' finds one, shows what it costs, and asks; an apply buys nothing"))
        let refused = try await site.apply()
        #expect(refused.status == 1)
        #expect(refused.errors.contains("help: run 'ccapply buy', which finds one, shows what it costs, and asks"))

        let before = try await site.account.mutationCount()
        let declined = try await site.buy(answer: "y\n")
        #expect(declined.status == 1)
        #expect(declined.errors.contains("Buy 2 numbers for 1.80 EUR a month? Only 'yes' is accepted:"))
        #expect(declined.errors.contains("not confirmed; nothing was bought"))
        #expect(try await site.account.mutationCount() == before)

        let bought = try await site.buy(answer: "yes\n")
        #expect(bought.status == 0, "\(bought.output)\(bought.errors)")
        try expectGolden(bought.output, "buy.txt")
        #expect(try lock(site) == pinned)
        #expect(intents(site) == nil)
        let owned = try await ownedInUS(site)
        #expect(owned.map(\.digits) == ["14155550100", "14155550101"])
        #expect(owned.allSatisfy { $0.application != nil })

        let again = try await site.buy()
        #expect(again.status == 0)
        #expect(again.output == "Nothing to buy: every search has its number.\n")
        try await site.applied()
        let last = try await site.plan("--detailed-exitcode")
        #expect(last.status == 0, "\(last.output)")
    }

    @Test("before there is an application numbers are bought and pinned, and the apply links them")
    func withoutApplication() async throws {
        let site = try await Site()
        try site.edit(searches())
        let bought = try await site.buy()
        #expect(bought.status == 0, "\(bought.output)\(bought.errors)")
        #expect(bought.output.contains("The application is not there yet: the next apply links the numbers.\n"))
        #expect(bought.output.hasSuffix("Bought: 2. Linked: 0. Commit contact-center.lock, then apply.\n"))
        try await site.applied()
        try await site.expectNothingToDo()
        #expect(try await ownedInUS(site).allSatisfy { $0.application != nil })
    }

    @Test(
        "killed at any request, before or after it took effect, and run again: each search has one number, pinned and linked",
        arguments: ["hang-before", "hang-after"]
    )
    func killed(_ moment: String) async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(searches())
        let start = try await site.account.state()
        try await site.account.clearRequests()
        #expect(try await site.buy().status == 0)
        let count = try await site.account.requests().count
        let wanted = try await site.outline()
        #expect(count == 9)
        for ordinal in 1...count {
            try await site.account.set(state: start)
            for name in ["contact-center.lock", ".contact-center.lock.buying"] {
                try? FileManager.default.removeItem(at: site.project.appending(path: name))
            }
            try await site.account.clearRequests()
            try await site.account.add(fault: ["action": .string(moment), "match": ["ordinal": .integer(ordinal)]])
            let killed = try site.launchApply(["buy"], force: false)
            try await site.account.waitForHanging()
            killed.signal(SIGKILL)
            #expect(try await killed.result().status == 128 + SIGKILL)

            let again = try await site.buy()
            #expect(again.status == 0, "request \(ordinal): \(again.output)\(again.errors)")
            #expect(try lock(site) == pinned, "request \(ordinal)")
            #expect(intents(site) == nil)
            #expect(try await site.outline() == wanted, "request \(ordinal)")
        }
    }

    @Test(
        "with the answer or the request of a purchase lost it is made good in the same run, once",
        arguments: ["drop-before", "drop-after", "truncate", "html"]
    )
    func lost(_ action: String) async throws {
        let site = try await Site()
        try site.edit(searches())
        try await site.account.add(
            fault: ["action": .string(action), "handled": true, "match": ["method": "POST", "path": "/number/buy"]]
        )
        let bought = try await site.buy()
        #expect(bought.status == 0, "\(bought.output)\(bought.errors)")
        #expect(try lock(site) == pinned)
        #expect(try await ownedInUS(site).count == 2)
    }

    @Test("of a number that somebody else buys first, another that costs no more is bought")
    func faster() async throws {
        let site = try await Site(["--quirk", "errors-in-200"])
        try site.edit(searches())
        let refusal: JSONValue = ["error-code": "420", "error-code-label": "method failed"]
        try await site.account.add(
            fault: ["action": "status", "status": 420, "body": refusal, "match": ["path": "/number/buy"]]
        )
        let bought = try await site.buy()
        #expect(bought.status == 0, "\(bought.output)\(bought.errors)")
        #expect(try await ownedInUS(site).count == 2)
        #expect(try lock(site).contains("us-sales +14155550102"))
    }

    @Test(
        "what the platform refuses is told with what to do, and nothing else is bought",
        arguments: [
            (
                "420", "Numbers from this country can be requested from the dashboard: address required",
                "with a local address"
            ),
            ("401", "authentication failed", "check VONAGE_API_KEY"),
            ("420", "low balance", "top up the account's balance"),
        ]
    )
    func refused(code: String, label: String, help: String) async throws {
        let site = try await Site()
        try site.edit(searches())
        try await site.account.add(
            fault: [
                "action": "status", "status": .integer(try #require(Int(code))), "times": 9,
                "match": ["path": "/number/buy"],
                "body": ["error-code": .string(code), "error-code-label": .string(label)],
            ]
        )
        let result = try await site.buy()
        #expect(result.status == 1)
        #expect(result.output.contains(help), "\(result.output)")
        #expect(result.output.hasSuffix("Bought: 0. Linked: 0. Run 'ccapply buy' again to go on from here.\n"))
        #expect(try await ownedInUS(site).isEmpty)
        #expect(intents(site) == nil)
    }

    @Test("two that buy at once exclude each other")
    func twoAtOnce() async throws {
        let site = try await Site()
        try site.edit(searches())
        try await site.account.add(fault: ["action": "hang-before", "match": ["path": "/number/buy"]])
        let first = try site.launchApply(["buy"], force: false)
        try await site.account.waitForHanging()
        let second = try await site.buy()
        #expect(second.status == 1)
        #expect(
            second.errors == """
                error: another 'ccapply buy' works on this project
                  help: wait until it is done, and run this again

                """
        )
        try await site.account.release()
        #expect(try await first.result().status == 0)
        #expect(try lock(site) == pinned)
    }

    @Test("limits stop before anything is bought")
    func limits() async throws {
        let site = try await Site()
        try site.edit(searches(), ("agents:\n", "policy: {max_monthly_cost: 1.79}\nagents:\n"))
        let byPolicy = try await site.buy()
        #expect(byPolicy.status == 1)
        #expect(
            byPolicy.errors.contains(
                "error[CC8016]: the numbers would pass the limit of 1.79 EUR a month of 'policy.max_monthly_cost': "
                    + "known costs 1.80 EUR a month, 2 numbers unknown"
            )
        )
        #expect(byPolicy.errors.contains("contact-center.yaml:"))
        try site.edit(searches())
        let byFlag = try await site.buy("--max-monthly-cost", "1.79")
        #expect(byFlag.status == 1)
        #expect(byFlag.errors.contains("'--max-monthly-cost'"))
        #expect(try await site.buy("--max-monthly-cost", "-1").status == 64)
        try site.edit(searches("{country: US, max_monthly_cost: 0.80}"))
        let bySearch = try await site.buy()
        #expect(bySearch.status == 1)
        #expect(bySearch.errors.contains("error[CC8015]: nothing is on sale for number 'us-sales'"))
        #expect(bySearch.errors.contains("raise 'max_monthly_cost': the cheapest that fits costs 0.90 EUR a month"))
        #expect(try await site.account.mutationCount() == 0)
        #expect(try await site.buy("--max-monthly-cost", "1.80").status == 1)
        try site.edit(searches())
        #expect(try await site.buy("--max-monthly-cost", "1.80").status == 0)
    }

    @Test("a spare number of the account is taken with 'reuse', the lowest; a pinned or named one is not spare")
    func reuse() async throws {
        let spare = ["14155550190:US", "14155550170:US", "14155550150:US"].flatMap { ["--own", $0] }
        let site = try await Site(spare)
        try await site.applied()
        try Data("production other +14155550150\n".utf8)
            .write(to: site.project.appending(path: "contact-center.lock"))
        try site.edit(searches("{country: US, reuse: yes}"))
        let bought = try await site.buy()
        #expect(bought.status == 0, "\(bought.output)\(bought.errors)")
        #expect(bought.output.contains("+14155550170  reuse: a spare number of the account"))
        #expect(try lock(site).contains("production other +14155550150\n"))
        #expect(try lock(site).contains("- us-sales +14155550170\n"))
        let posts = try await site.account.requests().filter { $0.path == "/number/buy" }
        #expect(posts.count == 1)
    }

    @Test("the wrong account is refused before anything is read")
    func wrongAccount() async throws {
        let site = try await Site()
        try site.edit(searches(), ("app:\n", "app:\n  account: a1b2c3d4\n"))
        for result in [try await site.buy(), try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(
                result.errors.contains(
                    "error[CC8008]: the project belongs to the account 'a1b2c3d4', and VONAGE_API_KEY is 'sandbox'"
                )
            )
        }
        #expect(try await site.account.requests().isEmpty)
        try site.edit(("app:\n", "app:\n  account: sandbox\n"))
        #expect(try await site.plan().status == 0)
    }
}
