import Foundation
import Glibc
import ObjectStore
import ObjectStoreServing
import Testing

/// A site that publishes to a bucket, and a `ccserve` that serves what is there.
final class HostedBucket: Sendable {
    let site: Site
    let bucket: ObjectBucket
    let host: LaunchedProgram
    let hostURL: String
    /// How programs reach the store.
    let environment: [String: String]

    /// Starts the host.
    ///
    /// - Parameters:
    ///   - store: Where the bucket is; the one of all tests when nothing is said.
    ///   - endpoint: Where the host reaches it, when that is elsewhere.
    ///   - arguments: More of `ccserve`.
    ///   - changes: To the host's environment.
    /// - Throws: When one of them does not come up.
    init(
        in store: ObjectStoreServer? = nil,
        endpoint: String? = nil,
        _ arguments: [String] = [],
        environment changes: [String: String] = [:]
    ) async throws {
        let shared = try await ObjectStoreServer.shared.value
        let store = store ?? shared
        site = try await Site()
        bucket = store.newBucket()
        environment = store.environment
        var variables = environment.merging(changes) { $1 }
        if let endpoint { variables["AWS_ENDPOINT_URL_S3"] = endpoint }
        host = try LaunchedProgram(
            "ccserve",
            ["--releases", "\(bucket.place)", "--port", "0", "--metrics-port", "0"] + arguments,
            environment: variables
        )
        hostURL = try await host.listeningURL()
        try edit()
    }

    /// Changes the quickstart's YAML.
    func edit(_ changes: (old: String, new: String)...) throws {
        try site.edit(changes + [(site.hostURL, hostURL), ("dir:public ", "\(bucket.place) ")])
    }

    /// Publishes through ccapply, which looks at every URL; gives the release.
    func apply() async throws -> String {
        let program = try site.launch(
            ["apply", "--auto-approve", "--force", "--rate", "off"],
            environment: environment
        )
        let result = try await program.result()
        try #require(result.status == 0, "\(result.output)\(result.errors)")
        return try await site.liveRelease()
    }

    /// What a caller hears who presses that.
    func call(_ number: String, press: String) async throws -> String {
        let result = try await finish(
            "ccsandbox",
            ["call", number, "--press", press],
            environment: site.account.environment
        )
        #expect(result.errors == "")
        return result.output
    }

    var port: Int { Int(hostURL.split(separator: ":").last ?? "") ?? 0 }

    /// The port of the metrics.
    var metricsPort: Int {
        get throws {
            let line = try host.outputSoFar().split(separator: "\n").last ?? ""
            return try #require(Int(line.split(separator: ":").last ?? ""))
        }
    }

    func metrics() throws -> String { try ask("/metrics", port: try metricsPort).body }

    /// One request on a connection of its own.
    func ask(_ target: String, port other: Int? = nil) throws -> Reply {
        try exchange("GET \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", other)
    }

    func post(_ target: String, _ body: String, port other: Int? = nil) throws -> Reply {
        let head = "POST \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: \(body.utf8.count)"
        return try exchange("\(head)\r\n\r\n\(body)", other)
    }

    private func exchange(_ request: String, _ other: Int?) throws -> Reply {
        let connection = try LoopbackConnection(port: other ?? port)
        try connection.send(request)
        return try Reply(text: try connection.receive())
    }

    /// What the host has logged; the key is not in it.
    func log() throws -> String {
        let log = try host.errorsSoFar()
        #expect(!log.contains(ObjectStoreServer.secret) && !log.contains("AWS4-HMAC"))
        return log
    }
}
