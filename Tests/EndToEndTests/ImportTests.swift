import Foundation
import JSONTree
import LoopbackServing
import Testing

@Suite("projects written from an account")
struct ImportTests {
    private static let name = "Contact Center Quickstart"

    private func imported(_ site: Site, _ arguments: String...) async throws -> (ProgramResult, folder: URL) {
        let folder = site.folder.url.appending(path: "imported")
        let result = try await site.ccplan(["import", "--out", folder.path, "--rate", "off"] + arguments)
        return (result, folder)
    }

    /// Addresses of the steps of a plan of the imported project.
    private func steps(_ site: Site, _ folder: URL) async throws -> [String] {
        let plan = try await site.ccplan(["plan", folder.path, "--format", "json", "--rate", "off"])
        try #require(plan.status == 0, "\(plan.errors)")
        let steps = try JSONValue(parsing: Array(plan.output.utf8))["steps"]?.arrayValue ?? []
        return steps.compactMap { $0["address"]?.stringValue }
    }

    @Test("the project validates, and its plan only publishes and moves the pointer")
    func roundTrip() async throws {
        let site = try await Site()
        try site.edit(manyChanges)
        try await site.applied()
        let before = try await site.account.mutationCount()
        let (result, folder) = try await imported(site, "--app-name", Self.name)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.hasSuffix("lets calls go to it; nothing else in the account changes.\n"),
            "\(result.output)"
        )
        #expect(try await site.account.mutationCount() == before)
        #expect(try await site.ccplanWithoutCredentials(["validate", folder.path]).status == 0)
        #expect(try await steps(site, folder) == ["release", "app.answer_url"])
        let root = try String(contentsOf: folder.appending(path: "contact-center.yaml"), encoding: .utf8)
        for line in [
            "  url: \"\(site.hostURL)\"\n", "  Ann: {display_name: Ann, data: {team: blue}}\n", "  region: eu-west\n",
        ] {
            #expect(root.contains(line), "\(root)")
        }
        try await expectNoSecrets(result)
    }

    @Test("with the answers of the present webhook, calls hear what they heard")
    func answers() async throws {
        let site = try await Site()
        try await site.applied()
        let id = try #require(try await site.account.state()["applications"]?.arrayValue?.first?["id"]?.stringValue)
        let (result, folder) = try await imported(site, "--app-id", id.uppercased(), "--fetch-answers")
        #expect(result.status == 0, "\(result.errors)")
        let files = try contents(of: folder).keys.sorted()
        #expect(
            files == [
                "contact-center.yaml", "keys/app.pub", "ncco/gb-442079460001.json", "ncco/gb-442079460002.json",
                "ncco/gb-442079460003.json",
            ]
        )
        let custom = try JSONValue(parsing: Array(try Data(contentsOf: folder.appending(path: files[4]))))
        let original = try JSONValue(parsing: Array(try Data(contentsOf: site.project.appending(path: "custom.json"))))
        #expect(custom == original)
        #expect(try await site.ccplanWithoutCredentials(["validate", folder.path]).status == 0)
        #expect(try await steps(site, folder) == ["release", "app.answer_url"])
    }

    @Test("a webhook that cannot be asked, or says nothing useful, is told, and the line is not described")
    func badAnswers() async throws {
        let site = try await Site()
        try await site.applied()
        let host = try LoopbackServer { request, _ in
            switch request.path.split(separator: "?").first {
            case "/refused": .answer(status: 401, body: [])
            case "/text": .answer(status: 200, body: Array("hello".utf8))
            case "/dance": .json(#"[{"action":"dance"}]"#)
            case "/large": .answer(status: 200, body: [UInt8](repeating: 32, count: 2 << 20))
            default: .close
            }
        }
        let address = #""address":"\#(site.hostURL)/r/"#
        var last = try #require(
            try await site.account.state().serialized().firstMatch(of: /"answer_url":\{"address":"([^"]*)"/)?.1
        ).description
        #expect(last.hasPrefix(address.dropFirst(11)))
        let cases = [
            ("/refused", "the answer webhook answers with status 401"),
            ("/text", "the answer webhook's answer is not JSON: "),
            ("/dance", "is not taken over: "), ("/large", "is larger than 1048576 bytes"),
            ("/closed", "closed the connection"),
        ]
        for (path, note) in cases {
            try await site.changeAccount((last, host.base + path))
            last = host.base + path
            let (result, folder) = try await imported(site, "--app-name", Self.name, "--fetch-answers")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains(note), "\(result.output)")
            #expect(result.output.contains("'hosting.url'"))
            #expect(result.output.contains("the other numbers were not asked") == (path == "/closed"))
            #expect(try contents(of: folder).count == 2)
            try FileManager.default.removeItem(at: folder)
        }
        let asked = try #require(host.received.first).target
        #expect(
            asked.contains(
                /^\/refused\?to=442079460001&from=447700900123&conversation_uuid=CON-[0-9a-f-]{36}&uuid=[0-9a-f-]{36}$/
            )
        )
        try await site.changeAccount((last, "ftp://a.example/x"))
        let (result, _) = try await imported(site, "--app-name", Self.name, "--fetch-answers")
        #expect(result.output.contains("the answer webhook is no http or https URL that can be asked"))
    }

    @Test("nothing is overwritten, and nothing is left of an import that fails")
    func refused() async throws {
        let site = try await Site()
        try await site.applied()
        let folder = site.folder.url.appending(path: "imported")
        for arguments in [["--app-name", "Nobody's"], ["--app-id", "11111111-2222-4333-8444-555555555555"]] {
            let result = try await site.ccplan(["import", "--out", folder.path, "--rate", "off"] + arguments)
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("error: this account has no application with the "))
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
        #expect(try await site.ccplan(["import", "--out", "x"]).status == 64)
        #expect(try await site.ccplan(["import", "--out", "x", "--app-id", "1", "--app-name", "2"]).status == 64)
        let before = try contents(of: site.project)
        let there = try await site.ccplan(["import", "--out", site.project.path, "--app-name", Self.name])
        #expect(there.status == 1)
        #expect(there.errors.contains("is there already, and not an empty folder"))
        #expect(try contents(of: site.project) == before)
        try await site.changeAccount(
            (
                #""applications":["#,
                #""applications":[{"id":"11111111-2222-4333-8444-555555555555","name":"\#(Self.name)"},"#
            )
        )
        let two = try await site.ccplan(["import", "--out", folder.path, "--app-name", Self.name, "--rate", "off"])
        #expect(two.status == 1)
        // In the order of their ids, of which the other is random.
        #expect(two.errors.contains("2 applications have the name '\(Self.name)': "))
        #expect(two.errors.contains("11111111-2222-4333-8444-555555555555"))
    }
}
