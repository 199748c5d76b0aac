internal import Diagnostics
internal import Testing

@Suite struct DiagnosticOrderTests {
    @Test("findings come by place, those about none first, then errors first, then by code and text")
    func order() {
        var sources = SourceMap()
        let (first, second) = (
            sources.add(SourceFile(path: "a", bytes: [])), sources.add(SourceFile(path: "b", bytes: []))
        )
        func finding(_ severity: Severity, _ text: String, _ span: Span?) -> Diagnostic {
            Diagnostic(severity, DiagnosticCode(String(text.prefix(3))), text, at: span)
        }
        let sorted = [
            finding(.error, "CC9 a", nil),
            finding(.warning, "CC1 a", nil),
            finding(.error, "CC5 a", Span(file: first, start: 0, end: 1)),
            finding(.error, "CC5 b", Span(file: first, start: 0, end: 1)),
            finding(.warning, "CC1 c", Span(file: first, start: 0, end: 1)),
            finding(.warning, "CC1 d", Span(file: first, start: 0, end: 9)),
            finding(.error, "CC1 e", Span(file: first, start: 7, end: 7)),
            finding(.error, "CC1 f", Span(file: second, start: 0, end: 0)),
        ]
        #expect(Array(sorted.reversed()).inSourceOrder() == sorted)
        #expect(sorted.inSourceOrder() == sorted)
    }

    @Test(
        "a part of a span stays within it",
        arguments: [
            (0, 2, 10..<12), (3, 100, 13..<15), (5, 1, 15..<15), (99, 1, 15..<15), (-3, 2, 10..<12), (1, -4, 11..<11),
        ]
    )
    func part(offset: Int, length: Int, range: Range<Int>) {
        let span = Span(file: FileID(index: 0), start: 10, end: 15).part(at: offset, length: length)
        #expect(Int(span.start)..<Int(span.end) == range)
    }

    @Test("a suggestion is help and a replacement, none is neither")
    func suggestion() {
        let span = Span(file: FileID(index: 0), start: 1, end: 3)
        let finding = Diagnostic.error(DiagnosticCode("CC1"), "text", at: span)
        #expect(finding.suggesting(nil, insteadOf: span) == finding)
        let suggested = finding.suggesting("main", insteadOf: span)
        #expect(suggested.help == "did you mean 'main'?")
        #expect(suggested.fixIts == [.init(replace: span, with: "main")])
    }
}
