/// Where the APIs are.
package struct APIEndpoints: Hashable, Sendable {
    /// Base of the Applications and Users APIs, without a slash at the end.
    package let api: String

    /// Base of the Numbers API, without a slash at the end.
    package let numbers: String

    /// The platform's own hosts.
    package static let vonage = APIEndpoints(api: "https://api.nexmo.com", numbers: "https://rest.nexmo.com")

    private init(api: String, numbers: String) {
        self.api = api
        self.numbers = numbers
    }

    /// One base URL for all: a sandbox or a proxy.
    ///
    /// It may have a path, but no query.
    ///
    /// nil when it is not an http or https URL.
    package init?(base: String) {
        guard base.hasPrefix("https://") || base.hasPrefix("http://"),
            !base.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" || $0 == "@" })
        else { return nil }
        var base = base
        while base.hasSuffix("/") { base.removeLast() }
        guard let separator = base.firstRange(of: "://"), separator.upperBound < base.endIndex else { return nil }
        self.init(api: base, numbers: base)
    }
}

/// The three APIs, each with its own limits and habits.
package enum PlatformAPI: String, CaseIterable, Hashable, Sendable {
    case applications
    case numbers
    case users
}
