internal import HTTPTransport
internal import JSONTree

extension VonageReader {
    /// All numbers of the account.
    package func ownedNumbers() async throws(APIError) -> [OwnedNumber] {
        let list = APICall("read the numbers", api: .numbers, path: "", isPaced: session.pacesNumberReads)
        let pages = NumberedPages<OwnedNumber, String>(
            call: list,
            concurrency: session.concurrency,
            id: \.msisdn
        ) { index, first in
            var call = list
            call.path = "/account/numbers?size=100&index=\(index)"
            do throws(APIError) {
                return .success(try numbersPage(try await get(call), call, index: index, first: first))
            } catch {
                return .failure(error)
            }
        }
        return try await pages.readAll()
    }

    /// One number by its digits, nil when the account does not have it; for the look just before it is changed.
    package func ownedNumber(msisdn: String) async throws(APIError) -> OwnedNumber? {
        // The pattern means "starts with" and can hit others: those are left out.
        let call = APICall(
            "read the number",
            msisdn,
            api: .numbers,
            path: "/account/numbers?pattern=\(percentEncoded(msisdn))&search_pattern=0&size=100&index=1",
            isPaced: session.pacesNumberReads
        )
        let page = try numbersPage(try await get(call), call, index: 1, first: nil)
        return page.items.first { $0.msisdn == msisdn }
    }

    private func numbersPage(
        _ json: JSONValue?,
        _ call: APICall,
        index: Int,
        first: NumberedPage<OwnedNumber>?
    ) throws(APIError) -> NumberedPage<OwnedNumber> {
        do throws(ShapeError) {
            let body = try json.object()
            var items: [OwnedNumber] = []
            for row in try body.rows(["numbers"]) { items.append(try OwnedNumber(body: row)) }
            // No numbers at all can be `{}`, and so can a page behind the end.
            let count = body["count"]?.intValue ?? (items.count + (first?.itemCount ?? 0))
            // The first page is full unless it is the only one: it shows how many the server gives at a time.
            let size = first?.items.count ?? items.count
            guard size > 0 || count == 0 else {
                throw ShapeError(description: "the list says it has \(count) numbers, but shows none")
            }
            let pageCount = size == 0 ? 1 : (count + size - 1) / size
            return NumberedPage(items: items, pageCount: max(pageCount, 1), itemCount: body["count"]?.intValue)
        } catch {
            throw .malformed(error.description, call)
        }
    }
}
