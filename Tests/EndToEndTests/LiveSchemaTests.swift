import Foundation
import JSONTree
import Testing

/// The schemas of snapshots, of plans made from them, and of drift reports, by a validator that is not ours.
@Suite("schemas of what is known of an account")
struct LiveSchemaTests {
    private func json(_ result: ProgramResult) throws -> JSONValue {
        try #require([0, 2].contains(result.status), "\(result.errors)")
        return try JSONValue(parsing: Array(result.output.utf8))
    }

    /// A document with a member too many at its top, and with each of its own members missing in turn.
    private func broken(_ document: JSONValue, optional: Set<String>) throws -> [JSONValue] {
        let object = try #require(document.objectValue)
        var documents: [JSONValue] = [document.with("surprise", 1)]
        for (key, _) in object.members {
            documents.append(document.with(key, ["of another type"]))
            if !optional.contains(key) { documents.append(document.with(key, nil)) }
        }
        return documents
    }

    private func expectSchema(
        _ name: String,
        fits documents: [JSONValue],
        optional: Set<String> = []
    ) async throws {
        let path = "docs/\(name).schema.json"
        #expect(try await verdicts(on: documents, schema: path) == documents.map { _ in "valid" })
        let wrong = try documents.flatMap { try broken($0, optional: optional) }
        for (document, verdict) in zip(wrong, try await verdicts(on: wrong, schema: path)) {
            #expect(verdict != "valid", "\(document.serialized())")
        }
    }

    @Test("every kind of them is valid, and what lacks a member or has one too many is not")
    func all() async throws {
        let site = try await Site()
        var snapshots: [JSONValue] = []
        var plans: [JSONValue] = []
        var reports: [JSONValue] = []
        func look(_ environment: [String: String] = [:]) async throws {
            let file = try await site.snapshot(environment: environment)
            snapshots.append(try JSONValue(parsing: Array(try Data(contentsOf: file))))
            plans.append(try json(try await site.ccplan(["plan", "--live", file.path, "--format", "json"])))
            let live = ["drift", "--live", file.path, "--format", "json"]
            reports.append(try json(try await site.ccplan(live, environment: environment)))
            let direct = ["drift", "--format", "json", "--rate", "off"]
            reports.append(try json(try await site.ccplan(direct, environment: environment)))
        }
        try await look()  // Nothing is there.
        try await site.applied()
        try await look()  // All is as it should be.
        try await look(["VONAGE_PRIVATE_KEY": ""])
        try site.edit(manyChanges)
        try await site.plantSecrets()
        try await site.changeAccount((#""name":"Contact Center Quickstart""#, #""name":"Renamed""#))
        try await look()
        let text = JSONValue.array(reports).serialized()
        for word in ["\"known\":true", "\"known\":false", "\"live\":null", "\"difference\"", "\"compared\":false"] {
            #expect(text.contains(word), "no report has '\(word)'")
        }
        try await expectSchema("snapshot", fits: snapshots)
        try await expectSchema("plan", fits: plans, optional: ["source", "live"])
        try await expectSchema("drift", fits: reports, optional: ["live"])
    }
}

extension JSONValue {
    /// This object with another member in the place of one, or without it.
    fileprivate func with(_ key: String, _ value: JSONValue?) -> JSONValue {
        var object = objectValue ?? JSONObject()
        object[key] = value
        return .object(object)
    }
}
