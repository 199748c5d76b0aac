internal import ContactCenter
internal import Diagnostics
internal import JSONTree

/// What the project says of the costs of its numbers.
package struct StatedCosts: Sendable {
    /// Searches that have no number yet, in source order.
    package var wanted: [WantedNumber] = []

    /// Of the other numbers.
    package var standing = NumberCosts()

    /// `policy.max_monthly_cost`, where it is written.
    package var limit: CostLimit?

    package init() {}

    /// Takes what the project states.
    init(of project: Project) {
        wanted = project.wantedNumbers
        standing = project.standingCosts(without: Set(wanted.map(\.name)))
        limit = project.costLimits(and: nil).first
    }

    /// Whether nothing is stated, so that there is nothing to tell.
    var isSilent: Bool { wanted.isEmpty && limit == nil && standing.monthly == .zero }

    /// With what the searches cost that are still to be bought: each the cheapest that fits, as `ccapply buy` chooses.
    ///
    /// A search of which no offer is known, and a spare number, cost what the project states, else nobody knows.
    func expected(from live: LiveState) -> NumberCosts {
        var costs = standing
        var used: Set<String> = []
        for number in wanted {
            let isReused = number.search.reusesSpare?.value == true
            let spare = live.numbers.first { $0.isSpare && $0.fits(number.search) && !used.contains($0.digits) }
            if isReused, let spare {
                used.insert(spare.digits)
                costs.add(number.statedCost)
                continue
            }
            let offer = (live.offers[number.name] ?? [])
                .filter { number.search.affords($0.monthlyCost) && !used.contains($0.number.digits) }
                .min(by: NumberOffer.isPreferred)
            if let offer { used.insert(offer.number.digits) }
            costs.add(offer?.monthlyCost ?? number.statedCost)
        }
        return costs
    }
}

/// What the numbers of a project cost a month, as a plan tells it.
package struct PlanCosts: Hashable, Sendable {
    /// As far as known; what is unknown is counted and never taken for nothing.
    package var numbers: NumberCosts

    /// `policy.max_monthly_cost`; nil without.
    package var limit: EuroAmount?

    package init(numbers: NumberCosts, limit: EuroAmount?) {
        self.numbers = numbers
        self.limit = limit
    }

    /// A line of a plan: `Numbers: known costs 12.40 EUR a month, 3 numbers unknown; 50.00 EUR are allowed.`.
    var sentence: String {
        "Numbers: \(numbers.text)" + (limit.map { "; \($0) are allowed" } ?? "") + "."
    }
}

extension PlanMaker {
    /// What the numbers cost; nil where the project says nothing of it.
    mutating func checkCosts() -> PlanCosts? {
        let stated = desired.costs
        guard !stated.isSilent else { return nil }
        let costs = stated.expected(from: live)
        if let limit = stated.limit, costs.monthly > limit.amount {
            diagnostics.append(.tooExpensive(costs, limit))
        }
        return PlanCosts(numbers: costs, limit: stated.limit?.amount)
    }
}

extension PlanCosts {
    /// The JSON form, in which amounts are texts with a point.
    var json: JSONValue {
        [
            "currency": "EUR",
            "monthly": .string(numbers.monthly.plainText),
            "unknown_numbers": .integer(numbers.unknown),
            "limit": limit.map { .string($0.plainText) } ?? .null,
        ]
    }
}
