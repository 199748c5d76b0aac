import CallBundle
import Foundation
import JSONTree
import NIOCore
import NIOHTTP1
import Synchronization
import Testing
import VonageAPI
import WebhookSignatures

@testable import Hosting

@Suite("Signed webhooks at the host")
struct SignatureDeskTests {
    let target: PublishTarget
    let observed: Release
    let required: Release

    init() throws {
        target = try PublishTarget()
        observed = sampleRelease()
        required = sampleRelease(signatures: .require)
        try target.publish(observed)
        try target.publish(required)
    }

    private func signer(_ secret: String, at now: Int = 10_000, id: String = "an-id") -> WebhookSigner {
        WebhookSigner(secret: secret, apiKey: "key", applicationID: "app", now: { now }, makeID: { id })
    }

    private func settings(_ secrets: String?..., policy: SignaturePolicy? = nil) -> SignatureSettings {
        var settings = SignatureSettings()
        settings.secrets = secrets.compactMap { $0.map { .fixed($0) } }
        settings.policy = policy
        return settings
    }

    /// A press of key 1 in the menu, signed or not.
    private func press(
        _ release: Release,
        _ signer: WebhookSigner?,
        body: String = #"{"dtmf":{"digits":"1"}}"#,
        signedBody: String? = nil,
        at seconds: Int = 10_000
    ) -> HostRequest {
        var headers = HTTPHeaders()
        if let signer {
            headers.add(name: "Authorization", value: "Bearer \(signer.token(for: Array((signedBody ?? body).utf8)))")
        }
        return HostRequest(
            .post,
            "/r/\(release.id)/e/main~1",
            headers: headers,
            body: Array(body.utf8),
            receivedAt: WallTime(seconds: seconds)
        )
    }

    @Test("the policy is part of what a release is, and of its manifest")
    func manifest() throws {
        #expect(observed.id != required.id)
        #expect(observed.manifest.json["signatures"] == "observe")
        #expect(required.manifest.json["signatures"] == "require")
        #expect(try Manifest(json: required.manifest.json) == required.manifest)
        var json = try #require(required.manifest.json.objectValue)
        json["signatures"] = nil
        #expect(try Manifest(json: .object(json)).signatures == .observe, "as earlier versions wrote it")
        json["signatures"] = "sometimes"
        #expect(throws: DecisionFormatError.self) { try Manifest(json: .object(json)) }
    }

