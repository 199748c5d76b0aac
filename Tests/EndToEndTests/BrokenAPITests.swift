import Foundation
import Glibc
import JSONTree
import Testing

/// A way in which an API is dead or half dead, and what is said about it.
struct Trouble: Sendable, CustomTestStringConvertible {
    let testDescription: String

    /// Of the emulator; nil: nobody listens.
    var fault: JSONValue?

    /// What the error's line has.
    let says: String

    /// A server that echoes what it was sent shows the secret to whoever prints its words.
    static let echo = "sandbox-secret c2FuZGJveDpzYW5kYm94LXNlY3JldA=="

    private static func status(
        _ status: Int,
        _ says: String,
        headers: JSONValue = [:],
        body: JSONValue = ["title": "No", "detail": .string(echo)]
    ) -> Trouble {
        Trouble(
            testDescription: "status \(status)",
            fault: ["action": "status", "status": .integer(status), "headers": headers, "body": body],
            says: says
        )
    }

    static let all = [
        Trouble(testDescription: "refused", says: "cannot connect to '127.0.0.1:9'"),
        Trouble(testDescription: "reset", fault: ["action": "drop-before"], says: "closed the connection"),
        Trouble(testDescription: "hanging", fault: ["action": "hang-before"], says: "did not answer"),
        Trouble(testDescription: "truncated", fault: ["action": "truncate"], says: "closed the connection"),
        Trouble(
            testDescription: "half a JSON",
            fault: ["action": "status", "status": 200, "body": "{\"_embedded\": {\"appl"],
            says: "the answer cannot be used: it is cut off after 20 bytes"
        ),
        Trouble(
            testDescription: "HTML, status 200",
            fault: ["action": "html"],
            says: "the answer (200, text/html; charset=utf-8) is not JSON"
        ),
        Trouble(
            testDescription: "HTML, status 404",
            fault: ["action": "html", "status": 404],
            says: "the answer (404, text/html; charset=utf-8) is not JSON"
        ),
        Trouble(
            testDescription: "HTML, status 502",
            fault: ["action": "html", "status": 502],
            says: "the platform has trouble (502)"
        ),
        Trouble(
            testDescription: "an error code in 200",
            fault: [
                "action": "status", "status": 200,
                "body": ["error-code": "420", "error-code-label": .string(echo)],
            ],
            says: "the platform refuses it: "
        ),
        Trouble(
            testDescription: "another JSON",
            fault: ["action": "status", "status": 200, "body": "[1, 2]"],
            says: "the answer cannot be used"
        ),
        status(
            302,
            "the answer is a redirect (302), which is not followed",
            headers: ["Location": "http://127.0.0.1:9/"]
        ),
        status(400, "the platform refuses it: "),
        status(401, "(401): No"),
        status(403, "the account is not allowed to: No"),
        status(429, "too many requests (429): No", headers: ["Retry-After": "7"]),
        status(500, "the platform has trouble (500): No"),
        status(503, "the platform has trouble (503): No", headers: ["Retry-After": "3600"]),
    ]

    /// The fault for so many requests that match.
    func fault(_ match: JSONValue) -> JSONValue? {
        guard var fault = fault?.objectValue else { return nil }
        fault["match"] = match
        fault["times"] = 1_000
        return .object(fault)
    }
}

