internal import HTTPTransport
package import JSONTree

/// What numbers are asked for (Numbers API, `GET /number/search`).
package struct NumberQuery: Hashable, Sendable {
    /// How a pattern is held against the digits.
    package enum PatternKind: Int, Sendable {
        case startsWith = 0
        case contains = 1
        case endsWith = 2
    }

    /// ISO 3166-1 alpha-2.
    package var country: String

    /// `SMS`, `MMS`, `VOICE`, in any order.
    package var features: [String]

    /// `landline`, `landline-toll-free`, `mobile-lvn`; nil for any.
    package var type: String?
    package var pattern: (digits: String, kind: PatternKind)? {
        get { digits.map { ($0, kind) } }
        set { (digits, kind) = (newValue?.digits, newValue?.kind ?? .startsWith) }
    }

    private var digits: String?
    private var kind = PatternKind.startsWith

    package init(country: String, features: [String], type: String? = nil) {
        self.country = country
        self.features = features
        self.type = type
    }

    /// The lists of features that the API is known to take; it wants exactly these.
    private static let featureLists = [
        ["SMS"], ["VOICE"], ["SMS", "VOICE"], ["MMS"], ["SMS", "MMS"], ["VOICE", "MMS"], ["SMS", "MMS", "VOICE"],
    ]

    fileprivate func path(page: Int) -> String {
        var path = "/number/search?country=\(percentEncoded(country))&size=100&index=\(page)"
        if let list = Self.featureLists.first(where: { Set($0) == Set(features) }) {
            path += "&features=\(list.joined(separator: ","))"
        }
        if let type { path += "&type=\(percentEncoded(type))" }
        if let digits { path += "&pattern=\(percentEncoded(digits))&search_pattern=\(kind.rawValue)" }
        return path
    }
}

/// A page of numbers that are on sale.
package struct NumbersForSale: Sendable {
    /// As the platform writes them, `cost` and `initialPrice` among the members.
    package var rows: [JSONObject]

    /// How many numbers fit in all.
    package var count: Int

    package init(rows: [JSONObject], count: Int) {
        self.rows = rows
        self.count = count
    }
}

extension VonageReader {
    /// A page of up to 100 numbers on sale that fit.
    ///
    /// - Parameters:
    ///   - query: What they must be like.
    ///   - page: From 1.
    /// - Returns: The page; without rows behind the last.
    /// - Throws: When it cannot be read.
    package func numbersForSale(_ query: NumberQuery, page: Int) async throws(APIError) -> NumbersForSale {
        let call = APICall("search for numbers", query.country, api: .numbers, path: query.path(page: page))
        let json = try await get(call)
        do throws(ShapeError) {
            let body = try json.object()
            let rows = try body.rows(["numbers"])
            // Nothing that fits can be `{}`.
            return NumbersForSale(rows: rows, count: max(body["count"]?.intValue ?? 0, rows.count))
        } catch {
            throw .malformed(error.description, call)
        }
    }
}
