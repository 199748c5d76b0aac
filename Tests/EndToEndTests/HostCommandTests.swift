import CallBundle
import Foundation
import Testing

@Suite("ccplan host")
struct HostCommandTests {
    private func install(_ kit: String, _ arguments: [String] = [], in folder: TemporaryFolder) async throws
        -> ProgramResult
    {
        try await finish("ccplan", ["host", kit, "--out", "host"] + arguments, in: folder.url)
    }

    @Test("writes a kit once, and the next time finds it as it should be", arguments: [("nginx", 16), ("worker", 13)])
    func idempotent(kit: String, count: Int) async throws {
        let folder = try TemporaryFolder()
        let first = try await install(kit, in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.output.hasPrefix("\(kit): \(count) files written to host, 0 as they should be\n"),
            "\(first.output)"
        )
        let host = folder.url.appending(path: "host")
        let written = try contents(of: host)
        let second = try await install(kit, in: folder)
        #expect(second.status == 0)
        #expect(second.output.hasPrefix("\(kit): 0 files written to host, \(count) as they should be\n"))
        #expect(try contents(of: host) == written)
    }

    @Test("says which files were changed, touches none then, and overwrites them when told to")
    func changed() async throws {
        let folder = try TemporaryFolder()
        _ = try await install("worker", in: folder)
        let host = folder.url.appending(path: "host")
        let original = try contents(of: host)
        try Data("// mine\n".utf8).write(to: host.appending(path: "worker.js"))
        try FileManager.default.removeItem(at: host.appending(path: "route.js"))
        let refused = try await install("worker", in: folder)
        #expect(refused.status == 1)
        #expect(
            refused.errors == """
                error: changed since they were written, or not ours: 'host/worker.js'
                  help: keep what you need of them and run this again with --force, or choose another folder

                """
        )
        #expect(!FileManager.default.fileExists(atPath: host.appending(path: "route.js").path))
        let forced = try await install("worker", ["--force"], in: folder)
        #expect(forced.output.hasPrefix("worker: 2 files written to host, 11 as they should be\n"))
        #expect(try contents(of: host) == original)
    }

    @Test("renews what an older version wrote, and only that")
    func renewed() async throws {
        let folder = try TemporaryFolder()
        _ = try await install("worker", in: folder)
        let host = folder.url.appending(path: "host")
        let original = try contents(of: host)
        // As if the version that wrote it had another route.js, and noted that.
        let older = "// older\n"
        try Data(older.utf8).write(to: host.appending(path: "route.js"))
        let note = host.appending(path: "kit.json")
        let digest = try #require(
            try String(contentsOf: note, encoding: .utf8).firstMatch(of: /"route\.js": "([0-9a-f]{64})"/)
        ).output.1
        let text = try String(contentsOf: note, encoding: .utf8).replacing(digest, with: hexDigest(Array(older.utf8)))
        try Data(text.utf8).write(to: note)
        let renewed = try await install("worker", in: folder)
        #expect(
            renewed.output.hasPrefix("worker: 1 files written to host, 12 as they should be\n"),
            "\(renewed.errors)"
        )
        #expect(try contents(of: host) == original)
    }

    @Test("nginx.conf names the folder of releases, and is never overwritten")
    func starter() async throws {
        let folder = try TemporaryFolder()
        _ = try await install("nginx", ["--releases", "/srv/my \"voice\""], in: folder)
        let starter = folder.url.appending(path: "host/nginx.conf")
        #expect(try String(contentsOf: starter, encoding: .utf8).contains(#"root "/srv/my \"voice\"";"#))
        try Data("# mine\n".utf8).write(to: starter)
        let again = try await install("nginx", ["--force"], in: folder)
        #expect(again.status == 0)
        #expect(again.output.contains("host/nginx.conf is yours, and as it was\n"))
        #expect(try String(contentsOf: starter, encoding: .utf8) == "# mine\n")
    }

    @Test("nginx.conf names the store where releases are, without a slash at its end")
    func origin() async throws {
        let folder = try TemporaryFolder()
        let result = try await install("nginx", ["--origin", "https://storage.example/bucket/a%20b/"], in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("'set $ccplan_origin URL; include ccplan/store.conf;'"))
        let starter = try String(contentsOf: folder.url.appending(path: "host/nginx.conf"), encoding: .utf8)
        #expect(starter.contains(#"set $ccplan_origin "https://storage.example/bucket/a%20b";"#))
        #expect(starter.contains("include ccplan/store.conf;") && !starter.contains("root "))
        #expect(starter.contains("keys_zone=ccplan:"))
    }

    @Test("refuses what nginx could not read, and hosts that it does not know")
    func refused() async throws {
        let folder = try TemporaryFolder()
        for origin in [
            "s3://bucket", "https://", "https://a.example/$b", "https://a.example/b?c", "https://a b", "/srv",
            "https://a.example/b/../c", "https://a.example/%2e%2E/c", "https://a.example/./c", "https://a.example/b%2",
            "https://a.example:99999", "https://a.example:0", "https://a.example:", "https://-", "https://a..example",
            "https://a-.example", "https://[::1", "https://[x]", "https://1:2:3",
        ] {
            #expect(try await install("nginx", ["--origin", origin], in: folder).status == 64, "\(origin)")
        }
        let address = ["--origin", "https://a.example"]
        #expect(try await install("nginx", address + ["--releases", "/srv/voice"], in: folder).status == 64)
        #expect(try await install("worker", address, in: folder).status == 64)
        #expect(try await install("nginx", ["--releases", "/srv/$voice"], in: folder).status == 64)
        #expect(try await install("apache", in: folder).status == 64)
        #expect(try contents(of: folder.url).isEmpty)
    }
}
