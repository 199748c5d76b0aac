internal import HTTPTransport
internal import HTTPWrites
package import Simulator
internal import Synchronization
package import VonageAPI

/// Carries the webhooks of a simulated call to real hosts, with the platform's time limits.
package final class HTTPCallTransport: CallTransport {
    private let signer: WebhookSigner?
    private let concurrency: Int

    /// One for each connect timeout, which is a property of the client.
    private let clients = Mutex<[Int: HTTPClient]>([:])

    /// - Parameters:
    ///   - signer: signs every request; nil when the application has no signed webhooks, or the key is not known.
    ///   - concurrency: how many calls are played at the same time.
    package init(signer: WebhookSigner? = nil, concurrency: Int = 1) {
        self.signer = signer
        self.concurrency = concurrency
    }

    package func exchange(_ request: WebhookExchange) async -> WebhookReply {
        var message = HTTPRequest(
            url: request.target,
            deadline: .milliseconds(request.connectTimeout + request.socketTimeout)
        )
        if let signer { message.headers.append(("Authorization", "Bearer \(signer.token(for: request.body))")) }
        let client = client(connectTimeout: request.connectTimeout)
        do throws(TransportError) {
            let response =
                switch request.method {
                case .get: try await client.get(message)
                // Twice is once too often for a host that counts: the simulator tries again by its own rules.
                case .post: try await client.send(.post, message, body: .json(request.body), isRepeatable: false)
                }
            return .answered(status: response.status, headers: response.headers.fields, body: response.body)
        } catch {
            return .failed(failure(error))
        }
    }

    private func client(connectTimeout: Int) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[connectTimeout] { return client }
            let options = HTTPClient.Options(
                concurrency: concurrency,
                connectTimeout: .milliseconds(connectTimeout),
                responseLimit: Self.responseLimit,
                userAgent: HTTPClient.userAgent(of: "ccsandbox")
            )
            let client = HTTPClient(options: options)
            clients[connectTimeout] = client
            return client
        }
    }

    /// More than any NCCO may have, so that the simulator can say so.
    private static let responseLimit = 2 << 20

    private func failure(_ error: TransportError) -> WebhookFailure {
        switch error.kind {
        case .refused: .refused
        case .timedOut(.beforeRequestWasSent): .connectTimedOut
        case .timedOut(.afterRequestWasSent): .timedOut
        case .connectionLost: .reset
        case .tlsFailed(let reason): .insecure(reason)
        default: .other("\(error)")
        }
    }
}
