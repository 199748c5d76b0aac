import Foundation
import Glibc

/// What a host answered, as far as hosts are compared by it.
struct HostAnswer: Equatable, CustomStringConvertible {
    var status: Int
    var contentType: String?
    var cacheControl: String?
    var allow: String?

    /// What the header says, which for HEAD is more than came.
    var contentLength: Int?
    var body: [UInt8]

    var description: String {
        let headers = [contentType, cacheControl, allow.map { "Allow: \($0)" }, contentLength.map { "\($0) bytes" }]
        let text = String(decoding: body.prefix(120), as: UTF8.self)
        return "\(status) \(headers.compactMap(\.self).joined(separator: ", ")) \(text)"
    }
}

/// A connection to a host that is kept open from request to request; says exactly the bytes it is told to.
final class HostConnection {
    private let port: Int
    private var descriptor: Int32 = -1
    private var received: [UInt8] = []
    private var isClosing = false

    init(port: Int) {
        self.port = port
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The answer to a request; nil when the host closed without one.
    ///
    /// What the host no longer wants is not sent. `endsSending` closes this side behind the request.
    func exchange(_ request: [UInt8], hasBody: Bool, endsSending: Bool = false) throws -> HostAnswer? {
        if isClosing || descriptor < 0 { try open() }
        // A host may close a connection that was idle, just when the next request is sent.
        let isFresh = received.isEmpty
        send(request)
        if endsSending {
            _ = shutdown(descriptor, Int32(SHUT_WR))
            isClosing = true
        }
        if let answer = try readAnswer(hasBody: hasBody) { return answer }
        guard isFresh, !endsSending, !isClosing else { return nil }
        isClosing = true
        return nil
    }

    /// Begins anew with the next request.
    func hangUp() { isClosing = true }

    private func open() throws {
        if descriptor >= 0 { close(descriptor) }
        received = []
        isClosing = false
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        let length = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, length)
        var noDelay: Int32 = 1
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, 4)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    private func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// False at the end of the stream.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else {
            if errno == ECONNRESET { return false }
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        received += buffer[..<count]
        return count > 0
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            var end = received.firstRange(of: Array("\r\n".utf8))
            while end == nil {
                guard try receive() else { return body }
                end = received.firstRange(of: Array("\r\n".utf8))
            }
            guard let line = end else { return body }
            let size = Int(String(decoding: received[..<line.lowerBound], as: UTF8.self), radix: 16) ?? 0
            while received.count < line.upperBound + size + 2 {
                guard try receive() else { return body }
            }
            body += received[line.upperBound..<(line.upperBound + size)]
            received.removeFirst(line.upperBound + size + 2)
            if size == 0 { return body }
        }
    }

    private func readAnswer(hasBody: Bool) throws -> HostAnswer? {
        let mark = Array("\r\n\r\n".utf8)
        var end = received.firstRange(of: mark)
        while end == nil {
            guard try receive() else {
                isClosing = true
                return nil
            }
            end = received.firstRange(of: mark)
        }
        guard let head = end else { return nil }
        let lines = String(decoding: received[..<head.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        received.removeFirst(head.upperBound)
        var answer = HostAnswer(status: Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0, body: [])
        var isChunked = false
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            let value = pair.dropFirst().first?.trimmingCharacters(in: .whitespaces) ?? ""
            switch pair[0].lowercased() {
            case "content-type": answer.contentType = value
            case "cache-control": answer.cacheControl = value
            case "allow": answer.allow = value
            case "content-length": answer.contentLength = Int(value)
            case "transfer-encoding": isChunked = true
            case "connection": if value.lowercased() == "close" { isClosing = true }
            default: break
            }
        }
        if answer.status == 100 { return try readAnswer(hasBody: hasBody) }
        guard hasBody, answer.status != 204 else { return answer }
        if isChunked {
            answer.body = try readChunks()
            return answer
        }
        let length = answer.contentLength ?? 0
        while received.count < length {
            guard try receive() else { break }
        }
        answer.body = Array(received.prefix(length))
        received.removeFirst(answer.body.count)
        return answer
    }
}
