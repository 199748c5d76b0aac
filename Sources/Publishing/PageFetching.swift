/// What came back for a URL.
package enum FetchedPage: Sendable, Hashable {
    case answered(PageAnswer)
    /// No response: a few words on why.
    case failed(reason: String)
    /// No secure connection: a few words on why.
    case insecure(reason: String)

    /// An answer with nothing remarkable about it.
    package static func page(status: Int, contentType: String?, body: [UInt8]) -> FetchedPage {
        .answered(PageAnswer(status: status, contentType: contentType, body: body))
    }
}

/// A response, as far as it matters to callers' platform.
package struct PageAnswer: Sendable, Hashable {
    package var status: Int
    package var contentType: String?
    package var body: [UInt8]

    /// Where a redirect leads.
    package var location: String?

    /// How a cache between here and the host says that it answered: `age 120`, `x-cache: HIT`; nil when none does.
    package var cache: String?

    /// From the first byte out to the last byte in.
    package var duration = Duration.zero

    package init(status: Int, contentType: String?, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// GET over the public network, as callers' platform would.
package protocol PageFetching: Sendable {
    /// Asks a URL.
    ///
    /// - Parameters:
    ///   - url: What is asked.
    ///   - isWebhook: Whether the platform would sign the request.
    /// - Returns: What came back.
    func fetch(_ url: String, isWebhook: Bool) async -> FetchedPage
}
