import CallBundle
import Foundation
import JSONTree
import NIOHTTP1
import Testing

@testable import Hosting

@Suite("POST /api/jwt")
struct TokenDeskTests {
    let target: PublishTarget

    init() throws {
        target = try PublishTarget()
        try target.publish(sampleRelease())
    }

    private func ask(
        _ desk: TokenDesk,
        _ body: String = #"{"mobile_api_key":"k1","user_name":"Jane"}"#,
        _ method: HostRequest.Method = .post,
        origin: String? = nil,
        address: String = "192.0.2.1",
        forwarded: String? = nil,
        at seconds: Int = 1_000
    ) -> HostResponse {
        var headers = HTTPHeaders()
        if let origin { headers.add(name: "Origin", value: origin) }
        if let forwarded { headers.add(name: "X-Forwarded-For", value: forwarded) }
        let request = HostRequest(
            method,
            "/api/jwt",
            headers: headers,
            body: Array(body.utf8),
            address: address,
            receivedAt: WallTime(seconds: seconds)
        )
        return desk.answer(request, AccessFacts())
    }

    @Test("a known user with a right key gets a token")
    func token() throws {
        let response = ask(target.desk())
        #expect(response.status == 200)
        let json = try JSONValue(parsing: response.bodyText)
        #expect(json == ["user_name": "Jane", "jwt": "app|key|Jane|3600|1000", "expires_at": 4600])
        #expect(response.header("cache-control") == "no-store")
        #expect(response.headers.allSatisfy { !$0.name.hasPrefix("Access-Control") && $0.name != "Vary" })
    }

