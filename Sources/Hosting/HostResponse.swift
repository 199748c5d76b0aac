internal import JSONTree
package import NIOCore

/// What the host answers, and what the access log shall say about it.
package struct HostResponse: Sendable {
    package var status: Int

    /// Without `Content-Length`, `Date` and `Connection`, which are the connection's business.
    package var headers: [(name: String, value: String)]
    package var body: ByteBuffer
    package var facts: AccessFacts

    init(status: Int, headers: [(name: String, value: String)], body: ByteBuffer, facts: AccessFacts) {
        self.status = status
        self.headers = headers
        self.body = body
        self.facts = facts
    }

    /// The value of a header, the name compared without regard to case.
    package func header(_ name: String) -> String? {
        let name = name.lowercased()
        if name == "content-length" { return status == 204 ? nil : String(body.readableBytes) }
        return headers.first { $0.name.lowercased() == name }?.value
    }

    /// The body as text.
    package var bodyText: String {
        String(decoding: body.readableBytesView, as: UTF8.self)
    }
}

extension HostResponse {
    private static let noContentHeaders = [(name: "Cache-Control", value: "no-store")]
    private static let jsonHeaders = [
        (name: "Content-Type", value: "application/json"), (name: "Cache-Control", value: "no-store"),
    ]

    /// 204: go on with what you hold.
    static func noContent(_ facts: AccessFacts) -> HostResponse {
        HostResponse(status: 204, headers: noContentHeaders, body: ByteBuffer(), facts: facts)
    }

    /// A JSON text that is not to be kept.
    static func json(_ status: Int, text body: ByteBuffer, _ facts: AccessFacts) -> HostResponse {
        HostResponse(status: status, headers: jsonHeaders, body: body, facts: facts)
    }

    /// A JSON object that is not to be kept.
    static func json(_ status: Int, _ value: JSONValue, _ facts: AccessFacts) -> HostResponse {
        json(status, text: ByteBuffer(bytes: value.serializedBytes()), facts)
    }

    /// `{"error": reason}`.
    static func problem(_ status: Int, _ reason: String, _ facts: AccessFacts = AccessFacts()) -> HostResponse {
        json(status, ["error": .string(reason)], facts)
    }

    /// 503 with `Retry-After`: nothing is known of what was asked for, for so many seconds.
    static func unavailable(_ seconds: Int, _ facts: AccessFacts) -> HostResponse {
        var response = problem(503, "the release cannot be read at the moment", facts)
        response.headers.append(("Retry-After", String(seconds)))
        return response
    }

    /// 404 in the one form that all misses have.
    static func notFound(_ facts: AccessFacts = AccessFacts()) -> HostResponse {
        problem(404, "not found", facts)
    }

    /// 405 with the methods that there are.
    static func methodNotAllowed(_ allowed: String, _ facts: AccessFacts) -> HostResponse {
        var response = problem(405, "method not allowed", facts)
        response.headers.append(("Allow", allowed))
        return response
    }
}
