internal import NIOCore

/// Cuts what a client sends into requests.
struct RequestParser {
    /// How far a request has come.
    enum Progress: Equatable {
        case nothing
        case head
        case body
    }

    enum Step {
        /// What has come so far is no whole request.
        case needsMore
        case request(ReceivedRequest)
    }

    private enum State {
        /// So many bytes at the buffer's start are known to be no whole head.
        case head(seen: Int)
        case body(RequestInProgress, length: Int)
        case chunks(RequestInProgress, ChunkedBody)
    }

    private let limits: ConnectionLimits
    private var state = State.head(seen: 0)

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    /// Of the request that the last step left unfinished.
    var progress: Progress {
        switch state {
        case .head(0): .nothing
        case .head: .head
        case .body, .chunks: .body
        }
    }

    /// The request of which the body is still to come.
    var inProgress: RequestInProgress? {
        switch state {
        case .head: nil
        case .body(let request, _), .chunks(let request, _): request
        }
    }

    /// Takes one request from the buffer's start, or as much of one as there is.
    ///
    /// After a refusal nothing more can be read.
    mutating func next(from buffer: inout ByteBuffer) throws(RequestRefusal) -> Step {
        if case .head(let seen) = state {
            guard let (request, body) = try takeHead(from: &buffer, seen: seen) else { return .needsMore }
            switch body {
            case .none: return .request(ReceivedRequest(request, body: []))
            case .length(let length): state = .body(request, length: length)
            case .chunked: state = .chunks(request, ChunkedBody(limits: limits))
            }
        }
        switch state {
        case .head: return .needsMore
        case .body(let request, let length):
            guard let body = buffer.readBytes(length: length) else { return .needsMore }
            state = .head(seen: 0)
            return .request(ReceivedRequest(request, body: body))
        case .chunks(let request, var chunks):
            state = .head(seen: 0)  // So that the chunks have one owner while they grow.
            guard try chunks.take(from: &buffer) else {
                state = .chunks(request, chunks)
                return .needsMore
            }
            return .request(ReceivedRequest(request, body: chunks.bytes))
        }
    }

    private mutating func takeHead(
        from buffer: inout ByteBuffer,
        seen: Int
    ) throws(RequestRefusal) -> (RequestInProgress, RequestHead.Body)? {
        let count = buffer.readableBytes
        // Without a further line end nothing can have become whole: a head is parsed once for each line at most.
        if seen > 0, seen <= count, count <= limits.header,
            !buffer.readableBytesView.dropFirst(seen).contains(.lineFeed)
        {
            state = .head(seen: count)
            return nil
        }
        guard let head = try RequestHead(parsing: buffer.readableBytesUInt8Span, limits: limits) else {
            state = .head(seen: count)
            return nil
        }
        state = .head(seen: 0)
        if case .length(let length) = head.body, length > limits.body { throw .bodyTooLarge }
        let request = RequestInProgress(head, in: buffer)
        buffer.moveReaderIndex(forwardBy: head.end)
        return (request, head.body)
    }
}

/// A request of which the head is known.
struct RequestInProgress {
    let method: HostRequest.Method
    /// As they came, percent-encoded; the query without `?`.
    let path: String
    let query: String
    /// The header fields with their line ends.
    let fields: ByteBuffer
    let minorVersion: Int
    let isKeepAlive: Bool
    let expectsContinue: Bool

    fileprivate init(_ head: RequestHead, in buffer: ByteBuffer) {
        let start = buffer.readerIndex
        method = HostRequest.Method(buffer.viewBytes(at: start + head.method.lowerBound, length: head.method.count))
        (path, query) = Self.target(of: head, in: buffer)
        fields = buffer.getSlice(at: start + head.fields.lowerBound, length: head.fields.count) ?? ByteBuffer()
        minorVersion = head.minorVersion
        isKeepAlive = head.isKeepAlive
        expectsContinue =
            head.expectsContinue && head.minorVersion == 1 && head.body != .none && head.body != .length(0)
    }

    private static func target(of head: RequestHead, in buffer: ByteBuffer) -> (path: String, query: String) {
        let start = buffer.readerIndex + head.target.lowerBound
        guard let view = buffer.viewBytes(at: start, length: head.target.count) else { return ("", "") }
        guard view.first == UInt8(ascii: "/") else {
            return HostRequest.split(target: String(decoding: view, as: UTF8.self))
        }
        guard let mark = view.firstIndex(of: UInt8(ascii: "?")) else {
            return (String(decoding: view, as: UTF8.self), "")
        }
        return (String(decoding: view[..<mark], as: UTF8.self), String(decoding: view[(mark + 1)...], as: UTF8.self))
    }
}

/// A whole request as it came over a connection.
struct ReceivedRequest {
    let head: RequestInProgress
    let body: [UInt8]

    fileprivate init(_ head: RequestInProgress, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}

extension HostRequest.Method {
    /// Methods are told apart by case (RFC 9110, 9.1).
    fileprivate init(_ name: ByteBufferView?) {
        guard let name else {
            self = .other
            return
        }
        switch name.count {
        case 3 where name.elementsEqual("GET".utf8): self = .get
        case 4 where name.elementsEqual("POST".utf8): self = .post
        case 4 where name.elementsEqual("HEAD".utf8): self = .head
        case 7 where name.elementsEqual("OPTIONS".utf8): self = .options
        default: self = .other
        }
    }
}

/// What the bytes of a client are read as when they come in pieces of so many bytes: the requests, and the status of the refusal
/// where there is one.
package func requestsRead(
    from bytes: [UInt8],
    pieces: Int,
    limits: ConnectionLimits = ConnectionLimits()
) -> (requests: [HostRequest], refusal: Int?) {
    var parser = RequestParser(limits: limits)
    var buffer = ByteBuffer()
    var requests: [HostRequest] = []
    var place = 0
    while place < bytes.count {
        let end = min(bytes.count, place + max(1, pieces))
        buffer.writeBytes(bytes[place..<end])
        place = end
        do throws(RequestRefusal) {
            while case .request(let received) = try parser.next(from: &buffer) {
                requests.append(HostRequest(received, address: "", receivedAt: WallTime(seconds: 0)))
            }
        } catch {
            return (requests, error.status)
        }
    }
    return (requests, nil)
}
