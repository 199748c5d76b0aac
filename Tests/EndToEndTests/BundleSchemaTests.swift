import Foundation
import JSONTree
import Testing

/// The schemas of what a bundle holds, by a validator that is not ours.
@Suite("the bundle's schemas")
struct BundleSchemaTests {
    @Test("hold for what is built from the examples, and for the tables of the vectors")
    func valid() async throws {
        var tables: [JSONValue] = []
        var manifests: [JSONValue] = []
        for example in ["quickstart", "acme"] {
            let folder = try TemporaryFolder()
            let bundle = folder.url.appending(path: "bundle")
            let project = repository.appending(path: "examples/\(example)").path
            let built = try await finish("ccplan", ["build", project, "--out", bundle.path])
            try #require(built.status == 0, "\(built.errors)")
            for (path, data) in try contents(of: bundle) {
                if path.contains("/e/") { tables.append(try JSONValue(parsing: Array(data))) }
                if path == "manifest.json" { manifests.append(try JSONValue(parsing: Array(data))) }
            }
        }
        let vectors = try contents(of: repository.appending(path: "Tests/Fixtures/decisions"))
        for (path, data) in vectors where path.hasSuffix(".json") {
            let file = try JSONValue(parsing: Array(data))
            tables += try #require(file["tables"]?.objectValue).members.map(\.value)
        }
        #expect(tables.count > 100)
        #expect(try await verdicts(on: tables, schema: "docs/bundle-table.schema.json").allSatisfy { $0 == "valid" })
        #expect(manifests.count == 2)
        #expect(try await verdicts(on: manifests, schema: "docs/bundle-manifest.schema.json") == ["valid", "valid"])
    }

    @Test(
        "do not hold for what no host can read",
        arguments: [
            #"{"format": 2, "decide": {"proceed": true}}"#, #"{"format": 1}"#, #"{"format": 1, "decide": {}}"#,
            #"{"format": 1, "decide": {"document": "0123456789ABCDEF"}}"#,
            #"{"format": 1, "decide": {"document": "0123456789abcdef", "substitute": "from"}}"#,
            #"{"format": 1, "decide": {"by": "to", "cases": {}}}"#,
            #"{"format": 1, "decide": {"by": "moon", "cases": {}, "otherwise": {"proceed": true}}}"#,
            #"{"format": 1, "decide": {"by": "call", "shares": []}}"#,
            #"{"format": 1, "decide": {"by": "call", "shares": [{"weight": 0, "then": {"proceed": true}}]}}"#,
        ]
    )
    func broken(table: String) async throws {
        let verdicts = try await verdicts(on: [try JSONValue(parsing: table)], schema: "docs/bundle-table.schema.json")
        #expect(verdicts.count == 1 && verdicts != ["valid"])
    }
}
