extension JSONValue {
    /// How a value is laid out.
    package enum Layout: Sendable {
        /// On one line, with no blanks.
        case compact
        /// Two spaces a level, a member a line, empty collections as `[]` and `{}`.
        case pretty
    }

    /// The JSON text, in UTF-8 with nothing escaped that need not be.
    ///
    /// Keys come in the order that they have.
    package func serialized(_ layout: Layout = .compact) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, layout, level: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The JSON text as bytes, with a line end behind a pretty one.
    package func serializedBytes(_ layout: Layout = .compact) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(to: &bytes, layout, level: 0)
        if layout == .pretty {
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// Writes the JSON text of one line behind what `bytes` holds already.
    package func append(to bytes: inout [UInt8]) {
        write(to: &bytes, .compact, level: 0)
    }

    /// This value with the keys of all objects in the order of their UTF-8 bytes: a canonical form to compare and hash.
    package var sortedByKey: JSONValue {
        switch self {
        case .null, .bool, .number, .string:
            self
        case .array(let elements):
            .array(elements.map(\.sortedByKey))
        case .object(let object):
            .object(object.sortedByKey)
        }
    }

    private func write(to bytes: inout [UInt8], _ layout: Layout, level: Int) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): Self.write(string: text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.breakLine(&bytes, layout, level: level + 1)
                element.write(to: &bytes, layout, level: level + 1)
            }
            if !elements.isEmpty { Self.breakLine(&bytes, layout, level: level) }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.breakLine(&bytes, layout, level: level + 1)
                Self.write(string: member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
                member.value.write(to: &bytes, layout, level: level + 1)
            }
            if !object.isEmpty { Self.breakLine(&bytes, layout, level: level) }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func breakLine(_ bytes: inout [UInt8], _ layout: Layout, level: Int) {
        guard layout == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
    }

    private static func write(string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        // Nearly all texts are copied as they stand; only the others go byte by byte.
        let isWritten = unsafe string.utf8.withContiguousStorageIfAvailable { text in
            guard unsafe !mustEscape(text) else { return false }
            unsafe bytes.append(contentsOf: text)
            return true
        }
        if isWritten != true { writeEscaped(string, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether any byte wants an escape; without a way out of the loop, so that many bytes are looked at together.
    private static func mustEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var found: UInt8 = 0
        for index in 0..<text.count {
            let byte = unsafe text[index]
            found |= byte < 0x20 ? 1 : 0
            found |= byte == UInt8(ascii: "\"") ? 1 : 0
            found |= byte == UInt8(ascii: "\\") ? 1 : 0
            found |= byte == 0x7F ? 1 : 0
        }
        return found != 0
    }

    private static func writeEscaped(_ string: String, to bytes: inout [UInt8]) {
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0C: bytes.append(contentsOf: "\\f".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x00..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 0xF)])
            default: bytes.append(byte)
            }
        }
    }
}

extension JSONObject {
    fileprivate var sortedByKey: JSONObject {
        var sorted = JSONObject()
        for member in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            sorted.appendNew(member.key, member.value.sortedByKey)
        }
        return sorted
    }
}
