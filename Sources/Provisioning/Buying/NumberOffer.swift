package import ContactCenter
internal import Diagnostics
package import JSONTree
package import VonageAPI

/// A number that is on sale.
package struct NumberOffer: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    package var country: String
    package var number: PhoneNumber
    package var monthlyCost: EuroAmount

    /// Paid once; nil where the platform does not say.
    package var setUpCost: EuroAmount?

    /// Takes a row of a search; nil for one without usable digits or price: nothing is bought whose price is not known.
    package init?(body: JSONObject) {
        guard let country = body["country"]?.stringValue,
            let number = body["msisdn"]?.stringValue.flatMap(PhoneNumber.init(digits:)),
            let cost = body["cost"]?.stringValue.flatMap(EuroAmount.init(_:))
        else { return nil }
        self.country = country
        self.number = number
        monthlyCost = cost
        if let price = body["initialPrice"], !price.isNull {
            guard let setUp = price.stringValue.flatMap(EuroAmount.init(_:)) else { return nil }
            setUpCost = setUp
        }
    }

    /// `0.90 EUR a month, 20.00 EUR to set up`.
    package var priceText: String {
        let setUp = setUpCost.map { $0 == .zero ? "nothing to set up" : "\($0) to set up" }
        return "\(monthlyCost) a month, \(setUp ?? "set-up fee unknown")"
    }

    /// The cheapest first, then the lowest digits: the same choice whatever order the platform lists them in.
    package static func isPreferred(_ left: NumberOffer, to right: NumberOffer) -> Bool {
        (left.monthlyCost, left.setUpCost ?? .zero, left.number.digits)
            < (right.monthlyCost, right.setUpCost ?? .zero, right.number.digits)
    }
}

extension NumberSearch {
    /// What the platform is asked.
    package var query: NumberQuery {
        var query = NumberQuery(country: country.value, features: features.map(\.rawValue), type: kind?.value.rawValue)
        switch pattern?.value {
        case .startsWith(let digits): query.pattern = (digits, .startsWith)
        case .contains(let digits): query.pattern = (digits, .contains)
        case .endsWith(let digits): query.pattern = (digits, .endsWith)
        case nil: break
        }
        return query
    }

    /// Whether the number may cost so much a month.
    package func affords(_ cost: EuroAmount) -> Bool {
        maxMonthlyCost.map { cost <= EuroAmount(cents: $0.value) } ?? true
    }
}

extension LiveNumber {
    /// Whether nothing hangs on the number: no application, no forwarding, no webhook for messages.
    package var isSpare: Bool {
        let keys = [
            "app_id", "voiceCallbackType", "voiceCallbackValue", "voiceStatusCallback", "moHttpUrl", "moSmppSysType",
            "messagesCallbackType", "messagesCallbackValue",
        ]
        return keys.allSatisfy { text($0) == nil }
    }

    /// Whether the number is what a search asks for; its price is not in the API and does not count.
    func fits(_ search: NumberSearch) -> Bool {
        let own = Set(body["features"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        guard country == search.country.value, search.features.allSatisfy({ own.contains($0.rawValue) }) else {
            return false
        }
        if let kind = search.kind?.value, text("type") != kind.rawValue { return false }
        return switch search.pattern?.value {
        case .startsWith(let start): digits.hasPrefix(start)
        case .contains(let part): digits.contains(part)
        case .endsWith(let end): digits.hasSuffix(end)
        case nil: true
        }
    }
}
