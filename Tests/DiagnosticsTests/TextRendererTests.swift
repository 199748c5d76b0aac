internal import Diagnostics
internal import Testing

@Suite struct TextRendererTests {
    @Test("a finding shows its line with the place underlined")
    func excerpt() {
        let sample = SourceSample("menus:\n  main: {otherwise: {menu: mian}}\n")
        #expect(
            sample.rendered(sample.span(of: "mian")) == """
                error[CC1004]: wrong
                 --> contact-center.yaml:2:28
                  |
                2 |   main: {otherwise: {menu: mian}}
                  |                            ^^^^
                """
        )
    }

    @Test(
        "the underline stands under its text whatever stands before it",
        arguments: [
            ("a: bad", "a: ", 4),
            ("\ta:\tbad", "    a:    ", 5),
            ("日本: bad", "日本: ", 5),
            ("\u{1F600}: bad", "\u{1F600}: ", 4),
            ("👩‍👩‍👧: bad", "👩‍👩‍👧: ", 8),
            ("🇬🇧: bad", "🇬🇧: ", 5),
            ("e\u{301}e\u{301}: bad", "e\u{301}e\u{301}: ", 7),
            ("größe: bad", "größe: ", 8),
            ("가나: bad", "가나: ", 5),
            ("ﾊﾝ: bad", "ﾊﾝ: ", 5),
            ("ＡＢ: bad", "ＡＢ: ", 5),
            ("☎\u{FE0F}: bad", "☎\u{FE0F}: ", 5),
            ("\u{1B}[2J: bad", "\u{FFFD}[2J: ", 7),
            ("\u{202E}x: bad", "\u{FFFD}x: ", 5),
            ("\u{FEFF}a: bad", "a: ", 4),
        ]
    )
    func columns(line: String, shown: String, column: Int) {
        let sample = SourceSample(line)
        let width = columnsOfTerminal(shown)
        #expect(
            sample.rendered(sample.span(of: "bad")) == """
                error[CC1004]: wrong
                 --> contact-center.yaml:1:\(column)
                  |
                1 | \(shown)bad
                  | \(String(repeating: " ", count: width))^^^
                """
        )
    }

    /// Worked out apart from the renderer: what a terminal makes of the few characters of the table above.
    private func columnsOfTerminal(_ text: String) -> Int {
        text.reduce(0) { $0 + ("日本\u{1F600}👩‍👩‍👧🇬🇧가나ＡＢ☎\u{FE0F}".contains($1) ? 2 : 1) }
    }

    @Test(
        "the underline is as wide as the text on a terminal",
        arguments: [
            ("日本", 4), ("e\u{301}a", 2), ("😀x", 3), ("\t", 4), ("größe", 5), ("", 1),
        ]
    )
    func underlineWidth(marked: String, width: Int) {
        let sample = SourceSample("k: \(marked) # end")
        let span = sample.span(3..<3 + marked.utf8.count)
        let last = sample.rendered(span).split(separator: "\n").last
        #expect(last.map(String.init) == "  |    " + String(repeating: "^", count: width))
    }

    @Test("lines end at CRLF as at LF, and the carriage return is not shown")
    func carriageReturn() {
        let sample = SourceSample("a: 1\r\nb: bad\r\nc: 3\r\n")
        #expect(
            sample.rendered(sample.span(of: "bad")) == """
                error[CC1004]: wrong
                 --> contact-center.yaml:2:4
                  |
                2 | b: bad
                  |    ^^^
                """
        )
        #expect(sample.rendered(sample.span(9..<14)).hasSuffix("2 | b: bad\n  |    ^^^"))
    }

    @Test("a place that goes on behind its line says so")
    func severalLines() {
        let sample = SourceSample("a: [one,\n    two]\n")
        #expect(sample.rendered(sample.span(3..<17)).hasSuffix("1 | a: [one,\n  |    ^^^^^ …"))
    }

    @Test("the end of the file, an empty line and an empty file can be places")
    func edges() {
        let text = SourceSample("a: 1\n")
        #expect(text.rendered(text.span(5..<5)).hasSuffix("yaml:2:1\n  |\n2 | \n  | ^"))
        let open = SourceSample("a: 1")
        #expect(open.rendered(open.span(4..<4)).hasSuffix("yaml:1:5\n  |\n1 | a: 1\n  |     ^"))
        let empty = SourceSample("")
        #expect(empty.rendered(empty.span(0..<0)).hasSuffix("yaml:1:1\n  |\n1 | \n  | ^"))
        let beyond = SourceSample("a")
        #expect(beyond.rendered(beyond.span(50..<60)).hasSuffix("yaml:1:2\n  |\n1 | a\n  |  ^"))
    }

    @Test("of a long line the part around the place is shown")
    func longLine() {
        let sample = SourceSample(String(repeating: "x", count: 500) + "bad" + String(repeating: "y", count: 500))
        let left = String(repeating: "x", count: 60)
        let right = String(repeating: "y", count: 57)
        #expect(
            sample.rendered(sample.span(of: "bad")) == """
                error[CC1004]: wrong
                 --> contact-center.yaml:1:501
                  |
                1 | …\(left)bad\(right)…
                  | \(String(repeating: " ", count: 61))^^^
                """
        )
    }

    @Test("a place as long as a long line is cut too")
    func longPlace() {
        let sample = SourceSample("k: \"" + String(repeating: "x", count: 100_000) + "\"")
        let shown = String(repeating: "x", count: 116)
        #expect(
            sample.rendered(sample.span(3..<100_005)) == """
                error[CC1004]: wrong
                 --> contact-center.yaml:1:4
                  |
                1 | k: "\(shown)…
                  |    \(String(repeating: "^", count: 117))
                """
        )
    }

    @Test("a long line is not cut within a character", arguments: 0..<4)
    func longLineOfWideCharacters(lead: Int) {
        let sample = SourceSample(
            String(repeating: "a", count: lead) + String(repeating: "日", count: 100) + "bad"
                + String(repeating: "😀", count: 100)
        )
        let lines = sample.rendered(sample.span(of: "bad")).split(separator: "\n")
        let shown = lines[3].dropFirst("1 | ".count)
        #expect(!shown.contains("\u{FFFD}"))
        let before = shown.prefix { $0 != "b" }
        #expect(before == "…" + String(repeating: "日", count: before.count - 1))
        #expect(lines[4] == "  | \(String(repeating: " ", count: 2 * before.count - 1))^^^")
    }

    @Test("notes stand under their lines, with one gutter for all, and help comes last")
    func notes() {
        let head = String(repeating: "#\n", count: 9)
        let sample = SourceSample("a: 1\nb: 2\n\(head)a: 3\n")
        let diagnostic = Diagnostic.error(
            DiagnosticCode("CC0003"),
            "the key 'a' is written twice",
            at: sample.span(of: "a", from: 10),
            notes: [
                .init("first written here", at: sample.span(of: "a")), .init("keys stand once"),
                .init("and", at: sample.span(of: "b")),
            ],
            help: "remove one"
        )
        #expect(
            sample.render(diagnostic) == """
                error[CC0003]: the key 'a' is written twice
                  --> contact-center.yaml:12:1
                   |
                12 | a: 3
                   | ^
                  ::: contact-center.yaml:1:1
                   |
                 1 | a: 1
                   | - first written here
                   = note: keys stand once
                  ::: contact-center.yaml:2:1
                   |
                 2 | b: 2
                   | - and
                   = help: remove one
                """
        )
    }

    @Test("a finding about no place has its message, notes and help")
    func noPlace() {
        let diagnostic = Diagnostic.warning(DiagnosticCode("CC4001"), "no url", at: nil, help: "set 'hosting.url'")
        #expect(SourceSample("").render(diagnostic) == "warning[CC4001]: no url\n  = help: set 'hosting.url'")
    }

    @Test("the call that shows a finding stands before the help, on a line of its own")
    func witness() {
        let diagnostic = Diagnostic.warning(DiagnosticCode("CC3010"), "no way out", at: nil, help: "add one")
            .shown(by: "call +44 20 7946 0000, press 2: silence")
        #expect(
            SourceSample("").render(diagnostic) == """
                warning[CC3010]: no way out
                  = shown by: call +44 20 7946 0000, press 2: silence
                  = help: add one
                """
        )
    }

    @Test("colours mark the severity, the underlines and nothing else")
    func colours() {
        let sample = SourceSample("a: bad\n")
        let note = Diagnostic.Note("here", at: sample.span(of: "a"))
        let place = sample.span(of: "bad")
        let error = Diagnostic.error(DiagnosticCode("CC1"), "wrong", at: place, notes: [note])
        #expect(
            sample.render(error, style: .colour) == """
                \u{1B}[1;31merror[CC1]\u{1B}[0m: wrong
                 --> contact-center.yaml:1:4
                  |
                1 | a: bad
                  |    \u{1B}[1;31m^^^\u{1B}[0m
                 ::: contact-center.yaml:1:1
                  |
                1 | a: bad
                  | \u{1B}[1;34m- here\u{1B}[0m
                """
        )
        let warning = Diagnostic.warning(DiagnosticCode("CC1"), "odd", at: nil)
        #expect(sample.render(warning, style: .colour) == "\u{1B}[1;33mwarning[CC1]\u{1B}[0m: odd")
    }

    @Test("nothing that a file or a name holds reaches the terminal as a control")
    func controls() {
        let sample = SourceSample("a: \u{1B}]0;x\u{7}\u{9B}2J\n", path: "evil\u{1B}[31m.yaml")
        let diagnostic = Diagnostic.error(
            DiagnosticCode("CC1"),
            "menu '\u{1B}[2J\nx' is not defined",
            at: sample.span(of: "\u{1B}"),
            notes: [.init("no\u{8}te"), .init("no\u{8}te", at: sample.span(of: "a"))],
            help: "did you mean '\u{1B}c'?"
        )
        let text = sample.render(diagnostic)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(text.split(separator: "\n").count == 11)
    }
}

