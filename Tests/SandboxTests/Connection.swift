import Glibc
import Synchronization
import Testing

/// A client's socket, as bare as can be, so that resets and half answers are seen as they are.
final class Connection: Sendable {
    enum End: Equatable {
        case closed(String)
        case reset(String)
    }

    private let descriptor: Int32
    private let isOpen = Mutex(true)

    init(_ port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = descriptor
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0)
    }

    deinit {
        close()
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        #expect(sent == bytes.count)
    }

    func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { Glibc.close(descriptor) }
    }

    /// Reads on a thread of its own until the other side ends.
    func readToEnd() async -> End {
        await withCheckedContinuation { continuation in
            let start = Start(connection: self) { continuation.resume(returning: $0) }
            var thread = pthread_t()
            let context = unsafe Unmanaged.passRetained(start).toOpaque()
            let result = unsafe pthread_create(
                &thread,
                nil,
                { context in
                    guard let context = unsafe context else { return nil }
                    let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                    start.report(start.connection.readBlocking())
                    return nil
                },
                context
            )
            precondition(result == 0, "a test can have a thread")
            pthread_detach(thread)
        }
    }

    private func readBlocking() -> End {
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return .closed(String(decoding: text, as: UTF8.self)) }
            if count < 0 { return .reset(String(decoding: text, as: UTF8.self)) }
            text += chunk[..<count]
        }
    }

    /// One request, and all that comes back.
    static func exchange(_ port: Int, _ text: String) async throws -> String {
        let connection = try Connection(port)
        connection.send(text)
        switch await connection.readToEnd() {
        case .closed(let text): return text
        case .reset(let text): return "reset behind '\(text)'"
        }
    }
}

/// What a reading thread is given.
private final class Start: Sendable {
    let connection: Connection
    let report: @Sendable (Connection.End) -> Void

    init(connection: Connection, report: @escaping @Sendable (Connection.End) -> Void) {
        self.connection = connection
        self.report = report
    }
}

/// Keeps connections open beyond the closure that made them.
final class Connections: Sendable {
    private let kept = Mutex<[Connection]>([])

    func keep(_ connection: Connection) {
        kept.withLock { $0.append(connection) }
    }
}
