/// The files of a run with their lines, looked up when first wanted.
package struct LineIndexes {
    let sources: SourceMap
    private var indexes: [FileID: LineIndex] = [:]

    package init(sources: SourceMap) {
        self.sources = sources
    }

    /// The lines of a file.
    ///
    /// - Complexity: O(bytes) the first time.
    mutating func lines(of file: FileID) -> LineIndex {
        if let known = indexes[file] { return known }
        let index = LineIndex(sources[file])
        indexes[file] = index
        return index
    }

    /// `menus/en.yaml:12`: the file and line in which a span begins.
    ///
    /// - Complexity: O(bytes of the file) the first time, then O(log lines + bytes of the line).
    package mutating func line(of span: Span) -> String {
        let line = lines(of: span.file).lineNumber(of: Int(span.start))
        return "\(sources[span.file].path):\(line)"
    }
}
