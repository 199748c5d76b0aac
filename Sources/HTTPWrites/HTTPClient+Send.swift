internal import CLibCurl
package import HTTPTransport

/// A method that changes something at the other end.
package enum HTTPWriteMethod: String, Sendable {
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// The content of a request.
package struct HTTPBody: Sendable {
    package var contentType: String
    package var bytes: [UInt8]

    package init(contentType: String, bytes: [UInt8]) {
        self.contentType = contentType
        self.bytes = bytes
    }

    package static func json(_ bytes: [UInt8]) -> HTTPBody {
        HTTPBody(contentType: "application/json", bytes: bytes)
    }

    /// `application/x-www-form-urlencoded`, the fields in order.
    package static func form(_ fields: [(String, String)]) -> HTTPBody {
        let pairs = fields.map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }
        return HTTPBody(
            contentType: "application/x-www-form-urlencoded",
            bytes: Array(pairs.joined(separator: "&").utf8)
        )
    }
}

extension HTTPClient {
    /// Sends a request that changes something.
    ///
    /// `isRepeatable` tells whether sending it twice is the same as once. If not, it is never sent again, not even when the
    /// connection turns out to be closed. By default all but POST are repeatable.
    package func send(
        _ method: HTTPWriteMethod,
        _ request: HTTPRequest,
        body: HTTPBody? = nil,
        isRepeatable: Bool? = nil
    ) async throws(TransportError) -> HTTPResponse {
        var request = request
        // curl takes every request with a body for a form unless told otherwise. POST has a body always, be it empty.
        let bytes = body?.bytes ?? (method == .post ? [] : nil)
        if let body { request.headers.append(("Content-Type", body.contentType)) }
        let shaping = RequestShaping(isRepeatable: isRepeatable ?? (method != .post)) { transfer in
            if let bytes {
                let code = unsafe bytes.withUnsafeBytes { buffer in
                    // An empty array may have no address, and no address means "ask a callback for the body".
                    guard let start = buffer.baseAddress else {
                        return unsafe curl_door_set_write_body(transfer.pointer, "", 0)
                    }
                    return unsafe curl_door_set_write_body(transfer.pointer, start, curl_off_t(buffer.count))
                }
                guard code == CURLE_OK else { return false }
            }
            return unsafe curl_door_set_write_method(transfer.pointer, method.rawValue) == CURLE_OK
        }
        return try await perform(request, shaping: shaping)
    }
}
