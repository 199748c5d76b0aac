import Foundation
import Logging
import NIOCore
import Synchronization

@testable import Hosting

/// A client that says exactly the bytes it is told to.
///
/// It blocks, so it is used on threads of its own (`onThread`). No wait is longer than ten seconds.
final class SocketClient {
    struct Failure: Error {
        let what: String
        let code: Int32
    }

    struct Reply: Equatable {
        var status = 0
        var headers: [String: String] = [:]
        var body = ""
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(what: "socket", code: errno) }
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
        guard result == 0 else {
            let code = errno  // `deinit` closes it.
            throw Failure(what: "connect", code: code)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Sends all bytes; what the server no longer wants is not sent.
    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func finishSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next bytes; none at the end of the stream.
    private func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw Failure(what: "recv", code: errno) }
        return Array(buffer[..<count])
    }

    /// Whether the server has closed, with nothing left to read.
    func isAtEnd() throws -> Bool {
        guard received.isEmpty else { return false }
        received = try receive()
        return received.isEmpty
    }

    /// Reads one whole response; `hasBody` is false for the answer to HEAD.
    func reply(hasBody: Bool = true) throws -> Reply {
        let mark = Array("\r\n\r\n".utf8)
        var end: Int?
        while end == nil {
            end = received.indices.first { received[$0...].starts(with: mark) }
            if end == nil {
                let more = try receive()
                guard !more.isEmpty else { throw Failure(what: "closed before a response", code: 0) }
                received += more
            }
        }
        let head = String(decoding: received[..<(end ?? 0)], as: UTF8.self).components(separatedBy: "\r\n")
        received.removeFirst((end ?? 0) + 4)
        var reply = Reply(status: Int(head[0].split(separator: " ")[1]) ?? 0)
        for line in head.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            reply.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        let length = hasBody ? Int(reply.headers["content-length"] ?? "0") ?? 0 : 0
        while received.count < length {
            let more = try receive()
            guard !more.isEmpty else { throw Failure(what: "closed inside a body", code: 0) }
            received += more
        }
        reply.body = String(decoding: received[..<length], as: UTF8.self)
        received.removeFirst(length)
        return reply
    }
}

/// Runs what blocks on a thread of its own: the global dispatch queues share their threads with all tasks.
func onThread<Output: Sendable>(_ body: @escaping @Sendable () throws -> Output) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}

/// Serves the host on a free port while `body` runs, then stops it gently.
///
/// `body` gets the port, and a function that makes the server stop and returns at once.
func withServer<Output: Sendable>(
    _ host: any RequestAnswering,
    limits: ConnectionLimits = ConnectionLimits(),
    metrics: HostMetrics = HostMetrics(),
    _ body: (_ port: Int, _ stop: @escaping @Sendable () -> Void) async throws -> Output
) async throws -> Output {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let log = AccessLog(writer: LineWriter(descriptor: -1), level: .critical)
    let server = HostServer(log: log, metrics: metrics, limits: limits, logger: quiet)
    let door = HostDoor(address: "127.0.0.1", port: 0, host: host)
    let running = Task {
        defer { continuation.finish() }
        try await server.run([door], handlesSignals: false) { continuation.yield($0[0]) }
    }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else {
        try await running.value
        throw SocketClient.Failure(what: "the server ended at once", code: 0)
    }
    let result: Result<Output, any Error>
    do {
        result = .success(try await body(port) { running.cancel() })
    } catch {
        result = .failure(error)
    }
    running.cancel()
    try await running.value
    return try result.get()
}
