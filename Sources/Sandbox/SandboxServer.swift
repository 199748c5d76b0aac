internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// The emulator behind a socket: turns requests into values, and deliveries into bytes or into broken connections.
package struct SandboxServer: Sendable {
    private let emulator: Emulator
    private let host: String
    private let port: Int
    private let logger: Logger

    /// Port 0 takes a free one.
    package init(
        _ emulator: Emulator,
        host: String = "127.0.0.1",
        port: Int = 0,
        verbosity: LogVerbosity = .warning
    ) {
        self.emulator = emulator
        self.host = host
        self.port = port
        logger = verbosity.makeLogger()
    }

    /// Serves until the task is cancelled; `onReady` is told the port when connections are accepted.
    package func run(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        try await application(onReady: onReady).run()
    }

    /// Serves until SIGTERM or SIGINT, then ends the requests at hand.
    package func runUntilSignalled(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        try await application(onReady: onReady).runService()
    }

    private func application(
        onReady: @escaping @Sendable (_ port: Int) async -> Void
    ) -> Application<SandboxResponder> {
        Application(
            responder: SandboxResponder(emulator: emulator, logger: logger),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "ccsandbox"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: quietLogger
        )
    }

    /// Hummingbird's own remarks are for who looks closely.
    private var quietLogger: Logger {
        var quiet = logger
        if quiet.logLevel >= .info { quiet.logLevel = .critical }
        return quiet
    }
}

/// What a request brings beside its bytes.
private struct SandboxConnection: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }
}

/// The connection was ended on purpose, and there is nothing to send.
private struct ConnectionEnded: Error {}

private struct SandboxResponder: HTTPResponder {
    let emulator: Emulator
    let logger: Logger

    /// Far more than any body of the three APIs; a state may be set through the admin endpoint.
    private static let bodyLimit = 64 << 20

    func respond(to request: Request, context: SandboxConnection) async throws -> Response {
        var request = request
        let body: ByteBuffer
        do {
            body = try await request.collectBody(upTo: Self.bodyLimit)
        } catch is NIOTooManyBytesError {
            return Response(status: .contentTooLarge)
        }
        let message = SandboxRequest(
            request.method.rawValue,
            request.head.path ?? "/",
            headers: request.headers.map { ($0.name.canonicalName, $0.value) },
            body: Array(body.readableBytesView),
            isLocal: context.channel.remoteAddress.map(isLoopback) ?? false
        )
        if emulator.isAdmin(message) {
            return response(await untilShutdown { await emulator.answerAdmin(message) })
        }

        let started = ContinuousClock.now
        let admission = emulator.admit(message)
        let delivery =
            admission.mayHang
            ? try await settleWhileConnected(admission, request) : await emulator.settle(admission)
        log(message, delivery, since: started)
        switch delivery {
        case .send(let answer): return response(answer)
        case .truncate(let answer): return truncated(answer, on: context.channel)
        case .drop:
            await reset(context.channel)
            throw ConnectionEnded()
        }
    }

    /// Settles the request, but gives up when the client goes away while it hangs.
    private func settleWhileConnected(
        _ admission: Emulator.Admission,
        _ request: Request
    ) async throws -> Emulator.Delivery {
        let task = Task { await emulator.settle(admission) }
        return try await request.body.consumeWithInboundCloseHandler { _ in
            await untilShutdown(task)
        } onInboundClosed: {
            task.cancel()
        }
    }

    /// Waits for work that may take long, and cancels it when the server is to stop, which waits for all requests.
    private func untilShutdown<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        await untilShutdown(Task { await work() })
    }

    private func untilShutdown<Value: Sendable>(_ task: Task<Value, Never>) async -> Value {
        await withTaskCancellationOrGracefulShutdownHandler {
            await task.value
        } onCancelOrGracefulShutdown: {
            task.cancel()
        }
    }

    private func response(_ answer: SandboxResponse) -> Response {
        Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: fields(answer),
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    /// Announces the whole body, sends half of it, and ends the connection.
    private func truncated(_ answer: SandboxResponse, on channel: any Channel) -> Response {
        Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: fields(answer),
            body: ResponseBody(contentLength: max(answer.body.count, 1)) { writer in
                try await writer.write(ByteBuffer(bytes: answer.body.prefix(answer.body.count / 2)))
                try? await channel.close().get()  // already closed is closed
                throw ConnectionEnded()
            }
        )
    }

    private func fields(_ answer: SandboxResponse) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    /// Closes without a goodbye: with no time to linger the other side gets a reset.
    private func reset(_ channel: any Channel) async {
        if let options = channel as? any SocketOptionProvider {
            try? await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()  // a plain close will do then
        }
        try? await channel.close().get()  // already closed is closed
    }

    private func isLoopback(_ address: SocketAddress) -> Bool {
        guard let ip = address.ipAddress else { return false }
        return ip.hasPrefix("127.") || ip == "::1" || ip.hasPrefix("::ffff:127.")
    }

    private func log(_ request: SandboxRequest, _ delivery: Emulator.Delivery, since started: ContinuousClock.Instant) {
        guard logger.logLevel <= .info else { return }
        let status =
            switch delivery {
            case .send(let answer): String(answer.status)
            case .truncate: "truncated"
            case .drop: "dropped"
            }
        let elapsed = started.duration(to: .now).components
        logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "path": "\(request.path)", "status": "\(status)",
                "microseconds": "\(elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000)",
            ]
        )
    }
}
