package import Provisioning
package import VonageAPI
internal import VonageAPIWrites

extension ChangeableAccount: NumberBuying {
    package func numbersForSale(_ query: NumberQuery, page: Int) async throws -> NumbersForSale {
        try await live.reader.numbersForSale(query, page: page)
    }

    package func buyNumber(country: String, digits: String) async throws(PurchaseFailure) {
        do throws(APIError) {
            try await writer.buyNumber(country: country, msisdn: digits)
        } catch {
            throw PurchaseFailure(error)
        }
    }
}

/// Looks for what is on sale for each search: as many pages as it takes to have a choice, at most five.
///
/// - Returns: The offers by the name of the number.
/// - Throws: What the account throws.
package func findOffers(
    _ wanted: [WantedNumber],
    account: some NumberBuying
) async throws -> [String: [NumberOffer]] {
    var found: [NumberQuery: [NumberOffer]] = [:]
    var offers: [String: [NumberOffer]] = [:]
    for number in wanted {
        let query = number.search.query
        if found[query] == nil {
            // All with the same search draw on the same offers, and each wants some to fall back on.
            let rivals = wanted.filter { $0.search.query == query }
            found[query] = try await offersForSale(query, for: rivals, account: account)
        }
        offers[number.name] = found[query]
    }
    return offers
}

private func offersForSale(
    _ query: NumberQuery,
    for rivals: [WantedNumber],
    account: some NumberBuying
) async throws -> [NumberOffer] {
    var offers: [NumberOffer] = []
    var seen = 0
    for page in 1...5 {
        let sale = try await account.numbersForSale(query, page: page)
        offers += sale.rows.compactMap(NumberOffer.init(body:))
        seen += sale.rows.count
        let affordable = offers.filter { offer in rivals.allSatisfy { $0.search.affords(offer.monthlyCost) } }
        if affordable.count >= rivals.count * 4 || seen >= sale.count || sale.rows.isEmpty { break }
    }
    return offers
}
