/// A text that an operator wrote, as it was read: the place that spans point into.
package struct SourceFile: Sendable {
    /// The path as it is shown to people: relative to the working directory where that is shorter.
    package let path: String

    /// The bytes of the file, unchanged (a byte-order mark and CRLF included).
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// The place of a file in a `SourceMap`.
package struct FileID: Hashable, Comparable, Sendable {
    package let index: UInt16

    package init(index: UInt16) {
        self.index = index
    }

    package static func < (left: FileID, right: FileID) -> Bool {
        left.index < right.index
    }
}

/// All files of one run, in the order in which they were read.
package struct SourceMap: Sendable {
    /// More files than this cannot be told apart.
    package static let limit = Int(UInt16.max)

    package private(set) var files: [SourceFile] = []

    package init() {}

    /// Adds a file and gives the id under which spans name it.
    package mutating func add(_ file: SourceFile) -> FileID {
        precondition(files.count < Self.limit, "the include stage limits the number of files")
        files.append(file)
        return FileID(index: UInt16(files.count - 1))
    }

    package subscript(id: FileID) -> SourceFile {
        files[Int(id.index)]
    }
}

extension SourceMap {
    /// The same files with stars for what stands at some places.
    func hiding(_ spans: [Span]) -> SourceMap {
        guard !spans.isEmpty else { return self }
        var map = SourceMap()
        for (index, file) in files.enumerated() {
            var bytes = file.bytes
            for span in spans where Int(span.file.index) == index {
                for place in Int(span.start)..<min(Int(span.end), bytes.count) where bytes[place] > 0x20 {
                    bytes[place] = UInt8(ascii: "*")
                }
            }
            _ = map.add(SourceFile(path: file.path, bytes: bytes))
        }
        return map
    }
}
