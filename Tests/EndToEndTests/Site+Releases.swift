import Foundation
import JSONTree
import Testing

extension Site {
    /// A subcommand of `ccapply` that talks to the account.
    func ccapply(
        _ arguments: String...,
        answer: String = "",
        environment changes: [String: String] = [:]
    ) async throws -> ProgramResult {
        try await launch(arguments + ["--rate", "off"], answer: answer, environment: changes).result()
    }

    func launch(
        _ arguments: [String],
        answer: String = "",
        environment changes: [String: String] = [:]
    ) throws -> LaunchedProgram {
        let environment = environment.merging(changes) { $1 }
        return try LaunchedProgram("ccapply", arguments, environment: environment, input: answer, in: project)
    }

    var logFile: URL { publish.appending(path: "releases.jsonl") }

    /// The lines of the log; each must be whole.
    func log() throws -> [JSONValue] {
        try String(contentsOf: logFile, encoding: .utf8).split(separator: "\n").map { line in
            try JSONValue(parsing: Array(line.utf8))
        }
    }

    /// The causes and the releases of the log's lines, an equal release with an equal letter: `apply A`.
    func history() throws -> [String] {
        var letters: [String: String] = [:]
        return try log().map { line in
            let cause = line["cause"]?.stringValue ?? ""
            guard let release = line["release"]?.stringValue else { return "\(cause) -" }
            let letter = letters[release] ?? String(UnicodeScalar(UInt8(65 + letters.count)))
            letters[release] = letter
            return "\(cause) \(letter)"
        }
    }

    /// The only application as it is now.
    func application() async throws -> JSONValue {
        try #require(try await account.state()["applications"]?.arrayValue?.first)
    }

    func answerURL() async throws -> String {
        let webhooks = try await application()["capabilities"]?["voice"]?["webhooks"]
        return try #require(webhooks?["answer_url"]?["address"]?.stringValue)
    }

    /// The release that calls go to now.
    func liveRelease() async throws -> String {
        let parts = try await answerURL().split(separator: "/")
        let place = try #require(parts.firstIndex(of: "r"))
        return String(parts[place + 1])
    }

    /// Applies releases A, B and so on, whose greetings differ; gives their ids.
    func applyReleases(_ count: Int) async throws -> [String] {
        var releases: [String] = []
        for index in 0..<count {
            try edit(("Thank you for calling my contact center.", "Thank you for calling, \(index)."))
            try await applied()
            releases.append(try await liveRelease())
        }
        return releases
    }
}
