import Foundation
import JSONTree
import Testing

@Suite("snapshots, and plans against them")
struct SnapshotTests {
    private func json(_ result: ProgramResult) throws -> JSONValue {
        try #require(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: Array(result.output.utf8))
    }

    @Test("a plan against a snapshot is the plan against the account, with no credential and no request")
    func samePlan() async throws {
        let site = try await Site()
        try await site.applied()
        try site.edit(manyChanges)
        let file = try await site.snapshot()
        let direct = try json(try await site.plan("--format", "json"))
        try await site.account.clearRequests()
        let result = try await site.ccplanWithoutCredentials(["plan", "--live", file.path, "--format", "json"])
        let plan = try json(result)
        #expect(plan["hash"] == direct["hash"])
        #expect(plan["steps"] == direct["steps"])
        #expect(plan["live"]?["kind"] == "snapshot")
        #expect(direct["live"] == nil)
        let text = try await site.ccplanWithoutCredentials(["plan", "--live", file.path, "--detailed-exitcode"])
        #expect(text.status == 2)
        #expect(text.output.contains(/\), against a snapshot taken just now \(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\)\n/))
        #expect(try await site.account.requests().isEmpty)
    }

    @Test("a plan made from a snapshot is applied to the account as it is by then")
    func applied() async throws {
        let site = try await Site()
        let snapshot = try await site.snapshot()
        let file = site.folder.url.appending(path: "plan.json")
        let planned = try await site.ccplanWithoutCredentials(["plan", "--live", snapshot.path, "--out", file.path])
        try #require(planned.status == 0, "\(planned.errors)")
        #expect(try await site.apply(file.path).status == 0)
        try await site.expectNothingToDo()
    }

    @Test("without a private key users are not in it, and not compared")
    func withoutKey() async throws {
        let site = try await Site()
        try await site.applied()
        let file = try await site.snapshot(environment: ["VONAGE_PRIVATE_KEY": ""])
        let plan = try await site.ccplanWithoutCredentials(["plan", "--live", file.path])
        #expect(plan.status == 0)
        #expect(plan.output.hasSuffix("Users: not compared (not in the snapshot: no private key).\n"))
    }

