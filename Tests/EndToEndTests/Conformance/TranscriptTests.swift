import Foundation
import JSONTree
import Testing

/// What callers of `examples/acme` hear, whichever host serves it.
@Suite("calls on every host")
struct TranscriptTests {
    /// As `ccsandbox call` takes them.
    private static let calls: [[String]] = [
        ["+44 20 7946 0000", "--press", "2"], ["+44 20 7946 0000", "--press", "1", "--press", "1"],
        ["+44 20 7946 0000", "--say", "I have a question about an invoice", "--press", "2"],
        ["+44 20 7946 0000", "--press", "9", "--press", "none", "--say", "Blumenkohl", "--press", "*"],
        ["+44 20 7946 0000", "--from", "+44 7700 900666"],
        ["+44 20 7946 0000", "--from", "+44 7700 900500", "--outcome", "unanswered", "--outcome", "busy"],
        ["+44 20 7946 0000", "--from", "withheld", "--press", "1", "--outcome", "timeout"],
        ["+44 20 7946 0010"], ["+44 20 7946 0020", "--press", "1"], ["+44 20 7946 0030", "--outcome", "failed"],
        ["+44 20 7946 0040", "--press", "1"], ["+1 415 555 0100", "--press", "1"], ["+1 415 555 0110", "--press", "2"],
        ["+1 415 555 0120"], ["+49 30 23125 100", "--say", "Straßendienst", "--press", "1"], ["+49 30 23125 110"],
        ["+33 1 99 00 10 00", "--press", "1"], ["+33 1 99 00 10 10"], ["+33 1 99 00 10 20"], ["+44 20 7946 0999"],
        ["--as", "Alice", "--to", "020 7946 0018"], ["--as", "Alice", "--to", "+44 900 123 4567"],
        ["--as", "Alice", "--to", "100"], ["--as", "Alice", "--to", "nonsense PARAMS_TO"],
    ]

    @Test("the same transcript on all hosts")
    func sameTranscripts() async throws {
        let folder = try TemporaryFolder()
        let port = try freePort()
        let url = "http://127.0.0.1:\(port)"
        let project = folder.url.appending(path: "acme")
        try FileManager.default.copyItem(at: repository.appending(path: "examples/acme"), to: project)
        let root = project.appending(path: "contact-center.yaml")
        let text = try String(contentsOf: root, encoding: .utf8).replacing(
            "https://voice.acme.example\n",
            with: "\(url)\n"
        )
        try Data(text.utf8).write(to: root)
        let bundle = folder.url.appending(path: "bundle")
        let built = try await finish("ccplan", ["build", project.path, "--out", bundle.path])
        try #require(built.status == 0, "\(built.errors)")
        let manifest = try JSONValue(parsing: Array(Data(contentsOf: bundle.appending(path: "manifest.json"))))
        let release = try #require(manifest["release"]?.stringValue)

        // One host after the other on the same port, so that the release is the same to the last byte.
        var transcripts: [[String]] = []
        for kind in ServedHost.Kind.programs {
            let place = try await kind.place(of: bundle)
            let host = try await onThread { try ServedHost(kind, serving: place, port: port) }
            var told: [String] = []
            for (index, call) in Self.calls.enumerated() {
                let result = try await finish(
                    "ccsandbox",
                    ["call"] + call + [
                        "--answer-url", "\(url)/r/\(release)/e/answer", "--seed", "\(index)", "--webhooks",
                    ]
                )
                #expect(result.status == 0, "\(kind.rawValue): \(call): \(result.errors)")
                told.append(result.output)
            }
            transcripts.append(told)
            try await onThread { host.stop() }
        }
        for (index, call) in Self.calls.enumerated() {
            for (kind, told) in zip(ServedHost.Kind.programs, transcripts) {
                #expect(told[index] == transcripts[0][index], "\(kind.rawValue): \(call)")
            }
        }
        let different = Set(transcripts[0]).count
        #expect(different > 15, "calls that tell something each")
        print("transcripts: \(Self.calls.count) calls on each of \(transcripts.count) hosts, \(different) stories")
    }
}
