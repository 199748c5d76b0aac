import ConfigSyntax
import Diagnostics
import Testing

/// What a test expects at one mark of its source.
struct Expected: Sendable {
    var code: String
    var mark: Int
    var message: String
    var notes: [Int] = []
    var fix: String?

    static func error(_ code: String, mark: Int = 0, _ message: String, notes: [Int] = [], fix: String? = nil) -> Self {
        Expected(code: code, mark: mark, message: message, notes: notes, fix: fix)
    }
}

/// A source whose places are marked by «…», numbered in the order in which they open; marks may nest.
struct Marked {
    var bytes: [UInt8] = []
    var spans: [Range<Int>] = []

    init(_ text: String) {
        var open: [Int] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "«":
                open.append(spans.count)
                spans.append(bytes.count..<bytes.count)
            case "»":
                if let mark = open.popLast() {
                    spans[mark] = spans[mark].lowerBound..<bytes.count
                }
            default: bytes.append(contentsOf: Array(String(scalar).utf8))
            }
        }
    }
}

func parse(_ bytes: [UInt8], limits: SyntaxLimits = .standard) -> Checked<SyntaxTree> {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "test.yaml", bytes: bytes))
    return parseYAML(file, in: sources, limits: limits)
}

func parse(_ text: String, limits: SyntaxLimits = .standard) -> Checked<SyntaxTree> {
    parse(Array(text.utf8), limits: limits)
}

/// The root of a source without any finding.
func root(_ text: String, location: SourceLocation = #_sourceLocation) throws -> SyntaxNode {
    let checked = parse(text)
    #expect(checked.diagnostics.isEmpty, sourceLocation: location)
    return try #require(checked.output, sourceLocation: location).root
}

/// Compares findings with what is expected, all of them, and gives the mended source where each has one fix.
func expect(
    _ diagnostics: [Diagnostic],
    _ expected: [Expected],
    in marked: Marked,
    location: SourceLocation = #_sourceLocation
) {
    func place(_ span: Span?) -> String {
        guard let span else { return "nowhere" }
        return "\(span.start)..<\(span.end)"
    }
    let found = diagnostics.map { diagnostic in
        "\(diagnostic.code) \(place(diagnostic.span)) \(diagnostic.message) "
            + "notes: \(diagnostic.notes.map { place($0.span) }) fix: \(diagnostic.fixIts.first?.replacement ?? "none")"
    }
    let wanted = expected.map { row in
        "\(row.code) \(marked.spans[row.mark]) \(row.message) "
            + "notes: \(row.notes.map { "\(marked.spans[$0])" }) fix: \(row.fix ?? "none")"
    }
    #expect(found == wanted, sourceLocation: location)
    for diagnostic in diagnostics {
        #expect(diagnostic.help != nil || diagnostic.code.text == "CC0001", sourceLocation: location)
    }
}

func expectDiagnostics(
    _ source: String,
    _ expected: [Expected],
    limits: SyntaxLimits = .standard,
    location: SourceLocation = #_sourceLocation
) {
    let marked = Marked(source)
    expect(parse(marked.bytes, limits: limits).diagnostics, expected, in: marked, location: location)
}

/// The value as one line that shows kinds, styles and texts.
func sketch(_ node: SyntaxNode) -> String {
    switch node.kind {
    case .scalar: node.isNull ? "null" : "\(node.style == .plain ? "" : "\(node.style) ")<\(node.text)>"
    case .sequence: "[" + node.items.map(sketch).joined(separator: ", ") + "]"
    case .mapping: "{" + node.entries.map { "\($0.key.text): \(sketch($0.value))" }.joined(separator: ", ") + "}"
    }
}

/// The bytes of the source that a span covers, as text.
func written(_ span: Span, in text: String) -> String {
    String(decoding: Array(text.utf8)[Int(span.start)..<Int(span.end)], as: UTF8.self)
}
