import Foundation
import JSONTree
import Testing
import VonageAPI

@Suite("ccserve and signed webhooks", .timeLimit(.minutes(10)))
struct SignedWebhookTests {
    private let press = #"{"dtmf":{"digits":"1"},"to":"442079460002","from":"447700900123"}"#

    /// The header of a webhook that was signed `age` seconds ago.
    private func signed(_ body: String, _ secret: String, age: Int = 0) -> [String] {
        let signer = WebhookSigner(
            secret: secret,
            apiKey: "abcd1234",
            applicationID: nil,
            now: { Int(Date().timeIntervalSince1970) - age },
            makeID: { UUID().uuidString }
        )
        return ["Authorization: Bearer \(signer.token(for: Array(body.utf8)))"]
    }

    /// The reasons for which the host refused or served what was not genuine, in order.
    private func reasons(_ ending: RunningHost.Ending, _ message: String) throws -> [String] {
        try ending.log.map { try JSONValue(parsing: $0) }.filter { $0["msg"] == .string(message) }
            .compactMap { $0["reason"]?.stringValue }
    }

    /// Puts a release beside the quickstart's; returns its id.
    private func publish(_ text: String, to host: RunningHost) throws -> String {
        let project = try host.folder.project(text)
        let built = host.folder.url.appending(path: "built-\(UUID().uuidString)")
        let result = try run("ccplan", ["build", project.path, "--out", built.path])
        try #require(result.status == 0, "\(result.errors)")
        let manifest = try JSONValue(parsing: Array(try Data(contentsOf: built.appending(path: "manifest.json"))))
        let release = try #require(manifest["release"]?.stringValue)
        let target = host.folder.url.appending(path: "public")
        try FileManager.default.copyItem(
            at: built.appending(path: "manifest.json"),
            to: target.appending(path: "manifests/\(release).json")
        )
        try FileManager.default.copyItem(
            at: built.appending(path: "r/\(release)"),
            to: target.appending(path: "r/\(release)")
        )
        return release
    }

    @Test(
        "a wrong key, an expired or forged signature, a forged event, an undeclared user: refused, each with its log line"
    )
    func refusals() throws {
        let host = try RunningHost(
            ["--signatures", "require", "--events", "events.jsonl"],
            environment: ["VONAGE_SIGNATURE_SECRET": "0ld,s3cret", "CCSERVE_API_KEYS": "k"]
        )
        let route = "/r/\(host.release)/e/main~1"
        for secret in ["0ld", "s3cret"] {
            #expect(try host.post(route, press, headers: signed(press, secret)).status == 200)
        }
        let answer = "/r/\(host.release)/e/answer?to=442079460001&from=447700900123"
        #expect(try host.ask("GET", answer, headers: signed("", "s3cret")).status == 200)
        // Claims of one genuine token under the signature of another.
        let genuine = [signed(press, "s3cret"), signed("{}", "s3cret")].map { $0[0].split(separator: ".") }
        let forged = [(genuine[0].dropLast() + genuine[1].suffix(1)).joined(separator: ".")]
        let refused = [
            [], signed(press, "wr0ng"), signed(press, "s3cret", age: 3_600), signed(press, "s3cret", age: -3_600),
            forged,
            signed("{}", "s3cret"), ["Authorization: Bearer x.y.z"],
        ]
        for headers in refused {
            let reply = try host.post(route, press, headers: headers)
            #expect(reply.status == 503)
            #expect(reply.body == #"{"error":"the webhook is not signed as it must be"}"#)
        }
        #expect(try host.get(answer).status == 503)
        let event = #"{"status":"completed","to":"442079460001"}"#
        #expect(try host.post("/events", event, headers: signed(event, "wr0ng")).status == 503)
        #expect(try host.post("/events", event).status == 503)
        #expect(try host.post("/events", event, headers: signed(event, "s3cret")).status == 204)
        #expect(try host.post("/api/jwt", #"{"mobile_api_key":"k","user_name":"Mallory"}"#).status == 403)
        let ending = try host.stop()
        #expect(
            try reasons(ending, "webhook refused") == [
                "unsigned", "wrong key", "expired", "not yet valid", "wrong key", "changed body", "malformed token",
                "unsigned",
                "wrong key", "unsigned",
            ]
        )
        #expect(try reasons(ending, "login refused") == ["no release has this user"])
        #expect(try host.lines(of: "events.jsonl").count == 1)
        for secret in ["s3cret", "0ld", "wr0ng", "eyJ", "Mallory", "7700900"] {
            #expect(ending.log.allSatisfy { !$0.contains(secret) })
        }
    }

    @Test(
        "under observe a webhook is served, and the log says that it was not genuine; events are refused all the same"
    )
    func observing() throws {
        let host = try RunningHost(environment: ["VONAGE_SIGNATURE_SECRET": "s3cret"])
        let route = "/r/\(host.release)/e/main~1"
        for headers in [[], signed(press, "other"), signed(press, "s3cret")] {
            #expect(try host.post(route, press, headers: headers).status == 200)
        }
        #expect(try host.post("/events", "{}").status == 503)
        let ending = try host.stop()
        #expect(try reasons(ending, "webhook served though not genuine") == ["unsigned", "wrong key"])
        #expect(try reasons(ending, "webhook refused") == ["unsigned"])
    }

    @Test("a project may require signatures, secrets in a file may change, and the sandbox signs its calls")
    func ofTheProject() throws {
        let host = try RunningHost(["--signature-secret-file", "secrets"])
        let release = try publish(
            """
            version: 1
            app: {name: Signed}
            hosting: {url: "http://127.0.0.1:\(host.port)", signatures: require}
            numbers: {uk: {number: +44 20 7946 0000, inbound: {menu: main}}}
            menus:
              main:
                prompt: Press 1.
                options: {1: {say: You did., hangup: yes}}
                otherwise: hangup
            """,
            to: host
        )
        func call(_ secret: String?) throws -> ProgramResult {
            try run(
                "ccsandbox",
                [
                    "call", "442079460000", "--press", "1", "--answer-url",
                    "http://127.0.0.1:\(host.port)/r/\(release)/e/answer",
                ],
                environment: secret.map { ["VONAGE_SIGNATURE_SECRET": $0] } ?? [:]
            )
        }
        #expect(try call("s3cret").status == 1, "no secret is known: nobody is believed")
        try host.write("s3cret\n", to: "secrets")
        // Files are looked at once a second.
        var played = try call("s3cret,old")
        for _ in 0..<50 where played.status != 0 { played = try call("s3cret,old") }
        #expect(played.status == 0, "\(played.errors)")
        #expect(played.output.contains("You did."))
        for secret in [nil, "wr0ng"] {
            let refused = try call(secret)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("nobody answered the call"))
        }
        // Another release of the same host wants nothing.
        #expect(try host.post("/r/\(host.release)/e/main~1", press).status == 200)
        let reasons = try reasons(try host.stop(), "webhook refused")
        #expect(Set(reasons) == ["no secret", "unsigned", "wrong key"])
    }
}
