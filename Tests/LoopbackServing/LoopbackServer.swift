import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An HTTP server of a few lines on a free port of loopback, which answers as a test's script says and remembers what it saw.
///
/// A thread for each connection; all end with `stop()`, or with the server.
@safe package final class LoopbackServer: Sendable {
    /// What the server read of one request.
    package struct Received: Sendable {
        package var method: String
        /// Path and query.
        package var target: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
        /// From 0, in the order the connections came.
        package var connection: Int

        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        package var path: String { String(target.prefix { $0 != "?" }) }
        package var bodyText: String { String(decoding: body, as: UTF8.self) }

        package func query(_ name: String) -> String? {
            target.split(separator: "?", maxSplits: 1).dropFirst().first?.split(separator: "&")
                .first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
        }
    }

    /// What it does with one.
    package enum Reply: Sendable {
        case answer(status: Int, headers: [(String, String)] = [], body: [UInt8])
        /// Exactly these bytes, then the connection is closed.
        case raw([UInt8])
        /// Nothing, ever; until the client or the server goes.
        case hang
        /// The connection is closed without a byte.
        case close
        /// The connection is reset without a byte.
        case reset

        package static func text(_ text: String, status: Int = 200, _ headers: [(String, String)] = []) -> Reply {
            .answer(status: status, headers: headers, body: Array(text.utf8))
        }

        package static func json(_ text: String, status: Int = 200) -> Reply {
            .text(text, status: status, [("Content-Type", "application/json")])
        }
    }

    private struct State {
        var received: [Received] = []
        var connections: [Int32] = []
        var isStopped = false
    }

    package let port: UInt16
    package var base: String { "http://127.0.0.1:\(port)" }

    private let listener: Int32
    private let script: @Sendable (Received, Int) -> Reply
    private let state = Mutex(State())

    /// Answers by the script, which gets each request and its number, from 0.
    package init(_ script: @escaping @Sendable (Received, Int) -> Reply) throws {
        self.script = script
        (listener, port) = try openListener()
        startThread { [listener, weak self] in
            while true {
                let socket = owned(accept(listener, nil, nil))
                // Closed here and nowhere else: a number that another server got meanwhile must not be listened on.
                guard socket >= 0 else {
                    close(listener)
                    return
                }
                guard let self else {
                    close(socket)
                    close(listener)
                    return
                }
                let number = self.state.withLock { state -> Int? in
                    guard !state.isStopped else { return nil }
                    state.connections.append(socket)
                    return state.connections.count - 1
                }
                guard let number else {
                    close(socket)
                    close(listener)
                    return
                }
                startThread { self.serve(socket, number) }
            }
        }
    }

    deinit { stop() }

    package var received: [Received] { state.withLock { $0.received } }
    package var connectionCount: Int { state.withLock { $0.connections.count } }

    package func stop() {
        let isFirst = state.withLock { state in
            defer { state.isStopped = true }
            guard !state.isStopped else { return false }
            for socket in state.connections { shutdown(socket, Int32(SHUT_RDWR)) }
            return true
        }
        guard isFirst else { return }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve(_ socket: Int32, _ number: Int) {
        var buffer: [UInt8] = []
        while let request = readRequest(socket, &buffer, number) {
            let index = state.withLock { state in
                state.received.append(request)
                return state.received.count - 1
            }
            switch script(request, index) {
            case .answer(let status, let headers, let body):
                var head = "HTTP/1.1 \(status) Text\r\n"
                for header in headers { head += "\(header.0): \(header.1)\r\n" }
                if status != 204 { head += "Content-Length: \(body.count)\r\n" }
                guard send(socket, Array((head + "\r\n").utf8) + body) else { return }
            case .raw(let bytes):
                _ = send(socket, bytes)
                return end(socket)
            case .hang:
                var rest: [UInt8] = []
                while readMore(socket, &rest) {}
                return
            case .close:
                return end(socket)
            case .reset:
                var option = linger(l_onoff: 1, l_linger: 0)
                unsafe setsockopt(
                    socket,
                    SOL_SOCKET,
                    SO_LINGER,
                    &option,
                    socklen_t(MemoryLayout<linger>.size)
                )
                forget(socket)
                close(socket)
                return
            }
        }
        end(socket)
    }

    private func end(_ socket: Int32) {
        forget(socket)
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    /// The number may be given to another connection as soon as it is closed.
    private func forget(_ socket: Int32) {
        state.withLock { state in
            if let index = state.connections.lastIndex(of: socket) { state.connections[index] = -1 }
        }
    }

    private func readRequest(_ socket: Int32, _ buffer: inout [UInt8], _ number: Int) -> Received? {
        let separator = Array("\r\n\r\n".utf8)
        var end: Int?
        while end == nil {
            end = buffer.indices.dropLast(3).first { buffer[$0..<($0 + 4)].elementsEqual(separator) }
            if end == nil, !readMore(socket, &buffer) { return nil }
            // A method begins with a letter; anything else, such as a TLS handshake, is not for this server.
            guard let first = buffer.first, (0x41...0x5A).contains(first) else { return nil }
        }
        guard let end else { return nil }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().map { line -> (name: String, value: String) in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (String(line[..<colon]), String(line[colon...].drop { $0 == ":" || $0 == " " }))
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        buffer.removeFirst(end + 4)
        while buffer.count < length {
            guard readMore(socket, &buffer) else { return nil }
        }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return Received(
            method: String(words[0]),
            target: String(words[1]),
            headers: headers,
            body: body,
            connection: number
        )
    }
}

private func readMore(_ socket: Int32, _ buffer: inout [UInt8]) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16384)
    let count = unsafe recv(socket, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer += chunk.prefix(count)
    return true
}

private func send(_ socket: Int32, _ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe send(
                socket,
                buffer.baseAddress.map { unsafe $0 + offset },
                bytes.count - offset,
                Int32(MSG_NOSIGNAL)
            )
        }
        guard count > 0 else { return false }
        offset += count
    }
    return true
}

package struct SocketFailure: Error {}

/// Closed in programs that other tests start meanwhile: they must not hold a connection open that is closed here.
private func owned(_ socket: Int32) -> Int32 {
    if socket >= 0 { _ = fcntl(socket, F_SETFD, FD_CLOEXEC) }
    return socket
}

/// A listening socket on a free port of 127.0.0.1.
package func openListener() throws -> (socket: Int32, port: UInt16) {
    let (listener, port) = try openPort()
    guard listen(listener, 128) == 0 else { throw SocketFailure() }
    return (listener, port)
}

private func openPort() throws -> (socket: Int32, port: UInt16) {
    let listener = owned(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            unsafe bind(listener, pointer, size) == 0 && getsockname(listener, pointer, &size) == 0
        }
    }
    guard listener >= 0, isOpen else { throw SocketFailure() }
    return (listener, UInt16(bigEndian: address.sin_port))
}

/// A port on which nobody listens, nor will: it stays taken until the process ends, so that no other test's server gets what
/// is meant for nobody.
package func closedPort() throws -> UInt16 { try takenPort.get().port }

private let takenPort = Result { try openPort() }

private final class ThreadBody {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ run: @escaping @Sendable () -> Void) {
    var thread = pthread_t(bitPattern: 0)
    let context = unsafe Unmanaged.passRetained(ThreadBody(run)).toOpaque()
    let code = unsafe pthread_create(
        &thread,
        nil,
        { context in
            guard let context = unsafe context else { return nil }
            unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
            return nil
        },
        context
    )
    if code == 0 {
        pthread_detach(thread)
    } else {
        unsafe Unmanaged<ThreadBody>.fromOpaque(context).release()
    }
}
