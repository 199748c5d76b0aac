/// What came back for a URL.
package enum FetchedPage: Sendable, Hashable {
    case page(status: Int, contentType: String?, body: [UInt8])
    /// No response: a few words on why.
    case failed(reason: String)
}

/// GET over the public network, as callers' platform would.
package protocol PageFetching: Sendable {
    func fetch(_ url: String) async -> FetchedPage
}
