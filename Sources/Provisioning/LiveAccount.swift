package import JSONTree
package import VonageAPI

/// The account behind the platform's APIs.
package struct LiveAccount: AccountReading {
    package let reader: VonageReader

    /// The public half of the private key at hand; nil without one.
    private let key: ApplicationPublicKey?

    package init(reader: VonageReader, key: ApplicationPublicKey?) {
        self.reader = reader
        self.key = key
    }

    package func applications() async throws -> [JSONObject] {
        try await reader.applications().map(\.body)
    }

    package func ownedNumbers() async throws -> [JSONObject] {
        try await reader.ownedNumbers().map(\.body)
    }

    package func numbersOnSale(_ query: NumberQuery, page: Int) async throws -> NumbersForSale? {
        try await reader.numbersForSale(query, page: page)
    }

    package func userAccess(to application: LiveApplication) -> UserAccess {
        guard let key else { return .refused(reason: UserAccess.noKey) }
        guard application.publicKey == key else {
            return .refused(reason: "VONAGE_PRIVATE_KEY does not belong to the live application")
        }
        return .granted
    }

    package func userRows(application id: String) async throws -> [JSONObject] {
        try await reader.users(application: ApplicationID(id)).map { user in
            var row = JSONObject()
            row.appendNew("id", .string(user.id))
            row.appendNew("name", .string(user.name))
            if let displayName = user.displayName { row.appendNew("display_name", .string(displayName)) }
            return row
        }
    }

    package func user(id: String, application: String) async throws -> JSONObject? {
        do {
            return try await reader.user(id: id, application: ApplicationID(application)).body
        } catch  where error.isNotFound {
            return nil
        }
    }
}
