internal import Applying
internal import ContactCenter
internal import JSONTree
internal import Provisioning

extension PreparedPurchase {
    /// The version of the JSON form.
    private static var version: Int { 1 }

    /// What was chosen, what it costs, and what became of it; its schema is `docs/purchase.schema.json`.
    ///
    /// Amounts are texts with a point, in euro; null is unknown, never nothing.
    func json(_ receipts: [StepReceipt], wasInterrupted: Bool) -> JSONValue {
        [
            "version": .integer(Self.version),
            "environment": environment.map(JSONValue.string) ?? .null,
            "application_id": applicationID.map(JSONValue.string) ?? .null,
            "numbers": .array(shopping.choices.map(\.json) + unlinked.map { Self.json($0.name, $0.number) }),
            "costs": costsJSON,
            "complete": .bool(receipts.allSatisfy { $0.status == .done || $0.status == .skipped }),
            "interrupted": .bool(wasInterrupted),
            "steps": .array(receipts.map(\.json)),
        ]
    }

    private var costsJSON: JSONValue {
        [
            "currency": "EUR",
            "set_up": setUp.map { .string($0.plainText) } ?? .null,
            "monthly_more": .string(monthly.plainText),
            "monthly": .string(shopping.costs.monthly.plainText),
            "unknown_numbers": .integer(shopping.costs.unknown),
        ]
    }

    /// A number that an earlier run had, and that is only linked.
    private static func json(_ name: String, _ number: PhoneNumber) -> JSONValue {
        ["name": .string(name), "number": .string(number.digits), "from": "earlier-run", "alternatives": []]
    }
}

extension NumberChoice {
    fileprivate var json: JSONValue {
        var object = JSONObject([
            ("name", .string(name)), ("number", .string(number.digits)), ("country", .string(country)),
        ])
        var others: [NumberOffer] = []
        switch source {
        case .offer(let offer, let rest):
            object["from"] = "sale"
            for (key, value) in offer.prices { object[key] = value }
            others = rest
        case .spare: object["from"] = "account"
        case .bought: object["from"] = "earlier-run"
        }
        object["alternatives"] = .array(
            others.map { .object(JSONObject([("number", .string($0.number.digits))] + $0.prices)) }
        )
        return .object(object)
    }
}

extension NumberOffer {
    fileprivate var prices: [(String, JSONValue)] {
        [
            ("monthly_cost", .string(monthlyCost.plainText)),
            ("set_up_cost", setUpCost.map { .string($0.plainText) } ?? .null),
        ]
    }
}
