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
    package var releases: String
    package var host = "127.0.0.1"
    package var port = 8_080
    package var threads: Int?

    /// Where call events are appended, unmasked.
    package var eventsFile: String?
    package var apiKeys = TextSource.absent
    package var applicationID = TextSource.absent
    package var privateKey = TextSource.absent
    package var allowedOrigins: [String] = []
    package var trustedProxies: Set<String> = []
    package var logLevel = LogLevel.info

    /// Takes the settings that come from the environment: `CCSERVE_API_KEYS`, `VONAGE_APPLICATION_ID`, `VONAGE_PRIVATE_KEY`
    /// (a PEM or the path of one).
    package init(releases: String, environment: [String: String]) {
        self.releases = releases
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

    var events: LineWriter?
    if let path = settings.eventsFile {
        events = LineWriter.appending(to: path) { lines in
            logger.error("call events lost", metadata: ["lines": "\(lines)"])
        }
        guard events != nil else {
            let reason = reasonText(errno)
            throw HostFailure(
                message: "cannot append to the events file '\(path)': \(reason)",
                help: "check the file, its folder and their rights"
            )
        }
    }
    defer { events?.flush() }
    if !isReadableDirectory(settings.releases) {
        logger.warning("the release directory cannot be read yet", metadata: ["path": "\(settings.releases)"])
    }
    let tokens = TokenDesk(
        apiKeys: settings.apiKeys,
        applicationID: settings.applicationID,
        privateKey: settings.privateKey,
        users: PublishedUsers(releases: settings.releases, logger: logger),
        issuer: issuer,
        allowedOrigins: settings.allowedOrigins,
        trustedProxies: settings.trustedProxies,
        logger: logger
    )
    let releases = ReleaseStore(directory: settings.releases)
    var limits = ConnectionLimits()
    limits.connections = min(limits.connections, availableDescriptors())
    let server = HostServer(
        host: WebHost(releases: releases, tokens: tokens, events: events, logger: logger),
        log: AccessLog(writer: writer, level: level),
        limits: limits,
        logger: libraryLogger
    )
    let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    do {
        try await server.run(address: settings.host, port: settings.port, threads: settings.threads) { port in
            write("ccserve listening on http://\(host):\(port)\n", to: STDOUT_FILENO)
        }
    } catch {
        guard let error = error as? IOError else {
            throw HostFailure(
                message: "cannot serve on \(host):\(settings.port): \(error)",
                help: "check the address and the port"
            )
        }
        throw HostFailure(
            message: "cannot listen on \(host):\(settings.port): \(reasonText(error.errnoCode))",
            help: "stop what listens there, or choose another '--port' or '--host'"
        )
    }
    logger.info("stopped")
}

/// Opens what the caller closed of stdin, stdout and stderr, on nothing.
///
/// The next file or connection would take the number, and log lines would go into it. To be called before anything else: the
/// runtime's first task opens descriptors already.
package func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
        _ = unsafe open("/dev/null", O_RDWR)  // The lowest free number, so this one.
    }
}

private func reasonText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code)).lowercased()
}

/// Tells on stderr why the program ends.
package func printError(_ failure: HostFailure) {
    write("\(failure)\n", to: STDERR_FILENO)
}

/// Writes past all buffers; when nobody reads any more, that is that.
private func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe systemWrite(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
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
