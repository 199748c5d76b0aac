internal import CallBundle
package import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization
package import WebhookSignatures

/// Looks whether webhooks come from the platform, and says so in the log where one does not.
///
/// Under `observe` they are served all the same; under `require` they are refused with 503, so that the platform, should it
/// have been itself, tries again. Without a secret nothing is looked at, unless a release requires signatures: its webhooks are
/// refused then, for they cannot be told from forged ones.
package final class SignatureDesk: Sendable {
    /// What is known of one event.
    enum Standing {
        /// Nobody looked: there is no secret.
        case unknown
        case genuine
        /// Genuine, and here before.
        case repeated
        case refused(HostResponse)
    }

    /// What was looked at since the start.
    package struct Counts: Sendable {
        package var genuine = 0
        package var repeated = 0
        /// By reason, whether they were served or not.
        package var faults: [SignatureFault: Int] = [:]
        /// Refused for want of a secret to look with.
        package var unverifiable = 0
    }

    private struct Lock {
        var texts: [String?] = []
        var verifier: WebhookVerifier?
        /// When the sources were looked at last, in seconds.
        var checkedAt = Int.min
    }

    private let sources: [TextSource]
    private let policy: SignaturePolicy?
    private let releases: ReleasePolicies
    private let logger: Logger
    private let lock = Mutex(Lock())
    private let tallies = Mutex(Counts())
    private let tokens = TokenMemory()

    /// - Parameters:
    ///   - settings: The secrets, and the policy for all releases where there is one.
    ///   - manifests: Say what each release wants.
    ///   - logger: Is told of each webhook that is not genuine.
    package init(_ settings: SignatureSettings, manifests: ReleaseManifests, logger: Logger) {
        sources = settings.secrets
        policy = settings.policy
        releases = ReleasePolicies(manifests: manifests)
        self.logger = logger
    }

    /// What was looked at so far.
    package var counts: Counts { tallies.withLock { $0 } }

    /// What is done with a webhook of the release that is not genuine; nil when a file has to be read for that.
    func knownPolicy(of release: ReleaseID, at time: WallTime) -> SignaturePolicy? {
        policy ?? releases.known(release, at: time.seconds)
    }

    /// The same; may wait for a file.
    func policy(
        of release: ReleaseID,
        at time: WallTime,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> SignaturePolicy {
        if let policy { return policy }
        return try releases.policy(of: release, at: time.seconds, by: deadline)
    }

    /// The refusal of a webhook that is to be answered by a route; nil when it is to be served.
    ///
    /// To be asked once a request.
    func refusal(of request: HostRequest, under policy: SignaturePolicy, _ facts: AccessFacts) -> HostResponse? {
        guard policy == .require || !sources.isEmpty else { return nil }
        switch standing(of: request, isRequired: policy == .require, facts) {
        case .unknown, .genuine, .repeated: return nil
        case .refused(let response): return response
        }
    }

    /// How an event stands; once there is a secret, only genuine ones count.
    func standing(ofEvent request: HostRequest, _ facts: AccessFacts) -> Standing {
        guard !sources.isEmpty || policy == .require else { return .unknown }
        return standing(of: request, isRequired: true, facts)
    }

    private func standing(of request: HostRequest, isRequired: Bool, _ facts: AccessFacts) -> Standing {
        guard let verifier = verifier(at: request.receivedAt) else {
            tallies.withLock { $0.unverifiable += isRequired ? 1 : 0 }
            return note("no secret", facts, isRefused: isRequired)
        }
        do throws(SignatureFault) {
            let claims = try verifier.verify(
                authorization: request.headers["Authorization"],
                body: request.body,
                now: request.receivedAt.seconds
            )
            let isRepeated = claims.tokenID.map { tokens.isRepeated($0, now: request.receivedAt.seconds) } ?? false
            tallies.withLock { counts in
                counts.genuine += 1
                counts.repeated += isRepeated ? 1 : 0
            }
            guard isRepeated else { return .genuine }
            logger.notice("webhook repeated", metadata: metadata(facts))
            return .repeated
        } catch {
            tallies.withLock { $0.faults[error, default: 0] += 1 }
            return note(error.rawValue, facts, isRefused: isRequired)
        }
    }

    private func note(_ reason: String, _ facts: AccessFacts, isRefused: Bool) -> Standing {
        var metadata = metadata(facts)
        metadata["reason"] = "\(reason)"
        guard isRefused else {
            logger.warning("webhook served though not genuine", metadata: metadata)
            return .unknown
        }
        logger.warning("webhook refused", metadata: metadata)
        return .refused(.problem(503, "the webhook is not signed as it must be", facts))
    }

    private func metadata(_ facts: AccessFacts) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        if let route = facts.route { metadata["route"] = "\(route)" }
        if let release = facts.release { metadata["release"] = "\(release)" }
        return metadata
    }

    /// With the secrets as they are now; nil while there is none.
    ///
    /// Files are looked at once a second at most.
    private func verifier(at time: WallTime) -> WebhookVerifier? {
        lock.withLock { lock in
            guard lock.checkedAt != time.seconds else { return lock.verifier }
            lock.checkedAt = time.seconds
            let texts = sources.map { $0.current() }
            guard texts != lock.texts else { return lock.verifier }
            lock.texts = texts
            let secrets = texts.compactMap(\.self).flatMap(signatureSecrets(in:))
            lock.verifier = secrets.isEmpty ? nil : WebhookVerifier(secrets: secrets)
            return lock.verifier
        }
    }
}
