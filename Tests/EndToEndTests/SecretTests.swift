import Foundation
import JSONTree
import Testing

/// Every secret that a run uses, looked for in everything that a run leaves behind.
@Suite("secrets stay secret")
struct SecretTests {
    /// With blanks, signs and letters that are written differently wherever they are encoded.
    private static let password = "pä ss+w/0rd?=&%-Geheim"

    private static let users = """
        users:
          Ann:
            display_name: Ann
            channels:
              sip: [{uri: "sip:ann@pbx.example", username: ann, password: {secret: ANN_PASSWORD}}]
        agents:
          Jane:

        """

    @Test("spellings find a secret in the midst of other text")
    func finding() {
        for before in ["", "a", "ab", "abc"] {
            let text = Data("\(before)\(Self.password)xyz".utf8).base64EncodedString()
            #expect(spellings(of: Self.password).contains { text.contains($0) }, "\(before)")
        }
        #expect(spellings(of: "a b/c").contains("a%20b%2Fc"))
    }

    @Test(
        "in output, errors, plans, receipts and published files of runs that work and of runs that do not",
        arguments: [nil, "status", "html", "drop-after", "truncate"]
    )
    func everywhere(_ action: String?) async throws {
        let site = try await Site()
        try site.edit(("agents:\n  Jane:\n", Self.users))
        let environment = ["ANN_PASSWORD": Self.password]
        if let action {
            // A server that says back what each request was sent with.
            let echo = "sandbox-secret c2FuZGJveDpzYW5kYm94LXNlY3JldA=="
            try await site.account.add(fault: [
                "action": .string(action), "status": 400, "times": 1_000,
                "match": ["path": "/v1/users", "mutating": true],
                "body": ["title": .string(echo), "detail": .string(echo)],
            ])
        }
        let saved = site.folder.url.appending(path: "plan.json")
        let key = try String(contentsOf: site.privateKey, encoding: .utf8)
        var texts: [String] = []
        for environment in [environment, environment.merging(["VONAGE_PRIVATE_KEY": key]) { $1 }] {
            for result in [
                try await site.plan("--format", "json", environment: environment),
                try await site.plan("--out", saved.path, environment: environment),
                try await site.apply("--format", "json", environment: environment),
                try await site.apply(environment: environment),
                // Changed: both values are compared, neither is shown.
                try await site.plan(
                    environment: environment.merging(["ANN_PASSWORD": "other-\(Self.password)"]) { $1 }
                ),
            ] { texts += [result.output, result.errors] }
        }
        if action == nil {
            let state = try await site.account.state().serialized()
            #expect(state.contains("Geheim"), "the platform has it, so that the rest of the test can fail")
        }
        if let text = try? String(contentsOf: saved, encoding: .utf8) { texts.append(text) }
        texts += try site.published().values.map { String(decoding: $0, as: UTF8.self) }
        for text in texts {
            try await expectNoSecrets(text, and: [Self.password])
        }
    }

    @Test(
        "nor in what snapshots, imports, reports of drift, purchases, rollbacks, lists of releases and destroys print and write",
        arguments: [nil, "status", "html", "drop-after"]
    )
    func otherCommands(_ action: String?) async throws {
        let site = try await Site()
        let environment = ["ANN_PASSWORD": Self.password]
        let greeting = (old: "Thank you for calling my contact center.", new: "Hello.")
        let searching = (
            old: "  custom:\n    number: +44 20 7946 0003\n",
            new:
                "  us:\n    search: {country: US}\n    inbound: {menu: main}\n  custom:\n    number: +44 20 7946 0003\n"
        )
        /// Two releases, so that there is one to go back to.
        func live() async throws {
            for edits in [[], [greeting]] {
                try site.edit([("agents:\n  Jane:\n", Self.users)] + edits)
                let result = try await site.apply(environment: environment)
                try #require(result.status == 0, "\(result.errors)")
            }
            #expect(try await site.account.state().serialized().contains("Geheim"))
        }
        try await live()
        if let action {
            let echo = "sandbox-secret c2FuZGJveDpzYW5kYm94LXNlY3JldA=="
            // The first request is answered, so that a program gets beyond it.
            try await site.account.add(fault: [
                "action": .string(action), "status": 400, "times": 1_000, "skip": 1,
                "body": ["title": .string(echo), "detail": .string(echo)],
            ])
        }
        let key = try String(contentsOf: site.privateKey, encoding: .utf8)
        var results: [ProgramResult] = []
        for (round, more) in [environment, environment.merging(["VONAGE_PRIVATE_KEY": key]) { $1 }].enumerated() {
            let imported = site.folder.url.appending(path: "imported-\(round)").path
            let snapshot = site.folder.url.appending(path: "live-\(round).json").path
            let name = "Contact Center Quickstart"
            let patience = action == nil ? "120" : "1"
            let slow = ["--rate", "off", "--timeout", patience]
            try site.edit(("agents:\n  Jane:\n", Self.users), greeting)
            for arguments in [
                ["snapshot", "--out", snapshot] + slow,
                ["plan", "--live", snapshot, "--format", "json"],
                ["drift", "--live", snapshot],
                ["drift", "--format", "json"] + slow,
                ["drift"] + slow,
                ["import", "--app-name", name, "--out", imported, "--fetch-answers"] + slow,
            ] { results.append(try await site.ccplan(arguments, environment: more)) }
            try site.edit(("agents:\n  Jane:\n", Self.users), greeting, searching)
            results.append(try await site.buy("--timeout", patience, environment: more))
            results.append(try await site.buy("--format", "json", "--timeout", patience, environment: more))
            for arguments in [
                ["releases"] + slow, ["releases", "--format", "json"] + slow,
                ["rollback", "--auto-approve", "--receipt", "rollback.json", "--format", round == 0 ? "text" : "json"]
                    + slow,
                [
                    "destroy", "--confirm", name, "--receipt", "destroy.json", "--format",
                    round == 0 ? "text" : "markdown",
                ]
                    + slow,
            ] { results.append(try await site.launch(arguments, environment: more).result()) }
            if action == nil, round == 0 { try await live() }
        }
        if action == nil {
            #expect(results.filter { $0.status == 1 }.isEmpty, "\(results.filter { $0.status == 1 })")
        } else {
            #expect(results.filter { $0.status == 1 }.count > 6, "the trouble came to them")
        }
        for result in results { try await expectNoSecrets(result, and: [Self.password]) }
        for (path, content) in try contents(of: site.folder.url) where path != "app.pem" {
            try await expectNoSecrets(String(decoding: content, as: UTF8.self), and: [Self.password])
        }
    }
}
