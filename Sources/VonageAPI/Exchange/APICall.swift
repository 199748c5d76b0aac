/// One request to the platform, as far as it can be told without method and body.
package struct APICall: Sendable {
    package enum Authentication: Hashable, Sendable {
        /// The account's key and secret.
        case account
        /// A token of the application.
        case application(ApplicationID)
    }

    /// What is done, as a verb phrase: "read the applications".
    package var operation: String

    package var subject: String?
    package var api: PlatformAPI
    package var authentication: Authentication

    /// Below the API's base URL, with its query.
    package var path: String

    /// Whether doing it twice is the same as once.
    ///
    /// If not, it is sent again only when it certainly was not carried out.
    package var isRepeatable: Bool

    /// Whether "not found" is a success when an earlier try may have been carried out.
    package var isRemoval: Bool

    /// Whether it takes a turn at the rate governor.
    package var isPaced: Bool

    /// Whether a success must say so with an `error-code` of 200 (the Numbers API's POSTs).
    package var confirmsByErrorCode: Bool

    /// Whether it is to change something: then a try of which nobody knows what it did is told, however later ones end.
    package var isChange = false

    /// Values that it carries and that no error may show, whoever says them back: passwords of SIP channels, for one.
    package var secrets: [String] = []

    package init(
        _ operation: String,
        _ subject: String? = nil,
        api: PlatformAPI,
        authentication: Authentication = .account,
        path: String,
        isRepeatable: Bool = true,
        isRemoval: Bool = false,
        isPaced: Bool = true,
        confirmsByErrorCode: Bool = false
    ) {
        self.operation = operation
        self.subject = subject
        self.api = api
        self.authentication = authentication
        self.path = path
        self.isRepeatable = isRepeatable
        self.isRemoval = isRemoval
        self.isPaced = isPaced
        self.confirmsByErrorCode = confirmsByErrorCode
    }
}
