/// The way from the simulated platform to the webhooks of a call: HTTP, or a host in the same process.
package protocol CallTransport: Sendable {
    /// Sends one request and gives back what came of it; never throws, since a dead host is part of the play.
    func exchange(_ request: WebhookExchange) async -> WebhookReply
}

/// One request of the platform to a webhook.
package struct WebhookExchange: Sendable {
    /// What the request is for.
    package enum Purpose: String, Sendable {
        case answer
        case fallback
        case input
        case notify
        /// A state of a leg that a synchronous `connect` rings; the answer may hold an NCCO.
        case connect
        /// A status, error or other event whose answer is not read.
        case event
        case recording
        /// The NCCO that a callee hears before the legs are joined.
        case onAnswer = "on-answer"
    }

    package var purpose: Purpose
    package var method: Webhook.Method

    /// As the operator wrote it, with the query that it has of its own.
    package var url: String

    /// What a GET adds to the query, in order, not yet encoded; empty for a POST.
    package var query: [(name: String, value: String)]

    /// The JSON body of a POST; empty for a GET.
    package var body: [UInt8]

    /// Milliseconds until the connection must stand.
    package var connectTimeout: Int

    /// Milliseconds from then until the reply must be there.
    package var socketTimeout: Int

    /// When it is sent by the clock of the call, in milliseconds since 1970.
    package var time = 0

    package init(
        purpose: Purpose,
        method: Webhook.Method,
        url: String,
        query: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        connectTimeout: Int = 1_000,
        socketTimeout: Int = 5_000
    ) {
        self.purpose = purpose
        self.method = method
        self.url = url
        self.query = query
        self.body = body
        self.connectTimeout = connectTimeout
        self.socketTimeout = socketTimeout
    }

    /// The URL with the encoded query, as it goes over the wire: `:` and `,` stay bare (captures of the PHP SDK, 2020).
    package var target: String {
        guard !query.isEmpty else { return url }
        let pairs = query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
        return url + (url.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + pairs
    }
}

/// What came of a request.
package enum WebhookReply: Sendable {
    case answered(status: Int, headers: [(name: String, value: String)], body: [UInt8])
    /// Status 200 with a document that was read before: for hosts that give the same one many times.
    case document(PreparedNCCO)
    case failed(WebhookFailure)

    /// A reply with a JSON body, status 200.
    package static func json(_ text: String) -> WebhookReply {
        .answered(status: 200, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
    }

    /// A reply with no body.
    package static func empty(status: Int) -> WebhookReply {
        .answered(status: status, headers: [], body: [])
    }
}

/// Why a request got no reply.
package enum WebhookFailure: Sendable, Hashable, CustomStringConvertible {
    case refused
    /// No connection within its time limit; it costs the caller that time in silence.
    case connectTimedOut
    /// No reply within the time limit; it costs the caller that time in silence.
    case timedOut
    case reset
    /// No secure connection: a few words on why.
    case insecure(String)
    case other(String)

    package var description: String {
        switch self {
        case .refused: "connection refused"
        case .connectTimedOut: "no connection in time"
        case .timedOut: "timed out"
        case .reset: "connection closed"
        case .insecure(let reason): "no secure connection: \(reason)"
        case .other(let reason): reason
        }
    }
}

/// A URL and the method to call it with.
package struct Webhook: Sendable, Hashable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package var url: String
    package var method: Method

    /// Milliseconds, nil for what the platform takes by default.
    package var connectTimeout: Int?

    /// Milliseconds, nil for what the platform takes by default.
    package var socketTimeout: Int?

    package init(_ url: String, method: Method, connectTimeout: Int? = nil, socketTimeout: Int? = nil) {
        self.url = url
        self.method = method
        self.connectTimeout = connectTimeout
        self.socketTimeout = socketTimeout
    }

    /// `host:port` of the URL, by which the simulator tells one host from another.
    var authority: Substring {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    }
}

private func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: ","):
            bytes.append(byte)
        default:
            bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
