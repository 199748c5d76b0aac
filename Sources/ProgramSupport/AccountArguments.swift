package import ArgumentParser
internal import FileAccess
internal import HTTPTransport
package import Provisioning
package import VonageAPI

/// What every command that talks to the account takes.
package struct AccountArguments: ParsableArguments {
    @Option(
        name: .customLong("api-url"),
        help: ArgumentHelp(
            "Base URL of all APIs: a sandbox or a proxy. (default: VONAGE_API_URL, else the platform)",
            valueName: "url"
        )
    )
    package var apiURL: String?

    @Option(
        help: ArgumentHelp(
            "Requests a second for each API, 'off' for no limit, as users=off.",
            valueName: "limits"
        )
    )
    package var rate = RateArgument(limits: RateLimits())

    @Option(
        name: .customLong("timeout"),
        help: ArgumentHelp("Seconds that a request to an API may take, its repetitions included.", valueName: "s")
    )
    package var timeout = 120

    package init() {}

    package func validate() throws {
        guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout wants 1 to 86400 seconds") }
    }

    /// Opens the account with the credentials of the environment and of `~/.vonage/config.json`.
    ///
    /// - Returns: The session, and the application's private key where one is set.
    /// - Throws: What is missing or wrong.
    package func connect() throws(ProgramFailure) -> AccountConnection {
        let credentials: APICredentials
        let key: ApplicationKey?
        let baseURL: String?
        let signatureSecret: Secret?
        do throws(CredentialError) {
            let all = try Credentials.ofProcess()
            credentials = try all.requireAPI()
            key = try all.applicationKey { path in try readFile(path, limit: 1 << 16) }
            baseURL = apiURL ?? all.apiURL
            signatureSecret = all.signatureSecret
        } catch {
            throw ProgramFailure(error)
        }
        var endpoints = APIEndpoints.vonage
        if let baseURL {
            guard let one = APIEndpoints(base: baseURL) else {
                // In front of an '@' stands a password, most often.
                let shown = baseURL.lastIndex(of: "@").map { "…" + baseURL[$0...] } ?? baseURL
                throw ProgramFailure(
                    "'\(printable(shown))' is not the base URL of an API",
                    help: "set --api-url or VONAGE_API_URL to an http or https URL without a query"
                )
            }
            endpoints = one
        }
        let deadline = Duration.seconds(timeout)
        return AccountConnection(
            session: APISession(
                http: HTTPClient(),
                endpoints: endpoints,
                credentials: credentials,
                key: key,
                retry: RetryPolicy(totalDeadline: deadline),
                rates: rate.limits,
                requestDeadline: min(deadline, .seconds(30))
            ),
            apiKey: credentials.key,
            privateKey: key,
            signatureSecret: signatureSecret
        )
    }
}

extension AccountArguments {
    /// The account to be read.
    ///
    /// - Throws: The exit status, when something is missing or wrong and that was printed.
    package func liveAccount() throws -> LiveAccount {
        do {
            return LiveAccount(try connect())
        } catch {
            throw error.reported()
        }
    }
}

extension AccountArguments {
    /// The account to be read for a project, which may say whose it is.
    ///
    /// - Throws: The exit status, when something is missing or wrong and that was printed.
    package func liveAccount(for prepared: PreparedProject) throws -> LiveAccount {
        let connection: AccountConnection
        do {
            connection = try connect()
        } catch {
            throw error.reported()
        }
        try prepared.requireAccount(of: connection)
        return LiveAccount(connection)
    }
}

extension LiveAccount {
    package init(_ connection: AccountConnection) {
        self.init(reader: VonageReader(connection.session), key: connection.privateKey?.publicKey)
    }
}

/// An account that can be talked to.
package struct AccountConnection: Sendable {
    package let session: APISession

    /// Of the account; no secret by itself.
    package let apiKey: String

    /// Of the application; nil when none is set.
    package let privateKey: ApplicationKey?

    /// Of the account, with which the platform signs webhooks; nil when none is set.
    package var signatureSecret: Secret?

    /// Signs requests to routes as the platform would; nil where no secret is set.
    package var signer: WebhookSigner? { signatureSecret.map { WebhookSigner($0, apiKey: apiKey) } }
}

/// The value of `--rate`: `applications=5,numbers=1,users=off`, or `off` for all three.
package struct RateArgument: ExpressibleByArgument {
    package let limits: RateLimits

    package init(limits: RateLimits) {
        self.limits = limits
    }

    package init?(argument: String) {
        guard argument != "off" else {
            limits = .off
            return
        }
        var limits = RateLimits()
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, let api = PlatformAPI(rawValue: String(pair[0])) else { return nil }
            var rate: Double?
            if pair[1] != "off" {
                guard let number = Double(pair[1]), number.isFinite, number > 0 else { return nil }
                rate = number
            }
            switch api {
            case .applications: limits.applications = rate
            case .numbers: limits.numbers = rate
            case .users: limits.users = rate
            }
        }
        self.limits = limits
    }

    package var defaultValueDescription: String { "applications=5,numbers=1,users=5" }
}
