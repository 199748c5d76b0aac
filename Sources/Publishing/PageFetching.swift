package import HostAnswers

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
