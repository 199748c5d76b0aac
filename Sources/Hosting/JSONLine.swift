internal import JSONTree

/// A log line in the making: one JSON object on one line, written without building a tree.
struct JSONLine {
    private var bytes: [UInt8] = []

    /// Begins with the members that every line has.
    init(at time: WallTime, level: String, message: String) {
        bytes.reserveCapacity(256)
        bytes.append(contentsOf: #"{"ts":""#.utf8)
        time.appendTimestamp(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        add("level", level)
        add("msg", message)
    }

    /// Adds a member whose key needs no escapes.
    mutating func add(_ key: StaticString, _ text: String) {
        add(key: key)
        append(quoted: text)
    }

    mutating func add(_ key: StaticString, _ number: Int) {
        add(key: key)
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Adds a duration in milliseconds with three decimals.
    mutating func add(_ key: StaticString, microseconds: Int) {
        add(key: key)
        bytes.append(padded: microseconds / 1_000, width: 1)
        bytes.append(UInt8(ascii: "."))
        bytes.append(padded: microseconds % 1_000, width: 3)
    }

    mutating func add(anyKey key: String, _ text: String) {
        bytes.append(UInt8(ascii: ","))
        append(quoted: key)
        bytes.append(UInt8(ascii: ":"))
        append(quoted: text)
    }

    /// The line with its end.
    consuming func finished() -> [UInt8] {
        bytes.append(contentsOf: "}\n".utf8)
        return bytes
    }

    private mutating func add(key: StaticString) {
        bytes.append(contentsOf: ",\"".utf8)
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(contentsOf: "\":".utf8)
    }

    private mutating func append(quoted text: String) {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x5C }
        guard isPlain else {
            bytes.append(contentsOf: JSONValue.string(text).serializedBytes())
            return
        }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }
}
