internal import Applying
internal import Provisioning

extension PreparedPurchase {
    /// Whether every search has its number, linked where it can be.
    var isEmpty: Bool { shopping.choices.isEmpty && unlinked.isEmpty }

    /// Whether somebody must agree: what earlier runs began was agreed to then.
    var wantsConsent: Bool {
        shopping.choices.contains { $0.source != .bought }
    }

    /// For people; ends with a line end.
    var text: String {
        guard !isEmpty else { return "Nothing to buy: every search has its number.\n" }
        let width = max(12, shopping.choices.map(\.name.count).max() ?? 0)
        func line(_ name: String, _ number: String, _ words: String) -> String {
            "  + \(name)\(String(repeating: " ", count: max(0, width - name.count)))  \(number)  \(words)\n"
        }
        var text = ""
        for choice in shopping.choices {
            let words =
                switch choice.source {
                case .offer(let offer, _): "buy: \(offer.priceText)"
                case .spare: "reuse: a spare number of the account"
                case .bought: "pin: bought by an earlier run"
                }
            text += line(choice.name, "\(choice.number)", words)
        }
        for (name, number) in unlinked { text += line(name, "\(number)", "link: had by an earlier run") }
        text += "\n"
        if let setUp { text += "To set up: \(setUp). " }
        text += "A month: \(monthly) more; all numbers of the project: \(shopping.costs.text).\n"
        if applicationID == nil { text += "The application is not there yet: the next apply links the numbers.\n" }
        return text
    }

    /// Only of what is bought.
    private var offers: [NumberOffer] {
        shopping.choices.compactMap { choice in
            guard case .offer(let offer, _) = choice.source else { return nil }
            return offer
        }
    }

    var monthly: EuroAmount { offers.map(\.monthlyCost).reduce(.zero, +) }

    /// Nil when the platform does not say it of each.
    var setUp: EuroAmount? {
        let costs = offers.compactMap(\.setUpCost)
        return costs.count == offers.count ? costs.reduce(.zero, +) : nil
    }

    var question: String {
        let count = offers.count
        guard count > 0 else { return "Use these numbers?" }
        return "Buy \(count == 1 ? "1 number" : "\(count) numbers") for \(monthly) a month?"
    }

    /// What came of it.
    func closingLine(_ receipts: [StepReceipt]) -> String {
        let bought = receipts.filter { $0.action == .buy && $0.status == .done }.count
        let linked = receipts.filter { $0.action == .link && $0.status == .done }.count
        let isComplete = receipts.allSatisfy { $0.status == .done || $0.status == .skipped }
        let line = "Bought: \(bought). Linked: \(linked)."
        guard isComplete else { return line + " Run 'ccapply buy' again to go on from here." }
        return line + " Commit contact-center.lock"
            + (applicationID == nil ? ", then apply." : ", then plan and apply.")
    }
}
