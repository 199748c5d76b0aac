import CallTesting
import Foundation
import JSONTree
import ProjectLoading
import Testing

@Suite("reports on call tests")
struct ReportTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The report on a project with failures of all kinds, its files named from its folder.
    private func failing(mutating: Mutating = .no) async throws -> TestReport {
        let folder = Self.folder.appending(path: "Projects/failing")
        return try await report(on: try loadProject(at: folder.path), mutating: mutating)
    }

    private func expectGolden(_ text: String, _ name: String) throws {
        let text = text.replacing(Self.folder.appending(path: "Projects/failing").path + "/", with: "")
        let file = Self.folder.appending(path: "Golden/\(name)")
        let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
        guard text != expected else { return }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(text.utf8).write(to: file) }
        #expect(text == expected, "Golden/\(name)")
    }

    @Test("show the first difference, the line that made it, and the call until then")
    func text() async throws {
        let report = try await failing(mutating: .yes)
        #expect(report.hasFailures)
        try expectGolden(report.text(listsCoverage: true), "failing.txt")
    }

    @Test("are JSON, too")
    func json() async throws {
        try expectGolden(try await failing(mutating: .yes).json.serialized(.pretty) + "\n", "failing.json")
    }

    @Test("are JUnit's XML, too, which a parser that is not ours reads")
    func junit() async throws {
        let xml = try await failing().junit
        try expectGolden(xml, "failing.xml")
        let script = """
            import sys, xml.etree.ElementTree as tree
            suite = tree.fromstring(sys.stdin.buffer.read()).find("testsuite")
            print(suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped"))
            for case in suite: print(case.get("name"), [child.tag for child in case], len(case.findtext("failure") or ""))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(xml.utf8))
        try input.fileHandleForWriting.close()
        let lines = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        #expect(lines.first == "Corner Shop & Sons 6 4 1")
        #expect(lines.contains("key 2 is \"till & co\" [] 0"))
        #expect(lines.contains { $0.hasPrefix("key 3 is \"<nothing>\" ['failure']") })
        #expect(lines.contains("the shop is open on Saturdays ['skipped'] 0"))
    }

    @Test("escape what XML cannot hold")
    func hostile() async throws {
        let name = "\\e[31m]]> & <b a=\\\"'\\\"> \\uFFFF end"
        let loaded = try load(support + "tests: [{name: \"\(name)\", call: {to: line}, expect: [ends]}]\n")
        let xml = try await report(on: loaded).junit
        #expect(xml.contains("<testcase name=\"\u{FFFD}[31m]]&gt; &amp; &lt;b a=&quot;'&quot;&gt; \u{FFFD} end\""))
        #expect(!xml.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    }

    @Test("of a project without tests are empty, and no failure")
    func none() async throws {
        let report = try await report(on: try load(support), mutating: .yes)
        #expect(!report.hasFailures)
        #expect(report.summary == "0 tests")
        #expect(report.junit.contains("tests=\"0\""))
        #expect(report.json["coverage"]?["missed"]?.arrayValue?.isEmpty == false)
        #expect(report.mutations?.score == 0)
    }
}
