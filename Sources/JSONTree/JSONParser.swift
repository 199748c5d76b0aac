/// Why a text is not JSON, and where.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: String

    /// The offset of the offending byte, from 0.
    package let offset: Int

    package var description: String { "\(reason) at byte \(offset)" }
}

extension JSONValue {
    /// Reads one JSON value (RFC 8259) that fills the whole text, blanks around it allowed.
    ///
    /// Stricter than the RFC where that is safer: invalid UTF-8, lone surrogates, and a repeated key in an object are
    /// errors; so is nesting deeper than `depth`. Keys are compared as Swift compares strings, by canonical equivalence.
    ///
    /// - Complexity: O(bytes); the bytes are not copied.
    package init(parsing bytes: [UInt8], depth: Int = 128) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: bytes, depthLimit: depth)
        self = try parser.parseDocument()
    }

    /// The same from bytes that are no array, such as the body of a request as it was received.
    package init(parsing bytes: some Collection<UInt8>, depth: Int = 128) throws(JSONSyntaxError) {
        try self.init(parsing: Array(bytes), depth: depth)
    }

    package init(parsing text: String, depth: Int = 128) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), depth: depth)
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var offset = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func parseDocument() throws(JSONSyntaxError) -> JSONValue {
        skipBlanks()
        let value = try parseValue(depth: 0)
        skipBlanks()
        guard offset == bytes.count else { throw failure("text behind the value") }
        return value
    }

    private func failure(_ reason: String) -> JSONSyntaxError {
        JSONSyntaxError(reason: reason, offset: offset)
    }

    private var current: UInt8? {
        offset < bytes.count ? bytes[offset] : nil
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private mutating func parseValue(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard let first = current else { throw failure("the text ends where a value is expected") }
        switch first {
        case UInt8(ascii: "{"):
            guard depth < depthLimit else { throw failure("nested deeper than \(depthLimit) levels") }
            return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["):
            guard depth < depthLimit else { throw failure("nested deeper than \(depthLimit) levels") }
            return try parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw failure("a value cannot start with this byte")
        }
    }

    private mutating func parseWord(_ word: String, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw failure("expected '\(word)'") }
        offset += word.utf8.count
        return value
    }

    private mutating func parseObject(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        offset += 1
        var object = JSONObject()
        // Comparing with each key is cheaper than hashing while they are few; beyond that the set holds all of them.
        var seen: Set<String> = []
        skipBlanks()
        if current == UInt8(ascii: "}") {
            offset += 1
            return .object(object)
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw failure("expected a key in double quotes") }
            let keyOffset = offset
            let key = try parseString()
            if object.members.count == fewMembers { seen = Set(object.keys) }
            let isNew =
                object.members.count < fewMembers
                ? !object.members.contains { $0.key == key } : seen.insert(key).inserted
            guard isNew else {
                throw JSONSyntaxError(reason: "the key '\(key)' occurs twice in one object", offset: keyOffset)
            }
            skipBlanks()
            guard current == UInt8(ascii: ":") else { throw failure("expected ':'") }
            offset += 1
            skipBlanks()
            object.appendNew(key, try parseValue(depth: depth))
            skipBlanks()
            switch current {
            case UInt8(ascii: ","):
                offset += 1
                skipBlanks()
            case UInt8(ascii: "}"):
                offset += 1
                return .object(object)
            default: throw failure("expected ',' or '}'")
            }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        offset += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if current == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try parseValue(depth: depth))
            skipBlanks()
            switch current {
            case UInt8(ascii: ","):
                offset += 1
                skipBlanks()
            case UInt8(ascii: "]"):
                offset += 1
                return .array(elements)
            default: throw failure("expected ',' or ']'")
            }
        }
    }

    private mutating func parseNumber() throws(JSONSyntaxError) -> JSONValue {
        let start = offset
        if current == UInt8(ascii: "-") { offset += 1 }
        if current == UInt8(ascii: "0") {
            offset += 1
        } else {
            try parseDigits()
        }
        if current == UInt8(ascii: ".") {
            offset += 1
            try parseDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            offset += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
            try parseDigits()
        }
        return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
    }

    private mutating func parseDigits() throws(JSONSyntaxError) {
        let start = offset
        while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
        guard offset > start else { throw failure("expected a digit") }
    }

    private mutating func parseString() throws(JSONSyntaxError) -> String {
        offset += 1
        var start = offset
        var text: String?
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                let rest = try decoded(start..<offset)
                offset += 1
                return text.map { $0 + rest } ?? rest
            case UInt8(ascii: "\\"):
                // Taken out and put back, so that it is appended to in place.
                var before = text.take() ?? ""
                before += try decoded(start..<offset)
                before.unicodeScalars.append(try parseEscape())
                text = before
                start = offset
            case 0x00..<0x20: throw failure("a control character in a string wants an escape")
            default: offset += 1
            }
        }
        throw failure("the text ends inside a string")
    }

    private func decoded(_ range: Range<Int>) throws(JSONSyntaxError) -> String {
        // Not `String(validating:as:)`: it is generic, and asks for its own metadata each time.
        do {
            return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
        } catch {
            throw JSONSyntaxError(reason: "invalid UTF-8 in a string", offset: range.lowerBound)
        }
    }

    private mutating func parseEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        offset += 1
        guard let byte = current else { throw failure("the text ends inside a string") }
        let scalar: Unicode.Scalar
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = Unicode.Scalar(byte)
        case UInt8(ascii: "b"): scalar = "\u{08}"
        case UInt8(ascii: "f"): scalar = "\u{0C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"):
            offset += 1
            return try parseUnicodeEscape()
        default: throw failure("unknown escape")
        }
        offset += 1
        return scalar
    }

    private mutating func parseUnicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = offset
        let first = try parseHexQuad()
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        let isHighSurrogate = (0xD800..<0xDC00).contains(first)
        guard isHighSurrogate, bytes[offset...].starts(with: "\\u".utf8) else {
            throw JSONSyntaxError(reason: "a lone surrogate", offset: start)
        }
        offset += 2
        let second = try parseHexQuad()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw JSONSyntaxError(reason: "a lone surrogate", offset: start) }
        return scalar
    }

    private mutating func parseHexQuad() throws(JSONSyntaxError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw failure("the text ends inside a string") }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw failure("expected a hexadecimal digit")
            }
            value = value << 4 | UInt16(digit)
            offset += 1
        }
        return value
    }
}
