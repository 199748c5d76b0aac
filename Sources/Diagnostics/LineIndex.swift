/// Where the lines of a file begin: turns byte offsets into lines and columns.
struct LineIndex: Sendable {
    let bytes: [UInt8]

    /// The offset of each line's first byte; a byte-order mark is not part of the first line.
    private let starts: [Int]

    /// - Complexity: O(bytes).
    init(_ file: SourceFile) {
        bytes = file.bytes
        var starts = [file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for (offset, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        self.starts = starts
    }

    /// A place as people count: line from 1, column in Unicode scalars from 1.
    struct Position: Hashable {
        let line: Int
        let column: Int
    }

    /// - Complexity: O(log lines + bytes of the line).
    func position(of offset: Int) -> Position {
        let line = lineNumber(of: offset)
        let start = starts[line - 1]
        let end = max(start, min(offset, bytes.count))
        // A scalar is counted by its first byte; continuation bytes are 10xxxxxx.
        let scalars = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
        return Position(line: line, column: scalars + 1)
    }

    /// A place as UTF-16 counts: line from 1, column in code units from 1; within a line end it is the end of the line.
    ///
    /// - Complexity: O(log lines + bytes of the line).
    func utf16Position(of offset: Int) -> Position {
        let line = lineNumber(of: offset)
        let range = byteRange(ofLine: line)
        let end = min(max(range.lowerBound, offset), range.upperBound)
        // Scalars beyond the first plane take two units; their first byte is 1111xxxx.
        let units = bytes[range.lowerBound..<end].reduce(0) { count, byte in
            count + (byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1)
        }
        return Position(line: line, column: units + 1)
    }

    /// The number of the line that `offset` stands in, from 1.
    func lineNumber(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The bytes of a line without its line end.
    func byteRange(ofLine line: Int) -> Range<Int> {
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
