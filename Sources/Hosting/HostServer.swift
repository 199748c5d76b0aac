internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle
internal import UnixSignals

/// A port, and what stands behind it.
package struct HostDoor: Sendable {
    package var address: String
    /// 0 is any free one.
    package var port: Int
    package var host: any RequestAnswering
    /// Nil for plain HTTP.
    package var credentials: TLSCredentials?

    package init(address: String, port: Int, host: any RequestAnswering, credentials: TLSCredentials? = nil) {
        self.address = address
        self.port = port
        self.host = host
        self.credentials = credentials
    }
}

/// Hosts on sockets.
package struct HostServer: Sendable {
    private let observer: RequestObserver
    private let limits: ConnectionLimits
    private let logger: Logger

    package init(
        log: AccessLog,
        metrics: HostMetrics = HostMetrics(),
        limits: ConnectionLimits = ConnectionLimits(),
        logger: Logger
    ) {
        observer = RequestObserver(log: log, metrics: metrics)
        self.limits = limits
        self.logger = logger
    }

    /// Serves until a signal (SIGTERM, SIGINT) or the cancellation of the task.
    ///
    /// It says so first, by `onDraining`, and serves on for as long as `limits.notice`. Then the first door is closed, and requests
    /// in progress are finished, for as long as `limits.drain`; the other doors stay open meanwhile.
    ///
    /// - Parameters:
    ///   - doors: What is listened on.
    ///   - threads: The number of event loops; nil for one a core.
    ///   - handlesSignals: Whether signals stop it.
    ///   - onDraining: Called when it is to stop.
    ///   - onReady: Told the ports in the order of the doors, once connections are accepted on all.
    /// - Throws: When an address cannot be listened on.
    package func run(
        _ doors: [HostDoor],
        threads: Int? = nil,
        handlesSignals: Bool = true,
        onDraining: @escaping @Sendable () -> Void = {},
        onReady: @escaping @Sendable (_ ports: [Int]) -> Void
    ) async throws {
        // The event loops end with the process: when the server has stopped, some of its tasks may still have to tell them.
        let group = threads.map(MultiThreadedEventLoopGroup.init(numberOfThreads:)) ?? .singleton
        let ready = ReadyPorts(count: doors.count, onReady: onReady)
        let addresses = limits.connectionsPerAddress > 0 ? AddressLimit(limits) : nil
        let servers = doors.enumerated().map { index, door in
            HTTPConnections(
                door: door,
                observer: index == 0 ? observer : observer.quiet,
                limits: limits,
                addresses: index == 0 ? addresses : nil
            ).server(
                configuration: ServerConfiguration(
                    address: .hostname(door.address, port: door.port),
                    backlog: 1_024,
                    availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)
                ),
                onServerRunning: { channel in await ready.note(channel.localAddress?.port ?? door.port, of: index) },
                eventLoopGroup: group,
                logger: logger
            )
        }
        var configuration = ServiceGroupConfiguration(
            // They are stopped one after the other, the last one first.
            services: servers.reversed() + [DrainNotice(duration: limits.notice, begin: onDraining)],
            gracefulShutdownSignals: handlesSignals ? [.sigterm, .sigint] : [],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = limits.notice + limits.drain
        let services = ServiceGroup(configuration: configuration)
        // A task of its own: the cancellation of this one shall stop the services gently, not cancel them.
        let running = Task { try await services.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task { await services.triggerGracefulShutdown() }
        }
    }
}

/// Does nothing until the host is to stop; then says so, and gives those who watch it their time.
private struct DrainNotice: Service {
    let duration: Duration
    let begin: @Sendable () -> Void

    func run() async throws {
        try await gracefulShutdown()
        begin()
        try await Task.sleep(for: duration)
    }
}

/// Waits until all doors are open.
private actor ReadyPorts {
    private var ports: [Int?]
    private let onReady: @Sendable (_ ports: [Int]) -> Void

    init(count: Int, onReady: @escaping @Sendable (_ ports: [Int]) -> Void) {
        ports = Array(repeating: nil, count: count)
        self.onReady = onReady
    }

    func note(_ port: Int, of index: Int) {
        ports[index] = port
        let known = ports.compactMap(\.self)
        if known.count == ports.count { onReady(known) }
    }
}

/// What becomes of a connection that the server accepted.
private struct HTTPConnections: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let door: HostDoor
    let observer: RequestObserver
    let limits: ConnectionLimits
    let addresses: AddressLimit?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            if let credentials = door.credentials {
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: credentials.current()))
            }
            let connection = HTTPConnection(
                host: door.host,
                observer: observer,
                limits: limits,
                addresses: addresses
            )
            try channel.pipeline.syncOperations.addHandler(connection)
            return Value(channel: channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            try? await value.channel.closeFuture.get()  // Closed is closed, for whatever reason.
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }
}
