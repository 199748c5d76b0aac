import Crypto
import Dialling
import Foundation
import JSONTree
import LoopbackServing
import Simulator
import Testing
import VonageAPI

@Suite("Signed webhooks")
struct WebhookSignerTests {
    private static let secret = "a signature secret"

    /// The token that a request with this body carries over the wire.
    private func token(_ method: Webhook.Method, body: String) async throws -> [String] {
        let server = try LoopbackServer { _, _ in .json("[]") }
        let signer = WebhookSigner(
            secret: Self.secret,
            apiKey: "sandbox",
            applicationID: "an-application",
            now: { 1_767_225_600 },
            makeID: { "an-id" }
        )
        let request = WebhookExchange(purpose: .event, method: method, url: server.base, body: Array(body.utf8))
        _ = await HTTPCallTransport(signer: signer).exchange(request)
        let header = try #require(server.received.first?.header("Authorization"))
        #expect(header.hasPrefix("Bearer "))
        return header.dropFirst("Bearer ".count).split(separator: ".").map { String($0) }
    }

    private func decoded(_ part: String) throws -> JSONValue {
        try JSONValue(parsing: Array(try bytes(part)))
    }

    private func bytes(_ part: String) throws -> Data {
        var text = part.replacing("-", with: "+").replacing("_", with: "/")
        while text.count % 4 != 0 { text += "=" }
        return try #require(Data(base64Encoded: text))
    }

    @Test("of several secrets the first signs")
    func rotation() {
        func token(_ secret: String) -> String {
            WebhookSigner(secret: secret, apiKey: nil, applicationID: nil, now: { 1 }, makeID: { "id" }).token(for: [])
        }
        #expect(token("new, old") == token("new"))
        #expect(token("new, old") != token("old"))
    }

    @Test("a POST is signed with the secret, and its claims name the account, the application and the body")
    func post() async throws {
        let parts = try await token(.post, body: #"{"status":"started"}"#)
        try #require(parts.count == 3)
        #expect(try decoded(parts[0]) == ["alg": "HS256", "typ": "JWT"])
        // The hash as sha256sum prints it.
        #expect(
            try decoded(parts[1]) == [
                "iat": 1_767_225_600, "jti": "an-id", "iss": "Vonage",
                "payload_hash": "80cc716298cac59828f6c78075b961b58d9308923cab2d0d43f29da9fb7ee4fc",
                "api_key": "sandbox", "application_id": "an-application",
            ]
        )
        let key = SymmetricKey(data: Data(Self.secret.utf8))
        let signed = Data("\(parts[0]).\(parts[1])".utf8)
        #expect(HMAC<SHA256>.isValidAuthenticationCode(try bytes(parts[2]), authenticating: signed, using: key))
    }

    @Test("a GET has no body, so its token has no hash of one")
    func get() async throws {
        let claims = try decoded(try await token(.get, body: "")[1])
        #expect(claims["payload_hash"] == nil)
        #expect(claims["iss"] == "Vonage")
    }
}
