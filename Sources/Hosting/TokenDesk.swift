internal import JSONTree
package import Logging
internal import NIOCore
internal import NIOHTTP1

/// `POST /api/jwt`: hands login tokens to the client apps of agents.
///
/// The request is `{"mobile_api_key": …, "user_name": …}`, as client apps of Vonage's contact-center guide send it. The answer is
/// `{"user_name": …, "jwt": …, "expires_at": …}`, the last in seconds since 1970. A wrong key is 401, a user that no published
/// release knows 403, too many requests 429, and what the host itself still lacks 503. Each refusal is a line in the log, which
/// names neither key nor user.
package struct TokenDesk: Sendable {
    /// Separated by commas or line ends; several, so that they can be rotated.
    private let apiKeys: TextSource
    private let applicationID: TextSource
    private let privateKey: TextSource
    private let users: PublishedUsers
    private let issuer: any ClientTokenIssuing
    /// By network address.
    private let limiter: RateLimiter
    /// By key: one that leaked cannot ask for more tokens than a shift that logs in at once.
    private let keyLimiter: RateLimiter

    /// The values of `Origin` that get CORS headers.
    private let allowedOrigins: [String]
    /// Network addresses whose word about the client's address is taken.
    private let trustedProxies: Set<String>
    /// How long a token holds, in seconds.
    private let lifetime: Int
    private let logger: Logger

    package init(
        apiKeys: TextSource,
        applicationID: TextSource,
        privateKey: TextSource,
        users: PublishedUsers,
        issuer: any ClientTokenIssuing,
        limiter: RateLimiter = RateLimiter(),
        keyLimiter: RateLimiter = RateLimiter(burst: 500, perSecond: 10),
        allowedOrigins: [String] = [],
        trustedProxies: Set<String> = [],
        lifetime: Int = 3_600,
        logger: Logger
    ) {
        self.apiKeys = apiKeys
        self.applicationID = applicationID
        self.privateKey = privateKey
        self.users = users
        self.issuer = issuer
        self.limiter = limiter
        self.keyLimiter = keyLimiter
        self.allowedOrigins = allowedOrigins
        self.trustedProxies = Set(trustedProxies.compactMap(plainAddress))
        self.lifetime = lifetime
        self.logger = logger
    }

    /// How long a login may wait for manifests; what was read until then is read.
    private static let patience = TimeAmount.seconds(5)

    func answer(_ request: HostRequest, _ facts: AccessFacts) -> HostResponse {
        var response = request.method == .options ? .noContent(facts) : issue(request, facts)
        guard !allowedOrigins.isEmpty else { return response }
        response.headers.append(("Vary", "Origin"))
        guard let origin = request.headers.first(name: "Origin"), allowedOrigins.contains(origin) else {
            return response
        }
        response.headers.append(("Access-Control-Allow-Origin", origin))
        if request.method == .options {
            response.headers += [
                ("Access-Control-Allow-Methods", "POST"), ("Access-Control-Allow-Headers", "Content-Type"),
                ("Access-Control-Max-Age", "600"),
            ]
        }
        return response
    }

    private func issue(_ request: HostRequest, _ facts: AccessFacts) -> HostResponse {
        if let seconds = limiter.wait(for: clientAddress(request), at: request.receivedAt) {
            return tooMany(seconds, "too many requests from one address", facts)
        }
        // What is wrong with the text in detail helps nobody.
        guard let body = (try? JSONValue(parsing: request.body, depth: 32))?.objectValue,
            let presented = body["mobile_api_key"]?.stringValue, let user = body["user_name"]?.stringValue
        else { return refuse(400, "the body wants 'mobile_api_key' and 'user_name'", facts) }
        let keys = (apiKeys.current() ?? "").split { $0 == "," || $0.isWhitespace }
        guard !keys.isEmpty else { return refuse(503, "no API keys are configured", facts) }
        guard isAny(of: keys, presented) else { return refuse(401, "wrong API key", facts) }
        if let seconds = keyLimiter.wait(for: presented, at: request.receivedAt) {
            return tooMany(seconds, "too many requests with one key", facts)
        }
        do throws(ReleaseReadError) {
            guard try users.contains(user, by: (request.wholeAt ?? .now()) + Self.patience) else {
                return refuse(403, "no release has this user", facts)
            }
        } catch {
            var response = refuse(503, "the releases cannot be read at the moment", facts)
            response.headers.append(("Retry-After", String(error.retryAfter ?? 5)))
            return response
        }
        guard let applicationID = applicationID.current() else {
            return refuse(503, "the application id is not known yet", facts)
        }
        guard let privateKey = privateKey.current() else {
            return refuse(503, "the private key is not there yet", facts)
        }
        let now = request.receivedAt.seconds
        do {
            let token = try issuer.clientToken(
                applicationID: applicationID,
                privateKeyPEM: privateKey,
                user: user,
                lifetime: lifetime,
                now: now
            )
            return .json(
                200,
                ["user_name": .string(user), "jwt": .string(token), "expires_at": .integer(now + lifetime)],
                facts
            )
        } catch {
            logger.error("no token could be signed", metadata: ["reason": "\(error)"])
            return .problem(503, "the private key cannot be used", facts)
        }
    }

    private func refuse(_ status: Int, _ reason: String, _ facts: AccessFacts) -> HostResponse {
        logger.log(
            level: status >= 500 ? .error : .warning,
            "login refused",
            metadata: ["status": "\(status)", "reason": "\(reason)"]
        )
        return .problem(status, reason, facts)
    }

    private func tooMany(_ seconds: Int, _ reason: String, _ facts: AccessFacts) -> HostResponse {
        var response = refuse(429, reason, facts)
        response.headers.append(("Retry-After", String(seconds)))
        return response
    }

    /// Who asks: behind a trusted proxy, the last address in `X-Forwarded-For` that is none itself.
    ///
    /// Whoever came before that could have written anything.
    private func clientAddress(_ request: HostRequest) -> String {
        guard isTrusted(request.address) else { return request.address }
        let forwarded = request.headers[canonicalForm: "X-Forwarded-For"]
        let client = forwarded.last { !isTrusted(String($0)) }
        return client.map { String($0.prefix(64)) } ?? request.address
    }

    private func isTrusted(_ address: String) -> Bool {
        plainAddress(address).map { trustedProxies.contains($0) } ?? false
    }

    /// Compares with every key and every byte, so that the time tells nothing about them but their lengths.
    private func isAny(of keys: [Substring], _ presented: String) -> Bool {
        let presented = Array(presented.utf8)
        var matches = 0
        for key in keys {
            let key = Array(key.utf8)
            var difference = key.count ^ presented.count
            for index in presented.indices {
                difference |= Int(presented[index] ^ key[index % key.count])
            }
            matches += difference == 0 ? 1 : 0
        }
        return matches > 0
    }
}
