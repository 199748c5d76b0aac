import Foundation
import LoopbackServing
import Testing

@Suite("examples/hosting/worker", .timeLimit(.minutes(10)))
struct WorkerExampleTests {
    private var example: URL { repository.appending(path: "examples/hosting/worker") }

    @Test("the script starts the worker on Node, which answers calls")
    func call() async throws {
        let releases = try TemporaryFolder()
        let host = try await RunningExample("worker", environment: ["VOICE_RELEASES": releases.url.path])
        let url = ("https://voice.acme.example", host.url)
        let release = try await buildExample("acme", url: url, to: releases.url)
        let transcript = try await host.call("+44 20 7946 0000", ["--press", "2"], release: release)
        #expect(transcript.contains("caller    presses 2"), "\(transcript)")
        #expect(transcript.contains("; reached "), "\(transcript)")
        #expect(await host.stop() == 0)
    }

    /// What the modules use of Deno and Bun, on Node.
    private static let stub = """
        import { readFile } from 'node:fs/promises';
        class NotFound extends Error {}
        globalThis.Deno = {
            env: { get: (name) => process.env[name] },
            errors: { NotFound, NotADirectory: class extends Error {} },
            readFile: (path) => readFile(path).catch(() => { throw new NotFound(); })
        };
        globalThis.Bun = {
            file: (path) => ({
                exists: () => readFile(path).then(() => true, () => false),
                arrayBuffer: async () => new Uint8Array(await readFile(path)).buffer
            })
        };
        const host = (await import(process.argv[2])).default;
        for (const path of process.argv.slice(3)) {
            const answer = await host.fetch(new Request(`https://voice.example.com${path}`));
            console.log(answer.status, await answer.text());
        }

        """

    @Test(
        "the modules for Deno and Bun give their worker the folder, or the URL, of releases",
        arguments: ["deno", "bun"]
    )
    func otherEngines(name: String) async throws {
        let folder = try TemporaryFolder()
        let kit = try await finish("ccplan", ["host", "worker", "--out", folder.url.appending(path: "host").path])
        try #require(kit.status == 0, "\(kit.errors)")
        let module = folder.url.appending(path: "\(name).mjs")
        try FileManager.default.copyItem(at: example.appending(path: "\(name).js"), to: module)
        let script = folder.url.appending(path: "stub.mjs")
        try Data(Self.stub.utf8).write(to: script)
        let releases = folder.url.appending(path: "public")
        let release = try await buildExample(
            "quickstart",
            url: ("https://voice.example.com", "https://voice.example.org"),
            to: releases
        )
        let paths = ["/r/\(release)/e/answer?to=442079460001", "/r/\(release)/e/none"]

        let origin = try LoopbackServer { request, _ in
            let file = try? String(contentsOf: releases.appending(path: request.path), encoding: .utf8)  // Not there.
            return file.map { .text($0) } ?? .text("", status: 404)
        }
        for (place, value) in [("RELEASES", releases.path), ("ORIGIN", origin.base)] {
            let result = try await finish(
                URL(filePath: "/usr/bin/node"),
                [script.path, module.path] + paths,
                environment: [place: value]
            )
            #expect(result.status == 0, "\(result.errors)")
            let lines = result.output.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.first?.hasPrefix("200 [{") == true, "\(place): \(result.output)")
            #expect(lines.last == #"404 {"error":"not found"}"#)
        }
    }
}
