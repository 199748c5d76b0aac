internal import FileAccess
internal import Logging
internal import NIOCore

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// What an operator sets for the web host.
package struct HostSettings: Sendable {
    /// How much is logged; a level includes those after it.
    package enum LogLevel: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// The publish target.
    package var releases: ReleasePlace

    /// How the store of a bucket is reached.
    package var environment: [String: String]
    package var host = "127.0.0.1"
    package var port = 8_080
    package var threads: Int?

    /// Where `/metrics` is served: nowhere, on the port of the calls, or on one of its own together with the health checks.
    package var metrics = MetricsDoor.none
    package var tls: TLSFiles?
    package var limits = ConnectionLimits()

    /// What releases may cost in memory, in bytes.
    package var cacheBytes = ReleaseStore.Limits().bytes
    package var events = CallEventSettings()
    package var signatures = SignatureSettings()
    package var apiKeys = TextSource.absent
    package var applicationID = TextSource.absent
    package var privateKey = TextSource.absent
    /// Of login tokens, in seconds.
    package var tokenLifetime = 3_600
    package var allowedOrigins: [String] = []
    package var trustedProxies: Set<String> = []
    package var logLevel = LogLevel.info

    package enum MetricsDoor: Hashable, Sendable {
        case none
        case samePort
        case port(Int, address: String)
    }

    /// PEM files that are read again when they change.
    package struct TLSFiles: Hashable, Sendable {
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// Takes the settings that come from the environment: `CCSERVE_API_KEYS`, `VONAGE_APPLICATION_ID`, `VONAGE_PRIVATE_KEY`
    /// (a PEM or the path of one), those of signatures and events, and for a bucket those that AWS's own tools read.
    package init(releases: ReleasePlace, environment: [String: String]) {
        self.releases = releases
        self.environment = environment
        events = CallEventSettings(environment: environment)
        signatures = SignatureSettings(environment: environment)
        if let keys = environment["CCSERVE_API_KEYS"] { apiKeys = .fixed(keys) }
        if let id = environment["VONAGE_APPLICATION_ID"] { applicationID = .fixed(id) }
        if let key = environment["VONAGE_PRIVATE_KEY"] {
            privateKey = key.contains("-----BEGIN") ? .fixed(key) : .file(WatchedFile(path: key))
        }
    }
}

/// Why the host could not start or had to stop.
package struct HostFailure: Error, CustomStringConvertible {
    /// One line, without a full stop.
    package let message: String
    package let help: String

    /// As a terminal shows it.
    package var description: String { "error: \(message)\n  help: \(help)" }
}

/// Runs the web host until a signal stops it: one line on stdout when it is ready, JSON lines on stderr.
package func runHost(_ settings: HostSettings, issuer: any ClientTokenIssuing) async throws(HostFailure) {
    signal(SIGPIPE, SIG_IGN)  // A log reader that went away must not end the calls.
    let writer = LineWriter(descriptor: STDERR_FILENO)
    defer { writer.flush() }
    let level = Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
    let logger = Logger(label: "ccserve") { _ in JSONLogHandler(writer: writer, level: level) }
    // What the server library says of itself at level info is of no use to an operator.
    let libraryLevel = level < .notice && level > .debug ? .notice : level
    let libraryLogger = Logger(label: "server") { _ in JSONLogHandler(writer: writer, level: libraryLevel) }

    let calls = try CallEventServices(settings, logger: logger)
    if case .bucket = settings.releases {
        // A thread that waits for a store does nothing: there may be more of them than cores, and than those who wait for one file.
        NIOSingletons.blockingPoolThreadCountSuggestion = sharedReadWaiterLimit + 32
    }
    let source = try await settings.releases.open(environment: settings.environment, logger: logger)
    let tokens = TokenDesk(
        apiKeys: settings.apiKeys,
        applicationID: settings.applicationID,
        privateKey: settings.privateKey,
        users: PublishedUsers(source: source, logger: logger),
        issuer: issuer,
        allowedOrigins: settings.allowedOrigins,
        trustedProxies: settings.trustedProxies,
        lifetime: settings.tokenLifetime,
        logger: logger
    )
    let metrics = HostMetrics()
    var storeLimits = ReleaseStore.Limits()
    storeLimits.bytes = settings.cacheBytes
    let releases = ReleaseStore(source: source, limits: storeLimits, metrics: metrics, logger: logger)
    let signatures = SignatureDesk(settings.signatures, manifests: releases.manifests, logger: logger)
    let events = CallEventDesk(
        signatures: signatures,
        sinks: calls.sinks,
        forwarder: calls.forwarder,
        recordings: calls.recordings
    )
    let host = WebHost(
        releases: releases,
        tokens: tokens,
        signatures: signatures,
        events: events,
        metrics: metrics,
        showsMetrics: settings.metrics == .samePort,
        logger: logger
    )
    var doors = [HostDoor(address: settings.host, port: settings.port, host: host)]
    doors[0].credentials = try settings.tls.map { files throws(HostFailure) in try credentials(files, logger: logger) }
    if case .port(let port, let address) = settings.metrics {
        doors.append(HostDoor(address: address, port: port, host: OperationsHost(host: host)))
    }
    var limits = settings.limits
    limits.connections = min(limits.connections, availableDescriptors())
    limits.proxies = settings.trustedProxies
    let server = HostServer(
        log: AccessLog(writer: writer, level: level),
        metrics: metrics,
        limits: limits,
        logger: libraryLogger
    )
    do {
        let opened = doors
        try await calls.run {
            try await server.run(opened, threads: settings.threads, onDraining: host.beginDraining) { ports in
                // Who reads no line must not keep calls from being answered.
                try? StandardStream.output.write(announcement(opened, ports))
            }
        }
    } catch {
        throw failure(error, doors)
    }
    logger.info("stopped")
}

/// One line for each port.
private func announcement(_ doors: [HostDoor], _ ports: [Int]) -> String {
    zip(doors, ports).enumerated().map { index, door in
        let scheme = door.0.credentials == nil ? "http" : "https"
        let what = index == 0 ? "listening" : "metrics"
        return "ccserve \(what) on \(scheme)://\(urlHost(door.0.address)):\(door.1)\n"
    }.joined()
}

private func urlHost(_ address: String) -> String {
    address.contains(":") ? "[\(address)]" : address
}

private func credentials(_ files: HostSettings.TLSFiles, logger: Logger) throws(HostFailure) -> TLSCredentials {
    do {
        return try TLSCredentials(certificateFile: files.certificate, keyFile: files.key, logger: logger)
    } catch {
        throw HostFailure(
            message: "cannot use '\(error.file)': \(error.reason)",
            help: "name a certificate with its chain and the key that belongs to it, both PEM"
        )
    }
}

private func failure(_ error: any Error, _ doors: [HostDoor]) -> HostFailure {
    // With two doors it is not known which could not be opened.
    let places = doors.map { "\(urlHost($0.address)):\($0.port)" }.joined(separator: " or ")
    guard let error = error as? IOError else {
        return HostFailure(message: "cannot serve on \(places): \(error)", help: "check the address and the port")
    }
    return HostFailure(
        message: "cannot listen on \(places): \(reasonText(error.errnoCode))",
        help: "stop what listens there, or choose another '--port' or '--host'"
    )
}

private func reasonText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code)).lowercased()
}

/// Raises the limit of open files as far as it goes, and gives what connections may use of it.
private func availableDescriptors() -> Int {
    #if canImport(Darwin)
        let resource = RLIMIT_NOFILE
    #else
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return 512 }
    let before = limit.rlim_cur
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    guard limit.rlim_cur > before, unsafe setrlimit(resource, &limit) == 0 else {
        return max(16, Int(clamping: before) - 64)
    }
    return max(16, Int(clamping: limit.rlim_cur) - 64)
}
