import Foundation
import Glibc
import Testing

@Suite("examples/hosting/ccserve", .timeLimit(.minutes(10)))
struct HostExampleTests {
    private var example: URL { repository.appending(path: "examples/hosting/ccserve") }

    @Test("the script starts the host as it is written, with folders of one's own, and the host answers calls")
    func script() async throws {
        let folder = try TemporaryFolder()
        let releases = folder.url.appending(path: "voice")
        try FileManager.default.createDirectory(at: releases, withIntermediateDirectories: true)
        let state = folder.url.appending(path: "state")
        let host = try LaunchedProgram(
            example.appending(path: "run"),
            [],
            environment: [
                "CCSERVE": builtProgram("ccserve"), "VOICE_RELEASES": releases.path, "VOICE_STATE": state.path,
                "VOICE_PORT": "0", "VOICE_METRICS_PORT": "0",
            ]
        )
        let url = try await host.listeningURL()
        for path in ["/healthz", "/readyz"] {
            let reply = try await finish(URL(filePath: "/usr/bin/curl"), ["-sf", url + path])
            #expect(reply.status == 0 && reply.output.hasPrefix("{"))
        }
        let release = try await buildExample("quickstart", url: ("https://voice.example.com", url), to: releases)
        let call = try await finish(
            "ccsandbox",
            ["call", "+44 20 7946 0002", "--press", "1", "--answer-url", "\(url)/r/\(release)/e/answer"]
        )
        #expect(call.status == 0 && call.output.contains("; reached Jane"), "\(call.output)\(call.errors)")
        let event = try await finish(
            URL(filePath: "/usr/bin/curl"),
            ["-sf", "-d", #"{"status":"ringing"}"#, "\(url)/events"]
        )
        #expect(event.status == 0)
        host.signal(SIGTERM)
        let ending = try await host.result()
        #expect(ending.status == 0)
        #expect(!ending.errors.contains(#""level":"error""#) && !ending.errors.contains("denied"), "\(ending.errors)")
        #expect(try String(contentsOf: state.appending(path: "events.jsonl"), encoding: .utf8).contains("ringing"))
    }

    @Test("the unit starts the host with the options of the script, which it has")
    func unit() throws {
        let unit = try String(contentsOf: example.appending(path: "ccserve.service"), encoding: .utf8)
        let script = try String(contentsOf: example.appending(path: "run"), encoding: .utf8)
        func options(_ text: String) throws -> Set<Substring> {
            let start = try #require(text.firstRange(of: "--releases")).lowerBound
            let end = try #require(text.firstRange(of: "--drain")).upperBound
            return Set(text[start..<end].matches(of: /--[a-z-]+/).map(\.output))
        }
        let help = try run("ccserve", ["--help"]).output
        #expect(try options(unit).count == 6)
        #expect(try options(unit) == options(script))
        for option in try options(unit) { #expect(help.contains("\(option) ")) }
        let settings = try String(contentsOf: example.appending(path: "environment"), encoding: .utf8)
        for match in unit.matches(of: /\$\{?(CCSERVE_[A-Z_]+)/) {
            #expect(settings.contains("\n\(match.output.1)=") || settings.hasPrefix("\(match.output.1)="))
        }
    }
}
