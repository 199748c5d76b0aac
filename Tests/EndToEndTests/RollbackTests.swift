import Foundation
import HTTPTransport
import JSONTree
import Testing

@Suite("releases and rollback")
struct RollbackTests {
    @Test("back to the release before, further back, and forward again; nothing but the pointer moves")
    func backAndForth() async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(3)
        #expect(Set(releases).count == 3)
        #expect(try site.history() == ["apply A", "apply B", "apply C"])
        let before = try await site.outline()

        let back = try await site.ccapply("rollback", "--auto-approve")
        #expect(back.status == 0, "\(back.output)\(back.errors)")
        #expect(back.output.contains("move     release \(releases[2]) → \(releases[1])\n"))
        #expect(back.output.hasSuffix("\nRolled back: 2 done.\n"))
        #expect(try await site.liveRelease() == releases[1])
        let webhooks = try await site.application()["capabilities"]?["voice"]?["webhooks"]
        #expect(
            webhooks?["fallback_answer_url"]?["address"]?.stringValue
                == "\(site.hostURL)/r/\(releases[1])/fallback.json"
        )

        // Not to C, which was left.
        #expect(try await site.ccapply("rollback", "--auto-approve").status == 0)
        #expect(try await site.liveRelease() == releases[0])
        let none = try await site.ccapply("rollback", "--auto-approve")
        #expect(none.status == 1)
        #expect(none.errors.contains("error: the log knows no release before \(releases[0])\n"))

        let forward = try await site.ccapply("rollback", releases[2], ".", "--auto-approve", "--format", "json")
        #expect(forward.status == 0, "\(forward.errors)")
        #expect(try await site.outline() == before)
        try await site.expectNothingToDo()
        let again = try await site.ccapply("rollback", releases[2], "--auto-approve")
        #expect(again.output == "Nothing to do: calls go to release \(releases[2]).\n")
        #expect(
            try site.history() == ["apply A", "apply B", "apply C", "rollback B", "rollback A", "rollback C"]
        )
        for line in try site.log() {
            #expect(line["answer_url"]?.stringValue?.hasPrefix("\(site.hostURL)/r/") == true)
            #expect(line["plan"]?.stringValue?.count == 64)
            #expect(line["requires"] == ["users": 2, "caller_ids": 1, "entry_numbers": 3])
        }
        let receipt = try JSONValue(parsing: Array(forward.output.utf8))
        #expect(try await verdicts(on: [receipt], schema: "docs/receipt.schema.json") == ["valid"])
        try await expectNoSecrets(forward)
    }

    @Test("the list says what was live when, what is now, and what is still there; the host serves none of it")
    func list() async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(3)
        try await site.account.clearRequests()
        try FileManager.default.removeItem(at: site.publish.appending(path: "manifests/\(releases[0]).json"))
        let text = try await site.ccapply("releases")
        #expect(text.status == 0, "\(text.errors)")
        let lines = text.output.split(separator: "\n").dropFirst()
        let words = lines.map { $0.split(separator: " ").prefix(2).map { String($0) } }
        #expect(words == [["live", releases[2]], ["draining", releases[1]], ["gone", releases[0]]])
        let json = try await site.ccapply("releases", ".", "--format", "json")
        let report = try JSONValue(parsing: Array(json.output.utf8))
        #expect(report["live"]?["release"]?.stringValue == releases[2])
        #expect(report["live"]?["logged"] == true)
        #expect(report["releases"]?.arrayValue?.map { $0["stored"]?.stringValue } == ["whole", "whole", "gone"])
        #expect(try await verdicts(on: [report], schema: "docs/releases.schema.json") == ["valid"])
        #expect(try await site.account.mutationCount() == 0)
        for path in ["releases.jsonl", "manifests/\(releases[1]).json", ".ccapply.lock"] {
            let page = try await HTTPClient().get(HTTPRequest(url: "\(site.hostURL)/\(path)"))
            #expect(page.status == 404, "\(path)")
        }
        // The one that is gone cannot be gone back to.
        let refused = try await site.ccapply("rollback", releases[0], "--auto-approve")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is not published any more: its manifest is missing"))
        #expect(try await site.account.mutationCount() == 0)
    }

    @Test("a rollback asks, and only 'yes' is a yes", arguments: ["", "y\n", "no\n"])
    func asked(_ answer: String) async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(2)
        let refused = try await site.ccapply("rollback", answer: answer)
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Send calls to release \(releases[0])? Only 'yes' is accepted:\n"))
        #expect(try await site.liveRelease() == releases[1])
        #expect(try await site.ccapply("rollback", answer: "yes\n").status == 0)
        #expect(try await site.liveRelease() == releases[0])
    }

    @Test("to a release that lacks a document on the host it is refused, and nothing changes")
    func missingDocument() async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(2)
        let folder = site.publish.appending(path: "r/\(releases[0])/d")
        let document = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().first)
        // The host keeps in memory what it served.
        try await site.stopHost()
        try FileManager.default.removeItem(at: folder.appending(path: document))
        try await site.restartHost()
        let state = try await site.account.state()
        let log = try Data(contentsOf: site.logFile)
        try await site.account.clearRequests()
        let receipt = site.folder.url.appending(path: "receipt.json")
        let refused = try await site.ccapply("rollback", "--auto-approve", "--receipt", receipt.path)
        #expect(refused.status == 1)
        #expect(
            refused.output.contains("  failed   release                verify   release \(releases[0]) is not served")
        )
        #expect(refused.output.contains("/d/\(document): status 404 instead of 200"))
        #expect(refused.output.contains("  blocked  app.answer_url         move     waits for release\n"))
        #expect(try await site.account.mutationCount() == 0)
        #expect(try await site.account.state() == state)
        #expect(try Data(contentsOf: site.logFile) == log)
        let written = try JSONValue(parsing: Array(try Data(contentsOf: receipt)))
        #expect(written["command"] == "rollback")
        #expect(written["complete"] == false)
        #expect(written["steps"]?.arrayValue?.map { $0["status"]?.stringValue } == ["failed", "blocked"])
    }

    @Test("to a release that rings a user who is gone it is refused, unless that is wanted")
    func missingUser() async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(2)
        let state = try await site.account.state().serialized().replacing("\"name\":\"Joe\"", with: "\"name\":\"Jim\"")
            .replacing("\"msisdn\":\"442079460001\"", with: "\"msisdn\":\"442079460009\"")
        try await site.account.set(state: JSONValue(parsing: Array(state.utf8)))
        try await site.account.clearRequests()
        let refused = try await site.ccapply("rollback", "--auto-approve")
        #expect(refused.status == 1)
        #expect(
            refused.errors == """
                error: the account lacks what release \(releases[0]) needs; nothing was changed
                  user 'Joe': calls may ring this user, who is not there
                  number +442079460001: it is shown as caller id, and the account does not own it
                  number +442079460001: calls are to come in on it, and the account does not own it
                  help: bring it back first, choose another release, or pass --force

                """
        )
        #expect(try await site.account.mutationCount() == 0)
        let blind = try await site.ccapply("rollback", "--auto-approve", environment: ["VONAGE_PRIVATE_KEY": ""])
        #expect(blind.errors.contains("error: calls may ring 2 users that cannot be looked for: no private key"))
        let forced = try await site.ccapply("rollback", "--auto-approve", "--force")
        #expect(forced.status == 0, "\(forced.output)\(forced.errors)")
        #expect(forced.errors.hasPrefix("warning: the account lacks what the release needs\n"))
        #expect(try await site.liveRelease() == releases[0])
    }

    @Test(
        "a pointer that is moved by hand in the middle of a run is not written over",
        arguments: ["apply", "rollback"]
    )
    func movedByHand(_ command: String) async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(2)
        if command == "apply" { try site.edit(("Thank you for calling my contact center.", "Hello.")) }
        let id = try #require(try await site.application()["id"]?.stringValue)
        // The look just before the write waits; meanwhile somebody is at the dashboard.
        try await site.account.add(
            fault: ["action": "hang-before", "match": ["method": "GET", "path": .string("/v2/applications/\(id)")]]
        )
        let running = try site.launch([command, "--auto-approve", "--rate", "off"])
        try await site.account.waitForHanging()
        let state = try await site.account.state().serialized()
            .replacing("/r/\(releases[1])/e/answer", with: "/r/\(releases[0])/e/other")
        try await site.account.set(state: JSONValue(parsing: Array(state.utf8)))
        try await site.account.release()
        let result = try await running.result()
        #expect(result.status == 1)
        #expect(
            result.output.contains("changed since the plan was made: capabilities.voice.webhooks.answer_url.address")
        )
        #expect(try await site.answerURL() == "\(site.hostURL)/r/\(releases[0])/e/other")
        #expect(try site.history() == ["apply A", "apply B"])
        // The next run finds where calls went.
        #expect(try await site.apply().status == 0)
        #expect(try site.history().prefix(3) == ["apply A", "apply B", "found A"])
    }

    @Test("a log that cannot be written: the move is done and told, the log is warned of, and the next run writes it")
    func unwritableLog() async throws {
        let site = try await Site()
        let releases = try await site.applyReleases(2)
        let aside = site.folder.url.appending(path: "releases.jsonl")
        try FileManager.default.moveItem(at: site.logFile, to: aside)
        try FileManager.default.createDirectory(at: site.logFile, withIntermediateDirectories: true)
        try site.edit(("Thank you for calling my contact center.", "Hello."))
        let receipt = site.folder.url.appending(path: "receipt.json")
        let result = try await site.apply("--receipt", receipt.path)
        #expect(result.status == 1)
        #expect(result.output.hasSuffix("\nApplied: 2 done.\n"))
        #expect(result.output.contains("  done     app.answer_url         move     release \(releases[1]) → "))
        #expect(result.errors.contains("warning: the log of releases does not say so yet: cannot "))
        #expect(result.errors.contains("/releases.jsonl': "))
        let written = try JSONValue(parsing: Array(try Data(contentsOf: receipt)))
        #expect(written["complete"] == true)
        #expect(written["warnings"]?.arrayValue?.isEmpty == false)
        #expect(try await verdicts(on: [written], schema: "docs/receipt.schema.json") == ["valid"])
        // Nothing is left to do but that.
        #expect(try await site.apply().status == 1)
        try FileManager.default.removeItem(at: site.logFile)
        try FileManager.default.moveItem(at: aside, to: site.logFile)
        #expect(try await site.apply().status == 0)
        #expect(try site.history() == ["apply A", "apply B", "found C"])
        #expect(try await site.apply().status == 0)
        #expect(try site.history().count == 3)
    }

    @Test("without a publish target there is neither a log nor a way back")
    func elsewhere() async throws {
        let site = try await Site()
        try site.edit(("  publish: dir:public                   # where ccapply puts it\n", ""))
        for command in ["releases", "rollback"] {
            let result = try await site.ccapply(command)
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("error: the project has no 'hosting.publish', so "))
        }
        let result = try await site.ccapply("rollback", "not-a-release", ".")
        #expect(result.status == 64)
    }
}