    @Test("without a secret nothing is looked at, and a release that requires signatures is not served")
    func noSecret() {
        let log = LogLines()
        let host = target.host(logger: log.logger)
        #expect(host.answer(press(observed, nil)).status == 200)
        #expect(host.answer(press(observed, signer("forged"))).status == 200)
        #expect(log.lines.isEmpty)
        let refused = host.answer(press(required, signer("whose")))
        #expect(refused.status == 503)
        #expect(refused.bodyText == #"{"error":"the webhook is not signed as it must be"}"#)
        #expect(host.answer(press(required, nil)).status == 503)
        #expect(
            log.lines.first
                == "warning: webhook refused {reason: no secret, release: \(required.id), route: main~1}"
        )
    }

    @Test("under observe everything is served, and what is not genuine is in the log with its reason, each once")
    func observing() {
        let log = LogLines()
        let host = target.host(signatures: settings("s1,s2"), logger: log.logger)
        // The first one is answered from files, the others from memory.
        #expect(host.answer(press(observed, signer("s1", id: "1"))).status == 200)
        #expect(host.answer(press(observed, signer("s2", id: "2"))).status == 200)
        #expect(log.lines.isEmpty)
        for request in [
            press(observed, nil), press(observed, signer("s3")), press(observed, signer("s1", at: 9_000)),
            press(observed, signer("s1"), signedBody: "{}"),
        ] {
            #expect(host.answer(request).status == 200)
        }
        let reasons = ["unsigned", "wrong key", "expired", "changed body"]
        #expect(
            log.lines
                == reasons.map {
                    "warning: webhook served though not genuine {reason: \($0), release: \(observed.id), route: main~1}"
                }
        )
    }

    @Test("under require only genuine webhooks are served; documents, health and the way out are for everybody")
    func requiring() throws {
        let log = LogLines()
        let host = target.host(signatures: settings("s1", "s2"), logger: log.logger)
        #expect(host.answer(press(required, signer("s2", id: "1"))).status == 200)
        #expect(host.answer(press(required, signer("s1", id: "2"))).status == 200)
        for request in [
            press(required, nil), press(required, signer("s3")), press(required, signer("s1", at: 9_000)),
            press(required, signer("s1", at: 11_000)), press(required, signer("s1"), signedBody: "{}"),
        ] {
            let response = host.answer(request)
            #expect(response.status == 503)
            #expect(response.header("cache-control") == "no-store")
        }
        let reasons = ["unsigned", "wrong key", "expired", "not yet valid", "changed body"]
        #expect(
            log.lines
                == reasons.map { "warning: webhook refused {reason: \($0), release: \(required.id), route: main~1}" }
        )
        for file in required.files where file.path.contains("/d/") || file.path.hasSuffix("fallback.json") {
            #expect(host.answer(HostRequest(.get, "/\(file.path)")).status == 200)
        }
        #expect(host.answer(HostRequest(.get, "/healthz")).status == 200)
        #expect(host.answer(press(observed, nil)).status == 200, "another release wants nothing")
    }

    @Test("an operator's policy beats that of the releases", arguments: SignaturePolicy.allCases)
    func operatorsPolicy(_ policy: SignaturePolicy) {
        let host = target.host(signatures: settings("s1", policy: policy))
        for release in [observed, required] {
            #expect(host.answer(press(release, nil)).status == (policy == .require ? 503 : 200))
            #expect(host.answer(press(release, signer("s1"))).status == 200)
        }
        let withoutSecret = target.host(signatures: settings(nil, policy: policy))
        #expect(withoutSecret.answer(press(required, signer("s1"))).status == (policy == .require ? 503 : 200))
    }

    @Test("a token that comes a second time is served and noted, once for each time")
    func replay() {
        let log = LogLines()
        let host = target.host(signatures: settings("s1"), logger: log.logger)
        let request = press(required, signer("s1"))
        #expect(host.answer(request).status == 200)
        #expect(log.lines.isEmpty)
        #expect(host.answer(request).status == 200)
        #expect(log.lines == ["notice: webhook repeated {release: \(required.id), route: main~1}"])
    }

    @Test("secrets in files may come, change and go; while there is none, what needs one is refused")
    func rotation() throws {
        let log = LogLines()
        var settings = SignatureSettings()
        settings.secrets = [.file(WatchedFile(path: "\(target.path)/secrets"))]
        let host = target.host(signatures: settings, logger: log.logger)
        #expect(host.answer(press(required, signer("s1", at: 1), at: 1)).status == 503)
        try target.write(Array("s1\n".utf8), to: "secrets")
        #expect(host.answer(press(required, signer("s1", at: 2), at: 2)).status == 200)
        try target.write(Array("s2\ns1\n".utf8), to: "secrets")
        for secret in ["s1", "s2"] {
            #expect(host.answer(press(required, signer(secret, at: 3, id: secret), at: 3)).status == 200)
        }
        try target.write(Array("s2\n".utf8), to: "secrets")
        #expect(host.answer(press(required, signer("s1", at: 4), at: 4)).status == 503)
        try target.write([], to: "secrets")
        #expect(host.answer(press(required, signer("s2", at: 5), at: 5)).status == 503)
        #expect(log.lines.filter { $0.contains("no secret") }.count == 2)
        #expect(log.lines.filter { $0.contains("wrong key") }.count == 1)
        #expect(host.answer(press(observed, nil, at: 6)).status == 200)
    }

    @Test("a manifest that comes after its files is found in a while")
    func lateManifest() throws {
        let late = sampleRelease(greeting: "Late", signatures: .require)
        for file in late.files { try target.write(file.bytes, to: file.path) }
        let host = target.host(signatures: settings("s1"))
        #expect(host.answer(press(late, nil, at: 100)).status == 200)
        try target.publish(late)
        #expect(host.answer(press(late, nil, at: 110)).status == 503)
        #expect(host.answerFromMemory(press(late, nil, at: 111))?.status == 503)
    }

    @Test("no log line holds a token, a secret or a number")
    func discretion() {
        let log = LogLines()
        let host = target.host(signatures: settings("s3cret"), logger: log.logger)
        let body = #"{"dtmf":{"digits":"1"},"to":"442079460000","from":"447700900123"}"#
        for signer in [nil, signer("other"), signer("s3cret", at: 1)] {
            #expect(host.answer(press(required, signer, body: body)).status == 503)
        }
        #expect(log.lines.count == 3)
        for line in log.lines {
            for secret in ["s3cret", "eyJ", "4420", "4477", "other"] { #expect(!line.contains(secret)) }
        }
    }

    @Test(
        "while a manifest is there and cannot be read its webhooks are not served, and the log tells it once",
        arguments: ["torn", "another's", "a link", "links", "a file"]
    )
    func unreadableManifest(way: String) throws {
        let files = FileManager.default
        let manifests = target.path + "/manifests"
        let manifest = manifests + "/\(required.id).json"
        let whole = try Data(contentsOf: URL(fileURLWithPath: manifest))
        switch way {
        case "torn": try whole.prefix(40).write(to: URL(fileURLWithPath: manifest))
        case "another's": try Data(observed.manifest.json.serializedBytes()).write(to: URL(fileURLWithPath: manifest))
        case "a link":
            try files.moveItem(atPath: manifest, toPath: target.path + "/elsewhere.json")
            try files.createSymbolicLink(atPath: manifest, withDestinationPath: target.path + "/elsewhere.json")
        case "links":
            try files.moveItem(atPath: manifests, toPath: target.path + "/elsewhere")
            try files.createSymbolicLink(atPath: manifests, withDestinationPath: target.path + "/elsewhere")
        default:
            try files.removeItem(atPath: manifests)
            try Data("x".utf8).write(to: URL(fileURLWithPath: manifests))
        }
        let log = LogLines()
        let clock = Mutex(NIODeadline.now())
        let host = target.host(signatures: settings("s1"), logger: log.logger) { clock.withLock { $0 } }
        for request in [press(required, nil), press(required, signer("forged")), press(required, signer("s1"))] {
            for _ in 1...2 {
                let response = host.answer(request)
                #expect(response.status == 503)
                #expect(response.header("retry-after") == "5")
            }
        }
        #expect(log.lines.count == 1 && log.lines[0].hasPrefix("error: manifest unreadable {file: manifests/"))
        try? files.removeItem(atPath: way == "links" || way == "a file" ? manifests : manifest)  // The write tells.
        try files.createDirectory(atPath: manifests, withIntermediateDirectories: true)
        try whole.write(to: URL(fileURLWithPath: manifest))
        #expect(host.answer(press(required, signer("s1"))).status == 503, "it is tried again after a while")
        clock.withLock { $0 = $0 + .seconds(6) }
        #expect(host.answer(press(required, nil)).bodyText.contains("not signed as it must be"))
        #expect(host.answer(press(required, signer("s1"))).status == 200)
    }

    @Test("a release without a manifest wants nothing special")
    func noManifest() throws {
        try FileManager.default.removeItem(atPath: target.path + "/manifests")
        #expect(target.host(signatures: settings("s1")).answer(press(required, nil)).status == 200)
    }

    @Test("what was looked at is counted")
    func counts() {
        let desk = SignatureDesk(
            settings("s1"),
            manifests: ReleaseManifests(source: ReleaseFolder(path: target.path), logger: quiet),
            logger: quiet
        )
        let requests = [
            press(required, signer("s1")), press(required, signer("s1")), press(required, nil),
            press(required, signer("x")),
        ]
        for request in requests { _ = desk.refusal(of: request, under: .observe, AccessFacts()) }
        #expect(desk.counts.genuine == 2)
        #expect(desk.counts.repeated == 1)
        #expect(desk.counts.faults == [.unsigned: 1, .wrongKey: 1])
    }
}