@Suite("dead and half-dead APIs")
struct BrokenAPITests {
    /// One line, what to do, and no secret.
    private func expectError(
        _ result: ProgramResult,
        _ trouble: Trouble,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(result.status == 1, sourceLocation: sourceLocation)
        // Refused access has a page of its own.
        #expect(
            ["error: cannot ", "error[CC8012]: cannot ", "error[CC8013]: cannot "].contains {
                result.errors.hasPrefix($0)
            },
            "\(result.errors)",
            sourceLocation: sourceLocation
        )
        #expect(result.errors.contains(trouble.says), "\(result.errors)", sourceLocation: sourceLocation)
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 2, "\(result.errors)", sourceLocation: sourceLocation)
        #expect(
            lines.dropFirst().allSatisfy { $0.hasPrefix("  help: ") },
            "\(result.errors)",
            sourceLocation: sourceLocation
        )
        try await expectNoSecrets(result, sourceLocation: sourceLocation)
    }

    @Test("a read that fails is one line, and nothing is published or changed", arguments: Trouble.all)
    func reading(_ trouble: Trouble) async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges)
        let files = try site.published()
        let outline = try await site.outline()
        for path in trouble.fault == nil ? [""] : ["/v2/applications", "/account/numbers", "/v1/users"] {
            try await site.account.clearFaults()
            if let fault = trouble.fault(["path": .string(path)]) { try await site.account.add(fault: fault) }
            let environment = trouble.fault == nil ? ["VONAGE_API_URL": "http://127.0.0.1:9"] : [:]
            let out = site.folder.url.appending(path: "plan.json")
            try await expectError(
                try await site.plan("--timeout", "1", "--out", out.path, environment: environment),
                trouble
            )
            #expect(!FileManager.default.fileExists(atPath: out.path))
            try await expectError(try await site.apply("--timeout", "1", environment: environment), trouble)
        }
        #expect(try site.published() == files)
        #expect(try await site.outline() == outline)
    }

    @Test(
        "a write that fails is on the receipt, and another run goes on from there",
        arguments: Trouble.all.dropFirst()
    )
    func writing(_ trouble: Trouble) async throws {
        let site = try await Site()
        for path in ["/v2/applications", "/v1/users", "/number"] {
            let fault = try #require(trouble.fault(["path": .string(path), "mutating": true]))
            try await site.account.add(fault: fault)
            let before = try await site.account.state()["applications"]?.arrayValue?.count
            let result = try await site.apply("--timeout", "1")
            // A lost answer to what was done is looked for, and found, in the same run.
            if result.status != 0 || trouble.testDescription != "truncated" {
                #expect(result.status == 1)
                #expect(result.output.contains(/\n {2}(failed|unknown)\b/), "\(result.output)")
                #expect(result.output.contains("Run ccapply again to go on from here."))
            }
            try await expectNoSecrets(result)
            try await site.account.clearFaults()
            // Whatever became of it, the account holds no half object and nothing twice.
            let after = try await site.account.state()["applications"]?.arrayValue?.count ?? 0
            #expect(after == before || after == (before ?? 0) + 1)
        }
        try await site.applied()
        try await site.expectNothingToDo()
        #expect(try await site.account.state()["applications"]?.arrayValue?.count == 1)
    }

    @Test("a passing trouble is waited out in the same run", arguments: [429, 503])
    func passing(_ status: Int) async throws {
        let site = try await Site()
        try await site.account.add(
            fault: ["action": "status", "status": .integer(status), "times": 2, "headers": ["Retry-After": "0"]]
        )
        try await site.applied()
        try await site.account.add(
            fault: [
                "action": "status", "status": .integer(status), "headers": ["Retry-After": "0"],
                "match": ["mutating": true],
            ]
        )
        try site.edit(("  public_key: keys/app.pub", "  region: eu-west\n  public_key: keys/app.pub"))
        try await site.applied()
        try await site.expectNothingToDo()
    }

    @Test(
        "a URL that is no API is one line",
        arguments: [
            "ftp://127.0.0.1/", "http://", "127.0.0.1:80", "https://sandbox:sandbox-secret@api.example/", "http://a b/",
        ]
    )
    func noURL(_ url: String) async throws {
        let site = try await Site()
        let result = try await site.plan(environment: ["VONAGE_API_URL": url])
        #expect(result.status == 1)
        #expect(result.errors.contains("is not the base URL of an API\n  help: "), "\(result.errors)")
        try await expectNoSecrets(result)
    }

    @Test("a host without a name, and a server that speaks no TLS")
    func network() async throws {
        let site = try await Site()
        let unresolved = try await site.plan("--timeout", "2", environment: ["VONAGE_API_URL": "http://api.invalid"])
        #expect(unresolved.status == 1)
        #expect(unresolved.errors.contains("help: check the network, and VONAGE_API_URL if it is set"))
        let plain = try await site.plan(
            "--timeout",
            "2",
            environment: ["VONAGE_API_URL": site.account.url.replacing("http:", with: "https:")]
        )
        #expect(plain.status == 1)
        #expect(plain.errors.contains("help: check the machine's certificates and clock"), "\(plain.errors)")
        try await expectNoSecrets(plain)
    }
}
