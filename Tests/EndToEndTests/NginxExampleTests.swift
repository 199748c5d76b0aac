import Foundation
import Testing

@Suite("examples/hosting/nginx", .timeLimit(.minutes(10)))
struct NginxExampleTests {
    @Test("the script starts nginx with the site, which answers calls, over TLS too, on a release that came later")
    func call() async throws {
        let releases = try TemporaryFolder()
        let example = try await RunningExample("nginx", environment: ["VOICE_RELEASES": releases.url.path])
        #expect(try await example.ask("/r/0123456789abcdef/e/answer") == #"{"error":"not found"} 404"#)

        let url = ("https://voice.acme.example", example.url)
        let release = try await buildExample("acme", url: url, to: releases.url)
        let transcript = try await example.call("+44 20 7946 0000", ["--press", "2"], release: release)
        #expect(transcript.contains("GET \(example.url)/r/\(release)/e/answer"))
        #expect(transcript.contains("caller    presses 2"), "\(transcript)")
        #expect(transcript.contains("; reached "), "\(transcript)")

        let path = "/r/\(release)/e/answer?to=442079460000"
        let encrypted = try await example.ask(
            "https://localhost:\(example.tlsPort)\(path)",
            ["--cacert", example.state.appending(path: "certificate.pem").path]
        )
        #expect(encrypted.hasSuffix(" 200"))
        #expect(try await example.ask(path) == encrypted)
        #expect(await example.stop() == 0)
    }

    @Test("the script says what it does not find in a site, and starts nothing")
    func site() async throws {
        let folder = try TemporaryFolder()
        let site = folder.url.appending(path: "voice.conf")
        let example = repository.appending(path: "examples/hosting/nginx")
        let text = try String(contentsOf: example.appending(path: "voice.conf"), encoding: .utf8)
        try Data(text.replacing("root /srv/voice;", with: "root /srv/other;").utf8).write(to: site)
        let script = try LaunchedProgram(
            example.appending(path: "run"),
            [site.path],
            environment: [
                "CCPLAN": builtProgram("ccplan"), "VOICE_RELEASES": folder.url.path,
                "VOICE_STATE": folder.url.appending(path: "state").path,
            ]
        )
        let result = try await script.result()
        #expect(result.status == 1)
        #expect(result.errors == "run: '\(site.path)' has no 'root /srv/voice;'\n")
    }
}
