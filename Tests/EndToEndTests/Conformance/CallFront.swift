import JSONTree
import LoopbackServing
import Simulator
import Synchronization

/// The public address of a bundle, with a host behind it that may be exchanged, and may be taken away from single calls.
///
/// A call is known by its conversation. What is not of a release, such as other people's URLs, is answered with 204.
final class CallFront: Sendable {
    /// The moment at which a call loses its host: the first time that the platform asks a route for what follows.
    struct Death: Sendable {
        /// As `main~1`; `answer` for a host that is dead from the beginning.
        let route: String
        let purpose: WebhookExchange.Purpose

        /// Ends the host, before the request is refused.
        var kill: @Sendable () -> Void = {}
    }

    private struct Line {
        /// The host of this call alone; that of all when nil.
        var port: Int?
        var death: Death
        var isDead = false
    }

    private struct State {
        var port = 0
        var lines: [String: Line] = [:]
    }

    private final class Board: Sendable {
        let state = Mutex(State())

        /// The host that a request goes to; nil when the call has none any more.
        func port(for request: LoopbackServer.Received) -> Int? {
            let posted = try? JSONValue(parsing: request.body)  // A GET has none.
            let conversation = request.query("conversation_uuid") ?? posted?["conversation_uuid"]?.stringValue ?? ""
            let (port, kill) = state.withLock { state -> (Int?, (@Sendable () -> Void)?) in
                guard var line = state.lines[conversation] else { return (state.port, nil) }
                guard !line.isDead else { return (nil, nil) }
                guard line.death.isMet(by: request, status: posted?["status"]?.stringValue) else {
                    return (line.port ?? state.port, nil)
                }
                line.isDead = true
                state.lines[conversation] = line
                return (nil, line.death.kill)
            }
            kill?()
            return port
        }
    }

    private let board = Board()
    private let server: LoopbackServer

    init() throws {
        server = try LoopbackServer { [board] request, _ in
            guard request.path.hasPrefix("/r/") else { return .answer(status: 204, body: []) }
            guard let port = board.port(for: request) else { return .close }
            var lines = ["\(request.method) \(request.target) HTTP/1.1"]
            lines += request.headers.map { "\($0.name): \($0.value)" } + ["Connection: close"]
            guard let connection = try? LoopbackConnection(port: port),
                (try? connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + request.bodyText)) != nil,
                let answer = try? connection.receive()
            else { return .close }
            return .raw(Array(answer.utf8))
        }
    }

    var url: String { server.base }

    /// Sends all calls to that host that have none of their own.
    func lead(to port: Int) { board.state.withLock { $0.port = port } }

    /// Takes the host away from a call; until then it is the one at `port`, or that of all.
    func take(from conversation: String, at death: Death, port: Int? = nil) {
        board.state.withLock { $0.lines[conversation] = Line(port: port, death: death) }
    }
}

extension CallFront.Death {
    /// Of a leg only those states are asked about after which the call may go on elsewhere.
    private static let lastStates: Set<String> = ["timeout", "failed", "rejected", "unanswered", "busy"]

    fileprivate func isMet(by request: LoopbackServer.Received, status: String?) -> Bool {
        guard request.path.hasSuffix("/e/\(route)") else { return false }
        return purpose != .connect || status.map(Self.lastStates.contains) ?? false
    }
}
