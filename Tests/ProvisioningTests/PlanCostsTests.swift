import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

@Suite("What numbers cost, in plans")
struct PlanCostsTests {
    private let span = Span(file: FileID(index: 0), start: 0, end: 0)

    private func wanted(_ name: String, most: Int? = nil, reuse: Bool = false, stated: String? = nil) -> WantedNumber {
        var search = NumberSearch(span: span, country: Located("US", at: span))
        search.maxMonthlyCost = most.map { Located($0, at: span) }
        search.reusesSpare = Located(reuse, at: span)
        return WantedNumber(name: name, search: search, statedCost: stated.flatMap(EuroAmount.init(_:)))
    }

    private func offers(_ prices: String...) throws -> [NumberOffer] {
        try prices.enumerated().map { index, price in
            let body: JSONObject = ["country": "US", "msisdn": .string("1415555010\(index)"), "cost": .string(price)]
            return try #require(NumberOffer(body: body))
        }
    }

    private func plan(
        _ wanted: [WantedNumber],
        _ offers: [NumberOffer],
        limit: String? = nil,
        spare: LiveNumber? = nil
    ) throws -> Checked<Plan> {
        var desired = try Sample.desired()
        desired.costs.wanted = wanted
        desired.costs.standing.add(EuroAmount(cents: 125))
        desired.costs.standing.add(nil)
        desired.costs.limit = limit.flatMap(EuroAmount.init(_:)).map { CostLimit($0, source: "policy") }
        var live = LiveState(numbers: [spare].compactMap(\.self))
        live.offers = Dictionary(uniqueKeysWithValues: wanted.map { ($0.name, offers) })
        return makePlan(desired, against: live)
    }

    private func costs(_ checked: Checked<Plan>) throws -> String {
        try #require(checked.output?.costs).sentence
    }

    @Test("each search costs the cheapest offer that is left and may be taken; what is unknown is counted, never 0")
    func expected() throws {
        let sale = try offers("0.90", "3.00", "1.10")
        #expect(
            try costs(plan([wanted("a"), wanted("b")], sale))
                == "Numbers: known costs 3.25 EUR a month, 1 number unknown."
        )
        #expect(
            try costs(plan([wanted("a", most: 50), wanted("b", stated: "0.70")], [], limit: "9"))
                == "Numbers: known costs 1.95 EUR a month, 2 numbers unknown; 9.00 EUR are allowed."
        )
        let spare = LiveNumber(body: ["country": "US", "msisdn": "14155550199", "features": ["VOICE"]])
        #expect(
            try costs(plan([wanted("a", reuse: true), wanted("b", reuse: true)], sale, spare: spare))
                == "Numbers: known costs 2.15 EUR a month, 2 numbers unknown."
        )
    }

    @Test("past the limit is an error, at the limit is none")
    func limit() throws {
        let sale = try offers("0.90")
        #expect(try plan([wanted("a")], sale, limit: "2.15").diagnostics.isEmpty)
        let over = try plan([wanted("a")], sale, limit: "2.14")
        #expect(over.diagnostics.map(\.code.text) == ["CC8016"])
        #expect(over.output != nil, "it is shown all the same")
        #expect(try plan([], [], limit: "1.24").diagnostics.map(\.code.text) == ["CC8016"])
    }

    @Test("they are saved with the plan, and are no part of its hash: prices are the platform's")
    func saved() throws {
        let cheap = try #require(try plan([wanted("a")], offers("0.90"), limit: "50").output)
        let dear = try #require(try plan([wanted("a")], offers("1.90"), limit: "50").output)
        #expect(try Plan(json: cheap.json) == cheap)
        #expect(cheap.hash == dear.hash)
        #expect(cheap.json["costs"] != dear.json["costs"])
        #expect(throws: PlanFormatError.self) {
            var json = cheap.json.objectValue ?? JSONObject()
            json["costs"] = ["currency": "EUR", "monthly": "-1", "unknown_numbers": 0, "limit": .null]
            return try Plan(json: .object(json))
        }
        #expect(try #require(makePlan(Sample.acme(), against: LiveState()).output).costs == nil)
    }
}
