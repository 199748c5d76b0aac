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
