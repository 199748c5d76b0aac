/// The files of a run with their lines, looked up when first wanted.
struct LineIndexes {
    let sources: SourceMap
    private var indexes: [FileID: LineIndex] = [:]

    init(sources: SourceMap) {
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
}
