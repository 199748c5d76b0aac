import Foundation
import HostKits
import Testing

@Suite("the hosts' JavaScript decides as the vectors say")
struct VectorTests {
    /// Engines with the arguments that come before the script.
    private static let engines = [("node", [String]()), ("njs", ["-p", "."])]

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    @Test("in both engines, every vector", arguments: engines)
    func vectors(engine: String, arguments: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kit-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder left behind harms nobody.
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in HostKit.worker.files(releases: "/srv/voice") {
            try Data(file.bytes).write(to: folder.appending(path: file.path))
        }
        let script = try String(contentsOf: Self.fixtures.appending(path: "decisions/check.js"), encoding: .utf8)
        try Data(script.replacing("VECTORS", with: Self.fixtures.path).utf8)
            .write(to: folder.appending(path: "check.js"))

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(engine)")
        process.arguments = arguments + ["check.js"]
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let last = try #require(text.split(separator: "\n").last, "\(engine) printed nothing")
        let match = try #require(last.wholeMatch(of: /([0-9]+) checked, ([0-9]+) failed/), "\(text)")
        #expect(match.output.2 == "0", "\(text)")
        #expect(Int(match.output.1) ?? 0 > 1_000)
    }

    @Test("is what njs 0.7.9 can read: no syntax newer than ES5 but for modules")
    func syntax() throws {
        for file in HostKit.nginx.files(releases: "/srv/voice") where file.path.hasSuffix(".js") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let code = text.split(separator: "\n").filter { !$0.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") }
                .joined(separator: "\n")
            for newer in ["let ", "const ", "=>", "`", "class ", "async ", "await ", "for (var [", " of ", "..."] {
                #expect(!code.contains(newer), "\(file.path): \(newer)")
            }
        }
    }
}
