import Foundation
import Testing
import VonageAPI

@Suite struct CredentialsTests {
    private func load(_ environment: [String: String], _ config: String? = nil) throws(CredentialError) -> Credentials {
        try Credentials.load(environment: environment, configFile: config.map { Array($0.utf8) })
    }

    private func loadFailure(_ environment: [String: String], _ config: String? = nil) -> CredentialError? {
        do throws(CredentialError) {
            _ = try load(environment, config).requireAPI()
            return nil
        } catch {
            return error
        }
    }

    private let file =
        #"{"apiKey": "filekey", "apiSecret": "filesecret", "privateKey": "/k.pem", "appId": "A-B", "x": 1}"#

    @Test("the environment comes first, then the file of Vonage's own tools")
    func order() throws {
        let both = try load(["VONAGE_API_KEY": "k", "VONAGE_API_SECRET": " s\n"], file)
        #expect(both.api == APICredentials(key: "k", secret: Secret("s")))
        #expect(both.privateKey == .path("/k.pem"))
        #expect(both.applicationID == "ab")
        let fileOnly = try load(["VONAGE_API_KEY": "", "VONAGE_API_URL": "http://localhost:1"], file)
        #expect(fileOnly.api == APICredentials(key: "filekey", secret: Secret("filesecret")))
        #expect(fileOnly.apiURL == "http://localhost:1")
        let sameKey = try load(["VONAGE_API_KEY": "filekey"], file)
        #expect(sameKey.api?.secret == Secret("filesecret"))
    }

    @Test(
        "a half pair is said precisely",
        arguments: [
            (["VONAGE_API_KEY": "k"], nil, "VONAGE_API_SECRET"),
            (["VONAGE_API_SECRET": "s"], nil, "VONAGE_API_KEY"),
            (["VONAGE_API_KEY": "other"], #"{"apiKey": "k", "apiSecret": "s"}"#, "VONAGE_API_SECRET"),
            ([:], #"{"apiKey": "k"}"#, "'apiSecret'"),
            ([:], #"{"apiSecret": "k"}"#, "'apiKey'"),
        ] as [([String: String], String?, String)]
    )
    func partial(environment: [String: String], config: String?, missing: String) throws {
        let error = try #require(loadFailure(environment, config))
        guard case .partial = error else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(
            error.describe().summary.contains("no \(missing)") || error.describe().summary.contains("\(missing) is not")
        )
    }

    @Test("nothing at all names both variables, and a file that cannot be used", arguments: [nil, "{", "[]", "", "{}"])
    func missing(config: String?) throws {
        let error = try #require(loadFailure([:], config))
        guard case .missing(let defect) = error else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect((defect == nil) == (config == nil || config == "{}"))
        #expect(error.describe().help == "set VONAGE_API_KEY and VONAGE_API_SECRET")
    }

    @Test("a private key in another form is not taken for a path, which errors would show")
    func keyInAnotherForm() throws {
        let lines = KeyFixtures.privatePKCS8.split(separator: "\n")
        let base64 = Data(KeyFixtures.privatePKCS8.utf8).base64EncodedString()
        for text in [base64, lines.dropFirst().dropLast().joined(separator: "\n")] {
            let credentials = try load(["VONAGE_PRIVATE_KEY": text])
            #expect(throws: CredentialError.badKey(place: "VONAGE_PRIVATE_KEY", .notPEM(expected: .privateKey))) {
                try credentials.applicationKey { _ in throw Missing() }
            }
        }
    }

    @Test("a private key is a PEM, also with escaped line ends, or the path of one")
    func privateKey() throws {
        func key(_ value: String) throws -> ApplicationKey? {
            try load(["VONAGE_PRIVATE_KEY": value]).applicationKey { path in
                guard path == "/there" else { throw Missing() }
                return Array(KeyFixtures.privatePKCS8.utf8)
            }
        }
        let expected = try ApplicationPublicKey(pem: KeyFixtures.publicSPKI)
        #expect(try key(KeyFixtures.privatePKCS8)?.publicKey == expected)
        #expect(try key(KeyFixtures.privatePKCS8.replacing("\n", with: "\\n"))?.publicKey == expected)
        #expect(try key("/there")?.publicKey == expected)
        #expect(throws: CredentialError.unreadableKeyFile(path: "/gone", reason: "Missing()")) { try key("/gone") }
        #expect(throws: CredentialError.badKey(place: "VONAGE_PRIVATE_KEY", .otherHalf(expected: .privateKey))) {
            try key(KeyFixtures.publicSPKI)
        }
        #expect(try load([:]).applicationKey { _ in [] } == nil)
    }

    @Test("no way of printing shows a secret")
    func redaction() throws {
        let credentials = try load([
            "VONAGE_API_KEY": "k", "VONAGE_API_SECRET": testSecret, "VONAGE_SIGNATURE_SECRET": "Signatur-99",
            "VONAGE_PRIVATE_KEY": KeyFixtures.privatePKCS8,
        ])
        let key = try ApplicationKey(pem: KeyFixtures.privatePKCS8)
        let texts = allTexts(credentials) + allTexts(Secret(testSecret)) + allTexts([key.pem])
        #expect(!texts.contains(testSecret))
        #expect(!texts.contains("Signatur-99"))
        #expect(!texts.contains("PRIVATE KEY"))
        #expect(credentials.signatureSecret?.reveal() == "Signatur-99")
    }
}

@Suite struct APIEndpointsTests {
    @Test(
        "one base URL serves all APIs, slashes at its end or not",
        arguments: ["http://h:1", "http://h:1/", "http://h:1//"]
    )
    func base(text: String) {
        let endpoints = APIEndpoints(base: text)
        #expect(endpoints?.api == "http://h:1")
        #expect(endpoints?.numbers == "http://h:1")
    }

    @Test(
        "what is no base URL is refused",
        arguments: ["", "h:1", "ftp://h", "http://", "http://h?x", "http://a b", "http://u@h"]
    )
    func noBase(text: String) {
        #expect(APIEndpoints(base: text) == nil)
    }

    @Test("an application's id is the same without hyphens and in capitals")
    func applicationID() {
        #expect(ApplicationID("AAAA-bb") == ApplicationID("aaaabb"))
        #expect(ApplicationID("aaaa-bb").hashValue == ApplicationID("AAAABB").hashValue)
        #expect(ApplicationID("AAAA-bb").text == "AAAA-bb")
    }
}
