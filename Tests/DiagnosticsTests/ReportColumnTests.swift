internal import JSONTree
internal import Testing

@testable internal import Diagnostics

/// Where reports say that a place is, in the units of each format.
@Suite struct ReportColumnTests {
    private let paths = ReportPaths(workingDirectory: "/repo", root: "/repo")

    /// The four numbers of a region in SARIF.
    private func region(_ sample: SourceSample, _ span: Span) throws -> [Int] {
        let finding = Diagnostic.error(DiagnosticCode("CC1004"), "wrong", at: span)
        let text = SARIFRenderer(paths: paths, toolVersion: "1").render([finding], sources: sample.sources)
        let result = try JSONValue(parsing: text)["runs"]?.arrayValue?.first?["results"]?.arrayValue?.first
        let region = result?["locations"]?.arrayValue?.first?["physicalLocation"]?["region"]
        return ["startLine", "startColumn", "endLine", "endColumn"].compactMap { region?[$0]?.intValue }
    }

    private func annotation(_ sample: SourceSample, _ span: Span) -> String {
        let finding = Diagnostic.error(DiagnosticCode("CC1004"), "wrong", at: span)
        return GitHubRenderer(paths: paths).render([finding], sources: sample.sources)
    }

    @Test(
        "SARIF counts UTF-16 units, GitHub characters; a tab and a wide character are one, a byte-order mark none",
        arguments: [
            ("a: mian", 4, 8, 4, 7),
            ("größe: mian", 8, 12, 8, 11),
            ("日本: mian", 5, 9, 5, 8),
            ("😀😀: mian", 7, 11, 5, 8),
            ("\t\tmian", 3, 7, 3, 6),
            ("\u{FEFF}a: mian", 4, 8, 4, 7),
            ("e\u{301}: mian", 5, 9, 5, 8),
        ]
    )
    func columns(line: String, start: Int, end: Int, first: Int, last: Int) throws {
        for (before, after) in [("", ""), ("", "\n"), ("", "\r\nx: y\r\n")] {
            let sample = SourceSample(before + line + after)
            let span = sample.span(of: "mian")
            #expect(try region(sample, span) == [1, start, 1, end])
            #expect(annotation(sample, span).contains(",line=1,endLine=1,col=\(first),endColumn=\(last),"))
        }
    }

    @Test("the call that shows a finding is part of its text in every report")
    func witness() {
        let sample = SourceSample("a: b")
        let finding = Diagnostic.error(DiagnosticCode("CC1004"), "wrong", at: sample.span(of: "b"), help: "mend it")
            .shown(by: "call +44 20 7946 0000: silence")
        let reports = [
            GitHubRenderer(paths: paths).render([finding], sources: sample.sources),
            GitLabRenderer(paths: paths).render([finding], sources: sample.sources),
            SARIFRenderer(paths: paths, toolVersion: "1").render([finding], sources: sample.sources),
        ]
        let lines = "wrong|shown by: call +44 20 7946 0000: silence|help: mend it"
        for (report, lineEnd) in zip(reports, ["%0A", "\\n", "\\n"]) {
            #expect(report.contains(lines.replacing("|", with: lineEnd)), "\(report)")
        }
    }

    @Test("a wide character that is the place itself ends behind its last unit")
    func widePlace() throws {
        let sample = SourceSample("a: 😀\r\n")
        #expect(try region(sample, sample.span(of: "😀")) == [1, 4, 1, 6])
        #expect(annotation(sample, sample.span(of: "😀")).contains("col=4,endColumn=4,"))
    }

    @Test("an empty place is a point; for GitHub, which has none, the character there")
    func point() throws {
        let sample = SourceSample("a:\r\nb:\r\n")
        #expect(try region(sample, sample.span(2..<2)) == [1, 3, 1, 3])
        #expect(annotation(sample, sample.span(2..<2)).contains("line=1,endLine=1,col=3,endColumn=3,"))
        #expect(try region(sample, sample.span(8..<8)) == [3, 1, 3, 1])
    }

