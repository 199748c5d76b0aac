import Foundation
import HTTPTransport
import HTTPWrites
import JSONTree
import LoopbackServing
import Testing

@Suite("ccsandbox serve")
struct SandboxTests {
    private static let hello = #"[{"action":"talk","text":"Hello"}]"#

    @Test("the help tells the quirks, the faults and every admin endpoint")
    func help() async throws {
        let result = try await finish("ccsandbox", ["serve", "--help"])
        #expect(result.status == 0)
        for word in ["errors-in-200", "drop-after", "hang-before", "/_sandbox/faults", "/_sandbox/requests", "Drift"] {
            #expect(result.output.contains(word), "\(word)")
        }
    }

    @Test("an account that was killed comes back from its file, whole, and its numbers still reach the host")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "account.json")
        let host = try DocumentHost(["/answer": Self.hello])
        do {
            let account = try await EmulatedAccount(["--state", file.path, "--own", "442079460000:GB"])
            try await account.link("442079460000", to: try await account.application(capabilities: host.capabilities()))
            // Released without a goodbye: killed by SIGKILL.
        }
        #expect(try contents(of: folder.url).keys.sorted() == ["account.json"])
        let account = try await EmulatedAccount(["--state", file.path])
        let call = try await finish("ccsandbox", ["call", "442079460000"], environment: account.environment)
        #expect(call.output.contains(#"voice     "Hello""#))
        #expect(call.status == 0)
    }

    @Test("a file that is no account is an error that says what to do, and stays as it is")
    func damagedFile() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "account.json")
        try Data("{".utf8).write(to: file)
        let result = try await finish("ccsandbox", ["serve", "--state", file.path])
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: the state file '\(file.path)' is damaged"))
        #expect(result.errors.contains("mend it, or delete it"))
        #expect(result.output == "")
        #expect(try contents(of: folder.url) == ["account.json": Data("{".utf8)])
    }

    @Test("a lost answer is still carried out, the log says so, and drift comes through the APIs")
    func faults() async throws {
        let account = try await EmulatedAccount(["--own", "442079460000:GB"])
        let host = try DocumentHost(["/answer": Self.hello])
        try await account.add(fault: [
            "action": "drop-after", "match": ["method": "POST", "path": "/v2/applications"],
        ])
        await #expect(throws: TransportError.self) {
            _ = try await account.application(capabilities: host.capabilities())
        }
        let state = try await account.state()
        let id = try #require(state["applications"]?.arrayValue?.first?["id"]?.stringValue)
        #expect(try await account.mutationCount() == 1)
        try await account.link("442079460000", to: id)
        let call = ["call", "442079460000"]
        #expect(try await finish("ccsandbox", call, environment: account.environment).status == 0)
        // As the dashboard would: an update that names no application takes the link away.
        try await account.unlink("442079460000")
        let lost = try await finish("ccsandbox", call, environment: account.environment)
        #expect(lost.errors.hasPrefix("error: +44 20 7946 0000 is linked to no application\n"))
        #expect(lost.status == 1)
    }
}
