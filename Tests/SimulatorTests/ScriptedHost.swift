import JSONTree
import Simulator
import Synchronization

/// A host in the same process: answers by path, remembers what it was asked, and never touches a socket.
final class ScriptedHost: CallTransport {
    private let replies: [String: WebhookReply]
    private let seen = Mutex<[WebhookExchange]>([])

    /// Replies by URL; of an URL that is not named nothing is there but for `http://host/events`, which takes all.
    init(_ replies: [String: WebhookReply]) {
        self.replies = replies
    }

    convenience init(_ documents: [String: String]) {
        self.init(documents.mapValues { .json($0) })
    }

    func exchange(_ request: WebhookExchange) async -> WebhookReply {
        seen.withLock { $0.append(request) }
        if let reply = replies[request.url] { return reply }
        return .empty(status: request.url == "http://host/events" ? 204 : 404)
    }

    /// The requests for one purpose, in order.
    func requests(_ purpose: WebhookExchange.Purpose) -> [WebhookExchange] {
        seen.withLock { $0.filter { $0.purpose == purpose } }
    }

    /// The `status` of each status event, in order, with `outbound ` before those of a called leg.
    func statuses() throws -> [String] {
        try seen.withLock { $0 }
            .compactMap { request in
                guard request.method == .post else { return nil }
                let body = try JSONValue(parsing: request.body)
                guard let status = body["status"]?.stringValue else { return nil }
                return body["direction"] == "outbound" ? "outbound \(status)" : status
            }
    }
}

/// An inbound call from a fictional number to `http://host/answer`.
func inboundCall() -> CallSetup {
    CallSetup(
        caller: .number("447700900123"),
        to: "442079460000",
        answer: Webhook("http://host/answer", method: .get),
        events: Webhook("http://host/events", method: .post)
    )
}

/// Plays an inbound call whose answer webhook gives this NCCO, with more documents by path.
func play(
    _ ncco: String,
    _ more: [String: String] = [:],
    script: CallScript = CallScript(),
    setup: CallSetup = inboundCall()
) async -> CallTranscript {
    var documents = ["http://host/answer": ncco]
    for (path, document) in more { documents["http://host/\(path)"] = document }
    return await simulateCall(setup, script: script, over: ScriptedHost(documents))
}

/// The lines between heading and summary.
func lines(_ transcript: CallTranscript) -> [String] {
    transcript.text().split(separator: "\n").dropFirst().dropLast().map { String($0) }
}
