/// Says of places in which file and line they are.
package struct SourcePlaces: Sendable {
    /// A place as people count.
    package struct Place: Hashable, Sendable {
        /// As it is shown to people.
        package let path: String

        /// From 1.
        package let line: Int

        /// In Unicode scalars, from 1.
        package let column: Int

        /// `menus/en.yaml:12`.
        package var shown: String { "\(path):\(line)" }
    }

    private let sources: SourceMap
    private var indexes: LineIndexes

    package init(_ sources: SourceMap) {
        self.sources = sources
        indexes = LineIndexes(sources: sources)
    }

    /// - Complexity: O(bytes of the file) the first time, then O(log lines + bytes of the line).
    package mutating func place(of span: Span) -> Place {
        let position = indexes.lines(of: span.file).position(of: Int(span.start))
        return Place(path: sources[span.file].path, line: position.line, column: position.column)
    }
}
