import Foundation
import JSONTree
import Testing
import VonageAPI

@testable import Hosting

@Suite("Login tokens")
struct VonageTokenIssuerTests {
    private func bytes(_ part: Substring) throws -> [UInt8] {
        var text = part.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        return Array(try #require(Data(base64Encoded: text)))
    }

    @Test("a token is signed with the key of the file, and names application, user and times")
    func signs() throws {
        let issuer = VonageTokenIssuer()
        // The second key takes the place of the first.
        for key in [try ApplicationKey(), try ApplicationKey()] {
            let token = try issuer.clientToken(
                applicationID: "00000000-0000-4000-8000-000000000001",
                privateKeyPEM: key.pem.reveal(),
                user: "Jane",
                lifetime: 3_600,
                now: 1_000
            )
            let parts = token.split(separator: ".")
            try #require(parts.count == 3)
            let signed = Array("\(parts[0]).\(parts[1])".utf8)
            #expect(key.publicKey.isValid(signature: try bytes(parts[2]), of: signed))
            let claims = try JSONValue(parsing: try bytes(parts[1]))
            #expect(claims["application_id"] == "00000000-0000-4000-8000-000000000001")
            #expect(claims["sub"] == "Jane")
            #expect(claims["iat"] == 1_000)
            #expect(claims["exp"] == 4_600)
        }
    }

    @Test(
        "a key that is none is an error that does not show it",
        arguments: ["secret-text", "", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"]
    )
    func badKey(_ text: String) {
        let error = #expect(throws: (any Error).self) {
            try VonageTokenIssuer().clientToken(
                applicationID: "a",
                privateKeyPEM: text,
                user: "Jane",
                lifetime: 60,
                now: 0
            )
        }
        let shown = error.map { "\($0)" } ?? ""
        #expect(!shown.isEmpty && !shown.contains("secret-text") && !shown.contains("c2VjcmV0"))
    }
}
