import Foundation
import HostKits
import Testing

@Suite("the hosts' JavaScript decides as the vectors say")
struct VectorTests {
    /// Engines with the arguments that come before the script.
    private static let engines = [("node", [String]()), ("njs", ["-p", "."])]

    @Test("in both engines, every vector", arguments: engines)
    func vectors(engine: String, arguments: [String]) throws {
        #expect(try checkedCount(engine, arguments, script: "vectors.js") > 1_000)
    }

    @Test("a worker serves releases from wherever they are kept")
    func worker() throws {
        #expect(try checkedCount("node", [], script: "worker.mjs") > 80)
    }

    @Test("a worker tells webhooks of the platform from those of strangers")
    func signatures() throws {
        #expect(try checkedCount("node", [], script: "signatures.mjs") > 100)
    }

    @Test("nginx signs what it asks of a bucket as other implementations do", arguments: engines)
    func signing(engine: String, arguments: [String]) throws {
        #expect(try checkedCount(engine, arguments, script: "signing-check.js") > 20)
    }

    /// Runs a script beside the kits' files; how much it checked, when nothing failed.
    private func checkedCount(_ engine: String, _ arguments: [String], script: String) throws -> Int {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.appending(path: "kit-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder left behind harms nobody.
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What both kits have is the same.
        for file in HostKit.nginx.files(releases: "/srv/voice") + HostKit.worker.files(releases: "/srv/voice") {
            try Data(file.bytes).write(to: folder.appending(path: file.path.replacing("ccplan/", with: "")))
        }
        let fixtures = tests.deletingLastPathComponent().appending(path: "Fixtures").path
        let text = try String(contentsOf: tests.appending(path: "Scripts/\(script)"), encoding: .utf8)
        try Data(text.replacing("'VECTORS'", with: "'\(fixtures)'").utf8).write(to: folder.appending(path: script))

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(engine)")
        process.arguments = arguments + [script]
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let last = try #require(printed.split(separator: "\n").last, "\(engine) printed nothing")
        let match = try #require(last.wholeMatch(of: /([0-9]+) checked, ([0-9]+) failed/), "\(printed)")
        #expect(match.output.2 == "0", "\(printed)")
        return Int(match.output.1) ?? 0
    }

    @Test("is what njs 0.7.9 can read: no syntax newer than ES5 but for modules")
    func syntax() throws {
        for file in HostKit.nginx.files(releases: "/srv/voice") where file.path.hasSuffix(".js") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let code = text.split(separator: "\n").map { $0.replacing(/(^|\s)\/\/.*/, with: "") }.joined(
                separator: "\n"
            )
            for newer in ["let ", "const ", "=>", "`", "class ", "async ", "await ", "for (var [", "..."] {
                #expect(!code.contains(newer), "\(file.path): \(newer)")
            }
        }
    }
}
