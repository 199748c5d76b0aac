internal import Diagnostics
internal import JSONTree
internal import Testing

@Suite("Fingerprints of findings")
struct FingerprintTests {
    private let renderer = GitLabRenderer(paths: ReportPaths(workingDirectory: "/", root: "/"))

    /// The fingerprints of a finding at each place where a piece stands.
    private func fingerprints(_ text: String, _ piece: String, path: String = "a.yaml", message: String = "wrong")
        throws
        -> [String]
    {
        let sample = SourceSample(text, path: path)
        var findings: [Diagnostic] = []
        var start = 0
        while true {
            let span = sample.span(of: piece, from: start)
            guard span.end > span.start else { break }
            findings.append(.error(DiagnosticCode("CC1004"), message, at: span))
            start = Int(span.end)
        }
        let report = try JSONValue(parsing: renderer.render(findings, sources: sample.sources))
        return report.arrayValue?.compactMap { $0["fingerprint"]?.stringValue } ?? []
    }

    @Test("stay while lines move, are indented, or end otherwise")
    func moved() throws {
        let before = try fingerprints("a: {menu: mian}\nb: c\n", "mian")
        #expect(before.count == 1)
        #expect(try fingerprints("# new\n\nb: c\n\na: {menu: mian}\n", "mian") == before)
        #expect(try fingerprints("x:\r\n    a:   {menu: mian}\r\n", "mian") == before)
    }

    @Test("differ by file, message and line")
    func different() throws {
        let all = try [
            fingerprints("a: mian", "mian"), fingerprints("b: mian", "mian"),
            fingerprints("a: mian", "mian", path: "b.yaml"),
            fingerprints("a: mian", "mian", message: "bad"),
        ].flatMap(\.self)
        #expect(Set(all).count == 4)
    }

    @Test("of findings on equal lines are numbered, so that none is lost")
    func equalLines() throws {
        let two = try fingerprints("- mian\n- mian\n", "mian")
        #expect(Set(two).count == 2)
        let three = try fingerprints("- mian\n- mian\n- mian\n", "mian")
        #expect(Set(three).count == 3)
        #expect(Array(three.prefix(2)) == two)
    }

    @Test("a finding about no place has one too, and stands on line 1")
    func noPlace() throws {
        let sample = SourceSample("a: b\n", path: "a.yaml")
        let finding = Diagnostic.warning(DiagnosticCode("CC8005"), "not owned", at: nil)
        let report = try JSONValue(parsing: renderer.render([finding], sources: sample.sources))
        let issue = report.arrayValue?.first
        #expect(issue?["fingerprint"]?.stringValue?.hasPrefix("CC8005-") == true)
        #expect(issue?["location"] == ["path": "a.yaml", "lines": ["begin": 1]])
        #expect(issue?["severity"] == "minor")
    }
}
