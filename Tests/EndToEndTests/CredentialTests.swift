import Foundation
import JSONTree
import Testing

@Suite("credentials and keys")
struct CredentialTests {
    /// The programs, told alike of what is missing.
    private func expectRefusal(
        _ site: Site,
        _ error: String,
        environment: [String: String],
        applyOnly: Bool = false,
        code: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        var results = [try await site.apply(environment: environment)]
        if !applyOnly { results.append(try await site.plan(environment: environment)) }
        for result in results {
            #expect(result.status == 1, sourceLocation: sourceLocation)
            #expect(
                result.errors.contains("error\(code): \(error)"),
                "\(result.errors)",
                sourceLocation: sourceLocation
            )
            #expect(result.errors.contains("\n  help: "), sourceLocation: sourceLocation)
            try await expectNoSecrets(result, sourceLocation: sourceLocation)
        }
        #expect(try await site.account.mutationCount() == 0, sourceLocation: sourceLocation)
        #expect(try site.published().isEmpty, sourceLocation: sourceLocation)
    }

    @Test("missing and half credentials are named")
    func missing() async throws {
        let site = try await Site()
        try await expectRefusal(
            site,
            "there are no credentials for the Vonage account",
            environment: ["VONAGE_API_KEY": "", "VONAGE_API_SECRET": ""]
        )
        try await expectRefusal(
            site,
            "VONAGE_API_KEY is set, but VONAGE_API_SECRET is not",
            environment: ["VONAGE_API_SECRET": ""]
        )
        try await expectRefusal(
            site,
            "VONAGE_API_SECRET is set, but VONAGE_API_KEY is not",
            environment: ["VONAGE_API_KEY": " "]
        )
        #expect(try await site.account.requests().isEmpty)
    }

    @Test("a wrong secret is the platform's 401, with what to check")
    func wrong() async throws {
        let site = try await Site()
        try await expectRefusal(
            site,
            "cannot",
            environment: ["VONAGE_API_SECRET": "not-the-sandbox-secret"],
            code: "[CC8012]"
        )
        let result = try await site.plan(environment: ["VONAGE_API_KEY": "other"])
        #expect(result.errors.contains("the API key or secret is wrong (401)"))
        #expect(result.errors.contains("help: check VONAGE_API_KEY and VONAGE_API_SECRET"))
    }

    @Test("credentials come from ~/.vonage/config.json when the environment has none")
    func configFile() async throws {
        let site = try await Site()
        let home = site.folder.url.appending(path: "home/.vonage")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let config: JSONValue = [
            "apiKey": "sandbox", "apiSecret": "sandbox-secret", "privateKey": .string(site.privateKey.path),
        ]
        try Data(config.serializedBytes()).write(to: home.appending(path: "config.json"))
        let environment = [
            "HOME": home.deletingLastPathComponent().path, "VONAGE_API_KEY": "", "VONAGE_API_SECRET": "",
            "VONAGE_PRIVATE_KEY": "",
        ]
        #expect(try await site.plan("--detailed-exitcode", environment: environment).status == 2)
        #expect(try await site.apply(environment: environment).status == 0)
        try await site.expectNothingToDo()
    }

    @Test("without a private key users are not compared, and an apply that must make them is refused")
    func noKey() async throws {
        let site = try await Site()
        let none = ["VONAGE_PRIVATE_KEY": ""]
        try await expectRefusal(
            site,
            "users are to be made or changed, which needs the application's private key",
            environment: none,
            applyOnly: true
        )
        #expect(try await site.plan(environment: none).status == 0)
        try await site.applied()
        let plan = try await site.plan("--detailed-exitcode", environment: none)
        #expect(plan.status == 0)
        #expect(plan.output.contains("Unmanaged: none. Users: not compared (no private key).\n"))
        // What concerns no user can be applied all the same.
        try site.edit(("  public_key: keys/app.pub", "  region: eu-west\n  public_key: keys/app.pub"))
        #expect(try await site.apply(environment: none).status == 0)
        try await site.expectNothingToDo()
        // A new release may ring users, who must be looked for first.
        try site.edit(
            ("press 1, or,", "press one, or,"),
            ("  public_key: keys", "  region: eu-west\n  public_key: keys")
        )
        let release = try await site.apply(environment: none)
        #expect(release.status == 1)
        #expect(release.errors.contains("help: set VONAGE_PRIVATE_KEY"))
    }

    @Test("the key may be in the variable itself, with its line ends written as in JSON or not")
    func inlineKey() async throws {
        let site = try await Site()
        let pem = try await KeyPair.first.value.privatePEM
        #expect(try await site.apply(environment: ["VONAGE_PRIVATE_KEY": pem]).status == 0)
        let plan = try await site.plan(
            "--detailed-exitcode",
            environment: ["VONAGE_PRIVATE_KEY": pem.replacing("\n", with: "\\n")]
        )
        #expect(plan.status == 0)
        #expect(!plan.output.contains("not compared"))
    }

    @Test("a key of another pair is refused, and compares no users")
    func otherKey() async throws {
        let site = try await Site()
        let other = ["VONAGE_PRIVATE_KEY": try await KeyPair.second.value.privatePEM]
        try await expectRefusal(
            site,
            "VONAGE_PRIVATE_KEY does not belong to the project's 'app.public_key'",
            environment: other,
            applyOnly: true
        )
        try await site.applied()
        let plan = try await site.plan("--detailed-exitcode", environment: other)
        #expect(plan.status == 0)
        #expect(
            plan.output.contains("not compared (VONAGE_PRIVATE_KEY does not belong to the live application)")
        )
    }

    @Test("a private key that is missing, unreadable or none is named, not shown")
    func brokenKey() async throws {
        let site = try await Site()
        try await expectRefusal(
            site,
            "the private key 'nowhere.pem' cannot be read",
            environment: ["VONAGE_PRIVATE_KEY": "nowhere.pem"]
        )
        let pem = try await KeyPair.first.value.privatePEM
        for broken in [
            String(pem.prefix(900)), try await KeyPair.first.value.publicPEM,
            "-----BEGIN PRIVATE KEY-----\nTWFueSBoYW5kcw==\n-----END PRIVATE KEY-----\n",
        ] {
            try await expectRefusal(
                site,
                "VONAGE_PRIVATE_KEY holds no usable private key",
                environment: ["VONAGE_PRIVATE_KEY": broken]
            )
        }
        try Data([0, 255, 10]).write(to: site.privateKey)
        try await expectRefusal(site, "\(site.privateKey.path) holds no usable private key", environment: [:])
        #expect(try await site.account.requests().isEmpty)
    }

    @Test("a new application needs a public key that is named and there")
    func publicKey() async throws {
        let site = try await Site()
        try site.edit(("  public_key: keys/app.pub              # made by `ccplan keygen`\n", ""))
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(result.errors.contains("error[CC8004]: a new application needs 'app.public_key'"))
        }
        try site.edit()
        try FileManager.default.removeItem(at: site.project.appending(path: "keys/app.pub"))
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(result.errors.contains("error[CC2008]: the public key file 'keys/app.pub' is not there"))
        }
        try Data("no key".utf8).write(to: site.project.appending(path: "keys/app.pub"))
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            #expect(result.errors.contains("CC2008"), "\(result.errors)")
        }
        // The private half in place of the public one is not sent anywhere.
        try Data(try await KeyPair.first.value.privatePEM.utf8)
            .write(to: site.project.appending(path: "keys/app.pub"))
        for result in [try await site.plan(), try await site.apply()] {
            #expect(result.status == 1)
            try await expectNoSecrets(result)
        }
        #expect(try await site.account.mutationCount() == 0)
        #expect(try site.published().isEmpty)
    }
}
