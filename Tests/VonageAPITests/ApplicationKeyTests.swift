import FoundationEssentials
import JSONTree
import Testing
import VonageAPI

@Suite struct ApplicationKeyTests {
    @Test("a new key comes back from its PEM, and its halves belong together")
    func roundTrip() throws {
        let key = try ApplicationKey()
        let pem = key.pem.reveal()
        #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(pem.hasSuffix("-----END PRIVATE KEY-----\n"))
        #expect(try ApplicationKey(pem: pem).publicKey == key.publicKey)
        #expect(key.publicKey.pem.hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
        #expect(key.publicKey.pem.hasSuffix("-----END PUBLIC KEY-----\n"))
        #expect(try ApplicationPublicKey(pem: key.publicKey.pem) == key.publicKey)
        #expect(try ApplicationKey().publicKey != key.publicKey)
    }

    @Test("both forms of both halves are the same key, however the text is wrapped")
    func forms() throws {
        let expected = try ApplicationPublicKey(pem: KeyFixtures.publicSPKI)
        #expect(try ApplicationPublicKey(pem: KeyFixtures.publicPKCS1) == expected)
        #expect(try ApplicationPublicKey(pem: "\n" + KeyFixtures.publicSPKI + "\n\n") == expected)
        #expect(try ApplicationPublicKey(pem: KeyFixtures.publicSPKI.replacing("\n", with: "\r\n")) == expected)
        #expect(try ApplicationKey(pem: KeyFixtures.privatePKCS8).publicKey == expected)
        #expect(try ApplicationKey(pem: KeyFixtures.privatePKCS1).publicKey == expected)
        #expect(expected.pem == KeyFixtures.publicSPKI)
    }

    @Test(
        "what is no public key is told apart",
        arguments: [
            (KeyFixtures.privatePKCS8, KeyError.otherHalf(expected: .publicKey)),
            (KeyFixtures.privatePKCS1, .otherHalf(expected: .publicKey)),
            (KeyFixtures.certificate, .certificate), (KeyFixtures.encrypted, .encrypted),
            (KeyFixtures.ellipticPublic, .unreadable(.publicKey)), (KeyFixtures.shortPublic, .tooShort),
            ("", .notPEM(expected: .publicKey)), ("ssh-rsa AAAA", .notPEM(expected: .publicKey)),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", .unreadable(.publicKey)),
            ("-----BEGIN DH PARAMETERS-----\n", .otherKind(label: "DH PARAMETERS", expected: .publicKey)),
        ]
    )
    func noPublicKey(pem: String, expected: KeyError) {
        #expect(throws: expected) { _ = try ApplicationPublicKey(pem: pem) }
    }

    @Test(
        "what is no private key is told apart",
        arguments: [
            (KeyFixtures.publicSPKI, KeyError.otherHalf(expected: .privateKey)),
            (KeyFixtures.publicPKCS1, .otherHalf(expected: .privateKey)),
            (KeyFixtures.certificate, .certificate), (KeyFixtures.encrypted, .encrypted),
            (KeyFixtures.ellipticPrivate, .unreadable(.privateKey)), (KeyFixtures.shortPrivate, .tooShort),
            (String(KeyFixtures.privatePKCS8.prefix(600)), .unreadable(.privateKey)),
        ]
    )
    func noPrivateKey(pem: String, expected: KeyError) {
        #expect(throws: expected) { _ = try ApplicationKey(pem: pem) }
    }
}

@Suite struct ApplicationTokenTests {
    private let key = try? ApplicationKey(pem: KeyFixtures.privatePKCS8)
    private let jti = UUID(uuidString: "F47AC10B-58CC-4372-A567-0E02B2C3D479")

    @Test("the tokens equal those that OpenSSL signs")
    func vectors() throws {
        let key = try #require(key)
        let jti = try #require(jti)
        let admin = try key.adminToken(applicationID: testApplication, now: 1_790_000_000, jti: jti)
        #expect(admin == KeyFixtures.adminToken)
        let client = try key.clientToken(
            applicationID: testApplication,
            user: "Jane",
            now: 1_790_000_000,
            lifetime: 3600,
            jti: jti
        )
        #expect(client == KeyFixtures.clientToken)
    }

    @Test(
        "each token has an id of its own, and a lifetime within what the platform takes",
        arguments: [(0, 30), (900, 900), (1 << 40, 86_400)]
    )
    func claims(lifetime: Int, expected: Int) throws {
        let key = try #require(key)
        let tokens = try (0..<2).map { _ in
            try key.clientToken(applicationID: "x", user: "Jané \"1\"", now: 1000, lifetime: lifetime)
        }
        #expect(tokens[0] != tokens[1])
        for token in tokens {
            let parts = token.split(separator: ".", omittingEmptySubsequences: false)
            #expect(parts.count == 3)
            let claims = try JSONValue(parsing: try #require(base64URLDecoded(String(parts[1]))))
            #expect(claims["sub"] == "Jané \"1\"")
            #expect(claims["exp"] == .integer(1000 + expected))
            #expect(claims["acl"]?["paths"]?.objectValue?.keys.count == 8)
            let signature = try #require(base64URLDecoded(String(parts[2])))
            let signed = Array("\(parts[0]).\(parts[1])".utf8)
            #expect(key.publicKey.isValid(signature: signature, of: signed))
            #expect(!key.publicKey.isValid(signature: signature, of: signed + [0]))
        }
    }
}

func base64URLDecoded(_ text: String) -> [UInt8]? {
    var standard = text.replacing("-", with: "+").replacing("_", with: "/")
    while standard.utf8.count % 4 != 0 { standard += "=" }
    return Data(base64Encoded: standard).map { Array($0) }
}
