internal import CallEvents
internal import FileAccess
internal import HTTPTransport
internal import Logging
internal import VonageAPI

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// What works on call events while the host serves, and ends after it.
struct CallEventServices: Sendable {
    private var file: LineWriter?
    private(set) var forwarder: EventForwarder?
    private(set) var recordings: RecordingFetcher?
    private let logger: Logger

    /// How long events may still be forwarded when the host has stopped.
    private static let patience = Duration.seconds(5)
    private static let recordingLimit = 512 * 1024 * 1024

    /// What takes events besides the forwarder.
    var sinks: [any EventSink] { file.map { [$0] } ?? [] }

    /// Opens what the settings name.
    init(_ settings: HostSettings, logger: Logger) throws(HostFailure) {
        self.logger = logger
        let events = settings.events
        if let path = events.file { file = try Self.file(path, events.fileLimits, logger) }
        if let url = events.url {
            var options = EventForwarder.Options(url: url)
            options.authorization = events.authorization
            options.spoolLimit = events.spoolLimit
            let client = HTTPClient(
                options: HTTPClient.Options(
                    concurrency: 1,
                    responseLimit: 1 << 20,
                    userAgent: HTTPClient.userAgent(of: "ccserve")
                )
            )
            forwarder = EventForwarder(options: options, client: client, logger: logger) {
                let half = { String(UInt64.random(in: 1 << 60...UInt64.max), radix: 16) }
                return half() + half()
            }
        }
        if let folder = events.recordings {
            recordings = try Self.fetcher(folder, settings, logger)
            if settings.signatures.secrets.isEmpty {
                logger.warning(
                    "recordings are fetched for anybody's events",
                    metadata: ["reason": "no signature secret"]
                )
            }
        }
    }

    /// Works until `stop`.
    func run(until stop: @Sendable () async throws -> Void) async rethrows {
        let forwarding = Task { await forwarder?.run() }
        let fetching = Task { await recordings?.run() }
        defer { file?.flush() }
        do {
            try await stop()
        } catch {
            forwarding.cancel()
            fetching.cancel()
            throw error
        }
        fetching.cancel()
        await finish(forwarding)
        await fetching.value
    }

    private func finish(_ forwarding: Task<Void?, Never>) async {
        guard let forwarder else { return }
        forwarder.close()
        let watch = Task {
            try await Task.sleep(for: Self.patience)
            forwarding.cancel()
        }
        await forwarding.value
        watch.cancel()
        let waiting = forwarder.counts.waiting
        if waiting > 0 {
            logger.error("call events lost", metadata: ["lines": "\(waiting)", "reason": "the host stops"])
        }
    }

    private static func file(
        _ path: String,
        _ limits: RotatingFile.Limits,
        _ logger: Logger
    ) throws(HostFailure) -> LineWriter {
        let rotating = RotatingFile(path: path, limits: limits) { reason in
            logger.error("the events file cannot be rotated", metadata: ["reason": "\(reason)"])
        }
        guard let rotating else {
            let reason = unsafe String(cString: strerror(errno)).lowercased()
            throw HostFailure(
                message: "cannot append to the events file '\(path)': \(reason)",
                help: "check the file, its folder and their rights"
            )
        }
        return LineWriter(rotating) { lines in
            logger.error("call events lost", metadata: ["lines": "\(lines)", "reason": "the file takes no more"])
        }
    }

    private static func fetcher(
        _ folder: String,
        _ settings: HostSettings,
        _ logger: Logger
    ) throws(HostFailure) -> RecordingFetcher {
        var options = RecordingFetcher.Options(folder: folder)
        if let url = settings.events.apiURL {
            guard let endpoints = APIEndpoints(base: url) else {
                throw HostFailure(
                    message: "VONAGE_API_URL is not the base URL of an API",
                    help: "set it to an http or https URL without a query, or leave it out"
                )
            }
            options.base = endpoints.api
        }
        let issuer = VonageTokenIssuer()
        let (applicationID, privateKey) = (settings.applicationID, settings.privateKey)
        let client = HTTPClient(
            options: HTTPClient.Options(
                concurrency: 2,
                responseLimit: recordingLimit,
                userAgent: HTTPClient.userAgent(of: "ccserve")
            )
        )
        do throws(FileError) {
            return try RecordingFetcher(options: options, client: client, logger: logger) { now in
                guard let id = applicationID.current() else {
                    return .none(reason: "the application id is not known yet")
                }
                guard let pem = privateKey.current() else { return .none(reason: "the private key is not there yet") }
                // What is wrong with a key is not for a log.
                guard let token = try? issuer.adminToken(applicationID: id, privateKeyPEM: pem, now: now) else {
                    return .none(reason: "the private key cannot be used")
                }
                return .token(token)
            } now: {
                let now = WallTime.now()
                return (now.seconds, now.timestamp)
            }
        } catch {
            throw HostFailure(
                message: "cannot keep recordings in '\(error.path)': \(error.reason)",
                help: "check the folder of '--recordings' and its rights"
            )
        }
    }
}
