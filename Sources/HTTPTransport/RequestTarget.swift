/// What must be known of a URL before it is handed to curl.
struct RequestTarget {
    /// Host and port as the URL has them.
    let host: String

    /// Refuses what is not an absolute http or https URL, and one with a user name, which curl would turn into a second
    /// kind of authentication.
    init(_ url: String) throws(TransportError) {
        func refuse(_ reason: String, host: String = "") -> TransportError {
            TransportError(.invalidURL(reason: reason), host: host, mayHaveBeenReceived: false)
        }
        guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw refuse("it has blanks or control characters")
        }
        let lowercased = url.prefix(8).lowercased()
        let rest: Substring
        if lowercased.hasPrefix("https://") {
            rest = url.dropFirst(8)
        } else if lowercased.hasPrefix("http://") {
            rest = url.dropFirst(7)
        } else {
            throw refuse("it must begin with https:// or http://")
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let atSign = authority.lastIndex(of: "@") else {
            guard !authority.isEmpty else { throw refuse("it has no host") }
            host = String(authority)
            return
        }
        throw refuse("it has a user name", host: String(authority[authority.index(after: atSign)...]))
    }
}
