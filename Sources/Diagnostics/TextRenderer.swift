/// Prints findings for people: the message, the line that it is about with the place underlined, notes and help.
package struct TextRenderer: Sendable {
    package enum Style: Sendable {
        case plain
        /// With ANSI colours.
        case colour
    }

    private let style: Style

    /// How many errors are printed before the rest is only counted.
    private let errorLimit: Int

    package init(style: Style = .plain, errorLimit: Int = 100) {
        self.style = style
        self.errorLimit = errorLimit
    }

    /// The findings in the order given, an empty line between two, and a line that counts them; no line end behind it.
    ///
    /// - Complexity: O(findings × their lines + bytes of the files).
    package func render(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
        var pages = Pages(sources: sources.hiding(diagnostics.filter(\.hidesText).compactMap(\.span)), style: style)
        var text = ""
        var errors = 0
        var left = 0
        for diagnostic in diagnostics {
            errors += diagnostic.severity == .error ? 1 : 0
            guard errors <= errorLimit else {
                left += 1
                continue
            }
            text += pages.render(diagnostic) + "\n\n"
        }
        if left > 0 { text += "… and \(left) more\n" }
        return text + summary(diagnostics)
    }

    /// One finding, with nothing in front of it or behind.
    ///
    /// - Complexity: O(bytes of the files that it is about).
    package func render(_ diagnostic: Diagnostic, sources: SourceMap) -> String {
        let hidden = diagnostic.hidesText ? [diagnostic.span].compactMap(\.self) : []
        var pages = Pages(sources: sources.hiding(hidden), style: style)
        return pages.render(diagnostic)
    }

    /// "2 errors, 1 warning".
    private func summary(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
        return parts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}

/// The files of a run with their lines, looked up when first wanted.
private struct Pages {
    let sources: SourceMap
    let style: TextRenderer.Style
    private var indexes: [FileID: LineIndex] = [:]

    init(sources: SourceMap, style: TextRenderer.Style) {
        self.sources = sources
        self.style = style
    }

    mutating func render(_ diagnostic: Diagnostic) -> String {
        let colour = diagnostic.severity == .error ? "31" : "33"
        let title = painted("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", colour)
        var lines = ["\(title): \(displayText(diagnostic.message))"]
        let places = [diagnostic.span].compactMap(\.self) + diagnostic.notes.compactMap(\.span)
        let gutter = places.map { String(index(of: $0.file).lineNumber(of: Int($0.start))).count }.max() ?? 1
        if let span = diagnostic.span {
            lines += excerpt(span, label: "", mark: "^", colour: colour, gutter: gutter, arrow: "-->")
        }
        for note in diagnostic.notes {
            if let span = note.span {
                lines += excerpt(span, label: note.message, mark: "-", colour: "34", gutter: gutter, arrow: ":::")
            } else {
                lines.append("\(blanks(gutter)) = note: \(displayText(note.message))")
            }
        }
        if let witness = diagnostic.witness {
            lines.append("\(blanks(gutter)) = shown by: \(displayText(witness))")
        }
        if let help = diagnostic.help {
            lines.append("\(blanks(gutter)) = help: \(displayText(help))")
        }
        return lines.joined(separator: "\n")
    }

    private mutating func excerpt(
        _ span: Span,
        label: String,
        mark: String,
        colour: String,
        gutter: Int,
        arrow: String
    ) -> [String] {
        let index = index(of: span.file)
        let position = index.position(of: Int(span.start))
        let line = index.byteRange(ofLine: position.line)
        let start = min(max(Int(span.start), line.lowerBound), line.upperBound)
        let window = cut(line, around: start..<min(max(Int(span.end), start), line.upperBound), in: index)
        let end = min(max(Int(span.end), start), window.upperBound)
        // As many bytes as before: what is hidden stands where it stood.
        let shown = SecretText.hiding(index.bytes[line])
        func text(_ range: Range<Int>) -> String {
            let part = shown[range.lowerBound - line.lowerBound..<range.upperBound - line.lowerBound]
            return displayText(String(decoding: part, as: UTF8.self))
        }
        let before = text(window.lowerBound..<start)
        let marked = text(start..<end)
        let after = text(end..<window.upperBound)
        let lead = window.lowerBound > line.lowerBound ? "…" : ""
        let trail = window.upperBound < line.upperBound ? "…" : ""
        let goesOn = min(Int(span.end), index.bytes.count) > line.upperBound + 2 ? " …" : ""
        let underline = String(repeating: mark, count: max(1, displayWidth(marked)))
        let number = String(position.line)
        let place = "\(displayText(sources[span.file].path)):\(position.line):\(position.column)"
        let words = label.isEmpty ? "" : " \(displayText(label))"
        return [
            "\(blanks(gutter))\(arrow) \(place)",
            "\(blanks(gutter)) |",
            "\(blanks(gutter - number.count))\(number) | \(lead)\(before)\(marked)\(after)\(trail)",
            "\(blanks(gutter)) | \(blanks(displayWidth(lead + before)))\(painted(underline + goesOn + words, colour))",
        ]
    }

    /// The part of a long line that is shown: some 120 bytes, with the span's start among them.
    private func cut(_ line: Range<Int>, around span: Range<Int>, in index: LineIndex) -> Range<Int> {
        guard line.count > 160 else { return line }
        let bytes = index.bytes
        func boundary(_ offset: Int) -> Int {
            var offset = offset
            while offset > line.lowerBound, offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
            return offset
        }
        let lower = boundary(max(line.lowerBound, span.lowerBound - 60))
        let upper = boundary(min(line.upperBound, max(span.lowerBound + 60, min(span.upperBound, lower + 120))))
        return lower..<upper
    }

    private mutating func index(of file: FileID) -> LineIndex {
        if let known = indexes[file] { return known }
        let index = LineIndex(sources[file])
        indexes[file] = index
        return index
    }

    private func painted(_ text: String, _ colour: String) -> String {
        style == .colour ? "\u{1B}[1;\(colour)m\(text)\u{1B}[0m" : text
    }

    private func blanks(_ count: Int) -> String {
        String(repeating: " ", count: max(0, count))
    }
}
