package import HTTPTransport

/// Fetches pages with the HTTP client.
package struct HTTPPageFetcher: PageFetching {
    private let client: HTTPClient
    private let deadline: Duration

    /// Gives each page that deadline; the platform itself waits 5 s at most.
    package init(client: HTTPClient, deadline: Duration = .seconds(10)) {
        self.client = client
        self.deadline = deadline
    }

    package func fetch(_ url: String) async -> FetchedPage {
        do {
            let response = try await client.get(HTTPRequest(url: url, deadline: deadline))
            return .page(
                status: response.status,
                contentType: response.headers["content-type"],
                body: response.body
            )
        } catch {
            return .failed(reason: error.description)
        }
    }
}
