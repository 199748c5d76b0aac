internal import CallBundle
internal import Hosting
internal import JSONTree
internal import Logging
internal import NIOHTTP1
internal import ProjectLoading

/// The web host: requests of strangers to a published release.
///
/// An input is a method and a target on the first line, and the body behind it.
func hostTarget(_ corpus: Corpus, folder: String) throws -> FuzzTarget {
    let quickstart = corpus.quickstart
    let root = "\(folder)/published"
    guard let release = quickstart.release else { throw FuzzError("the example does not compile") }
    try writeBundle(release, to: root)
    let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
    let releases = ReleaseStore(directory: root, logger: logger)
    let signatures = SignatureDesk(SignatureSettings(), manifests: releases.manifests, logger: logger)
    let host = WebHost(
        releases: releases,
        tokens: TokenDesk(
            apiKeys: .fixed("key"),
            applicationID: .fixed("00000000-0000-4000-8000-000000000000"),
            privateKey: .fixed("pem"),
            users: PublishedUsers(source: ReleaseFolder(path: root), logger: logger),
            issuer: NameIssuer(),
            allowedOrigins: ["https://app.example"],
            logger: logger
        ),
        signatures: signatures,
        events: CallEventDesk(signatures: signatures),
        logger: logger
    )
    var inputs = release.manifest.probes.map { "GET /r/\(release.id)/e/\($0.route)?\($0.query)\n" }
    inputs += release.files.prefix(6).map { "GET /\($0.path)\n" }
    inputs += [
        "POST /r/\(release.id)/e/main~1\n{\"dtmf\": {\"digits\": \"1\", \"timed_out\": false}, \"to\": \"442079460002\"}",
        "POST /r/\(release.id)/e/main~1\n{\"dtmf\": \"2\", \"speech\": {\"results\": [{\"text\": \"joe\"}]}}",
        "POST /r/\(release.id)/e/answer\n{\"to\": \"02079460018\", \"from_user\": \"Jane\", \"conversation_uuid\": \"CON-1\"}",
        "GET /r/\(release.id)/e/answer?to=%2B44+20+7946+0018&from_user=Jane\n",
        "POST /events\n{\"status\": \"answered\", \"to\": \"442079460002\", \"from\": \"447700900123\"}",
        "GET /events?status=busy&dtmf=%7B%22digits%22%3A%221%22%7D\n",
        "POST /api/jwt\n{\"mobile_api_key\": \"key\", \"user_name\": \"Jane\"}",
        "GET http://voice.example.com/healthz\n", "GET /readyz\n", "OPTIONS /api/jwt\n",
    ]
    return FuzzTarget(name: "host", corpus: inputs.map { Array($0.utf8) }) { bytes in
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let words = lines[0].split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        let target = HostRequest.split(target: String(decoding: words.dropFirst().first ?? [], as: UTF8.self))
        let request = HostRequest(
            HostRequest.Method(rawValue: String(decoding: words[0], as: UTF8.self)) ?? .other,
            target.path,
            query: target.query,
            headers: ["Content-Type": "application/json", "Origin": "https://app.example"],
            body: lines.count > 1 ? Array(lines[1]) : []
        )
        let response = host.answer(request)
        require((200..<600).contains(response.status), "a status is one of HTTP's")
        require(response.status != 500, "no request makes a sound release unreadable")
        if let quick = host.answerFromMemory(request) {
            require(quick.status == response.status || response.status == 429, "memory and files answer alike")
        }
    }
}

/// Signs nothing: the private key is not what is tested.
private struct NameIssuer: ClientTokenIssuing {
    func clientToken(applicationID: String, privateKeyPEM: String, user: String, lifetime: Int, now: Int) -> String {
        user
    }
}
