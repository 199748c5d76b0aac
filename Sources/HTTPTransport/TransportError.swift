/// Why there is no response.
///
/// It holds the host and never the path, the headers or the body, which may be private.
package struct TransportError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case invalidURL(reason: String)
        /// A header's name or value has characters that would end it.
        case invalidHeader(name: String)
        case unresolvedHost
        case refused
        case tlsFailed(reason: String)
        case timedOut(TimeoutPhase)
        /// The connection broke before the response was complete.
        case connectionLost
        case tooLarge(limit: Int)
        case malformedResponse(reason: String)
        case cancelled
        /// Anything else; `code` is libcurl's.
        case failed(code: Int, reason: String)
    }

    package enum TimeoutPhase: Hashable, Sendable {
        case beforeRequestWasSent
        case afterRequestWasSent
    }

    package let kind: Kind

    /// Host, and port when the URL has one; empty for a URL without.
    package let host: String

    /// Whether the server may have received the request, and so may have done what it asks.
    ///
    /// False is certain: no byte of it was sent. True is a possibility.
    package let mayHaveBeenReceived: Bool

    package init(_ kind: Kind, host: String, mayHaveBeenReceived: Bool) {
        self.kind = kind
        self.host = host
        self.mayHaveBeenReceived = mayHaveBeenReceived
    }
}

extension TransportError: CustomStringConvertible {
    /// One line for people, without a secret.
    package var description: String {
        switch kind {
        case .invalidURL(let reason): "not a usable URL: \(reason)"
        case .invalidHeader(let name): "the header '\(name)' has characters that are not allowed in one"
        case .unresolvedHost: "the host '\(host)' is not known"
        case .refused: "cannot connect to '\(host)'"
        case .tlsFailed(let reason): "no secure connection to '\(host)': \(reason)"
        case .timedOut(.beforeRequestWasSent): "'\(host)' could not be reached in time"
        case .timedOut(.afterRequestWasSent): "'\(host)' did not answer in time"
        case .connectionLost:
            mayHaveBeenReceived
                ? "'\(host)' closed the connection before the response was complete"
                : "the connection to '\(host)' broke before the request was sent"
        case .tooLarge(let limit): "the response of '\(host)' is larger than \(limit) bytes"
        case .malformedResponse(let reason): "the response of '\(host)' is not HTTP: \(reason)"
        case .cancelled: "the request to '\(host)' was cancelled"
        case .failed(let code, let reason): "the request to '\(host)' failed: \(reason) (\(code))"
        }
    }
}
