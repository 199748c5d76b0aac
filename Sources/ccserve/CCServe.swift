internal import ArgumentParser
internal import FileAccess
internal import Hosting
internal import ProgramEntry

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

@main
enum Program {
    static func main() { runProgram(CCServe.self) }
}

struct CCServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ccserve",
        abstract: "Hosts the releases of a contact center: webhooks, documents, client logins.",
        discussion: """
            Serves what was published to a folder or a bucket; a release that is published later is served without a restart. \
            Symbolic links below a folder are not followed. When it accepts connections it prints one line, 'ccserve listening on \
            http://HOST:PORT'; its log is JSON lines on stderr. SIGTERM finishes the requests in progress.

            Environment: CCSERVE_API_KEYS (separated by commas), VONAGE_APPLICATION_ID, VONAGE_PRIVATE_KEY (a PEM or the path \
            of one), VONAGE_SIGNATURE_SECRET (separated by commas), CCSERVE_EVENTS_AUTHORIZATION, VONAGE_API_URL (where \
            recordings are asked for, instead of the platform); for a bucket AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, \
            AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL_S3. Files may come after the start and are read again when they \
            change.
            """
    )

    @Option(help: ArgumentHelp("The publish target: a folder, or s3://bucket/prefix.", valueName: "PLACE"))
    var releases: String

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for any free one.")
    var port = 8_080

    @Option(help: "The number of event loops. (default: one a core)")
    var threads: Int?

    @Option(help: "The memory that releases may take, in MiB.")
    var cache = 96

    @Option(
        help: ArgumentHelp(
            "Serve /metrics, /healthz and /readyz on this port; that of '--port' for both on one, 0 for any free one. (default: none)",
            valueName: "PORT"
        )
    )
    var metricsPort: Int?

    @Option(help: "The address for '--metrics-port'.")
    var metricsHost = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            "Serve HTTPS: a certificate with its chain, PEM. Read again when it changes.",
            valueName: "FILE"
        )
    )
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The private key of '--tls-certificate', PEM.", valueName: "FILE"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("How long requests in progress may take after SIGTERM.", valueName: "SECONDS"))
    var drain = 10

    @Option(
        help: ArgumentHelp(
            "How long to serve on after SIGTERM while /readyz answers 503, for load balancers to see it.",
            valueName: "SECONDS"
        )
    )
    var drainNotice = 0

    @Option(help: "The most connections at once; further ones wait to be accepted.")
    var maxConnections = 10_000

    @Option(
        help: ArgumentHelp(
            "The most connections at once from one address, those of private networks and '--trusted-proxy' apart; 0 for any number.",
            valueName: "N"
        )
    )
    var maxConnectionsPerAddress = 1_000

    @OptionGroup
    var calls: CallEventArguments

    @OptionGroup
    var trust: TrustArguments

    @Option(help: ArgumentHelp("Keys for /api/jwt, separated by commas or line ends.", valueName: "FILE"))
    var apiKeysFile: String?

    @Option(help: ArgumentHelp("The id of the Vonage application.", valueName: "FILE"))
    var applicationIDFile: String?

    @Option(help: ArgumentHelp("The application's private key, a PEM.", valueName: "FILE"))
    var privateKeyFile: String?

    @Option(help: ArgumentHelp("A web origin that may use /api/jwt; repeatable. (default: none)", valueName: "ORIGIN"))
    var allowedOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            "A proxy: its X-Forwarded-For counts for the limit of /api/jwt, and its connections are not limited; repeatable. "
                + "(default: none)",
            valueName: "ADDRESS"
        )
    )
    var trustedProxy: [String] = []

    @Option(help: "How much to log; a level includes those behind it.")
    var logLevel = HostSettings.LogLevel.info

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("'--port' wants a number from 0 to 65535.") }
        guard threads.map({ (1...1_024).contains($0) }) ?? true else {
            throw ValidationError("'--threads' wants a number from 1 to 1024.")
        }
        guard (1...1_048_576).contains(cache) else {
            throw ValidationError("'--cache' wants a number of MiB, at least 1.")
        }
        guard metricsPort.map({ (0...65_535).contains($0) }) ?? true else {
            throw ValidationError("'--metrics-port' wants a number from 0 to 65535.")
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("'--tls-certificate' and '--tls-key' want each other.")
        }
        guard (0...3_600).contains(drain) else { throw ValidationError("'--drain' wants seconds from 0 to 3600.") }
        guard (1...1_000_000).contains(maxConnections) else {
            throw ValidationError("'--max-connections' wants a number from 1 to 1000000.")
        }
        guard (0...3_600).contains(drainNotice) else {
            throw ValidationError("'--drain-notice' wants seconds from 0 to 3600.")
        }
        guard (0...1_000_000).contains(maxConnectionsPerAddress) else {
            throw ValidationError("'--max-connections-per-address' wants a number from 0 to 1000000.")
        }
        guard ReleasePlace(releases) != nil else {
            throw ValidationError("'--releases' wants a folder or 's3://bucket/prefix', not '\(releases)'.")
        }
        for proxy in trustedProxy where plainAddress(proxy) == nil {
            throw ValidationError(
                "'--trusted-proxy' wants one address, as 192.0.2.1 or 2001:db8::1, not '\(proxy)'; name each proxy with an option "
                    + "of its own."
            )
        }
        for origin in allowedOrigin where !isWebOrigin(origin) {
            throw ValidationError(
                "'--allowed-origin' wants 'https://name[:port]' as browsers send it, not '\(origin)'."
            )
        }
    }

    func run() async throws {
        guard let place = ReleasePlace(releases) else { return }  // Refused before.
        var settings = HostSettings(releases: place, environment: ProcessInfo.processInfo.environment)
        settings.host = host
        settings.port = port
        settings.threads = threads
        settings.cacheBytes = cache << 20
        settings.limits.drain = .seconds(drain)
        settings.limits.connections = maxConnections
        settings.limits.connectionsPerAddress = maxConnectionsPerAddress
        settings.limits.notice = .seconds(drainNotice)
        if let metricsPort {
            let isSame = metricsPort == port && port != 0
            settings.metrics = isSame ? .samePort : .port(metricsPort, address: metricsHost)
        }
        if let tlsCertificate, let tlsKey {
            settings.tls = HostSettings.TLSFiles(certificate: tlsCertificate, key: tlsKey)
        }
        calls.apply(to: &settings.events)
        trust.apply(to: &settings)
        if let apiKeysFile { settings.apiKeys = .file(WatchedFile(path: apiKeysFile)) }
        if let applicationIDFile { settings.applicationID = .file(WatchedFile(path: applicationIDFile)) }
        if let privateKeyFile { settings.privateKey = .file(WatchedFile(path: privateKeyFile)) }
        settings.allowedOrigins = allowedOrigin
        settings.trustedProxies = Set(trustedProxy)
        settings.logLevel = logLevel
        do {
            try await runHost(settings, issuer: VonageTokenIssuer())
        } catch {
            try? StandardStream.error.write("\(error)\n")  // There is no other place to tell of it.
            throw ExitCode.failure
        }
    }
}

extension HostSettings.LogLevel: ExpressibleByArgument {}
