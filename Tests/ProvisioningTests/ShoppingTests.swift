import ContactCenter
import Diagnostics
import JSONTree
import SeededRandom
import Testing

@testable import Provisioning

@Suite("Choosing numbers to buy")
struct ShoppingTests {
    // MARK: Amounts

    @Test(
        "amounts are exact",
        arguments: [
            ("1.25", "1.25 EUR"), ("0.9", "0.90 EUR"), ("14", "14.00 EUR"), ("0.00", "0.00 EUR"),
            ("0.123456", "0.123456 EUR"), ("1.2500", "1.25 EUR"), ("999999999.99", "999999999.99 EUR"),
        ]
    )
    func amounts(text: String, shown: String) throws {
        #expect(try #require(EuroAmount(text)).description == shown)
    }

    @Test(
        "what is no amount is refused",
        arguments: [
            "", ".", "1.", ".5", "-1", "+1", "1e3", "1,50", " 1", "1.1234567", "NaN", "9999999999", "１", "1.2.3",
        ]
    )
    func nonsense(text: String) {
        #expect(EuroAmount(text) == nil)
    }

    @Test("ten times ten cents are a euro")
    func sums() {
        let sum = (0..<10).map { _ in EuroAmount(cents: 10) }.reduce(.zero, +)
        #expect(sum == EuroAmount(cents: 100))
    }

    // MARK: Choices

    private let span = Span(file: FileID(index: 0), start: 0, end: 0)

    private func wanted(_ name: String, cost: Int? = nil, ends: String? = nil, reuse: Bool = false) -> WantedNumber {
        var search = NumberSearch(span: span, country: Located("US", at: span))
        search.maxMonthlyCost = cost.map { Located($0, at: span) }
        search.pattern = ends.map { Located(.endsWith($0), at: span) }
        search.reusesSpare = Located(reuse, at: span)
        return WantedNumber(name: name, search: search)
    }

    private func offer(_ digits: String, _ cost: String, setUp: String? = "0.00") throws -> NumberOffer {
        var body: JSONObject = ["country": "US", "msisdn": .string(digits), "cost": .string(cost)]
        body["initialPrice"] = setUp.map(JSONValue.string)
        return try #require(NumberOffer(body: body))
    }

