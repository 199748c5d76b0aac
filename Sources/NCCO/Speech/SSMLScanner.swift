/// Reads SSML from front to back and stops at the first problem.
///
/// Open elements are a stack of names, so depth costs memory only.
struct SSMLScanner {
    let bytes: [UInt8]
    private var offset = 0
    private var open: [String] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func scanDocument() throws(SSMLProblem) {
        guard isSSML(String(decoding: bytes.prefix(16), as: UTF8.self)) else {
            throw SSMLProblem(
                offset: 0,
                message: "SSML is one 'speak' element around the whole text",
                help: "let the text begin with '<speak>' and end with '</speak>'"
            )
        }
        repeat {
            try scanPiece()
        } while !open.isEmpty
        while offset < bytes.count, bytes[offset].isXMLBlank { offset += 1 }
        guard offset == bytes.count else {
            throw problem("nothing may stand behind '</speak>'", help: "put the whole text into one 'speak' element")
        }
    }

    private mutating func scanPiece() throws(SSMLProblem) {
        guard let byte = current else {
            throw problem("'\(open.last ?? "speak")' is not closed", help: "add '</\(open.last ?? "speak")>'")
        }
        if byte == UInt8(ascii: "&") {
            try scanReference()
        } else if byte != UInt8(ascii: "<") {
            try scanCharacter()
        } else if starts(with: "<!--") {
            try scanComment()
        } else if starts(with: "</") {
            try scanEndTag()
        } else {
            try scanStartTag()
        }
    }

    private mutating func scanStartTag() throws(SSMLProblem) {
        let start = offset
        offset += 1
        let name = scanName()
        guard !name.isEmpty else {
            offset = start
            throw problem("a '<' that begins no tag is written '&lt;'", help: "write '&lt;'")
        }
        guard SSMLTags.known.contains(name) else {
            offset = start
            let near = nearOption(to: name, among: SSMLTags.known)
            let others = SSMLTags.known.map { "'\($0)'" }.joined(separator: ", ")
            throw problem(
                "the platform knows no tag '\(name)'",
                help: near.map { "did you mean '\($0)'?" } ?? "its tags are \(others)"
            )
        }
        if name == "speak", !open.isEmpty {
            offset = start
            throw problem("'speak' stands only once, around the whole text", help: "remove the inner 'speak'")
        }
        try scanAttributes(of: name)
        if starts(with: "/>") {
            offset += 2
        } else {
            offset += 1
            open.append(name)
        }
    }

    /// Stops at the `>` or `/>` of the tag.
    private mutating func scanAttributes(of tag: String) throws(SSMLProblem) {
        var seen: [String] = []
        while true {
            let hadBlank = skipBlanks()
            guard let byte = current else { throw problem("the tag '\(tag)' is not closed", help: "end it with '>'") }
            if byte == UInt8(ascii: ">") || starts(with: "/>") { return }
            let start = offset
            let name = scanName()
            guard !name.isEmpty, hadBlank else {
                offset = start
                throw problem("a tag holds a name and attributes like name='value'", help: "mend the tag '\(tag)'")
            }
            guard !seen.contains(name) else {
                offset = start
                throw problem("a tag has each attribute once, '\(name)' is there twice", help: "remove one of them")
            }
            seen.append(name)
            skipBlanks()
            guard current == UInt8(ascii: "=") else {
                throw problem("the attribute '\(name)' needs a value", help: "write \(name)='…'")
            }
            offset += 1
            skipBlanks()
            guard let quote = current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
                throw problem("the value of '\(name)' stands in quotes", help: "write \(name)='…'")
            }
            offset += 1
            try scanValue(of: name, upTo: quote)
        }
    }

    private mutating func scanValue(of name: String, upTo quote: UInt8) throws(SSMLProblem) {
        let start = offset - 1
        while let byte = current {
            switch byte {
            case quote:
                offset += 1
                return
            case UInt8(ascii: "&"): try scanReference()
            case UInt8(ascii: "<"):
                throw problem(
                    "a '<' in the value of '\(name)' is written '&lt;'",
                    help: "close the quotes, or escape it"
                )
            default: try scanCharacter()
            }
        }
        offset = start
        throw problem("the value of '\(name)' has no closing quote", help: "close the quotes")
    }

    private mutating func scanEndTag() throws(SSMLProblem) {
        let start = offset
        offset += 2
        let name = scanName()
        skipBlanks()
        guard !name.isEmpty, current == UInt8(ascii: ">") else {
            offset = start
            throw problem("a closing tag is '</name>'", help: "mend the closing tag, or write '&lt;' for a '<'")
        }
        offset += 1
        let innermost = open.popLast() ?? "speak"
        guard innermost == name else {
            offset = start
            throw problem(
                "'</\(name)>' stands where '</\(innermost)>' is due",
                help: "write '</\(innermost)>' before it: what is opened last is closed first"
            )
        }
    }

    private mutating func scanComment() throws(SSMLProblem) {
        let start = offset
        offset += 4
        while offset < bytes.count {
            if starts(with: "-->") {
                offset += 3
                return
            }
            offset += 1
        }
        offset = start
        throw problem("a comment ends with '-->'", help: "close the comment")
    }

    private mutating func scanReference() throws(SSMLProblem) {
        let start = offset
        let limit = min(bytes.count, offset + 12)
        guard let end = bytes[offset..<limit].firstIndex(of: UInt8(ascii: ";")),
            Self.isReference(bytes[(offset + 1)..<end])
        else {
            offset = start
            throw problem("an '&' is written '&amp;'", help: "write '&amp;'")
        }
        offset = end + 1
    }

    /// One of the five entities of XML, or the number of a character.
    private static func isReference(_ name: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: name, as: UTF8.self)
        guard text.hasPrefix("#") else { return ["amp", "lt", "gt", "quot", "apos"].contains(text) }
        let isHexadecimal = text.hasPrefix("#x")
        let digits = text.dropFirst(isHexadecimal ? 2 : 1)
        // The initialiser of `UInt32` would take a sign too.
        guard digits.first?.isHexDigit == true, let number = UInt32(digits, radix: isHexadecimal ? 16 : 10),
            let scalar = Unicode.Scalar(number)
        else { return false }
        return scalar.value >= 0x20 || [0x09, 0x0A, 0x0D].contains(scalar.value)
    }

    private mutating func scanCharacter() throws(SSMLProblem) {
        guard bytes[offset] >= 0x20 || bytes[offset].isXMLBlank else {
            throw problem("SSML holds no control characters", help: "remove it")
        }
        offset += 1
    }

    private mutating func scanName() -> String {
        let start = offset
        while let byte = current, byte.isXMLNameByte { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    @discardableResult
    private mutating func skipBlanks() -> Bool {
        let start = offset
        while let byte = current, byte.isXMLBlank { offset += 1 }
        return offset > start
    }

    private var current: UInt8? {
        offset < bytes.count ? bytes[offset] : nil
    }

    private func starts(with text: String) -> Bool {
        bytes[offset...].starts(with: text.utf8)
    }

    private func problem(_ message: String, help: String) -> SSMLProblem {
        SSMLProblem(offset: offset, message: message, help: help)
    }
}
