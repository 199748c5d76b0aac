package import VonageAPI

/// Looks for what is on sale for each search: as many pages as it takes to have a choice, at most five.
///
/// - Parameters:
///   - wanted: The searches; those that ask for the same are asked once.
///   - page: Gives a page of numbers on sale, from 1; nil where nobody can be asked.
/// - Returns: The offers by the name of the number.
/// - Throws: What `page` throws.
package func findOffers(
    _ wanted: [WantedNumber],
    from page: (NumberQuery, Int) async throws -> NumbersForSale?
) async throws -> [String: [NumberOffer]] {
    var found: [NumberQuery: [NumberOffer]] = [:]
    var offers: [String: [NumberOffer]] = [:]
    for number in wanted {
        let query = number.search.query
        if found[query] == nil {
            // All with the same search draw on the same offers, and each wants some to fall back on.
            let rivals = wanted.filter { $0.search.query == query }
            found[query] = try await offersForSale(query, for: rivals, from: page)
        }
        offers[number.name] = found[query]
    }
    return offers
}

private func offersForSale(
    _ query: NumberQuery,
    for rivals: [WantedNumber],
    from page: (NumberQuery, Int) async throws -> NumbersForSale?
) async throws -> [NumberOffer] {
    var offers: [NumberOffer] = []
    var seen = 0
    for number in 1...5 {
        guard let sale = try await page(query, number) else { break }
        offers += sale.rows.compactMap(NumberOffer.init(body:))
        seen += sale.rows.count
        let affordable = offers.filter { offer in rivals.allSatisfy { $0.search.affords(offer.monthlyCost) } }
        if affordable.count >= rivals.count * 4 || seen >= sale.count || sale.rows.isEmpty { break }
    }
    return offers
}