    private func choose(
        _ wanted: [WantedNumber],
        _ offers: [NumberOffer],
        owned: [LiveNumber] = [],
        taken: Set<String> = [],
        standing: NumberCosts = NumberCosts(),
        limit: String? = nil
    ) throws -> Checked<Shopping> {
        chooseNumbers(
            wanted,
            offers: Dictionary(uniqueKeysWithValues: wanted.map { ($0.name, offers) }),
            owned: owned,
            taken: taken,
            standing: standing,
            limits: try limit.map { [CostLimit(try #require(EuroAmount($0)), source: "--max-monthly-cost")] } ?? []
        )
    }

    @Test("two names with the same search get two numbers, the cheapest and then the lowest first")
    func twoNames() throws {
        let offers = [
            try offer("14155550103", "0.90"), try offer("14155550102", "0.90"), try offer("14155550101", "2.00"),
        ]
        let shopping = try #require(try choose([wanted("b"), wanted("a")], offers).output)
        #expect(shopping.choices.map(\.number.digits) == ["14155550102", "14155550103"])
        #expect(shopping.choices.map(\.name) == ["a", "b"])
        #expect(shopping.costs.text == "known costs 1.80 EUR a month")
    }

    @Test(
        "whatever the order of the lists, the choice is the same, and no number is chosen twice",
        arguments: 0..<50 as Range<UInt64>
    )
    func order(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var offers = try (0..<12).map { index in
            try offer("141555501\(index + 10)", "\(Int.random(in: 1...3, using: &random)).00")
        }
        var owned = [Sample.owned("14155550177"), Sample.owned("14155550166")].map { number in
            var body = number.body
            body["country"] = "US"
            return LiveNumber(body: body)
        }
        var names = (0..<5).map { wanted("line-\($0)", cost: 250, reuse: $0 < 3) }
        let first = try choose(names, offers, owned: owned)
        offers.shuffle(using: &random)
        owned.shuffle(using: &random)
        names.shuffle(using: &random)
        let second = try choose(names, offers, owned: owned)
        #expect(first.output == second.output)
        #expect(first.diagnostics.map(\.message) == second.diagnostics.map(\.message))
        if let choices = first.output?.choices {
            let all = choices.flatMap { choice -> [String] in
                guard case .offer(_, let others) = choice.source else { return [choice.number.digits] }
                return [choice.number.digits] + others.map(\.number.digits)
            }
            #expect(Set(all).count == all.count)
        }
    }

    @Test("the narrow search chooses before the broad one")
    func narrowFirst() throws {
        let offers = [try offer("14155550102", "0.90"), try offer("14155550103", "1.90")]
        let searches = [wanted("broad"), wanted("narrow", cost: 100)]
        let shopping = try #require(try choose(searches, offers).output)
        #expect(shopping.choices.map(\.number.digits) == ["14155550103", "14155550102"])
    }

    @Test("what may be bought instead costs no more")
    func others() throws {
        let offers = [
            try offer("14155550101", "0.90"), try offer("14155550102", "0.90"), try offer("14155550103", "0.91"),
            try offer("14155550104", "0.90", setUp: "5.00"),
        ]
        let choice = try #require(try choose([wanted("a")], offers).output?.choices.first)
        #expect(choice.source == .offer(offers[0], others: [offers[1]]))
    }

    @Test("a spare number is one on which nothing hangs and that fits; else one is bought")
    func spare() throws {
        func owned(_ digits: String, _ members: (String, JSONValue)...) -> LiveNumber {
            var body = Sample.owned(digits).body
            body["country"] = "US"
            for (key, value) in members { body[key] = value }
            return LiveNumber(body: body)
        }
        let unfit = [
            owned("14155550100", ("app_id", "A")), owned("14155550101", ("moHttpUrl", "https://a.example")),
            owned("14155550102", ("voiceCallbackType", "sip")), owned("14155550103", ("features", ["SMS"])),
            owned("14155550104", ("country", "CA")), owned("14155550105"),
        ]
        let offers = [try offer("14155559999", "0.90")]
        let search = [wanted("a", reuse: true)]
        let bought = try #require(try choose(search, offers, owned: unfit, taken: ["14155550105"]).output)
        #expect(bought.choices.map(\.number.digits) == ["14155559999"])
        let spare = unfit + [owned("14155550109"), owned("14155550108")]
        let reused = try #require(try choose(search, offers, owned: spare, taken: ["14155550105"]).output)
        #expect(reused.choices.map(\.number.digits) == ["14155550108"])
        #expect(reused.costs.text == "known costs 0.00 EUR a month, 1 number unknown")
        #expect(try choose([wanted("a")], offers, owned: spare).output?.choices.first?.number.digits == "14155559999")
    }

    @Test("the limit counts what is known, and an unknown price is not 0")
    func limit() throws {
        var standing = NumberCosts()
        standing.add(EuroAmount(cents: 1150))
        for _ in 0..<3 { standing.add(nil) }
        let offers = [try offer("14155550101", "0.90")]
        let fits = try choose([wanted("a")], offers, standing: standing, limit: "12.40")
        #expect(fits.output?.costs.text == "known costs 12.40 EUR a month, 3 numbers unknown")
        let refused = try choose([wanted("a")], offers, standing: standing, limit: "12.39")
        #expect(refused.output == nil)
        #expect(
            refused.diagnostics.map(\.message) == [
                "the numbers would pass the limit of 12.39 EUR a month of '--max-monthly-cost': "
                    + "known costs 12.40 EUR a month, 3 numbers unknown"
            ]
        )
    }

    @Test("when nothing fits, the help says what to ask less of, and nothing else is chosen either")
    func nothing() throws {
        let offers = [try offer("14155550101", "0.90")]
        let refused = try choose([wanted("a", cost: 50, ends: "01"), wanted("b")], offers)
        #expect(refused.output == nil)
        #expect(
            refused.diagnostics.map(\.message) == [
                "nothing is on sale for number 'a': a US number with VOICE that ends with 01, at most 0.50 EUR a month"
            ]
        )
        #expect(
            refused.diagnostics.first?.help
                == "raise 'max_monthly_cost': the cheapest that fits costs 0.90 EUR a month, or shorten or drop 'ends_with'"
        )
    }

    @Test(
        "an offer without a usable price or number is not bought",
        arguments: [
            ["country": "US", "msisdn": "14155550101"],
            ["country": "US", "msisdn": "14155550101", "cost": "cheap"],
            ["country": "US", "msisdn": "14155550101", "cost": 1],
            ["country": "US", "msisdn": "14155550101", "cost": "-1.00"],
            ["country": "US", "msisdn": "14155550101", "cost": "1.00", "initialPrice": "free"],
            ["country": "US", "msisdn": "+1", "cost": "1.00"],
        ] as [JSONValue]
    )
    func badOffer(body: JSONValue) {
        #expect(NumberOffer(body: object(body)) == nil)
    }
}
