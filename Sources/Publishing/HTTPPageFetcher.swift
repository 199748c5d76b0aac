package import HTTPTransport
package import HostAnswers

/// Fetches pages with the HTTP client.
package struct HTTPPageFetcher: PageFetching {
    private let client: HTTPClient
    private let deadline: Duration
    private let signature: (@Sendable () -> String)?

    /// Gives each page that deadline; the platform itself waits 5 s at most.
    ///
    /// - Parameters:
    ///   - client: Sends the requests.
    ///   - deadline: For each of them.
    ///   - signature: Makes the token of a webhook without a body; nil sends none.
    package init(client: HTTPClient, deadline: Duration = .seconds(10), signature: (@Sendable () -> String)? = nil) {
        self.client = client
        self.deadline = deadline
        self.signature = signature
    }

    package func fetch(_ url: String, isWebhook: Bool) async -> FetchedPage {
        var request = HTTPRequest(url: url, deadline: deadline)
        if isWebhook, let signature { request.headers.append(("Authorization", "Bearer \(signature())")) }
        do {
            let start = ContinuousClock.now
            let response = try await client.get(request)
            var answer = PageAnswer(
                status: response.status,
                contentType: response.headers["content-type"],
                body: response.body
            )
            answer.duration = ContinuousClock.now - start
            answer.location = response.headers["location"]
            answer.cache = PageAnswer.cacheWords(in: response.headers.fields)
            return .answered(answer)
        } catch {
            if case .tlsFailed(let reason) = error.kind { return .insecure(reason: reason) }
            return .failed(reason: error.description)
        }
    }
}
