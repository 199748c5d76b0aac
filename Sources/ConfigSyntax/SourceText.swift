/// The bytes of a file as lines and words, for finding what an operator meant around a place.
struct SourceText {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    /// The byte at `offset`, or nil outside the file.
    subscript(offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[offset] : nil
    }

    func isBlank(_ offset: Int) -> Bool {
        self[offset] == UInt8(ascii: " ") || self[offset] == UInt8(ascii: "\t")
    }

    func isLineEnd(_ offset: Int) -> Bool {
        self[offset] == nil || self[offset] == UInt8(ascii: "\n") || self[offset] == UInt8(ascii: "\r")
    }

    /// Whether a blank, a line end or the end of the file is at `offset`.
    func isSpace(_ offset: Int) -> Bool {
        isBlank(offset) || isLineEnd(offset)
    }

    static func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    func text(_ range: Range<Int>) -> String {
        Self.string(bytes[range.clamped(to: 0..<bytes.count)])
    }

    /// The part of `start..<end` without the blanks and line ends at its end.
    func trimmingBlanks(from start: Int, to end: Int) -> Int {
        var end = min(end, bytes.count)
        while end > start, isSpace(end - 1) {
            end -= 1
        }
        return end
    }

    /// The end of the run of bytes at `offset` that are neither blank nor line end.
    func endOfWord(from offset: Int) -> Int {
        var end = offset
        while !isSpace(end) {
            end += 1
        }
        return end
    }

    /// The first byte from `offset` on that is no blank, no line end and not in a comment.
    func skippingBlanksAndComments(from offset: Int) -> Int {
        var offset = offset
        while let byte = self[offset] {
            if byte == UInt8(ascii: "#") {
                offset = lineEnd(from: offset)
            } else if isSpace(offset) {
                offset += 1
            } else {
                return offset
            }
        }
        return offset
    }

    // MARK: Lines

    func lineStart(of offset: Int) -> Int {
        var start = min(offset, bytes.count)
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), bytes[start - 1] != UInt8(ascii: "\r") {
            start -= 1
        }
        return start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) && offset >= 3 ? 3 : start
    }

    /// The offset of the line end, or of the end of the file.
    func lineEnd(from offset: Int) -> Int {
        var end = max(offset, 0)
        while !isLineEnd(end) {
            end += 1
        }
        return min(end, bytes.count)
    }

    /// The first byte of the line that is no blank; its line end when there is none.
    func textStart(ofLineAt offset: Int) -> Int {
        var start = lineStart(of: offset)
        while isBlank(start) {
            start += 1
        }
        return start
    }

    /// How far the line at `offset` is indented, in bytes.
    func indentation(ofLineAt offset: Int) -> Int {
        textStart(ofLineAt: offset) - lineStart(of: offset)
    }

    func areOnOneLine(_ left: Int, _ right: Int) -> Bool {
        lineStart(of: left) == lineStart(of: right)
    }

    /// The start of the text of the last line before that of `offset` that is neither empty nor a comment.
    func previousTextLine(before offset: Int) -> Int? {
        var start = lineStart(of: offset)
        while start > 0 {
            start = lineStart(of: start - 1)
            let text = textStart(ofLineAt: start)
            if !isLineEnd(text), self[text] != UInt8(ascii: "#") {
                return text
            }
            if start <= 3, start == lineStart(of: 0) { break }
        }
        return nil
    }

    // MARK: Values

    /// The first `:` with a blank or line end behind it from `offset` to the end of the line, outside of quotes.
    func keySign(from offset: Int, to end: Int) -> Int? {
        var position = offset
        var quote: UInt8?
        while position < end, !isLineEnd(position) {
            let byte = bytes[position]
            if let open = quote {
                if byte == open { quote = nil }
            } else if (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")) && (position == offset) {
                quote = byte
            } else if byte == UInt8(ascii: ":"), isSpace(position + 1) {
                return position
            } else if byte == UInt8(ascii: "#"), position > 0, isBlank(position - 1) {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// Whether a bracket or brace opens between `start` and `end` on one line, outside of quotes, and is not closed.
    func opensFlow(from start: Int, to end: Int) -> Bool {
        var depth = 0
        var quote: UInt8?
        var position = start
        while position < end, let byte = self[position] {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
            position += 1
        }
        return depth > 0
    }

    /// Where the text that begins at `offset` ends when everything on its line belongs to it: at a comment or the line
    /// end; in braces or brackets also at a comma or a closing sign.
    func endOfText(from offset: Int, inFlow: Bool) -> Int {
        var end = offset
        while !isLineEnd(end) {
            if self[end] == UInt8(ascii: "#"), isBlank(end - 1) { break }
            if inFlow, let byte = self[end], [0x2C, 0x5D, 0x7D].contains(byte) { break }
            end += 1
        }
        return trimmingBlanks(from: offset, to: end)
    }

    /// The text of `range` with each line end and the blanks around it as one space, as YAML folds it; nil when there
    /// may be a comment in it.
    func foldedText(_ range: Range<Int>) -> String? {
        var folded: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            if self[position] == UInt8(ascii: "#"), isSpace(position - 1) { return nil }
            if isLineEnd(position) {
                while folded.last == UInt8(ascii: " ") || folded.last == UInt8(ascii: "\t") {
                    folded.removeLast()
                }
                while position < range.upperBound, isSpace(position) {
                    position += 1
                }
                folded.append(UInt8(ascii: " "))
            } else {
                folded.append(bytes[position])
                position += 1
            }
        }
        return Self.string(folded[...])
    }
}
