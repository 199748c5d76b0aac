/// Lines that wait to be forwarded, in the order they came, in a bounded number of bytes.
struct EventSpool {
    private let limit: Int
    private var lines: [[UInt8]] = []
    /// The index of the first line that is still here.
    private var start = 0
    private(set) var bytes = 0

    /// Lines that there was no room for, since the spool was made.
    private(set) var dropped = 0

    /// Holds lines of `limit` bytes together.
    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { lines.count - start }

    /// Takes a line; false when there is no room for it.
    mutating func append(_ line: [UInt8]) -> Bool {
        guard bytes + line.count <= limit else {
            dropped += 1
            return false
        }
        bytes += line.count
        lines.append(line)
        return true
    }

    /// The first lines, up to so many and so many bytes together, but at least one; they stay here.
    func first(lines count: Int, bytes limit: Int) -> ArraySlice<[UInt8]> {
        var end = start
        var size = 0
        while end < lines.count, end - start < count {
            size += lines[end].count
            if size > limit, end > start { break }
            end += 1
        }
        return lines[start..<end]
    }

    mutating func removeFirst(_ count: Int) {
        for index in start..<start + count {
            bytes -= lines[index].count
            lines[index] = []
        }
        start += count
        // Moving the rest up is paid for by the lines that went.
        guard start > lines.count / 2 else { return }
        lines.removeFirst(start)
        start = 0
    }
}
