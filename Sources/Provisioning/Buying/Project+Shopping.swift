package import ContactCenter
internal import Diagnostics

extension Project {
    /// Searches that have no number yet, in source order.
    package var wantedNumbers: [WantedNumber] {
        numbers.compactMap { number in
            guard number.isStandIn, let search = number.search else { return nil }
            return WantedNumber(
                name: number.name.value,
                search: search,
                statedCost: number.monthlyCost.map { EuroAmount(cents: $0.value) }
            )
        }
    }

    /// What the numbers cost that are had.
    ///
    /// - Parameter wanted: The names of those that are not.
    /// - Returns: Their sum, and how many are unknown.
    package func standingCosts(without wanted: Set<String>) -> NumberCosts {
        var costs = NumberCosts()
        for number in numbers where !wanted.contains(number.name.value) {
            costs.add(number.monthlyCost.map { EuroAmount(cents: $0.value) })
        }
        return costs
    }

    /// What limits the costs, the command line's limit among it.
    package func costLimits(and limit: EuroAmount?) -> [CostLimit] {
        var limits: [CostLimit] = []
        if let cost = policy.maxMonthlyCost {
            limits.append(
                CostLimit(EuroAmount(cents: cost.value), source: "policy.max_monthly_cost", span: cost.span)
            )
        }
        if let limit { limits.append(CostLimit(limit, source: "--max-monthly-cost")) }
        return limits
    }
}