    @Test("no secret of the account is in a snapshot, a plan, a report, an import, or anything printed")
    func noSecrets() async throws {
        let site = try await Site()
        try await site.applied()
        try await site.plantSecrets()
        try site.edit(
            (
                "agents:\n  Jane:\n",
                """
                users:
                  Jane:
                    display_name: Jane Doe
                    channels: {sip: [{uri: "sip:jane@pbx.example", username: {secret: JANE_NAME}, password: {secret: JANE}}]}
                agents:
                  Jane:

                """
            )
        )
        let environment = ["JANE_NAME": plantedSecrets[0], "JANE": plantedSecrets[1]]
        let file = try await site.snapshot(environment: environment)
        let imported = site.folder.url.appending(path: "imported")
        let saved = site.folder.url.appending(path: "plan.json")
        let commands = [
            ["snapshot", "--out", file.path, "--rate", "off"], ["plan", "--out", saved.path, "--rate", "off"],
            ["plan", "--live", file.path], ["plan", "--live", file.path, "--format", "json"], ["show", saved.path],
            ["drift", "--rate", "off"], ["drift", "--live", file.path, "--format", "json"],
            ["import", "--app-name", "Contact Center Quickstart", "--out", imported.path, "--rate", "off"],
        ]
        for arguments in commands {
            for variables in [environment, [:]] where variables.isEmpty || arguments[0] != "import" {
                let result = try await site.ccplan(arguments, environment: variables)
                #expect([0, 2].contains(result.status), "\(arguments): \(result.errors)")
                expectNoPlantedSecrets(result.output + result.errors)
                try await expectNoSecrets(result)
            }
        }
        let files = try contents(of: imported)
        #expect(files.count == 2)
        for data in try Array(files.values) + [Data(contentsOf: file), Data(contentsOf: saved)] {
            let text = String(decoding: data, as: UTF8.self)
            expectNoPlantedSecrets(text)
            try await expectNoSecrets(ProgramResult(status: 0, output: text, errors: ""))
        }
        let hidden = try await site.ccplan(["plan", "--live", file.path], environment: environment)
        #expect(
            hidden.output.contains(
                "Not compared, since the snapshot does not have it:\n      user.Jane: channels.sip\n"
            )
        )
        // The account itself has what the environment says; the test would notice if nothing had been compared.
        let direct = try await site.plan(environment: ["JANE_NAME": plantedSecrets[0], "JANE": "another"])
        #expect(direct.output.contains("(hidden, changed)"))
    }

    @Test("a snapshot that is none, or was taken for another application, is refused in two lines")
    func refused() async throws {
        let site = try await Site()
        try await site.applied()
        try await site.changeAccount(
            (
                #""applications":["#,
                #""applications":[{"id":"11111111-2222-4333-8444-555555555555","name":"Other","capabilities":{}},"#
            )
        )
        let file = try await site.snapshot()
        let text = try String(contentsOf: file, encoding: .utf8)
        let cases = [
            ("", "is not JSON"), ("{}", "this is not a snapshot of an account"),
            (text.replacing("\"version\": 1", with: "\"version\": 9"), "the snapshot has format 9"),
            (text.replacing("\"api\"", with: "\"ipa\""), "the snapshot is damaged: 'api' is missing or wrong"),
        ]
        for (text, error) in cases {
            try Data(text.utf8).write(to: file)
            let result = try await site.ccplanWithoutCredentials(["plan", "--live", file.path])
            #expect(result.status == 1)
            #expect(result.errors.contains(error), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 2, "\(result.errors)")
            #expect(result.output.isEmpty)
        }
        try Data(text.utf8).write(to: file)
        try site.edit(("app:\n", "app:\n  id: 11111111-2222-4333-8444-555555555555\n"))
        let other = try await site.ccplanWithoutCredentials(["plan", "--live", file.path])
        #expect(other.status == 1)
        #expect(other.errors.contains("was taken for another application: of this one it has the name only"))
        let missing = try await site.ccplanWithoutCredentials(["plan", "--live", "nowhere.json"])
        #expect(missing.errors.hasPrefix("error: cannot read 'nowhere.json': "))
        #expect(try await site.ccplan(["plan", "--live", "x", "--api-url", "http://a.example"]).status == 64)
    }

    @Test("a saved plan is shown again without its project and account, and refused when it is damaged")
    func show() async throws {
        let site = try await Site()
        let file = site.folder.url.appending(path: "plan.json")
        let planned = try await site.plan("--out", file.path)
        try FileManager.default.removeItem(at: site.project.appending(path: "contact-center.yaml"))
        let shown = try await site.ccplanWithoutCredentials(["show", file.path])
        #expect(shown.status == 0)
        #expect(shown.output == planned.output)
        #expect(shown.errors.isEmpty)
        let text = try String(contentsOf: file, encoding: .utf8)
        let json = try await site.ccplanWithoutCredentials(["show", file.path, "--format", "json"])
        #expect(json.output == text)
        let cases = [
            (String(text.prefix(200)), "is not JSON"), ("[]", "this is not a plan"),
            (
                text.replacing("\"version\": 1", with: "\"version\": 2"),
                "the plan has format 2, this program reads format 1"
            ),
            (text.replacing("442079460003", with: "442079460009"), "its hash does not fit"),
        ]
        for (text, error) in cases {
            try Data(text.utf8).write(to: file)
            let result = try await site.ccplanWithoutCredentials(["show", file.path])
            #expect(result.status == 1)
            #expect(result.output.isEmpty)
            #expect(result.errors.contains(error), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 2, "\(result.errors)")
        }
    }
}