    @Test(
        "what is wrong with a request is told by its status",
        arguments: [
            (#"{"mobile_api_key":"k2","user_name":"Joe"}"#, 200), (#"{"mobile_api_key":"k","user_name":"Jane"}"#, 401),
            (#"{"mobile_api_key":"k1,k2","user_name":"Jane"}"#, 401),
            (#"{"mobile_api_key":"","user_name":"Jane"}"#, 401),
            (#"{"mobile_api_key":"k11","user_name":"Jane"}"#, 401),
            (#"{"mobile_api_key":"k1","user_name":"Bob"}"#, 403),
            (#"{"mobile_api_key":"k1","user_name":"jane"}"#, 403), (#"{"mobile_api_key":"k1","user_name":""}"#, 403),
            (#"{"mobile_api_key":"k1"}"#, 400), (#"{"user_name":"Jane"}"#, 400), ("", 400), ("[]", 400), ("{", 400),
            (#"{"mobile_api_key":1,"user_name":"Jane"}"#, 400),
        ]
    )
    func refusals(_ body: String, _ status: Int) {
        let response = ask(target.desk(), body)
        #expect(response.status == status)
        #expect(response.bodyText.contains("error") == (status != 200))
    }

    @Test("what the host itself still lacks is 503")
    func lacking() {
        #expect(ask(target.desk(keys: .absent)).status == 503)
        #expect(ask(target.desk(keys: .fixed(" ,\n"))).status == 503)
        #expect(
            ask(target.desk(applicationID: .absent)).bodyText == #"{"error":"the application id is not known yet"}"#
        )
        #expect(ask(target.desk(privateKey: .absent)).bodyText == #"{"error":"the private key is not there yet"}"#)
        #expect(
            ask(target.desk(privateKey: .fixed("broken"))).bodyText == #"{"error":"the private key cannot be used"}"#
        )
    }

    @Test("files may come, change and go while the host runs")
    func files() throws {
        func file(_ name: String) -> TextSource { .file(WatchedFile(path: "\(target.path)/\(name)")) }
        let desk = target.desk(keys: file("keys"), applicationID: file("app"), privateKey: file("key"))
        #expect(ask(desk).status == 503)
        try target.write(Array("k1\nk9\n".utf8), to: "keys")
        #expect(ask(desk).status == 503)
        try target.write(Array("first\n".utf8), to: "app")
        try target.write(Array("PEM".utf8), to: "key")
        #expect(ask(desk).bodyText.contains("first|PEM|Jane"))
        try target.write(Array("other".utf8), to: "app")
        #expect(ask(desk).bodyText.contains("other|PEM|Jane"))
        try target.write(Array("k9".utf8), to: "keys")
        #expect(ask(desk).status == 401)
        try FileManager.default.removeItem(atPath: target.path + "/keys")
        #expect(ask(desk).status == 503)
    }

    @Test("users follow the manifests that are published, and a broken manifest takes nobody else's")
    func users() throws {
        let desk = target.desk(limiter: RateLimiter(burst: 100))
        let bob = #"{"mobile_api_key":"k1","user_name":"Bob"}"#
        #expect(ask(desk, bob).status == 403)
        let later = sampleRelease(greeting: "Hi", users: ["Bob"])
        try target.publish(later)
        #expect(ask(desk, bob).status == 200)
        #expect(ask(desk).status == 200)
        try target.write(Array("{".utf8), to: "manifests/0123456789abcdef.json")
        #expect(ask(desk, bob).status == 200)
        try FileManager.default.removeItem(atPath: "\(target.path)/manifests/\(later.id).json")
        #expect(ask(desk, bob).status == 403)
    }

    @Test("a user who is declared and never rung may log in too")
    func declaredOnly() throws {
        let dee = #"{"mobile_api_key":"k1","user_name":"Dee"}"#
        #expect(ask(target.desk(), dee).status == 403)
        try target.publish(sampleRelease(appUsers: ["Dee", "Jane"]))
        #expect(ask(target.desk(), dee).status == 200)
        #expect(ask(target.desk(), #"{"mobile_api_key":"k1","user_name":"Joe"}"#).status == 200)
    }

    @Test("origins that are allowed get CORS headers, others none")
    func origins() {
        let desk = target.desk(origins: ["https://agents.acme.example"])
        let right = ask(desk, origin: "https://agents.acme.example")
        #expect(right.status == 200)
        #expect(right.header("access-control-allow-origin") == "https://agents.acme.example")
        #expect(right.header("vary") == "Origin")
        let preflight = ask(desk, "", .options, origin: "https://agents.acme.example")
        #expect(preflight.status == 204)
        #expect(preflight.header("access-control-allow-methods") == "POST")
        #expect(preflight.header("access-control-allow-headers") == "Content-Type")
        for origin in ["https://evil.example", "https://agents.acme.example.evil.example", "null", nil] {
            #expect(ask(desk, origin: origin).header("access-control-allow-origin") == nil)
            #expect(ask(desk, "", .options, origin: origin).header("access-control-allow-methods") == nil)
        }
    }

    @Test("each address has so many requests, and gets them back with time")
    func rates() {
        let desk = target.desk(limiter: RateLimiter(burst: 3, perSecond: 0.5))
        for _ in 1...3 { #expect(ask(desk).status == 200) }
        let refused = ask(desk)
        #expect(refused.status == 429)
        #expect(refused.header("retry-after") == "2")
        #expect(ask(desk, address: "192.0.2.2").status == 200)
        #expect(ask(desk, at: 1_001).status == 429)
        #expect(ask(desk, at: 1_002).status == 200)
        #expect(ask(desk, at: 500).status == 429, "a clock that was set back gives nothing")
    }

    @Test("each key has so many requests, wherever they come from; a wrong one has none to lose")
    func keyRates() {
        let desk = target.desk(keyLimiter: RateLimiter(burst: 2, perSecond: 0.5))
        for address in ["192.0.2.1", "192.0.2.2"] { #expect(ask(desk, address: address).status == 200) }
        let refused = ask(desk, address: "192.0.2.3")
        #expect(refused.status == 429)
        #expect(refused.header("retry-after") == "2")
        #expect(ask(desk, #"{"mobile_api_key":"k2","user_name":"Jane"}"#, address: "192.0.2.3").status == 200)
        #expect(ask(desk, #"{"mobile_api_key":"k3","user_name":"Jane"}"#, address: "192.0.2.3").status == 401)
        #expect(ask(desk, address: "192.0.2.3", at: 1_002).status == 200)
    }

    @Test("tokens hold as long as the operator says")
    func lifetimes() {
        #expect(ask(target.desk(lifetime: 300)).bodyText.contains(#""expires_at":1300"#))
        #expect(ask(target.desk(lifetime: 300)).bodyText.contains("|Jane|300|1000"))
    }

    @Test("each refusal is a line in the log that names neither key nor user")
    func refusalsInTheLog() {
        let log = LogLines()
        let desk = target.desk(
            limiter: RateLimiter(burst: 5, perSecond: 0.1),
            keyLimiter: RateLimiter(burst: 2, perSecond: 0.1),
            logger: log.logger
        )
        for body in [
            #"{"mobile_api_key":"s3cret","user_name":"Jane"}"#, #"{"mobile_api_key":"k1","user_name":"Mallory"}"#, "[]",
            #"{"mobile_api_key":"k1","user_name":"Jane"}"#, #"{"mobile_api_key":"k1","user_name":"Jane"}"#, "",
        ] {
            _ = ask(desk, body)
        }
        #expect(
            log.lines == [
                "warning: login refused {reason: wrong API key, status: 401}",
                "warning: login refused {reason: no release has this user, status: 403}",
                "warning: login refused {reason: the body wants 'mobile_api_key' and 'user_name', status: 400}",
                "warning: login refused {reason: too many requests with one key, status: 429}",
                "warning: login refused {reason: too many requests from one address, status: 429}",
            ]
        )
        #expect(ask(target.desk(keys: .absent, logger: log.logger)).status == 503)
        #expect(log.lines.last == "error: login refused {reason: no API keys are configured, status: 503}")
    }

    @Test("behind a trusted proxy, and only there, each client has its own limit, whatever it writes")
    func proxies() {
        func desk(_ proxies: Set<String>) -> TokenDesk {
            target.desk(limiter: RateLimiter(burst: 1, perSecond: 0.01), proxies: proxies)
        }
        let trusting = desk(["192.0.2.1", "192.0.2.2"])
        #expect(ask(trusting, forwarded: "198.51.100.7").status == 200)
        #expect(ask(trusting, forwarded: "198.51.100.7").status == 429)
        #expect(ask(trusting, forwarded: "203.0.113.9, 198.51.100.7, 192.0.2.2").status == 429)
        #expect(ask(trusting, forwarded: "198.51.100.7, 203.0.113.9").status == 200)
        #expect(ask(trusting).status == 200)
        #expect(ask(trusting, forwarded: "").status == 429)
        let mapped = desk(["::FFFF:192.0.2.1", "2001:DB8:0:0::1"])
        #expect(ask(mapped, forwarded: "198.51.100.7, 2001:db8::1").status == 200, "however an address is written")
        #expect(ask(mapped, forwarded: "198.51.100.7").status == 429)
        #expect(ask(mapped, forwarded: "203.0.113.9").status == 200)
        let plain = desk([])
        #expect(ask(plain, forwarded: "198.51.100.7").status == 200)
        #expect(ask(plain, forwarded: "203.0.113.9").status == 429)
    }

    @Test(
        "a setting that no browser sends as its origin is found out",
        arguments: [
            ("https://agents.acme.example", true), ("http://localhost:5173", true), ("capacitor://localhost", true),
            ("https://[::1]:8443", true), ("https://192.0.2.1", true), ("https://agents.acme.example/", false),
            ("https://agents.acme.example/app", false), ("agents.acme.example", false), ("*", false), ("null", false),
            ("https://*.acme.example", false), ("HTTPS://acme.example", false), ("https://Acme.example", false),
            ("https://", false), ("", false), ("https://a b", false), ("https://a,https://b", false),
            ("https://acme.example:", false), ("https://user@acme.example", false),
        ]
    )
    func originSettings(_ text: String, _ isOrigin: Bool) {
        #expect(isWebOrigin(text) == isOrigin)
    }

    @Test("a manifest that is a symbolic link counts for nothing")
    func linkedManifest() throws {
        let outside = try PublishTarget()
        let other = sampleRelease(greeting: "Hi", users: ["Bob"])
        try outside.publish(other)
        try FileManager.default.createSymbolicLink(
            atPath: "\(target.path)/manifests/\(other.id).json",
            withDestinationPath: "\(outside.path)/manifests/\(other.id).json"
        )
        #expect(ask(target.desk(), #"{"mobile_api_key":"k1","user_name":"Bob"}"#).status == 403)
    }

    @Test("the limiter forgets addresses before it remembers too many")
    func manyAddresses() {
        let limiter = RateLimiter(burst: 1, perSecond: 1, addressLimit: 10)
        for index in 0..<1_000 {
            #expect(limiter.wait(for: "a\(index)", at: WallTime(seconds: 0)) == nil)
        }
        #expect(limiter.rememberedCount <= 10)
    }
}
