package import ContactCenter
package import VonageAPI

/// The request that buying needs besides those of applying.
package protocol NumberBuying: AccountChanging {
    /// Buys a number; throws a `PurchaseFailure`.
    func buyNumber(country: String, digits: String) async throws(PurchaseFailure)
}

/// Why a number was not bought, in the terms that buying decides over.
package struct PurchaseFailure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The request may have been carried out, the answer did not come.
        case outcomeUnknown
        /// Whoever was faster has it, which may be an earlier try of ours.
        case notForSale
        /// Nothing of the kind can be bought like this: an address is asked for, the credit is used up, access is missing.
        case refused
    }

    package var kind: Kind

    /// One line, without a full stop and without secrets.
    package var message: String
    package var help: String?

    package init(_ kind: Kind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }
}

/// Where it is written down which numbers are bought: first that one is about to be, then that it is.
package protocol PinKeeping: Sendable {
    /// All pins, of all environments.
    func pins() throws -> NumberPins

    /// What earlier runs were about to buy and did not pin.
    func intents() throws -> [NumberPins.Pin]

    /// Writes down, before the purchase, what is about to be bought; it is on disk when this returns.
    func intend(_ pin: NumberPins.Pin) throws

    /// Pins a number that the account owns, then drops the intent.
    func pin(_ pin: NumberPins.Pin) throws

    /// Drops an intent that came to nothing.
    func drop(_ pin: NumberPins.Pin) throws
}

extension PurchaseFailure {
    /// What the platform's answer to a purchase means (Numbers API, 420).
    package init(_ error: APIError) {
        let (summary, help) = error.describe()
        let words = [error.code, error.title, error.detail].compactMap(\.self).joined(separator: " ").lowercased()
        if error.mayHaveBeenExecuted {
            self.init(.outcomeUnknown, summary, help: help)
        } else if words.contains("address") || words.contains("dashboard") {
            self.init(
                .refused,
                summary,
                help: "numbers of this country are sold with a local address only: request one in the dashboard, "
                    + "then write it down with 'number' in place of 'search'"
            )
        } else if words.contains("balance") || words.contains("credit") || error.status == 402 {
            self.init(.refused, summary, help: "top up the account's balance, and run this again")
        } else if error.kind == .rejected {
            self.init(.notForSale, summary, help: "run this again, which searches anew")
        } else {
            self.init(.refused, summary, help: help)
        }
    }
}
