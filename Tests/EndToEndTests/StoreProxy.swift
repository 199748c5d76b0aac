import LoopbackServing
import ObjectStoreServing
import Synchronization
import Testing

/// Stands between a program and the object store, counts what is written, and can stop at one write.
///
/// Texts only: what is not UTF-8 would not come through.
final class StoreProxy: Sendable {
    private final class Gate: Sendable {
        struct State {
            var count = 0
            /// The write at which it stops, and whether before the store hears of it.
            var stop: (ordinal: Int, isBefore: Bool)?
            var hasStopped = false
            var reads = 0
            var isDown = false
            /// How many bytes of each answer come through.
            var limit: Int?
        }

        let state = Mutex(State())
    }

    private let server: LoopbackServer
    private let gate = Gate()

    init() async throws {
        let endpoint = try await ObjectStoreServer.shared.value.endpoint
        let port = try #require(Int(endpoint.split(separator: ":").last ?? ""))
        server = try LoopbackServer { [gate] request, _ in
            guard !gate.state.withLock(\.isDown) else { return .close }
            let stop = gate.state.withLock { state -> Bool? in
                guard request.method != "GET" else {
                    state.reads += 1
                    return nil
                }
                state.count += 1
                guard let stop = state.stop, state.count >= stop.ordinal else { return nil }
                return stop.isBefore
            }
            defer { if stop != nil { gate.state.withLock { $0.hasStopped = true } } }
            if stop == true { return .hang }
            // The host is part of what is signed, so it stays as it was sent.
            var lines = ["\(request.method) \(request.target) HTTP/1.1"]
            lines += request.headers.map { "\($0.name): \($0.value)" } + ["Connection: close"]
            guard let connection = try? LoopbackConnection(port: port),
                (try? connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + request.bodyText)) != nil,
                let answer = try? connection.receive()
            else { return .close }
            let limit = gate.state.withLock(\.limit) ?? .max
            return stop == false ? .hang : .raw(Array(answer.utf8.prefix(limit)))
        }
    }

    var url: String { server.base }

    /// How many requests were to read something.
    var readCount: Int { gate.state.withLock(\.reads) }

    /// From now on nobody gets an answer, or everybody does again.
    func setDown(_ isDown: Bool) { gate.state.withLock { $0.isDown = isDown } }

    /// How many requests were to change something.
    var writeCount: Int { gate.state.withLock(\.count) }

    /// Holds back the answer of that write, from 1 on, and of those after it; or keeps them from the store as well.
    func stop(at ordinal: Int, before isBefore: Bool) {
        gate.state.withLock { $0.stop = (ordinal, isBefore) }
    }

    /// Ends each answer after so many bytes.
    func cut(after bytes: Int?) { gate.state.withLock { $0.limit = bytes } }

    func waitUntilStopped() async throws {
        for _ in 0..<6_000 {
            if gate.state.withLock(\.hasStopped) { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("there was no such write")
    }
}