    @Test("a place over several lines has no columns for GitHub, and ends before the line end that it includes")
    func severalLines() throws {
        let sample = SourceSample("a:\r\n  b: c\r\n  d: e\r\nf: g\r\n")
        let span = sample.span(4..<20)  // Up to the start of 'f'.
        #expect(try region(sample, span) == [2, 1, 4, 1])
        #expect(
            annotation(sample, span)
                == "::error file=contact-center.yaml,line=2,endLine=3,title=CC1004::wrong\n"
        )
    }

    @Test("a place within a line end is the end of the line")
    func lineEnd() throws {
        let sample = SourceSample("a: b\r\nc: d\r\n")
        #expect(try region(sample, sample.span(4..<5)) == [1, 5, 1, 5])
        #expect(try region(sample, sample.span(5..<5)) == [1, 5, 1, 5])
    }
}

@Suite struct GitHubRendererTests {
    private let renderer = GitHubRenderer(paths: ReportPaths(workingDirectory: "/", root: "/"))

    @Test("what would end a command or forge another one is escaped")
    func escapes() {
        let sample = SourceSample("x", path: "a,b:c%25\n::error::.yaml")
        let finding = Diagnostic.warning(
            DiagnosticCode("CC1"),
            "100%\r\n::error::forged, is it: yes",
            at: sample.span(of: "x")
        )
        #expect(
            renderer.render([finding], sources: sample.sources)
                == "::warning file=a%2Cb%3Ac%2525%0A%3A%3Aerror%3A%3A.yaml,line=1,endLine=1,col=1,endColumn=1,title=CC1"
                + "::100%25%0D%0A::error::forged, is it: yes\n"
        )
    }

    @Test("a finding about no place names no file; notes and help are lines of the message")
    func noPlace() {
        let sample = SourceSample("a\nb", path: "x/y.yaml")
        let finding = Diagnostic.error(
            DiagnosticCode("CC8005"),
            "not owned",
            at: nil,
            notes: [.init("used here", at: sample.span(of: "b")), .init("by the account")],
            help: "buy it"
        )
        #expect(
            renderer.render([finding], sources: sample.sources)
                == "::error title=CC8005::not owned%0Anote: used here (x/y.yaml, line 2)%0Anote: by the account%0Ahelp: buy it\n"
        )
    }
}

@Suite struct ReportPathTests {
    @Test(
        "paths are told from the root of the repository",
        arguments: [
            ("/repo", "a.yaml", "a.yaml"), ("/repo/sub", "a.yaml", "sub/a.yaml"),
            ("/repo/sub", "../b/a.yaml", "b/a.yaml"),
            ("/repo/sub", "./x/./a.yaml", "sub/x/a.yaml"), ("/", "repo//a.yaml", "a.yaml"),
            ("/elsewhere", "/repo/a.yaml", "a.yaml"), ("/elsewhere", "a.yaml", "/elsewhere/a.yaml"),
            ("/repository", "a.yaml", "/repository/a.yaml"), ("/repo", "../../../a.yaml", "/a.yaml"),
        ]
    )
    func paths(workingDirectory: String, shown: String, wanted: String) {
        let paths = ReportPaths(workingDirectory: workingDirectory, root: "/repo")
        #expect(paths.path(of: SourceFile(path: shown, bytes: [])) == wanted)
    }

    @Test("a URI has only the characters of a URI")
    func uris() {
        let paths = ReportPaths(workingDirectory: "/repo", root: "/repo")
        func uri(_ path: String) -> String { paths.uri(of: SourceFile(path: path, bytes: [])) }
        #expect(uri("a b/ü%:\t.yaml") == "a%20b/%C3%BC%25%3A%09.yaml")
        #expect(uri("/else where/a.yaml") == "file:///else%20where/a.yaml")
    }
}
