/// Sends GET requests, many at a time, over connections that are kept open and used again.
///
/// All transfers run on one thread of its own, which starts with the first request and ends with the client. Redirects
/// are not followed, certificates are verified, the proxies of the environment are honoured as curl does.
package final class HTTPClient: Sendable {
    package struct Options: Sendable {
        /// How many transfers run at the same time; the others wait in line.
        package var concurrency: Int

        /// The part of a request's deadline that connecting may take.
        package var connectTimeout: Duration

        /// The largest response body, in bytes.
        package var responseLimit: Int

        package var userAgent: String

        package init(
            concurrency: Int = 8,
            connectTimeout: Duration = .seconds(10),
            responseLimit: Int = 64 * 1024 * 1024,
            userAgent: String = HTTPClient.userAgent(of: "ccplan")
        ) {
            self.concurrency = max(1, concurrency)
            self.connectTimeout = connectTimeout
            self.responseLimit = responseLimit
            self.userAgent = userAgent
        }
    }

    /// What a program says of itself in the field User-Agent.
    package static func userAgent(of program: String) -> String { "\(program)/0.1.0" }

    private let loop: TransferLoop

    package init(options: Options = Options()) {
        loop = TransferLoop(options: options)
    }

    /// Whether no request waits or runs.
    package var isIdle: Bool { loop.isIdle }

    deinit {
        loop.close()
    }

    /// Sends a GET request and waits for the whole response, whatever its status is.
    ///
    /// Cancelling the task ends the transfer at once.
    package func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        try await loop.run(request, shaping: nil).get()
    }

    /// Sends a request that `shaping` has changed; for the module HTTPWrites, which alone can make one.
    package func perform(
        _ request: HTTPRequest,
        shaping: RequestShaping
    ) async throws(TransportError) -> HTTPResponse {
        try await loop.run(request, shaping: shaping).get()
    }
}
