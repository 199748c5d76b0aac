internal import JSONTree

/// The log of what was live when, as it was read.
package struct ReleaseLog: Hashable, Sendable {
    /// In the order in which they were written.
    package var moves: [PointerMove] = []

    /// Numbers, from 1, of lines that cannot be read: cut short by a crash, or written by something else.
    package var unreadableLines: [Int] = []

    package init(moves: [PointerMove] = []) {
        self.moves = moves
    }

    /// Reads the lines of the log; those that are none are left out and counted.
    package init(parsing bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            if let move = (try? JSONValue(parsing: Array(line))).flatMap({ PointerMove(json: $0) }) {
                moves.append(move)
            } else {
                unreadableLines.append(index + 1)
            }
        }
    }
}
