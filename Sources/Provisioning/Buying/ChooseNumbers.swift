package import ContactCenter
package import Diagnostics

/// A number that the project searches for and has not.
package struct WantedNumber: Sendable {
    package var name: String
    package var search: NumberSearch

    /// What the operator says it costs a month.
    package var statedCost: EuroAmount?

    package init(name: String, search: NumberSearch, statedCost: EuroAmount? = nil) {
        self.name = name
        self.search = search
        self.statedCost = statedCost
    }
}

/// The number that a search is to get.
package struct NumberChoice: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// On sale; the others fit as well, cost no more, and are not anybody else's choice.
        case offer(NumberOffer, others: [NumberOffer])
        /// Owned, and nothing hangs on it.
        case spare
        /// Bought by an earlier run that did not get to writing it down.
        case bought
    }

    package var name: String
    package var number: PhoneNumber
    package var country: String
    package var source: Source

    package init(name: String, number: PhoneNumber, country: String, source: Source) {
        self.name = name
        self.number = number
        self.country = country
        self.source = source
    }
}

/// What numbers cost together.
package struct NumberCosts: Hashable, Sendable {
    /// A month, as far as known.
    package var monthly = EuroAmount.zero

    /// How many numbers have an unknown price.
    package var unknown = 0

    package init() {}

    package mutating func add(_ cost: EuroAmount?) {
        if let cost { monthly = monthly + cost } else { unknown += 1 }
    }

    /// `known costs 12.40 EUR a month, 3 numbers unknown`.
    package var text: String {
        let rest = unknown == 0 ? "" : unknown == 1 ? ", 1 number unknown" : ", \(unknown) numbers unknown"
        return "known costs \(monthly) a month\(rest)"
    }
}

/// What all numbers of the project together may cost a month.
package struct CostLimit: Sendable {
    package var amount: EuroAmount

    /// Who says so: `policy.max_monthly_cost`, `--max-monthly-cost`.
    package var source: String
    package var span: Span?

    package init(_ amount: EuroAmount, source: String, span: Span? = nil) {
        self.amount = amount
        self.source = source
        self.span = span
    }
}

/// What is to be bought and taken.
package struct Shopping: Hashable, Sendable {
    /// In the order of names.
    package var choices: [NumberChoice]

    /// What all numbers of the project cost once these are had.
    package var costs: NumberCosts
}

/// Chooses a number for each search: the same for the same account, whatever the order of the lists.
///
/// - Parameters:
///   - wanted: The searches.
///   - offers: What is on sale for each of them, by name.
///   - owned: The numbers of the account.
///   - taken: Digits of owned numbers that are somebody's, though nothing hangs on them: named in the project, or pinned.
///   - standing: What the other numbers of the project cost.
///   - limits: None of them may be passed.
/// - Returns: The choices; none when an error was found, so that either all searches get a number or none does.
package func chooseNumbers(
    _ wanted: [WantedNumber],
    offers: [String: [NumberOffer]],
    owned: [LiveNumber],
    taken: Set<String>,
    standing: NumberCosts,
    limits: [CostLimit]
) -> Checked<Shopping> {
    var chooser = NumberChooser(offers: offers, owned: owned, used: taken, costs: standing)
    // Who can choose least chooses first, so that a broad search does not take the only number of a narrow one.
    let order = wanted.sorted { left, right in
        (chooser.width(of: left), left.name) < (chooser.width(of: right), right.name)
    }
    for number in order { chooser.choose(number) }
    chooser.findOthers(wanted)
    if !chooser.diagnostics.hasErrors {
        for limit in limits where chooser.costs.monthly > limit.amount {
            chooser.diagnostics.append(.tooExpensive(chooser.costs, limit))
        }
    }
    let shopping = Shopping(choices: chooser.choices.sorted { $0.name < $1.name }, costs: chooser.costs)
    return Checked(
        chooser.diagnostics.hasErrors ? nil : shopping,
        diagnostics: chooser.diagnostics.inSourceOrder()
    )
}

