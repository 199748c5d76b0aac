internal import NIOCore
package import NIOHTTP1

/// A whole HTTP request as the host sees it.
package struct HostRequest: Sendable {
    /// The methods that the host tells apart.
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case options = "OPTIONS"
        case other
    }

    private enum Fields: Sendable {
        case list(HTTPHeaders)
        /// Field lines that were parsed before.
        case text(ByteBuffer)
    }

    package var method: Method

    /// As it came, percent-encoded, without the query.
    package var path: String

    /// As it came, percent-encoded, without `?`; empty when there is none.
    package var query: String
    private var fields: Fields

    /// Of a POST; what comes with another method means nothing (docs/bundle-format.md), and is not here.
    package var body: [UInt8]

    /// The client's network address, without the port.
    package var address: String
    package var receivedAt: WallTime

    /// When its last byte was here; nil for one that is answered as soon as it is made.
    var wholeAt: NIODeadline?

    package init(
        _ method: Method,
        _ path: String,
        query: String = "",
        headers: HTTPHeaders = HTTPHeaders(),
        body: [UInt8] = [],
        address: String = "",
        receivedAt: WallTime = WallTime(seconds: 0)
    ) {
        self.method = method
        self.path = path
        self.query = query
        fields = .list(headers)
        self.body = method == .post ? body : []
        self.address = address
        self.receivedAt = receivedAt
    }

    /// A request as it came over a connection.
    init(_ received: ReceivedRequest, address: String, receivedAt: WallTime, wholeAt: NIODeadline? = nil) {
        self.wholeAt = wholeAt
        method = received.head.method
        path = received.head.path
        query = received.head.query
        fields = .text(received.head.fields)
        body = received.head.method == .post ? received.body : []
        self.address = address
        self.receivedAt = receivedAt
    }

    /// The header fields; most requests are answered without a look at them, so they are taken apart when they are asked for.
    package var headers: HTTPHeaders {
        switch fields {
        case .list(let headers): headers
        case .text(let text): HTTPHeaders(fieldLines: text)
        }
    }

    /// The path and the query of a request target: `/path?query`, or the absolute form that proxies send.
    package static func split(target: String) -> (path: String, query: String) {
        var text = target[...]
        if text.utf8.first != UInt8(ascii: "/") {
            for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
                let rest = text.utf8.dropFirst(scheme.utf8.count)
                text = rest.firstIndex(of: UInt8(ascii: "/")).map { text[$0...] } ?? "/"
                break
            }
        }
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (String(text), "") }
        return (String(text[..<mark]), String(text[text.utf8.index(after: mark)...]))
    }
}

extension HTTPHeaders {
    /// Reads field lines of which the parser has said that they are sound.
    fileprivate init(fieldLines text: ByteBuffer) {
        self.init()
        for line in text.readableBytesView.split(separator: .lineFeed) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            var value = line[(colon + 1)...]
            while let last = value.last, last.isLineBlank || last == .carriageReturn { value.removeLast() }
            while let first = value.first, first.isLineBlank { value.removeFirst() }
            add(name: String(decoding: line[..<colon], as: UTF8.self), value: String(decoding: value, as: UTF8.self))
        }
    }
}
