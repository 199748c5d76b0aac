internal import NIOCore

/// Writes responses as HTTP/1.1 has them.
struct ResponseWriter {
    /// What follows the response on its connection.
    enum Ending {
        /// The next request; HTTP/1.0 wants to be told.
        case keepsAlive(minorVersion: Int)
        case closes
    }

    /// Bodies up to this size are copied behind their head, and go out with it.
    static let smallBody = 16 * 1024

    private var date: [UInt8] = []
    private var dateSecond = -1

    /// Appends the head, and the body when it is wanted and small.
    ///
    /// - Returns: The body that is still to be written behind the buffer.
    mutating func append(
        _ response: HostResponse,
        hasBody: Bool,
        ending: Ending,
        at time: WallTime,
        to buffer: inout ByteBuffer
    ) -> ByteBuffer? {
        let bodyCount = response.body.readableBytes
        let isSmall = hasBody && bodyCount <= Self.smallBody
        buffer.reserveCapacity(minimumWritableBytes: 256 + (isSmall ? bodyCount : 0))
        if response.status == 200 {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            buffer.writeString("HTTP/1.1 \(response.status) \(reasonPhrase(response.status))\r\n")
        }
        for (name, value) in response.headers {
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        if response.status != 204 {
            buffer.writeStaticString("Content-Length: ")
            buffer.write(decimal: bodyCount)
            buffer.writeStaticString("\r\n")
        }
        if time.seconds != dateSecond {
            date = Array("Date: \(time.headerText)\r\n".utf8)
            dateSecond = time.seconds
        }
        buffer.writeBytes(date)
        switch ending {
        case .closes: buffer.writeStaticString("Connection: close\r\n\r\n")
        case .keepsAlive(minorVersion: 0): buffer.writeStaticString("Connection: keep-alive\r\n\r\n")
        case .keepsAlive: buffer.writeStaticString("\r\n")
        }
        guard hasBody, bodyCount > 0 else { return nil }
        guard isSmall else { return response.body }
        buffer.writeImmutableBuffer(response.body)
        return nil
    }
}

extension ByteBuffer {
    /// Appends a number that is not negative.
    fileprivate mutating func write(decimal number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            writeInteger(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}

/// As RFC 9110 and 6585 name them.
private func reasonPhrase(_ status: Int) -> String {
    switch status {
    case 100: "Continue"
    case 200: "OK"
    case 204: "No Content"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
}
