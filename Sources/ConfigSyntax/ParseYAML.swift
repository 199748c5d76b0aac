package import Diagnostics

/// Reads one YAML file as a located tree.
///
/// Text that is no YAML ends the parse: the output is nil, and what was found up to there is reported with it. Where
/// only the tree is wrong (a repeated key, a text cut by a comma) the parse goes on and what was meant is kept, so that
/// later stages can report as well. An alias to nowhere leaves a hole, so it gives no output either.
///
/// - Complexity: O(bytes), in time and memory.
package func parseYAML(
    _ file: FileID,
    in sources: SourceMap,
    limits: SyntaxLimits = .standard
) -> Checked<SyntaxTree> {
    let bytes = sources[file].bytes
    let byteLimit = min(limits.bytes, SyntaxLimits.standard.bytes)
    guard bytes.count <= byteLimit else {
        return Checked(nil, diagnostics: [.fileTooLarge(bytes: bytes.count, limit: byteLimit, file: file)])
    }
    if let width = wideEncoding(of: bytes) {
        return Checked(nil, diagnostics: [.wrongEncoding(width, at: Span(file: file, start: 0, end: 0))])
    }
    return EventStream.reading(bytes) { stream in
        var builder = TreeBuilder(file: file, bytes: bytes, limits: limits)
        while !builder.isStopped, let kind = stream.next() {
            builder.add(kind, from: stream)
        }
        if let failure = stream.failure() {
            builder.reportOpenTexts()
            let place = FailedPlace(failure, in: builder)
            builder.report(place.diagnostic(), isHole: true)
        }
        guard builder.isUsable else {
            return Checked(nil, diagnostics: builder.diagnostics.inSourceOrder())
        }
        if builder.arena.records.isEmpty {
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            builder.arena.records.append(NodeRecord(.plain, from: start, to: start, first: start))
        }
        return Checked(
            SyntaxTree(file: file, arena: builder.arena),
            diagnostics: builder.diagnostics.inSourceOrder()
        )
    }
}

/// The name of the encoding with two or four bytes a character that the file seems to have.
private func wideEncoding(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    // Without a mark: ASCII in UTF-16 has a NUL in every other byte.
    let head = bytes.prefix(4)
    guard head.count == 4 else { return nil }
    return (head[0] == 0 && head[2] == 0 && head[1] != 0) || (head[1] == 0 && head[3] == 0 && head[0] != 0)
        ? "UTF-16" : nil
}
