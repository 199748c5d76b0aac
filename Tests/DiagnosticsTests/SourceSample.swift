internal import Diagnostics

/// A file whose places are found by what stands in them.
struct SourceSample {
    let bytes: [UInt8]
    private(set) var sources = SourceMap()
    private let file: FileID

    init(_ text: String, path: String = "contact-center.yaml") {
        self.init(bytes: Array(text.utf8), path: path)
    }

    init(bytes: [UInt8], path: String = "contact-center.yaml") {
        self.bytes = bytes
        file = sources.add(SourceFile(path: path, bytes: bytes))
    }

    /// The first place from `start` on where `piece` stands; the end of the file when it does not.
    func span(of piece: String, from start: Int = 0) -> Span {
        let piece = Array(piece.utf8)
        let offset = (start...bytes.count).first { bytes[$0...].starts(with: piece) } ?? bytes.count
        return Span(file: file, start: offset, end: min(offset + piece.count, bytes.count))
    }

    func span(_ range: Range<Int>) -> Span {
        Span(file: file, start: range.lowerBound, end: range.upperBound)
    }

    /// The text of an error at `span`, without the line that counts.
    func rendered(_ span: Span) -> String {
        render(.error(DiagnosticCode("CC1004"), "wrong", at: span))
    }

    func render(_ diagnostic: Diagnostic, style: TextRenderer.Style = .plain) -> String {
        let text = TextRenderer(style: style).render([diagnostic], sources: sources)
        return text.components(separatedBy: "\n\n").dropLast().joined(separator: "\n\n")
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