private struct NumberChooser {
    let offers: [String: [NumberOffer]]
    let owned: [LiveNumber]
    var used: Set<String>
    var costs: NumberCosts
    var choices: [NumberChoice] = []
    var diagnostics: [Diagnostic] = []

    func width(of number: WantedNumber) -> Int {
        affordable(number).count + spares(number).count
    }

    private func affordable(_ number: WantedNumber) -> [NumberOffer] {
        (offers[number.name] ?? []).filter { number.search.affords($0.monthlyCost) }
    }

    private func spares(_ number: WantedNumber) -> [LiveNumber] {
        guard number.search.reusesSpare?.value == true else { return [] }
        return owned.filter { $0.isSpare && $0.fits(number.search) }
    }

    mutating func choose(_ number: WantedNumber) {
        let spare = spares(number).filter { !used.contains($0.digits) }.min { $0.digits < $1.digits }
        if let spare, let digits = PhoneNumber(digits: spare.digits) {
            used.insert(spare.digits)
            costs.add(number.statedCost)
            choices.append(NumberChoice(name: number.name, number: digits, country: spare.country, source: .spare))
            return
        }
        let offer = affordable(number).filter { !used.contains($0.number.digits) }.min(by: NumberOffer.isPreferred)
        guard let offer else {
            diagnostics.append(.nothingOnSale(number, cheapest: cheapestUnaffordable(number)))
            return
        }
        used.insert(offer.number.digits)
        costs.add(offer.monthlyCost)
        choices.append(
            NumberChoice(
                name: number.name,
                number: offer.number,
                country: offer.country,
                source: .offer(offer, others: [])
            )
        )
    }

    private func cheapestUnaffordable(_ number: WantedNumber) -> EuroAmount? {
        (offers[number.name] ?? []).map(\.monthlyCost).filter { !number.search.affords($0) }.min()
    }

    /// What may be bought instead when somebody else buys the chosen one first: as long as it costs no more.
    mutating func findOthers(_ wanted: [WantedNumber]) {
        for number in wanted.sorted(by: { $0.name < $1.name }) {
            guard let place = choices.firstIndex(where: { $0.name == number.name }),
                case .offer(let offer, _) = choices[place].source
            else { continue }
            let others = affordable(number)
                .filter { other in
                    !used.contains(other.number.digits) && other.monthlyCost <= offer.monthlyCost
                        && (other.setUpCost ?? .zero) <= (offer.setUpCost ?? .zero)
                }
                .sorted(by: NumberOffer.isPreferred).prefix(3)
            used.formUnion(others.map(\.number.digits))
            choices[place].source = .offer(offer, others: Array(others))
        }
    }
}

extension DiagnosticCode {
    static let nothingOnSale = DiagnosticCode("CC8015")
    static let tooExpensive = DiagnosticCode("CC8016")
}

extension Diagnostic {
    fileprivate static func nothingOnSale(_ number: WantedNumber, cheapest: EuroAmount?) -> Diagnostic {
        let search = number.search
        var ways: [String] = []
        if let cheapest { ways.append("raise 'max_monthly_cost': the cheapest that fits costs \(cheapest) a month") }
        switch search.pattern?.value {
        case .startsWith: ways.append("shorten or drop 'starts_with'")
        case .contains: ways.append("shorten or drop 'contains'")
        case .endsWith: ways.append("shorten or drop 'ends_with'")
        case nil: break
        }
        if search.kind != nil { ways.append("drop 'type'") }
        if search.features.count > 1 { ways.append("ask for fewer 'features'") }
        if ways.isEmpty { ways.append("ask for another 'country', or look in the dashboard for numbers on request") }
        return .error(
            .nothingOnSale,
            "nothing is on sale for number '\(number.name)': \(search.summary)",
            at: search.span,
            help: ways.joined(separator: ", or ")
        )
    }

    static func tooExpensive(_ costs: NumberCosts, _ limit: CostLimit) -> Diagnostic {
        .error(
            .tooExpensive,
            "the numbers would pass the limit of \(limit.amount) a month of '\(limit.source)': \(costs.text)",
            at: limit.span,
            help: "raise the limit, lower 'max_monthly_cost' of a search, or take a number out"
        )
    }
}
