internal import HTTPTransport
internal import HTTPWrites
internal import Simulator

/// Sends the platform's requests over HTTP.
struct HTTPCallTransport: CallTransport {
    let client: HTTPClient

    func exchange(_ request: WebhookExchange) async -> WebhookReply {
        // The longest that an application may allow: 1 s to connect, 5 s for an answer, 10 s for an event (V§b).
        let seconds = request.purpose == .event || request.purpose == .recording ? 11 : 6
        let outgoing = HTTPRequest(
            url: request.target,
            headers: [("Accept", "application/json")],
            deadline: .seconds(seconds)
        )
        do throws(TransportError) {
            let response: HTTPResponse
            switch request.method {
            case .get: response = try await client.get(outgoing)
            case .post: response = try await client.send(.post, outgoing, body: .json(request.body))
            }
            return .answered(status: response.status, headers: response.headers.fields, body: response.body)
        } catch {
            return .failed(WebhookFailure(error))
        }
    }
}

extension WebhookFailure {
    fileprivate init(_ error: TransportError) {
        switch error.kind {
        case .refused: self = .refused
        case .timedOut: self = .timedOut
        case .connectionLost: self = .reset
        default: self = .other(error.description)
        }
    }
}
