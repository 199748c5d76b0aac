import JSONTree
import LoopbackServing

/// A host of NCCOs written in the test, with `HOST` in them standing for its own URL; everything else is answered with 204.
final class DocumentHost: Sendable {
    let server: LoopbackServer

    init(_ documents: [String: String], dead: Set<String> = []) throws {
        // The URL is known only when the server is there, but each request names it.
        server = try LoopbackServer { request, _ in
            if dead.contains(request.path) { return .close }
            guard let document = documents[request.path] else { return .answer(status: 204, body: []) }
            return .json(document.replacing("HOST", with: "http://\(request.header("Host") ?? "")"))
        }
    }

    var url: String { server.base }

    /// Voice and rtc, with all webhooks at this host.
    func capabilities(answerMethod: String = "GET", fallback: String? = nil, more: String = "") -> String {
        let fallback = fallback.map { #""fallback_answer_url":{"address":"\#($0)"},"# } ?? ""
        return """
            {"rtc":{},"voice":{\(more)"webhooks":{\(fallback)
            "answer_url":{"address":"\(url)/answer","http_method":"\(answerMethod)"},
            "event_url":{"address":"\(url)/events"}}}}
            """
    }

    /// A transcript with a fixed name in the place of this host's URL.
    func named(_ text: String) -> String { text.replacing(url, with: "http://host") }

    /// The states that were posted to `/events`, in order.
    func statuses() throws -> [String] {
        try server.received.filter { $0.path == "/events" }
            .compactMap { try JSONValue(parsing: $0.body)["status"]?.stringValue }
    }
}
