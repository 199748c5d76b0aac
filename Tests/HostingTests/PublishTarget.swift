import CallBundle
import CallEvents
import FileAccess
import Foundation
import JSONTree
import Logging
import NIOCore

@testable import Hosting

/// A publish target in a folder of its own, gone with its owner.
final class PublishTarget: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/hosting-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path + "/manifests", withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // A folder left behind in the temporary ones harms nobody.
    }

    /// Writes a file aside and renames it, as publishing does.
    func write(_ bytes: [UInt8], to file: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(file)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url, options: .atomic)
    }

    func publish(_ release: Release) throws {
        for file in release.files {
            try write(file.bytes, to: file.path)
        }
        try write(release.manifest.json.serializedBytes(.pretty), to: "manifests/\(release.id).json")
    }
}

/// A small contact center: two numbers' worth of answers, one menu, outbound calls to Britain.
func sampleRelease(
    greeting: String = "Hello",
    users: [String] = ["Jane", "Joe"],
    appUsers: [String] = [],
    signatures: SignaturePolicy = .observe
) -> Release {
    var draft = BundleDraft()
    let menu = draft.add(document: [["action": "talk", "text": .string(greeting)]])
    let jane = draft.add(document: [["action": "connect", "endpoint": [["type": "app", "user": "Jane"]]]])
    let wrong = draft.add(document: [["action": "talk", "text": "That is not one of the options."]])
    let out = draft.add(
        document: [
            ["action": "connect", "endpoint": [["type": "phone", "number": .string(BundleDraft.dialledToken)]]]
        ]
    )
    let rules = DialRules(national: .trunk("0", code: "44"), allow: ["44"], deny: ["449"])
    draft.add(
        .appUser(
            yes: .dialled(
                rules,
                extensions: ["100": .document(jane)],
                allowed: .dialledDocument(out),
                refused: .document(wrong)
            ),
            no: .called(cases: ["442079460000": .document(menu)], otherwise: .document(wrong))
        ),
        at: .answer
    )
    if let route = RouteName("main~1") {
        draft.add(.digits(cases: ["1": .document(jane)], none: .proceed, otherwise: .document(wrong)), at: route)
    }
    draft.add(fallback: [["action": "talk", "text": "We have a technical problem."]])
    return draft.sealed(
        baseURL: "https://voice.acme.example",
        compilerVersion: "1",
        requires: Manifest.Requirements(users: users, callerIDs: [], entryNumbers: ["442079460000"]),
        appUsers: appUsers,
        signatures: signatures
    )
}

/// Signs nothing, but shows what it was asked for.
struct PlainTokens: ClientTokenIssuing {
    func clientToken(
        applicationID: String,
        privateKeyPEM: String,
        user: String,
        lifetime: Int,
        now: Int
    ) throws -> String {
        guard privateKeyPEM != "broken" else { throw FileError(path: "key", cause: .notRegular) }
        return "\(applicationID)|\(privateKeyPEM)|\(user)|\(lifetime)|\(now)"
    }
}

let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

extension PublishTarget {
    func desk(
        keys: TextSource = .fixed("k1,k2"),
        applicationID: TextSource = .fixed("app"),
        privateKey: TextSource = .fixed("key"),
        limiter: RateLimiter = RateLimiter(),
        keyLimiter: RateLimiter = RateLimiter(burst: 500),
        lifetime: Int = 3_600,
        logger: Logger = quiet,
        origins: [String] = [],
        proxies: Set<String> = []
    ) -> TokenDesk {
        TokenDesk(
            apiKeys: keys,
            applicationID: applicationID,
            privateKey: privateKey,
            users: PublishedUsers(source: ReleaseFolder(path: path), logger: quiet),
            issuer: PlainTokens(),
            limiter: limiter,
            keyLimiter: keyLimiter,
            allowedOrigins: origins,
            trustedProxies: proxies,
            lifetime: lifetime,
            logger: logger
        )
    }

    func host(
        events: LineWriter? = nil,
        signatures: SignatureSettings = SignatureSettings(),
        recordings: RecordingFetcher? = nil,
        limits: ReleaseStore.Limits = ReleaseStore.Limits(),
        metrics: HostMetrics = HostMetrics(),
        logger: Logger = quiet,
        now: @escaping @Sendable () -> NIODeadline = { .now() }
    ) -> WebHost {
        let source = ReleaseFolder(path: path)
        let releases = ReleaseStore(source: source, limits: limits, metrics: metrics, logger: logger, now: now)
        let signatures = SignatureDesk(signatures, manifests: releases.manifests, logger: logger)
        return WebHost(
            releases: releases,
            tokens: desk(),
            signatures: signatures,
            events: CallEventDesk(signatures: signatures, sinks: [events].compactMap { $0 }, recordings: recordings),
            metrics: metrics,
            logger: logger
        )
    }
}