@Suite struct ReportTests {
    private let sample = SourceSample("a\nb\nc\n")

    private func findings(errors: Int, warnings: Int) -> [Diagnostic] {
        (0..<errors).map { .error(DiagnosticCode("CC1"), "error \($0)", at: nil) }
            + (0..<warnings).map { .warning(DiagnosticCode("CC2"), "warning \($0)", at: nil) }
    }

    @Test(
        "the last line counts errors and warnings",
        arguments: [
            (0, 0, ""), (1, 0, "1 error"), (0, 1, "1 warning"), (2, 3, "2 errors, 3 warnings"),
        ]
    )
    func summary(errors: Int, warnings: Int, line: String) {
        let text = TextRenderer().render(findings(errors: errors, warnings: warnings), sources: sample.sources)
        #expect((text.split(separator: "\n").last ?? "") == line)
    }

    @Test("an empty line stands between two findings")
    func layout() {
        #expect(
            TextRenderer().render(findings(errors: 1, warnings: 1), sources: sample.sources)
                == "error[CC1]: error 0\n\nwarning[CC2]: warning 0\n\n1 error, 1 warning"
        )
    }

    @Test("beyond the limit of errors what is left is counted")
    func limit() {
        let all = findings(errors: 4, warnings: 2)
        let renderer = TextRenderer(errorLimit: 2)
        #expect(
            renderer.render(all, sources: sample.sources)
                == "error[CC1]: error 0\n\nerror[CC1]: error 1\n\n… and 4 more\n4 errors, 2 warnings"
        )
        let atLimit = renderer.render(findings(errors: 2, warnings: 1), sources: sample.sources)
        #expect(atLimit.contains("warning 0"))
        #expect(!atLimit.contains("more"))
    }
}
