internal import VonageAPI
internal import VonageAPIWrites

extension ChangeableAccount: NumberBuying {
    package func buyNumber(country: String, digits: String) async throws(PurchaseFailure) {
        do throws(APIError) {
            try await writer.buyNumber(country: country, msisdn: digits)
        } catch {
            throw PurchaseFailure(error)
        }
    }
}
