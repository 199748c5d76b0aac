import Foundation
import Glibc
import JSONTree
import Testing

/// The published schemas, by a validator that is not ours.
@Suite("schemas")
struct SchemaTests {
    @Test("plans of every kind are valid, and what is no plan is not")
    func plans() async throws {
        let site = try await Site()
        var plans: [JSONValue] = []
        func plan(environment: [String: String] = [:]) async throws {
            let result = try await site.plan("--format", "json", environment: environment)
            try #require(result.status == 0, "\(result.errors)")
            plans.append(try JSONValue(parsing: Array(result.output.utf8)))
        }
        try await plan()  // Everything is new.
        try await site.applied()
        try await plan()  // Nothing to do.
        try await plan(environment: ["VONAGE_PRIVATE_KEY": ""])  // Users are not compared.
        try site.edit(manyChanges)
        try await plan()  // Update, create, move, unlink.

        // Numbers of another application and with a forwarding of their own, another key, a stranger.
        let other = "11111111-2222-4333-8444-555555555555"
        var state = try #require(try await site.account.state().objectValue)
        let application = try #require(state["applications"]?.arrayValue?.first?["id"]?.stringValue)
        let taken = JSONValue.object(state).serialized()
            .replacing(
                "\"app_id\":\"\(application)\"",
                with: "\"app_id\":\"\(other)\",\"voiceCallbackType\":\"sip\",\"voiceCallbackValue\":\"sip:a@b.example\""
            )
            .replacing("\"applications\":[", with: "\"applications\":[{\"id\":\"\(other)\",\"name\":\"Other\"},")
            .replacing("\"name\":\"Joe\"", with: "\"name\":\"Jim\"")
        state = try #require(try JSONValue(parsing: Array(taken.utf8)).objectValue)
        try await site.account.set(state: .object(state))
        try site.edit(adopting)
        try await plan()
        try Data(try await KeyPair.second.value.publicPEM.utf8)
            .write(to: site.project.appending(path: "keys/app.pub"))
        try await plan(environment: ["VONAGE_PRIVATE_KEY": ""])  // Found by its name; its key is replaced.
        try await KeyPair.first.value.write(to: site)
        let removals = [
            adopting[0], adopting[1],
            (
                "# \"Make a Phone Call\"",
                "removed: {users: {Jim: delete}, numbers: {+44 20 7946 0003: cancel}}\n# \"Make a Phone Call\""
            ), ("  custom:\n    number: +44 20 7946 0003\n    inbound: {ncco: custom.json}\n", ""),
        ]
        try site.edit(removals + [("  publish: dir:public                   # where ccapply puts it\n", "")])
        let free = taken.replacing("\"app_id\":\"\(other)\"", with: "\"app_id\":\"\(application)\"")
        try await site.account.set(state: try JSONValue(parsing: Array(free.utf8)))
        try await plan()  // Nobody knows whom the live release rings.
        try site.edit(removals)
        try await plan()

        let text = plans.map { $0.serialized() }.joined()
        let words = [
            "publish", "verify", "create", "update", "move", "link", "unlink", "cancel", "\"delete\"", "held",
            "takes_number",
            "clears_forwarding", "replaces_key", "gives_number_back", "deletes_user", "stops_number_in_use",
            "removes_many_users",
            "known_after_apply", "reason",
            "\"compared\":false", "\"steps\":[]", "\"unmanaged\":[{",
        ]
        for word in words { #expect(text.contains(word), "no plan has '\(word)'") }
        #expect(try await verdicts(on: plans, schema: "plan") == plans.map { _ in "valid" })
        let broken = plans[0].broken
        #expect(broken.count > 100)
        for (broken, verdict) in zip(broken, try await verdicts(on: broken, schema: "plan")) {
            #expect(verdict != "valid", "\(broken.serialized())")
        }
    }

    @Test("receipts of every kind are valid, and what is no receipt is not")
    func receipts() async throws {
        let site = try await Site()
        var receipts: [JSONValue] = []
        func apply() async throws {
            let result = try await site.apply("--format", "json", "--timeout", "1")
            receipts.append(try JSONValue(parsing: Array(result.output.utf8)))
        }
        try await site.account.add(fault: ["action": "drop-before", "times": 9, "match": ["path": "/v1/users"]])
        try await apply()  // Unknown and blocked.
        try await site.account.clearFaults()
        try await site.account.add(
            fault: ["action": "status", "status": 400, "match": ["method": "POST", "path": "/number"]]
        )
        try await apply()  // Failed.
        try await site.account.clearFaults()
        try await apply()
        try await apply()  // Nothing to do.
        let text = receipts.map { $0.serialized() }.joined()
        for word in ["done", "failed", "unknown", "blocked", "\"steps\":[]", "\"complete\":true", "\"help\":"] {
            #expect(text.contains(word), "no receipt has '\(word)'")
        }
        #expect(try await verdicts(on: receipts, schema: "receipt") == receipts.map { _ in "valid" })
        let broken = receipts[0].broken
        for (broken, verdict) in zip(broken, try await verdicts(on: broken, schema: "receipt")) {
            #expect(verdict != "valid", "\(broken.serialized())")
        }
    }

    /// Lets numbers be taken that others have.
    private let adopting = ["1", "2", "3"].map { digit -> (old: String, new: String) in
        let line = "    number: +44 20 7946 000\(digit)\n"
        return (line, line + "    adopt: yes\n")
    }

    private func verdicts(on documents: [JSONValue], schema: String) async throws -> [String] {
        try await EndToEndTests.verdicts(on: documents, schema: "docs/\(schema).schema.json")
    }
}

/// What the validator says of documents, a line for each; without the validator the test fails.
func verdicts(on documents: [JSONValue], schema path: String) async throws -> [String] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "validate.py")
    let result = try await finish(
        URL(filePath: "/usr/bin/python3"),
        [script.path, repository.appending(path: path).path],
        input: JSONValue.array(documents).serialized()
    )
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map { String($0) }
}

extension JSONValue {
    /// This document with one member too many, one missing or one of another type, for every place where the format says
    /// what there is; members of `optional` may be missing anywhere.
    func damaged(keeping optional: Set<String>) -> [JSONValue] {
        switch self {
        case .object(let object):
            var broken: [JSONValue] = [
                .object(JSONObject(object.members.map { ($0.key, $0.value) } + [("surprise", 1)]))
            ]
            for (key, value) in object.members where !["before", "after"].contains(key) {
                func with(_ value: JSONValue?) -> JSONValue {
                    var object = object
                    object[key] = value
                    return .object(object)
                }
                broken.append(with(.number("0.5")))  // Of another type than anything here.
                if !optional.contains(key) { broken.append(with(nil)) }
                broken += value.damaged(keeping: optional).map { with($0) }
            }
            return broken
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].damaged(keeping: optional).map { element in
                    var elements = elements
                    elements[index] = element
                    return .array(elements)
                }
            }
        default: return []
        }
    }

    fileprivate var broken: [JSONValue] {
        damaged(
            keeping: [
                "source", "reason", "fingerprint", "help", "known_after_apply", "application_name", "costs",
            ]
        )
    }
}
