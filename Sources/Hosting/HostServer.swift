internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import ServiceLifecycle
internal import UnixSignals

/// The host on a socket.
package struct HostServer: Sendable {
    private let host: WebHost
    private let log: AccessLog
    private let limits: ConnectionLimits
    private let logger: Logger

    package init(host: WebHost, log: AccessLog, limits: ConnectionLimits = ConnectionLimits(), logger: Logger) {
        self.host = host
        self.log = log
        self.limits = limits
        self.logger = logger
    }

    /// Serves until a signal (SIGTERM, SIGINT) or the cancellation of the task.
    ///
    /// Requests in progress are finished first, for as long as `limits.drain`. Port 0 is any free one; `onReady` is told the port
    /// once connections are accepted. `threads` is the number of event loops, nil for one a core. Throws when the address
    /// cannot be listened on.
    package func run(
        address: String,
        port: Int,
        threads: Int? = nil,
        handlesSignals: Bool = true,
        onReady: @escaping @Sendable (_ port: Int) -> Void
    ) async throws {
        // The event loops end with the process: when the server has stopped, some of its tasks may still have to tell them.
        let group = threads.map(MultiThreadedEventLoopGroup.init(numberOfThreads:)) ?? .singleton
        let server = HTTPConnections(host: host, log: log, limits: limits).server(
            configuration: ServerConfiguration(
                address: .hostname(address, port: port),
                backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)
            ),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? port) },
            eventLoopGroup: group,
            logger: logger
        )
        var configuration = ServiceGroupConfiguration(
            services: [server],
            gracefulShutdownSignals: handlesSignals ? [.sigterm, .sigint] : [],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = limits.drain
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

/// What becomes of a connection that the server accepted.
private struct HTTPConnections: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let host: WebHost
    let log: AccessLog
    let limits: ConnectionLimits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var decoder = NIOHTTPDecoderLimitConfiguration()
            decoder.maxHeaderFieldSize = limits.header
            decoder.maxHeaderListSize = limits.header
            decoder.maxHeaderFieldCount = 100
            var encoder = HTTPResponseEncoder.Configuration()
            encoder.automaticallySetFramingHeaders = false  // Every response has its length already.
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                withPipeliningAssistance: true,
                withErrorHandling: false,
                withOutboundHeaderValidation: false,
                withEncoderConfiguration: encoder,
                withDecoderLimitConfiguration: decoder
            )
            try channel.pipeline.syncOperations.addHandler(HTTPConnection(host: host, log: log, limits: limits))
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
